"""A language that is added to a finished film: two films, each clip bought once."""

from pathlib import Path
from typing import Any

import pytest

from flows.assemble_video import assemble_video
from flows.make_video import make_video
from providers.registry import all_vendors
from store.orders import of_project
from tasks.wiring import store
from tests.flows.stage import QuickFilms, vendor
from tests.words.conftest import Seat

ASKED: dict[str, Any] = {"duration": 10, "formats": ("vertical_720p",), "draft": True, "music": False, "provider": "quick"}


@pytest.mark.slow
def test_a_further_language_is_another_film_of_the_same_clips(
    prefect: str, desk: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(all_vendors(), "quick", vendor("quick", QuickFilms()))
    seat = desk("claude")
    first = make_video("Sleep better", text="claude", **ASKED)
    clips, asked = of_project(store(), first.project, kind="video"), seat.taken("claude")
    both = assemble_video(first.project, languages=("en", "fr"))
    assert of_project(store(), first.project, kind="video") == clips
    assert (sorted(film.language for film in both.videos), seat.taken("claude") - asked) == (["en", "fr"], 1)
    assert both.encoded == 2
    assert "The French words were written by claude." in both.findings
    again = assemble_video(first.project)
    assert (again.encoded, seat.taken("claude") - asked, len(again.videos)) == (0, 1, 2)
