"""Take in one of the user's own files: what is copied is what was scanned, whole and playable."""

import hashlib
import shutil
from pathlib import Path

from domain.errors import BadMedia, ConfigurationError
from domain.media import MediaKind
from domain.requests import Source
from media import ffmpeg, probe


def copied(source: Source, folder: Path, *, kind: MediaKind) -> Path:
    """Return a copy in `folder`, checked after copying, so that nothing can change in between.

    Raises `ConfigurationError` when the file is gone, `BadMedia` when it has changed or cannot be used as `kind`.
    """
    original = Path(source.path)
    copy = folder / "given" / original.name
    try:
        with ffmpeg.finished(copy) as part:
            shutil.copyfile(original, part)
    except FileNotFoundError as gone:
        raise ConfigurationError(f"files: {original} is gone. Put it back, or leave it out and start again.") from gone
    with copy.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != source.sha256:
            raise BadMedia(f"{original.name} has changed since it was read. Start again with the folder as it is now.")
    probe.accept(copy, kind=kind)
    return copy


def decoded(sound: Path, path: Path, *, channels: int, seconds: float | None = None) -> Path:
    """Write a user's sound to `path` as 48 kHz, at most `seconds` of it, and return `path`."""
    length = () if seconds is None else ("-t", f"{seconds:.3f}")
    shape = ("-map", "0:a:0", "-ac", str(channels), "-ar", "48000", "-c:a", "pcm_s16le")
    with ffmpeg.finished(path) as part:
        ffmpeg.run((*ffmpeg.UNTRUSTED_SOUND, "-i", sound, *length, *shape, part), timeout=300)
    return path
