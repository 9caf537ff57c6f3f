"""Many films at once and films by the calendar: killed and run again, each is made once and paid for once."""

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags

from domain.ask import Ask
from domain.calendar import Calendar, Slot
from domain.errors import JobFailed
from domain.project import Report
from rehearsal.cast import part_of
from rehearsal.player import KEY, Player
from store import batches, calendars, projects
from store.columns import now
from tasks.calendars.due import make_here, settle, start_there
from tasks.wiring import store
from tests.flows.commands import Command

pytestmark = pytest.mark.slow
BARE = "draft,duration,formats,voiceover,subtitles,music"
ROW = "true,5,vertical_720p,false,false,false"
THEMES = ("Sleep better", "Travel light", "Remote work")


@pytest.fixture
def luma(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Player]:
    """A vendor that films five seconds for 30 cents."""
    player = Player([part_of("luma")], folder=tmp_path / "clips").start()
    for name, value in {"LUMA_BASE_URL": player.base_urls["luma"], "LUMA_API_KEY": KEY, "REELFLOW_POLL_SECONDS": "0.1"}.items():
        monkeypatch.setenv(name, value)
    yield player
    player.stop()


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of three videos by that vendor."""
    path = tmp_path / "launch.csv"
    path.write_text("\n".join([f"theme,provider,output,{BARE}", *(f"{one},luma,{tmp_path},{ROW}" for one in THEMES)]))
    return path


def films() -> list[str]:
    """The projects that are finished."""
    return [one.title for one in projects.listing(store()) if one.status == "completed"]


@pytest.mark.timeout(600)
def test_a_batch_killed_and_run_again_pays_for_each_clip_once(
    prefect: str, home: Path, luma: Player, listed: Path, tmp_path: Path
) -> None:
    words = ("batch", str(listed), "--at-once", "2", "--budget", "0.70", "--json")
    first = Command(*words, home=home, server=prefect)
    with contextlib.closing(first):
        first.until(lambda: luma.accepted("luma") and (home / "reelflow.db").exists() and films())
        first.kill()
    for usd, taken, state, code in (("0.70", 2, "stopped", 3), ("0.90", 3, "done", 0), ("0.90", 3, "done", 0)):
        again = Command(*words[:5], usd, "--json", home=home, server=prefect)
        with contextlib.closing(again):
            ended, out, err = again.ended(within=300)
        said = json.loads(out)
        assert (ended, said["state"]) == (code, state), err
        assert luma.accepted("luma") == taken
        assert Decimal(said["spent_usd"]) == Decimal("0.30") * taken
        assert Decimal(said["reserved_usd"]) == 0
    assert [row["again"] for row in said["rows"]] == [True, True, True]
    assert all(Path(film).is_file() for row in said["rows"] for film in row["films"])
    assert batches.standing(store(), "launch").spent_usd == Decimal("0.90")


@pytest.fixture
def daily(home: Path) -> Calendar:
    """A calendar with a film due a minute ago."""
    local = (datetime.now(UTC) - timedelta(minutes=1)).replace(second=0, microsecond=0, tzinfo=None)
    slot = Slot(name="s", dates=(local,), theme="Sleep better", ask=Ask(draft=True, duration=5))
    found = Calendar(name="daily", time_zone="UTC", slots=(slot,))
    calendars.begin(store(), "daily", now() - timedelta(hours=1))
    return found


class Broken(BaseException):
    """The process ends here."""


def test_a_film_of_the_calendar_left_by_a_killed_process_is_gone_on_with_and_made_once(daily: Calendar) -> None:
    made: list[str] = []

    def dies(_ask: Ask) -> Report:
        raise Broken

    def film(ask: Ask) -> Report:
        assert make_here(daily, row, film).state == "started"  # somebody else, meanwhile
        made.append(ask.theme)
        return Report(project="sleep-better", state="done")

    (row,) = calendars.claim(store(), daily, now())
    with pytest.raises(Broken):
        make_here(daily, row, dies)
    (left,) = calendars.rows(store(), "daily", ("started",))
    assert make_here(daily, left, film).project == "sleep-better"
    assert make_here(daily, row, film).state == "done"
    assert made == ["Sleep better"]


def test_a_film_that_fails_is_written_down_and_can_be_let_go_again(daily: Calendar) -> None:
    def fails(_ask: Ask) -> Report:
        raise JobFailed("the model broke down")

    (row,) = calendars.claim(store(), daily, now())
    failed = make_here(daily, row, fails)
    assert (failed.state, failed.note) == ("failed", "the model broke down")
    assert calendars.claim(store(), daily, now()) == ()
    calendars.release(store(), failed)
    (again,) = calendars.claim(store(), daily, now())
    assert (again.theme, again.attempt) == ("Sleep better", 2)


def test_a_moment_starts_one_run_however_often_it_is_tried(
    prefect: str, daily: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.make_video import make_video

    monkeypatch.chdir(Path(__file__).parents[2])
    deployment: Any = make_video.from_source(source=str(Path.cwd()), entrypoint="flows/make_video.py:make_video")
    deployment.deploy(name="default", work_pool_name=pool(), ignore_warnings=True, print_next_steps=False)
    (row,) = calendars.claim(store(), daily, now())
    with monkeypatch.context() as patch:
        patch.setattr("store.calendars.change", lambda *_words, **_more: False)  # killed before it is written down
        start_there(daily, row)
    (row,) = calendars.claim(store(), daily, now())
    begun = start_there(daily, row)
    assert begun.state == "started"
    with get_client(sync_client=True) as client:
        (run,) = client.read_flow_runs(flow_run_filter=FlowRunFilter(tags=FlowRunFilterTags(all_=["calendar:daily"])))
        assert str(run.id) == begun.run
        assert run.parameters["theme"] == "Sleep better"
        assert run.parameters["draft"] is True
        client.delete_flow_run(run.id)
    settle("daily")
    (row,) = calendars.rows(store(), "daily")
    assert (row.state, row.note) == ("failed", "its run was deleted in Prefect")


def pool() -> str:
    """A work pool for processes, without a worker."""
    from prefect.client.schemas.actions import WorkPoolCreate

    with get_client(sync_client=True) as client, contextlib.suppress(Exception):
        client.create_work_pool(WorkPoolCreate(name="idle", type="process"))
    return "idle"
