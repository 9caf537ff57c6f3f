"""What the database says when it fails, told to the user without the driver's words where we know better."""

from sqlalchemy import URL

from domain.errors import Busy, ConfigurationError, DiskFull, ReelflowError, Unreachable

_KNOWN: tuple[tuple[str, type[ReelflowError], str], ...] = (
    ("database is locked", Busy, "was being written by another process for too long. Try again when that run is done"),
    ("disk is full", DiskFull, "has no room left on its disk. Make room, then continue"),
    ("disk full", DiskFull, "has no room left on its disk. Make room, then continue"),
    ("no space left", DiskFull, "has no room left on its disk. Make room, then continue"),
    ("not a database", ConfigurationError, "is not an SQLite database. Restore a copy of it, or choose another file"),
    ("malformed", ConfigurationError, "is damaged. Restore a copy of it, or move it away to begin anew; media are kept apart"),
    ("readonly", ConfigurationError, "cannot be written. Mend its permissions, or choose another file"),
    ("unable to open", ConfigurationError, "cannot be opened. Mend the permissions of its folder, or choose another"),
    ("already exists", ConfigurationError, "already holds another program's tables. Choose an empty database"),
    ("authentication failed", ConfigurationError, "does not accept this user and password. Mend REELFLOW_STORE_URL"),
)


def named(url: URL) -> str:
    """Return what a store is called in messages: never with a user, a password or options."""
    if url.get_backend_name() == "sqlite":
        return f"The store {url.database}"
    return f"The PostgreSQL store {url.database} at {url.host or 'this machine'}:{url.port or 5432}"


def explained(wrong: BaseException | None, name: str, *, surely: bool, far: bool = False) -> ReelflowError | None:
    """Return the error for what a driver said about the store called `name`.

    None when it may be a mistake of ours instead, unless it is `surely` the store that failed. One that is `far`, a server,
    may have gone away and come back: `Unreachable`.
    """
    said = str(wrong).strip()
    for words, error, sentence in _KNOWN:
        if words in said.lower():
            return error(f"{name} {sentence}.")
    if not surely:
        return None
    first = said.splitlines()[0] if said else type(wrong).__name__
    error = Unreachable if far else ConfigurationError
    return error(f"{name} cannot be used: {first}. See that it is running and reachable, then try again.")
