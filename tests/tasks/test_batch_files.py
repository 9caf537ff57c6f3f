"""A list of videos is read whole; every bad row is told at once, before anything is begun."""

from pathlib import Path

import pytest

from domain.errors import BriefError
from tasks.calendars.batch_files import batch_name, wanted_in

YAML = """\
defaults: {duration: 10, formats: [square]}
videos:
  - Sleep better
  - {theme: Travel light, languages: [fr], budget: 2.5}
"""


@pytest.fixture(autouse=True)
def stage(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def listed(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_a_table_has_the_parameters_of_make_video_as_its_columns() -> None:
    text = 'theme,duration,languages,draft\nSleep better,10,"en, fr",true\n\n"Travel, light",,en ar,\n'
    one, two = wanted_in(listed("a.csv", text))
    assert (one.ask.theme, one.ask.duration, one.ask.languages, one.ask.draft) == ("Sleep better", 10, ("en", "fr"), True)
    assert (two.ask.theme, two.ask.duration, two.ask.languages, two.ask.draft) == ("Travel, light", None, ("en", "ar"), False)
    assert one.project.startswith("sleep-better-")


def test_a_table_of_a_spreadsheet_that_writes_semicolons_is_read() -> None:
    (one,) = wanted_in(listed("a.csv", "\ufefftheme;budget\nSleep better;2.50\n"))
    assert (one.ask.theme, one.ask.budget) == ("Sleep better", 2.5)


def test_a_document_has_defaults_and_a_text_has_a_theme_a_line() -> None:
    one, two = wanted_in(listed("a.yaml", YAML))
    assert [(row.ask.duration, row.ask.formats) for row in (one, two)] == [(10, ("square",))] * 2
    assert (two.ask.languages, two.ask.budget) == (("fr",), 2.5)
    assert [row.ask.theme for row in wanted_in(listed("a.txt", "# mine\nSleep better\n\n Travel light \n"))] == [
        "Sleep better",
        "Travel light",
    ]
    assert [row.ask.theme for row in wanted_in("Sleep better\nTravel light")] == ["Sleep better", "Travel light"]


def test_all_bad_rows_are_told_at_once() -> None:
    rows = ("Sleep better,3,-1,,", "Travel light,10,,nobody,", "Bees,10,,,", "Bees,10,,,", "Bees,10,,,1", ",10,,,")
    text = "\n".join(("theme,duration,budget,provider,seed", *rows))
    with pytest.raises(BriefError) as told:
        wanted_in(listed("a.csv", text))
    said = str(told.value)
    assert "Nothing was begun" in said
    for words in (
        "line 2, row 1: Duration 3 s",
        "Budget -1",
        "line 3, row 2: ",
        "nobody",
        "line 5, row 4: It is the same video as row 3",
        "line 7, row 6: Say what the video is about",
    ):
        assert words in said
    assert "row 5" not in said


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "topic\nbees\n", "line 1: Not known: topic"),
        ("a.csv", "theme\nbees, wasps\n", "line 2: There are more cells than columns"),
        ("a.csv", "", "has 0 videos"),
        ("a.yaml", "videos: bees", "is a YAML list"),
        ("a.yaml", "- {theme: bees, batch: x}", "line 1: Not known: batch"),
        ("a.yaml", "- [", "no YAML"),
        ("a.xlsx", "", "neither .csv, .yaml nor .txt"),
    ],
)
def test_what_is_no_list_is_told(name: str, text: str, words: str) -> None:
    with pytest.raises(BriefError, match=words.replace(".", r"\.")):
        wanted_in(listed(name, text))


def test_a_batch_is_named_by_its_file_or_by_hand_or_by_its_lines() -> None:
    assert batch_name("lists/spring launch.csv", "") == "spring-launch"
    assert batch_name("a.csv", "launch") == "launch"
    assert batch_name("Sleep better\nTravel light", "").startswith("batch-")
    with pytest.raises(BriefError):
        batch_name("a.csv", "!!!")
