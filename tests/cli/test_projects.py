"""Commands on projects that are saved and not filmed: what they show, and what they refuse."""

from collections.abc import Callable

import pytest

from cli.health import Check
from domain.errors import JobFailed, RunFailed
from domain.project import Project, Report
from store import projects
from tasks.wiring import store
from tests.cli.conftest import Command

Refused = Callable[..., str]

NAMING = [("show",), ("retake", "1"), ("continue",), ("assemble",)]


def naming(words: tuple[str, ...], project: str) -> tuple[str, ...]:
    return words[0], project, *words[1:]


@pytest.mark.parametrize("words", NAMING)
def test_an_unknown_project_is_told_with_those_near_it(refused: Refused, project: Project, words: tuple[str, ...]) -> None:
    assert refused(*naming(words, "beez")) == "There is no project 'beez'. Near it: bees-a1b2c3."


@pytest.mark.parametrize("words", NAMING)
@pytest.mark.parametrize("name", ["last", "bees", ""])
def test_a_first_project_is_told_how_to_make(refused: Refused, words: tuple[str, ...], name: str) -> None:
    assert "there are none yet" in refused(*naming(words, name))


@pytest.mark.parametrize("words", NAMING)
def test_a_beginning_that_two_projects_share_is_not_enough(refused: Refused, project: Project, words: tuple[str, ...]) -> None:
    projects.save(store(), project.model_copy(update={"id": "bees-ffffff", "created_at": None}))
    told = refused(*naming(words, "bees"))
    assert "2 projects begin with 'bees'" in told
    assert "bees-a1b2c3" in told
    assert "bees-ffffff" in told


@pytest.mark.parametrize("number", ["0", "4", "99"])
def test_a_segment_that_is_not_there_is_told_with_the_last(refused: Refused, project: Project, number: str) -> None:
    assert refused("retake", "last", number) == f"There is no segment {number}; this project has segments 1 to 3."


@pytest.mark.parametrize("prompt", ["🎬", "x" * 2001, "caf\udce9"])
def test_a_retake_from_an_impossible_prompt_is_refused(refused: Refused, project: Project, prompt: str) -> None:
    assert "prompt" in refused("retake", "last", "1", "--prompt", prompt)


def test_a_dropped_segment_is_not_retaken(refused: Refused, reelflow: Command, project: Project) -> None:
    reelflow("edit", "last", "2", "--drop")
    assert "--keep" in refused("retake", "last", "2")


EDITS = [
    (("1",), "Say what to change"),
    (("1", "--narration", ""), "Say what to change"),
    (("1", "--language", "fr"), "Say what to change"),
    (("1", "--narration", "  "), "The narration is empty"),
    (("1", "--narration", "🎬"), "has no word in it"),
    (("1", "--narration", "caf\udce9"), "is not text in UTF-8"),
    (("1", "--narration", "x" * 601), "601 characters"),
    (("1", "--narration", "Hallo", "--language", "de"), "'de'"),
    (("1", "--prompt", "..."), "has no word in it"),
    (("1", "--overlay", "hello"), "KIND: TEXT"),
    (("1", "--overlay", "title: 漢"), "漢"),
    (("1", "--drop", "--keep"), "one of --drop and --keep"),
    (("0", "--drop"), "There is no segment 0"),
    (("99", "--keep"), "There is no segment 99"),
    (("1", "--move", "0"), "There is no segment 0"),
    (("1", "--move", "4"), "There is no segment 4"),
    (("-1", "--drop"), "-1"),
]


@pytest.mark.parametrize(("words", "said"), EDITS)
def test_an_edit_that_cannot_be_made_changes_nothing(
    reelflow: Command, project: Project, words: tuple[str, ...], said: str
) -> None:
    ended = reelflow("edit", "last", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert projects.load(store(), project.id) == project


def test_the_last_segment_cannot_be_dropped(reelflow: Command, project: Project) -> None:
    assert [reelflow("edit", "last", str(number), "--drop").code for number in (1, 2, 3)] == [0, 0, 2]
    assert [segment.kept for segment in projects.load(store(), "last").script.segments] == [False, False, True]


def test_an_edit_is_kept_and_tells_the_way_on(reelflow: Command, project: Project) -> None:
    said = reelflow("edit", "bees", "3", "--narration", "Le [b]miel[/b] :bee:", "--language", "fr-FR", "--move", "1")
    assert (said.code, said.err) == (0, "")
    assert "reelflow continue bees-a1b2c3" in said.out
    segments = projects.load(store(), "last").script.segments
    assert [segment.id for segment in segments] == [3, 1, 2]
    assert segments[0].narration == {"en": "Line 3.", "fr": "Le [b]miel[/b] :bee:"}


def test_type_is_put_over_a_segment_and_taken_away(reelflow: Command, project: Project) -> None:
    typed = ("--overlay", "lower_third: Dr. Amina Benali | Cardiologist", "--overlay", "number: 87%")
    assert reelflow("edit", "last", "2", *typed).code == 0
    assert [one.kind for one in projects.load(store(), "last").script.segments[1].overlays] == ["lower_third", "number"]
    assert reelflow("edit", "last", "2", "--no-overlays").code == 0
    assert projects.load(store(), "last").script.segments[1].overlays == ()


def test_an_empty_home_lists_nothing_and_says_how_to_begin(reelflow: Command) -> None:
    assert reelflow("projects", "--json").json == []
    said = reelflow("projects")
    assert (said.code, said.err) == (0, "")
    assert "reelflow make" in said.out


def test_projects_are_listed_for_people_and_programs(
    reelflow: Command, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = reelflow("projects")
    assert [word for word in ("bees-a1b2c3", "Bees [bold]", "script", "3", "$0.00") if word not in said.out] == []
    (row,) = reelflow("projects", "--json").json
    assert (row["id"], row["title"], row["status"], row["segments"]) == ("bees-a1b2c3", "Bees [bold]", "script", 3)


def test_a_project_that_was_never_filmed_is_shown_as_a_draft(
    reelflow: Command, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = reelflow("show", "bees")
    assert (said.code, said.err) == (0, "")
    shown = ("Bees [bold]", "bees-a1b2c3", "tips, 30 s, en, fr, vertical", "Line 3.", "2. filmed: a bee 2", "$0.00")
    assert [words for words in shown if words not in said.out] == []
    report = Report.model_validate(reelflow("show", "last", "--json").json)
    assert (report.project, report.state, report.videos) == ("bees-a1b2c3", "draft", ())
    assert [(segment.index, segment.state) for segment in report.segments] == [(1, "draft"), (2, "draft"), (3, "draft")]


def test_a_dropped_segment_is_shown_as_dropped(reelflow: Command, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "dropped" in reelflow("edit", "last", "2", "--drop").out
    assert reelflow("show", "last").out.count("dropped") == 1


@pytest.fixture
def failing(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose next run fails at segment 2."""
    report = Report(project=project.id, state="failed", title=project.title)
    saved = projects.save(store(), project.model_copy(update={"status": "failed", "report": report}))

    def fails(*_words: object, **_options: object) -> None:
        cause = JobFailed("luma: segment 2 broke down. Try another prompt.")
        raise RunFailed(project.id, [cause], findings=[str(cause)])

    monkeypatch.setattr("cli.make._assembled", fails)
    return saved


def test_a_failed_run_shows_how_far_it_is_and_the_way_on(reelflow: Command, failing: Project) -> None:
    said = reelflow("continue", "last")
    assert said.code == 1
    assert said.err == "reelflow: luma: segment 2 broke down. Try another prompt.\n"
    assert "Line 3." in said.out
    assert f"reelflow continue {failing.id}" in said.out


def test_a_failed_run_tells_programs_which_project_to_go_on_with(reelflow: Command, failing: Project) -> None:
    assert reelflow("continue", "last", "--json").json == {
        "state": "failed",
        "error": "luma: segment 2 broke down. Try another prompt.",
        "exit_code": 1,
        "project": failing.id,
        "findings": ["luma: segment 2 broke down. Try another prompt."],
    }


def test_every_vendor_is_listed_with_its_price_and_key(reelflow: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUMA_API_KEY", "secret-word")
    rows = reelflow("providers", "--json").json
    assert {"outline", "procedural", "espeak", "synth", "files"} <= set(rows)
    assert (rows["luma"]["available"], rows["luma"]["api_key_configured"]) == (True, True)
    assert (rows["runway"]["available"], rows["runway"]["api_key_configured"]) == (True, False)
    assert "RUNWAY_API_KEY" in rows["runway"]["missing"]
    assert (rows["sora"]["available"], "2026" in rows["sora"]["retired"]) == (False, True)
    assert (rows["luma"]["offers"][0]["usd"], rows["luma"]["offers"][0]["quoted"]) == ("0.30", "2026-09-19")
    shown = reelflow("providers").out
    assert "procedural" in shown
    assert "secret-word" not in shown


def test_doctor_finds_an_empty_home_in_order(reelflow: Command) -> None:
    said = reelflow("doctor", "--json")
    assert said.code == 0
    assert said.json["well"] is True
    found = {check.name: check for check in map(Check.model_validate, said.json["checks"])}
    assert {name for name, check in found.items() if not check.well} <= {"server"}
    assert {"settings", "database", "media store", "ffmpeg", "fonts", "disk", "text", "speech"} <= set(found)
    assert "ok" in reelflow("doctor").out


def test_doctor_says_what_to_do_about_each_thing_that_is_missing(
    reelflow: Command, home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REELFLOW_HOME", "/dev/null/home")
    monkeypatch.setenv("VIDEO_PROVIDER", "nobody")
    said = reelflow("doctor", "--json")
    assert (said.code, said.json["well"]) == (2, False)
    ill = {check["name"]: check["advice"] for check in said.json["checks"] if not check["well"]}
    assert {"settings", "database", "media store", "disk", "video"} <= set(ill)
    assert "nobody" in ill["video"]
    assert all(ill.values())
