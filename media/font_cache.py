"""A folder of this machine where typefaces lie for libass to find: filled when needed, by several processes at once."""

import os
import tempfile
from pathlib import Path

from domain.errors import ConfigurationError


def writable(name: str) -> Path:
    """Return the folder `name` in the first of the user's cache and the platform's temporary folder that takes it.

    Raises `ConfigurationError` when neither does.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    causes = []
    for base in (cache, Path(tempfile.gettempdir()) / f"user-{os.getuid()}"):
        try:
            (base / name / "faces").mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=base / name).close()
            return base / name
        except OSError as error:
            causes.append(f"{base}: {error.strerror}")
    raise ConfigurationError(f"No folder to keep typefaces in ({'; '.join(causes)}). Set XDG_CACHE_HOME to a writable one.")


def place(path: Path, data: bytes) -> None:
    """Put a whole file at `path`, never a half: written beside it, then renamed. Left alone when it is there already."""
    if path.is_file() and path.stat().st_size == len(data):
        return
    with tempfile.NamedTemporaryFile(dir=path.parents[1] if path.parent.name == "faces" else path.parent, delete=False) as part:
        part.write(data)
    Path(part.name).chmod(0o644)
    Path(part.name).replace(path)
