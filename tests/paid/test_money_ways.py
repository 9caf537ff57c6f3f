"""At a ceiling the run says who films the rest for what is left, the cheapest first, and what all of it would need."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.app import app
from domain.brief import Brief
from domain.directing import shots
from domain.errors import CeilingReached, JobFailed
from domain.lineup import Choice, Lineup
from domain.project import Options, Project
from domain.script import Script, Segment
from providers.registry import all_vendors
from store import projects
from store.orders import OrderState, move, reserve
from tasks.orders import fulfil
from tasks.orders.ways import remaining, summed_up, ways_on
from tasks.scripts.writing import with_options
from tasks.wiring import store
from tests.paid.conftest import ROOT

Begin = Callable[..., Project]


@pytest.fixture
def begun(home: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """A project of six segments under a budget, with clips of Luma that were filmed, or stand as said."""
    for by in all_vendors().values():
        for name in (name for need in by.needs for name in need.env):
            monkeypatch.delenv(name, raising=False)
    for slug in ("LUMA", "RUNWAY", "KLING", "REPLICATE"):
        monkeypatch.setenv(f"{slug}_API_KEY", "any")

    def begin(budget: str = "3.00", *, filmed: int = 3, state: OrderState = "done", slug: str = "luma") -> Project:
        segments = tuple(Segment(id=number, narration={"en": "Bees."}, prompt=f"a bee {number}") for number in range(1, 7))
        made = {"brief": Brief(theme="bees"), "script": Script(title={"en": "Bees"}, segments=segments)}
        lineup = Lineup(video=Choice(slugs=(slug,), said=True))
        options = Options(budget=Decimal(budget), seed=1)
        project = Project.model_validate({"id": "bees", "title": "Bees", **made, "lineup": lineup, "options": options})
        projects.save(store(), project)
        for shot in shots(project)[:filmed]:
            order = reserve(store(), fulfil._wanted(slug, shot, "video"))
            move(store(), order.id, ["reserved"], "submitting")
            charge: Any = {"charged_usd": order.estimated_usd} if state == "done" else {}
            change = charge | ({"job": "j"} if state == "submitted" else {})
            if state != "submitting":
                move(store(), order.id, ["submitting"], state, **change)
        return project

    return begin


def test_the_cheapest_that_fits_is_named_first_with_its_command(begun: Begin) -> None:
    # $0.90 of the $1.60 is spent on three clips; the other three cost $0.90 with Luma
    assert ways_on(begun("1.60")) == (
        "procedural would film the 3 missing for nothing: reelflow continue bees --provider procedural",
        "kling would film the 3 missing for $0.63: reelflow continue bees --provider kling",
        "fal would film the 3 missing for $0.60 (set FAL_API_KEY first): reelflow continue bees --provider fal",
        "luma would film the 3 missing for $0.90 with a higher ceiling: reelflow continue bees --budget 1.80",
    )


def test_a_vendor_is_named_by_its_cheapest_model_that_can(begun: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    for slug in ("LUMA", "KLING", "REPLICATE"):
        monkeypatch.delenv(f"{slug}_API_KEY")
    told = ways_on(begun("3.55", filmed=5, slug="runway:gen4.5"))
    assert "runway:gemini_omni_flash would film the missing one for $0.50: " in " ".join(told)


def test_what_no_longer_fits_anywhere_names_the_budget_alone(begun: Begin) -> None:
    told = ways_on(begun("0.90"))
    assert [one.partition(" ")[0] for one in told] == ["procedural", "luma"]


def test_each_ceiling_that_is_short_is_raised_in_one_command(begun: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELFLOW_BUDGET_USD", "1.00")
    monkeypatch.setenv("LUMA_BUDGET_USD", "0.95")
    told = ways_on(begun("1.60"))[-1]
    assert told.endswith(": REELFLOW_BUDGET_USD=1.80 LUMA_BUDGET_USD=1.80 reelflow continue bees --budget 1.80")
    monkeypatch.setenv("LUMA_BUDGET_USD", "9")
    told = ways_on(begun("9"))[-1]
    assert told.endswith(" tomorrow (UTC), or now with a higher ceiling: REELFLOW_BUDGET_USD=1.80 reelflow continue bees")


def test_a_vendors_own_ceiling_decides_whether_it_fits(begun: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLING_BUDGET_USD", "0.60")
    assert not [one for one in ways_on(begun("1.60")) if "--provider kling" in one]


@pytest.mark.parametrize("state", ["submitting", "submitted", "unknown", "done"])
def test_what_is_filmed_or_may_be_filming_is_not_missing(begun: Begin, state: OrderState) -> None:
    project = begun(state=state)
    assert [shot.segment for shot in remaining(project)] == [4, 5, 6]


def test_all_that_met_a_ceiling_is_told_as_one(begun: Begin) -> None:
    project = begun("1.60")
    met = [CeilingReached(f"luma would take $0.30; $0.{spent} spent.") for spent in (70, 80, 90)]
    failed = JobFailed("luma: broke down.")
    others, told = summed_up(project, [met[0], failed, *met[1:]])
    assert others is failed
    assert str(told) == (
        "3 of 6 segments are not filmed: luma would take $0.90 more; "
        "the ceiling for this video is $1.60, $0.90 of it spent, $0.00 reserved."
    )
    assert summed_up(project, [failed]) == (failed,)


def test_every_command_that_is_offered_is_one_that_continue_takes(begun: Begin) -> None:
    told = ways_on(begun("1.60"))
    assert told
    for command in (one.partition(": reelflow ")[2] for one in told):
        name, *words = shlex.split(command)
        typer.main.get_command(app).commands[name].make_context(name, words)  # type: ignore[attr-defined]


def test_a_project_goes_on_as_it_was_offered(begun: Begin) -> None:
    project = begun("1.60")
    changed = with_options(project, provider="kling", budget=2.5)
    assert (changed.lineup.video.slugs, changed.options.budget) == (("kling",), Decimal("2.5"))
    assert changed.options.seed == 1, "what was not named stays"
    assert projects.load(store(), "bees").lineup == changed.lineup
    assert with_options(changed, voiceover=False).lineup == changed.lineup


@pytest.mark.slow
def test_a_run_that_meets_its_ceiling_leaves_with_three_and_goes_on_as_it_says(tmp_path: Path, home: Path) -> None:
    def rehearse(*words: str) -> tuple[int, Any]:
        command = [sys.executable, "-m", "cli", "rehearse", *words, "--json"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280)
        return done.returncode, json.loads(done.stdout)

    film = ("make", "5 bees", "--duration", "15", "--draft", "--format", "vertical_720p", "--no-music", "--no-voiceover")
    code, said = rehearse(*film, "--provider", "runway", "--budget", "0.90", "--output", str(tmp_path / "a.mp4"))
    assert (code, said["state"], said["exit_code"]) == (3, "stopped", 3)
    assert "2 of 3 segments are not filmed: runway would take $1.20 more" in said["error"]
    assert said["error"] in said["findings"]
    (way,) = [one for one in said["findings"] if "--budget" in one]
    assert way.endswith(f"with a higher ceiling: reelflow continue {said['project']} --budget 1.80")
    (free,) = [one for one in said["findings"] if one.startswith("procedural would film the 2 missing for nothing: ")]
    code, report = rehearse(*shlex.split(free.partition(": reelflow ")[2]), "--output", str(tmp_path / "a.mp4"))
    assert (code, report["state"]) == (0, "done")
    assert [segment["vendor"] for segment in report["segments"]].count("runway") == 1
    assert Decimal(report["cost"]["spent_usd"]) == Decimal("0.60")
    assert (tmp_path / "a.mp4").is_file()
