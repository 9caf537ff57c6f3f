"""What a video would cost, before anything is ordered."""

from datetime import date

from domain.base import Frozen
from domain.money import ZERO, Money

MONTH = 100
"""Videos in the comparison by the month."""
OLD_DAYS = 90
"""A price read longer ago than this is worth a warning."""


class Estimate(Frozen):
    """One vendor's price for one video, in US dollars."""

    vendor: str
    model: str
    segment_usd: Money
    """Of one segment's clip."""
    segments: int
    script_usd: Money = ZERO
    """Of all that text models are asked: reading, writing, one review, and looking at segments."""
    voice_usd: Money = ZERO
    quoted: date | None = None
    """The day the price was read; None for what is free."""
    orders: str = ""
    """What is ordered for a segment: its length, its shape and what cropping loses."""
    usable: bool = True
    """False when it cannot film this video, or nobody knows its price."""
    note: str = ""
    """Why it cannot be used for this video, or what to know of its price."""

    @property
    def total_usd(self) -> Money:
        """Return the price of the video."""
        return self.segment_usd * self.segments + self.script_usd + self.voice_usd

    @property
    def month_usd(self) -> Money:
        """Return the price of a hundred such videos."""
        return self.total_usd * MONTH


class Change(Frozen):
    """What making a project now would do with one segment's clip."""

    index: int
    action: str
    """`reuse`, or `film` with the vendor that would do it."""
    orders: str = ""
    """What would be ordered: its length, its shape, its pictures."""
    usd: Money = ZERO
