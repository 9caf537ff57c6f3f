"""Send words by a notification block of Prefect's."""

from typing import Any

from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.core import Block

from domain.errors import ConfigurationError


def checked_block(name: str) -> Any:
    """Return the saved notification block of this name, None for no name; raise `ConfigurationError` when there is none.

    A name is its type and its own, such as `slack-webhook/team`.
    """
    if not name.strip():
        return None
    try:
        block = Block.load(name.strip())
    except ValueError as wrong:
        raise ConfigurationError(
            f"There is no notification block {name!r}. Give its type and its name, such as slack-webhook/team, as Prefect's "
            "page of blocks shows them."
        ) from wrong
    if not isinstance(block, NotificationBlock):
        raise ConfigurationError(f"The block {name!r} sends no notifications. Name one such as slack-webhook/team.")
    return block


def notified(name: str, subject: str, body: str) -> str:
    """Send words by a block and return its name; nothing happens, and nothing is returned, without a name.

    Raises `ConfigurationError` when there is no such block, or it could not send.
    """
    block = checked_block(name)
    if block is None:
        return ""
    try:
        with block.raise_on_failure():
            block.notify(body, subject)
    except Exception as wrong:
        raise ConfigurationError(f"The block {name!r} could not send: {wrong}. The report itself is kept.") from wrong
    return name.strip()
