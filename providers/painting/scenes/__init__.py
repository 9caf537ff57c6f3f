"""The scene families, one file each: every one offers `paint(stage)`, an iterator of frames."""
