"""What a cost report leaves behind."""

from pydantic import Field

from domain.base import Frozen
from domain.media import MediaRef
from domain.money import Money


class CostReport(Frozen):
    """A report over some days: where its parts are, and the sums that open it."""

    title: str
    summary: str
    """In Markdown."""
    spent_usd: Money
    wasted_usd: Money
    held_usd: Money
    alarms: tuple[str, ...] = ()
    """Models that are charged otherwise than estimated, and a month that leads above its ceiling, as sentences."""
    page: MediaRef
    """The whole report as HTML."""
    files: dict[str, MediaRef] = Field(default_factory=dict)
    """Tables as CSV and Parquet, plots as PNG, by the name of the file; in the media store."""
    sent_to: str = ""
    """The notification block it was sent by."""
