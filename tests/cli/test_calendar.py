"""`reelflow calendar` and `reelflow batch`, as far as no film is made: what they say, and what they refuse before they begin."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.calendar import Calendar
from store import calendars
from store.columns import now
from tasks.calendars.calendar_files import calendar_in
from tasks.wiring import store
from tests.cli.conftest import Command

TEXT = """\
name: bees
time_zone: Europe/Paris
slots:
  - name: mornings
    cron: "0 9 * * *"
    about: bees
    themes: [Why bees dance]
"""


@pytest.fixture
def file(stage: Path) -> str:
    """A calendar with one theme and a film a day."""
    (stage / "bees.yaml").write_text(TEXT)
    return "bees.yaml"


@pytest.fixture
def month() -> str:
    """The month after this one."""
    return f"{datetime.now(UTC).replace(day=28) + timedelta(days=8):%Y-%m}"


def test_check_tells_all_and_its_exit_code_says_whether_something_will_not_happen(reelflow: Command, file: str) -> None:
    said = reelflow("calendar", "check", file, "--json")
    assert (said.code, said.json["well"], [one["line"] for one in said.json["mistakes"]]) == (0, True, [4])
    Path(file).write_text(TEXT.replace("0 9 * * *", "0 9 30 2 *").replace("Europe/Paris", "Moon"))
    said = reelflow("calendar", "check", file)
    assert said.code == 2
    assert "line 2: The time zone 'Moon'" in said.out
    assert "line 5, slot mornings: cron '0 9 30 2 *' never fires" in said.out


def test_show_and_next_tell_what_is_planned(reelflow: Command, file: str) -> None:
    shown = reelflow("calendar", "show", file, "--json").json
    assert (shown["calendar"], shown["worked_until"], len(shown["planned"])) == ("bees", None, 31)
    one, two = reelflow("calendar", "next", file, "--count", "2", "--json").json
    assert (one["theme"], two["theme"]) == ("Why bees dance", "")
    assert "Why bees dance" in reelflow("calendar", "next", file).out


def test_the_setting_names_the_calendar(reelflow: Command, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELFLOW_CALENDAR", file)
    assert reelflow("calendar", "check").code == 0


def test_themes_are_proposed_edited_as_a_table_and_approved(reelflow: Command, file: str, month: str) -> None:
    said = reelflow("calendar", "propose", file, "--month", month, "--output", "themes.csv")
    assert "Made by rule" in said.out
    lines = Path("themes.csv").read_text().splitlines()
    assert lines[1].endswith("5 tips for bees")
    key = lines[1].partition(",")[0]
    Path("themes.csv").write_text("\n".join([lines[0], lines[1].replace("5 tips", "6 tips"), *lines[3:]]))
    planned = reelflow("calendar", "show", file, "--days", "70", "--json").json["planned"]
    assert all(one["theme"] == "" for one in planned[1:])
    assert any(one["proposed"] == "5 tips for bees" for one in planned)
    chosen = reelflow("calendar", "approve", file, "--month", month, "--table", "themes.csv", "--json").json
    assert len(chosen) == len(lines) - 2
    themes = [one["theme"] for one in reelflow("calendar", "show", file, "--days", "70", "--json").json["planned"]]
    assert themes.count("6 tips for bees") == 1
    assert "5 mistakes in bees" not in themes
    again = reelflow("calendar", "approve", file, "--month", month)
    assert (again.code, "No theme is proposed" in again.err) == (2, True)
    assert key.startswith("mornings@")


def test_a_date_that_passed_before_anybody_looked_is_told(reelflow: Command, file: str) -> None:
    Path(file).write_text(TEXT.replace('cron: "0 9 * * *"', "dates: [2026-01-05 09:00]"))
    (finding,) = reelflow("calendar", "show", file, "--json").json["findings"]
    assert finding == "slot mornings: 2026-01-05 09:00 is past, and nothing was made. Move it, or take it out."


@pytest.fixture
def missed(file: str) -> Calendar:
    """That calendar after an outage of two days."""
    found = calendar_in(file)
    calendars.begin(store(), "bees", now() - timedelta(days=2, hours=1))
    calendars.claim(store(), found, now() + timedelta(days=1))
    return found


def test_what_was_missed_waits_and_is_let_go_or_dropped(reelflow: Command, file: str, missed: Calendar) -> None:
    shown = reelflow("calendar", "show", file, "--json").json
    rows = [row for row in shown["past"] if row["state"] == "waiting"]
    assert len(rows) >= 2
    assert "reelflow calendar release bees SLOT@INSTANT" in shown["findings"][-1]
    keys = [finding.partition(" ")[0] for finding in shown["findings"][:2]]
    assert reelflow("calendar", "release", "bees", keys[0], "--json").json["state"] == "due"
    assert reelflow("calendar", "release", file, keys[1], "--skip", "--json").json["state"] == "skipped"
    said = reelflow("calendar", "release", "bees", keys[0])
    assert (said.code, "nothing waits for you there" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("calendar", "show", "none.yaml"), "cannot be read"),
        (("calendar", "next"), "REELFLOW_CALENDAR"),
        (("calendar", "run", "bad.yaml"), "line 2: The time zone 'Moon'"),
        (("calendar", "release", "bees", "mornings"), "SLOT@INSTANT"),
        (("calendar", "propose", "bees.yaml", "--month", "2026-13"), "is not one such as 2026-12"),
        (("calendar", "approve", "bees.yaml", "--month", "soon"), "is not one such as 2026-12"),
        (("batch", "none.csv"), "cannot be read"),
        (("batch", "bad.csv"), "line 2, row 1: Duration 3 s"),
        (("batch", "good.csv", "--at-once", "0"), "from 1 to 100"),
        (("batch", "good.csv", "--budget", "-1"), "above 0"),
        (("batch", "good.csv", "--name", "!"), "has no letter or digit"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_begins(
    refused: Callable[..., str], file: str, words: tuple[str, ...], says: str
) -> None:
    Path("bad.yaml").write_text(TEXT.replace("Europe/Paris", "Moon"))
    Path("bad.csv").write_text("theme,duration\nbees,3\n")
    Path("good.csv").write_text("theme,duration\nbees,10\n")
    assert says in refused(*words)
