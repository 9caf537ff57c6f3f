"""The cutting room: a timeline in, a video file out. Knows no vendor, no Prefect, no database."""
