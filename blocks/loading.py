"""Read a saved block, and say whose move is next when it is missing, of an old shape, or cannot be asked for."""

from typing import TypeVar

from httpx import HTTPStatusError, TransportError
from prefect.blocks.core import Block
from prefect.context import FlowRunContext, TaskRunContext
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL
from pydantic import ValidationError

from domain.errors import ConfigurationError

PREFIX = "block:"
"""How a setting or a parameter names a block instead of saying a value: `block:acme`."""
B = TypeVar("B", bound=Block)


def found(kind: type[B], name: str) -> B | None:
    """Return the saved block of a type and name, None when there is none.

    Raises `ConfigurationError` for one that was saved in an old shape, or when the server refuses the question; `httpx`'s
    `TransportError` when the server does not answer.
    """
    what = f'the "{kind.get_block_type_name()}" block named "{name}"'
    try:
        block = kind.load(name)
    except HTTPStatusError as no:
        status = no.response.status_code
        raise ConfigurationError(f"{name}: Prefect's server answers {status} to the question for {what}.{_move(status)}") from no
    except ValueError as no:
        if isinstance(no.__cause__, ObjectNotFound):
            return None
        raise ConfigurationError(f"{name}: {what} cannot be read. Save it again.") from None
    except RuntimeError as old:
        if not isinstance(old.__cause__, ValidationError):
            raise
        raise ConfigurationError(
            f"{name}: {what} has an old shape{_fields(old.__cause__)}. Open it in the UI and save it again."
        ) from None
    return block  # type: ignore[return-value]


def required(kind: type[B], name: str) -> B:
    """Return the saved block of a type and name; raise `ConfigurationError` as `found`, and when there is none."""
    if block := found(kind, name):
        return block
    what = kind.get_block_type_name()
    raise ConfigurationError(f'There is no "{what}" block named {name!r}. Save one in the UI under Blocks, or name another.')


def named(kind: type[B], name: str, by: str) -> B:
    """Return the saved block that `by` (a setting, a file) names; raise as `required`, and without a server."""
    if not can_be_asked():
        raise ConfigurationError(
            f"{by} names a block, and no Prefect server runs here. Start one with reelflow up, set PREFECT_API_URL, "
            "or name no block."
        )
    try:
        return required(kind, name)
    except TransportError as away:
        what = kind.get_block_type_name()
        raise ConfigurationError(
            f'Prefect\'s server does not answer the question for the "{what}" block named {name!r}. Try again later.'
        ) from away


def run_at_work() -> str:
    """Return the run that this thread works for, or nothing."""
    if task := TaskRunContext.get():
        return str(task.task_run.flow_run_id or task.task_run.id)
    flow = FlowRunContext.get()
    return str(flow.flow_run.id) if flow and flow.flow_run else ""


def can_be_asked() -> bool:
    """Return whether a server is named that has blocks; elsewhere asking for one would start a server."""
    return bool(run_at_work() or PREFECT_API_URL.value())


def _move(status: int) -> str:
    return " Set PREFECT_API_AUTH_STRING to the server's user:password." if status in (401, 403) else ""


def _fields(wrong: ValidationError) -> str:
    """Return which fields no longer fit, never what they hold."""
    names = sorted({str(error["loc"][0]) for error in wrong.errors(include_input=False, include_url=False) if error["loc"]})
    return f" (look at {', '.join(names)})" if names else ""
