"""Finished films for other programs: timelines and subtitles in their formats, and a listing for people. Pure."""
