"""Plans: what a workspace may make in a month, as data. Prices are US dollars a month."""

from domain.base import Frozen
from domain.errors import BriefError
from domain.money import Money


class Plan(Frozen):
    """One tier."""

    name: str
    usd: Money
    videos: int | None = None
    """Videos a month; None where there is no limit. A video in several languages and formats is one."""
    side: int | None = None
    """Longest short side of a film in pixels: 720 for 720p, 2160 for 4K; None where there is no limit."""
    watermark: bool = False
    """Films have to show a watermark."""
    seats: int | None = 1
    """People; None where there is no limit."""

    @property
    def told(self) -> str:
        """Return it for a reader."""
        videos = "any number of videos" if self.videos is None else f"{self.videos} videos"
        side = "any size" if self.side is None else f"up to {self.side}p"
        return f"{videos} a month, {side}{', with a watermark' if self.watermark else ''}"


PLANS: dict[str, Plan] = {
    plan.name: plan
    for plan in (
        Plan(name="free", usd=Money(0), videos=3, side=720, watermark=True),
        Plan(name="creator", usd=Money(29), videos=20, side=1080),
        Plan(name="pro", usd=Money(79), videos=100, side=2160),
        Plan(name="business", usd=Money(199), seats=None),
    )
}
"""The tiers. Creator's size and the seats of the first three are this house's reading; the rest is as they were laid down."""


def plan_named(name: str) -> Plan:
    """Return the plan of this name; raise `BriefError` naming all of them."""
    found = PLANS.get(name.strip().lower())
    if found is None:
        raise BriefError(f"There is no plan {name!r}. Choose from: {', '.join(PLANS)}.")
    return found
