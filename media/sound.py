"""Bring a recording of any kind into the one form that is measured and mixed: 16-bit mono samples in a wav."""

import wave
from pathlib import Path

from domain.errors import BadMedia, RenderError
from media import ffmpeg
from media.probe import accept


def plain(path: Path, folder: Path) -> Path:
    """Return a recording as 16-bit mono wav: itself when it is one, else decoded into `folder`.

    Raises `BadMedia` for what is no sound, `DiskFull`.
    """
    accept(path, kind="audio")
    if _is_plain(path):
        return path
    out = folder / f"{path.stem}-plain.wav"
    try:
        with ffmpeg.finished(out) as part:
            shape = ("-map", "0:a:0", "-ac", "1", "-c:a", "pcm_s16le", part)
            ffmpeg.run((*ffmpeg.UNTRUSTED_SOUND, "-i", path, *shape), timeout=300)
    except RenderError as broken:
        raise BadMedia(f"{path.name} cannot be decoded to its end: {broken}") from broken
    return out


def _is_plain(path: Path) -> bool:
    """Return whether it is 16-bit mono and as long as its header says: what was written as a stream is not."""
    try:
        with wave.open(str(path)) as file:
            whole = 0 < file.getnframes() * 2 <= path.stat().st_size
            return whole and (file.getnchannels(), file.getsampwidth()) == (1, 2)
    except (wave.Error, EOFError):
        return False
