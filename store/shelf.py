"""A folder of finished files, found by key: what is there is whole."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from domain.errors import ConfigurationError, DiskFull

_BLOCK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}
_PART = ".part"


class Shelf:
    """Finished files by key, in a local folder: encoded pieces, downloaded media."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def cached(self, key: str, suffix: str) -> Path | None:
        """Return the finished file kept under a key, if there is one; its time then says when it was last wanted."""
        path = self.place(key, suffix)
        if not path.is_file():
            return None
        with suppress(OSError):  # a shelf that cannot be written is good to read
            os.utime(path)
        return path

    def keep(self, key: str, path: Path) -> Path:
        """Put a copy of a finished file on the shelf, whole or not at all, and return where it is; raise `DiskFull`."""
        target = self.place(key, path.suffix)
        with arriving(self.folder) as part:
            copied(path, part)
            placed(part, target)
        return target

    def place(self, key: str, suffix: str) -> Path:
        """Return where a file is kept, there or not; raise `ValueError` for what cannot be a name."""
        if not re.fullmatch(r"[\w-]{2,200}", key) or not re.fullmatch(r"(\.\w{1,10})?", suffix):
            raise ValueError(f"{key}{suffix} cannot be the name of a kept file")
        return self.folder / key[:2] / f"{key}{suffix.lower()}"


@contextmanager
def arriving(folder: Path) -> Iterator[Path]:
    """Give a name for an unfinished file in `folder`, which is gone when the block ends; raise `DiskFull`."""
    part = folder / f"{uuid4().hex}{_PART}"
    with disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def disk(folder: Path | str) -> Iterator[None]:
    """Tell a full disk as `DiskFull` and a folder that cannot be written as `ConfigurationError`."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno in _FULL:
            raise DiskFull(f"No room is left in {folder}. Make room, then run `reelflow continue PROJECT`.") from wrong
        if isinstance(wrong, (PermissionError, NotADirectoryError, FileExistsError)) or wrong.errno == errno.EROFS:
            raise ConfigurationError(
                f"{wrong.filename or folder} cannot be used: {wrong.strerror or wrong}. Mend it or choose another."
            ) from wrong
        raise


def copied(source: Path, target: Path) -> str:
    """Write the bytes of `source` to `target`, down to the disk, and return their SHA-256."""
    hasher = sha256()
    with source.open("rb") as giver, target.open("wb") as taker:
        while block := giver.read(_BLOCK):
            hasher.update(block)
            taker.write(block)
        taker.flush()
        os.fsync(taker.fileno())
    return hasher.hexdigest()


def hashed(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        hasher = sha256()
        while block := file.read(_BLOCK):
            hasher.update(block)
    return hasher.hexdigest()


def placed(part: Path, target: Path) -> None:
    """Give a finished file its name, in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
