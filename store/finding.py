"""How a user names a project: its id, the beginning of it, or `last`."""

from difflib import get_close_matches

from sqlalchemy import Connection, select

from domain.errors import NotFound
from store.tables import projects

_SHOWN = 5


def project_id(connection: Connection, given: str) -> str:
    """Return the id of the project that is meant; raise `NotFound` when there is none or more than one."""
    newest = _ids(connection)
    if given == "last" and newest:
        return newest[0]
    if given in newest:
        return given
    beginning = [name for name in newest if given and name.startswith(given)]
    if len(beginning) == 1:
        return beginning[0]
    if beginning:
        raise NotFound(f"{len(beginning)} projects begin with {given!r}: {_list(beginning)}. Give more of the id.")
    raise not_found(connection, given)


def not_found(connection: Connection, given: str, segment: int | None = None) -> NotFound:
    """Return the error for a project, or a segment of it, that is not there; it names near ones."""
    newest = _ids(connection)
    if segment is not None and given in newest:
        return NotFound(f"Project {given} has no segment {segment}.")
    if not newest:
        return NotFound(f"There is no project {given!r}: there are none yet. Make one with `reelflow make THEME`.")
    if near := get_close_matches(given, newest, n=_SHOWN, cutoff=0.4):
        return NotFound(f"There is no project {given!r}. Near it: {_list(near)}.")
    return NotFound(f"There is no project {given!r}. The newest: {_list(newest)}.")


def _ids(connection: Connection) -> list[str]:
    return list(connection.scalars(select(projects.c.id).order_by(projects.c.updated_at.desc(), projects.c.id)))


def _list(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
