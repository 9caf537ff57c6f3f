"""What all slots of a content calendar have in common, as a saved block, so that it is set once and seen in the UI."""

from typing import Any, Literal

from prefect.blocks.core import Block
from pydantic import Field

from blocks.loading import named


class CalendarDefaults(Block):
    """Defaults of content calendars: what a calendar's file does not say is taken from here.

    Example:
        ```python
        CalendarDefaults(time_zone="Europe/Paris", parameters={"languages": ["fr"], "budget": 2.5}).save("house")
        ```
    """

    _block_type_name = "Calendar defaults"
    _block_type_slug = "calendar-defaults"

    time_zone: str = Field(default="", description="Zone of the calendar's clock, such as Europe/Berlin.")
    after_outage: Literal["", "skip", "catch_up", "ask"] = Field(
        default="", description="What becomes of films whose moment passed while nobody was looking."
    )
    publish_to: list[str] = Field(default_factory=list, description="Platforms that the films are meant for.")
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="Parameters of make-video for every slot, such as pillar, languages, budget."
    )

    def said(self) -> dict[str, Any]:
        """Return what the block says, without what it leaves empty."""
        fields = ("time_zone", "after_outage", "publish_to", "parameters")
        return {name: getattr(self, name) for name in fields if getattr(self, name)}


def saved_defaults(name: str) -> dict[str, Any]:
    """Return what a saved block of defaults says; raise `ConfigurationError` when it cannot be had."""
    return named(CalendarDefaults, name, f"`from: block:{name}`").said()
