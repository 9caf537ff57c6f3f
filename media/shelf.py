"""Read a folder of the user's own media: everything usable in it, or a plain list of what is not."""

import hashlib
import re
from pathlib import Path

from domain.errors import BadMedia, ConfigurationError
from domain.requests import Source
from domain.shelf import use
from media import probe

SHORTEST_MUSIC = 1.0
"""Seconds of music that can be repeated under a film; less is a buzz."""
_MEDIA = frozenset(
    (
        *(".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg"),
        *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".avif"),
        *(".wav", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".wma"),
    )
)
"""Names that claim to be media, ours or not. What claims nothing (notes, subtitles) is left alone."""


def scan(folder: Path) -> tuple[Source, ...]:
    """Return every clip, still, recording and music in `folder` and its subfolders, 2 before 10.

    Hidden files, and files that do not claim to be media, are left alone. Raises `ConfigurationError` when the folder is
    missing, is no folder, or holds no media; `BadMedia`, naming each of them, when files are not what they claim to be.
    """
    if not folder.exists():
        raise ConfigurationError(f"Media folder {folder} does not exist. Name a folder with your clips, stills or sounds.")
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is a file, not a folder. Give the folder that holds your media.")
    sources, refused = list[Source](), list[str]()
    for path in _claiming(folder):
        try:
            sources.append(_source(path))
        except BadMedia as bad:
            refused.append(str(bad))
        except OSError as wrong:
            refused.append(f"{path.name} cannot be read: {wrong.strerror}.")
    if refused:
        raise BadMedia(_sentence(folder, refused))
    if not sources:
        raise ConfigurationError(f"Media folder {folder} holds no video, picture or sound. Put your files in it.")
    return tuple(sources)


def _claiming(folder: Path) -> list[Path]:
    inside = [path for path in folder.rglob("*") if path.suffix.lower() in _MEDIA and not path.is_dir()]
    shown = [path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return sorted(shown, key=lambda path: _natural(path, folder))


def _source(path: Path) -> Source:
    facts = probe.accept(path)
    with path.open("rb") as file:
        source = Source(path=str(path.resolve()), sha256=hashlib.file_digest(file, "sha256").hexdigest(), kind=facts.kind)
    if use(source) == "music" and facts.seconds < SHORTEST_MUSIC:
        raise BadMedia(f"{path.name} lasts {facts.seconds:.2f} s; music under a film needs at least {SHORTEST_MUSIC:g} s.")
    return source


def _natural(path: Path, folder: Path) -> list[tuple[str, int]]:
    """Letters by letter and numbers by size, folder by folder; files of a folder before its subfolders."""
    relative = path.relative_to(folder)
    key: list[tuple[str, int]] = []
    for depth, part in enumerate(relative.parts, 1):
        pieces = re.split(r"(\d+)", part.casefold())
        level = "" if depth == len(relative.parts) else "\x7f"
        key += [(level, 0), *(("0", int(piece)) if piece.isdecimal() else ("1" + piece, 0) for piece in pieces)]
    return key


def _sentence(folder: Path, refused: list[str]) -> str:
    if len(refused) == 1:
        return refused[0]
    listed = "\n".join(f"- {why}" for why in refused)
    return f"{len(refused)} files in {folder} cannot be used. Replace them or take them out:\n{listed}"
