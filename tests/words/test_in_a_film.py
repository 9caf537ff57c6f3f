"""One film whose voice is slower than was planned, looked at by a model: the words that are heard are the words of the script."""

from pathlib import Path
from typing import Any

import pytest

from domain import editing
from domain.errors import RunFailed
from domain.timing import GRACE
from flows.assemble_video import assemble_video
from flows.make_video import make_video
from providers.registry import all_vendors
from rehearsal import authors
from store import projects
from tasks.scripts.editing import edited
from tasks.voices.keeping import keep_pace
from tasks.wiring import store
from tests.flows.stage import QuickFilms, vendor
from tests.words.advised import LONG
from tests.words.conftest import Seat

ASKED: dict[str, Any] = {"duration": 5, "formats": ("vertical_720p",), "draft": True, "music": False, "provider": "quick"}
FLAT = {"about": "artefacts", "grave": True, "retake": True, "problem": "The picture is flat."}


@pytest.mark.slow
def test_a_voice_slower_than_planned_has_its_line_shortened_and_the_segment_is_looked_at(
    prefect: str, desk: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(all_vendors(), "quick", vendor("quick", QuickFilms()))
    monkeypatch.setenv("VISION_PROVIDER", "claude")
    seat = desk("claude")
    monkeypatch.setitem(authors.AUTHORS, "film", _full)
    monkeypatch.setitem(authors.AUTHORS, "clip", lambda _data: {"seen": "A colour.", "findings": [FLAT]})
    keep_pace("espeak", "", "en", 5.0, 10.0)
    report = make_video("5 Python beginner mistakes", text="claude", **ASKED)
    seat.project, (segment,) = report.project, report.segments
    written = seat.orders()
    names = [next(iter(order.result["answer"])) for order in written if order.kind == "text" and order.result]
    assert names == ["title", "findings", "lines", "seen"]
    (shortened,) = [order for order in written if order.result and "lines" in order.result.get("answer", {})]
    assert shortened.result and segment.narration == shortened.result["answer"]["lines"][0]["text"]
    assert segment.seconds <= 5 + GRACE
    assert not any("lasts" in one for one in report.degraded)
    assert [one.check for one in report.review if one.check.startswith("vision")] == ["vision: artefacts"]
    assert any(one.endswith(f"reelflow retake {report.project} 1") for one in report.findings)
    assert report.cost.spent_usd == report.cost.text_usd == seat.charged()

    asked = seat.taken("claude")
    again = assemble_video(report.project)
    assert (again.encoded, again.segments[0].narration, seat.taken("claude")) == (0, segment.narration, asked)

    mine = "These are my very own words, every one of them, and nobody shall ever shorten them, however long they take to say."
    _edit(report.project, mine)
    monkeypatch.delenv("VISION_PROVIDER")
    last = assemble_video(report.project)
    assert (last.segments[0].narration, seat.taken("claude")) == (mine, asked)
    assert any(one.startswith("Segment 1 lasts") and "--language en" in one for one in last.degraded)

    monkeypatch.setattr("providers.vendors.espeak.EspeakVoice.make", _mute)
    _edit(report.project, "Other words of mine.")
    _not_own(report.project)
    with pytest.raises(RunFailed, match=r"^no voice today$"):
        assemble_video(report.project)


def _full(facts: Any) -> Any:
    """A script as long as the pace that was measured allows."""
    said = authors.write(facts)
    said["segments"][0]["lines"][0]["narration"] = f"{LONG} and where they were"
    return said


def _edit(name: str, narration: str) -> None:
    project = projects.load(store(), name)
    edited(project, editing.rewrite(project.script, 1, narration=narration))


def _mute(*_: Any) -> None:
    from domain.errors import JobFailed

    raise JobFailed("no voice today")


def _not_own(name: str) -> None:
    """Let the line be a model's, which is fitted as soon as it is spoken."""
    project = projects.load(store(), name)
    (segment,) = project.script.segments
    script = project.script.model_copy(update={"segments": (segment.model_copy(update={"own": ()}),)})
    projects.save(store(), project.model_copy(update={"script": script}))
