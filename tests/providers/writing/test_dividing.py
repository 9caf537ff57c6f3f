"""A script in as many segments as were asked for, by rule."""

import pytest

from domain.brief import Brief
from domain.requests import ScriptRequest
from domain.script import Script
from providers.registry import all_vendors


def written(theme: str, seconds: int, segments: int, *languages: str) -> Script:
    """A script by rule in so many segments."""
    brief = Brief(theme=theme, duration=seconds, segments=segments, languages=languages or ("en",))
    request = ScriptRequest(project="p", brief=brief, segment_seconds=seconds / segments)
    script: Script = all_vendors()["outline"].makers["text"].write(request)
    return script


@pytest.mark.parametrize(
    ("theme", "seconds", "segments"),
    [("5 Python beginner mistakes", 30, 6), ("5 Python beginner mistakes", 30, 3), ("5 Python beginner mistakes", 30, 10),
     ("Falconry", 120, 24), ("Falconry", 60, 15), ("Travel light", 45, 6)],
)  # fmt: skip
def test_there_are_as_many_segments_as_asked_all_as_long(theme: str, seconds: int, segments: int) -> None:
    script = written(theme, seconds, segments, "en", "ar")
    assert [segment.id for segment in script.segments] == list(range(1, segments + 1))
    assert min(segment.seconds for segment in script.segments) == pytest.approx(seconds / segments, abs=0.01)
    assert script.seconds <= 1.15 * seconds, "a voice may need a little more where segments are short"
    assert all(segment.narration["en"].split() and segment.narration["ar"].split() for segment in script.segments)


def test_a_line_that_two_segments_share_loses_no_word() -> None:
    usual, cut = written("Travel light", 30, 6), written("Travel light", 30, 12)
    told = [" ".join(segment.narration["en"] for segment in script.segments) for script in (usual, cut)]
    assert told[0] == told[1]
    assert len({segment.prompt for segment in cut.segments}) == 12


def test_words_that_are_too_few_are_not_torn_apart_and_it_is_said() -> None:
    script = written("Falconry", 600, 300)
    assert 6 < len(script.segments) < 300
    assert f"300 segments were asked for; the words are enough for {len(script.segments)}." in script.remarks
