"""Bytes of pictures and sound: run ffmpeg, read a file's facts, find fonts. Knows files, not films."""
