"""What the run page says of money: spent so far against the ceiling, and by whom."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from domain.project import Project
from store import projects
from store.ceilings import Ceilings
from store.orders import Order, move, reserve
from tasks.pages import progress_page
from tasks.pages.progress import Step
from tasks.pages.progress_page import _Page
from tasks.pages.showing import _costs
from tasks.wiring import store


def bought(project: Project, segment: int, *, dollars: str) -> None:
    """Order a clip and pay for it, unless it costs nothing."""
    wanted = Order(
        project=project.id, segment=segment, kind="video", take=1, digest=f"{segment}", vendor="runway", model="gen4_turbo",
        estimated_usd=Decimal("0.25"),
    )  # fmt: skip
    order = reserve(store(), wanted, ceilings=Ceilings())
    if dollars:
        move(store(), order.id, ("reserved",), "submitting")
        move(store(), order.id, ("submitting",), "submitted", job=f"job-{segment}")
        move(store(), order.id, ("submitted",), "done", charged_usd=Decimal(dollars), result={})


def test_progress_counts_and_says_what_was_spent_against_the_ceiling(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(progress_page, "update_progress_artifact", lambda _id, **said: told.append(said))
    capped = project.model_copy(update={"options": project.options.model_copy(update={"budget": Decimal("2")})})
    projects.save(store(), capped)
    page = _Page(uuid4(), capped)
    page.hear(Step(stage="film", total=3))
    page.hear(Step(stage="cut", total=3))
    bought(project, 1, dollars="0.20")
    bought(project, 2, dollars="")
    page.hear(Step(stage="film", done=1))
    assert told == [
        {
            "progress": 16.7,
            "description": "Bees: film 1 of 3, cut 0 of 3. Spent so far: $0.20, $0.25 reserved of a ceiling of $2.00.",
        }
    ]


def test_the_table_of_cost_has_a_row_for_each_kind_of_work_and_model(project: Project) -> None:
    bought(project, 1, dollars="0.20")
    bought(project, 2, dollars="")
    assert _costs(project) == [
        {
            "kind": "video", "vendor": "runway", "model": "gen4_turbo", "orders": 2,
            "spent": "$0.20", "wasted": "$0.00", "reserved": "$0.25",
        }
    ]  # fmt: skip
