"""The ceilings of an order: the video's own budget, the day's, and its vendor's."""

import contextlib

from blocks.settings import settings, vendor_budget
from domain.errors import NotFound
from domain.money import Money
from store import projects
from store.ceilings import Ceilings, Room, rooms
from tasks.wiring import store


def ceilings_of(project: str, vendor: str, budget: Money | None = None) -> Ceilings:
    """Return what may be spent on an order of `project` from `vendor`; `budget` is for a project that is not there yet."""
    with contextlib.suppress(NotFound):  # the script is ordered before there is a project
        budget = projects.load(store(), project).options.budget
    return Ceilings(project=budget, day=settings().reelflow_budget_usd, vendor=vendor_budget(vendor))


def rooms_of(project: str, vendor: str) -> tuple[Room, ...]:
    """Return each ceiling that such an order would meet, with what is spent and reserved under it now."""
    return rooms(store(), ceilings_of(project, vendor), project, vendor)
