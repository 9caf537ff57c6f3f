"""Deliver: put a finished film where the user wants it, whole or not at all."""

import errno
import shutil
import tempfile
from pathlib import Path

from blocks.settings import located
from domain.directing import Edition
from domain.errors import ConfigurationError, DiskFull
from domain.project import Project, Video
from media.ffmpeg import finished
from media.probe import probe
from tasks.wiring import vault

FILM = ".mp4"
FOLDER = "output"
"""Where films go when nobody says."""


def output_path(project: Project, edition: Edition, output: str) -> Path:
    """Return where a film goes: the file asked for, or a telling name in the folder asked for, else in `output/`."""
    wanted = located(output or FOLDER)
    mark = "" if project.one_film else f"-{edition.language}-{edition.format.name}"
    if wanted.suffix.lower() == FILM:
        return wanted.with_name(f"{wanted.stem}{mark}{FILM}").resolve()
    return (wanted / f"{project.id}{mark}{FILM}").resolve()


def check_output(output: str) -> None:
    """Raise `ConfigurationError` when no film could be written there; the default folder is made when it is needed."""
    wanted = located(output or FOLDER)
    is_film = wanted.suffix.lower() == FILM
    try:
        if is_film and wanted.is_dir():
            raise ConfigurationError(f"Output {output} is a folder. Name a file in it.")
        if wanted.suffix and not is_film and not wanted.is_dir():
            raise ConfigurationError(f"Output {output}: films are written as {FILM} files. Name one, or an existing folder.")
        _check_folder(wanted.parent if is_film or not (output or wanted.exists()) else wanted)
    except OSError as wrong:
        raise ConfigurationError(f"Output {wanted} cannot be written: {wrong.strerror}. Choose another place.") from wrong


def _check_folder(folder: Path) -> None:
    """Raise unless a file can be made in `folder`: asking for permission is not enough on a read-only disk."""
    if not folder.exists():
        raise ConfigurationError(f"The output folder {folder} does not exist. Make it, or choose another.")
    if not folder.is_dir():
        raise ConfigurationError(f"The output folder {folder} is a file, not a folder. Choose another.")
    with tempfile.TemporaryFile(dir=folder):
        pass


def deliver(film: Path, edition: Edition, path: Path) -> Video:
    """Keep a film in the media store, copy it to `path` and return what was delivered.

    Raises `DiskFull` and leaves no half file when there is no room.
    """
    facts = probe(film)
    seconds = round(facts.seconds, 3)
    media = vault().put(film, "video", seconds=seconds, width=facts.width, height=facts.height)
    handed_over(film, path)
    return Video(
        format=edition.format.name,
        language=edition.language,
        path=str(path),
        seconds=seconds,
        width=facts.width,
        height=facts.height,
        sha256=media.sha256,
    )


def handed_over(file: Path, path: Path) -> None:
    """Copy a finished file to where the user wants it; raise `DiskFull` or `ConfigurationError` and leave no half file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with finished(path) as part:
            shutil.copyfile(file, part)
    except OSError as wrong:
        if wrong.errno == errno.ENOSPC:
            raise DiskFull(f"No room is left for {path}. Make room, then: reelflow assemble last --output {path}") from wrong
        raise ConfigurationError(f"Output {path} cannot be written: {wrong.strerror}. Choose another place.") from wrong
