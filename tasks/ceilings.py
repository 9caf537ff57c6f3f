"""The ceilings of an order: the video's own budget, the day's, and its vendor's."""

from blocks.settings import settings, vendor_budget
from domain.errors import NotFound
from store import projects
from store.ceilings import Ceilings, Room, rooms
from tasks.wiring import store


def ceilings_of(project: str, vendor: str) -> Ceilings:
    """Return what may be spent on an order of `project` from `vendor`."""
    try:
        budget = projects.load(store(), project).options.budget
    except NotFound:  # the script is ordered before there is a project
        budget = None
    return Ceilings(project=budget, day=settings().reelflow_budget_usd, vendor=vendor_budget(vendor))


def rooms_of(project: str, vendor: str) -> tuple[Room, ...]:
    """Return each ceiling that such an order would meet, with what is spent and reserved under it now."""
    return rooms(store(), ceilings_of(project, vendor), project, vendor)
