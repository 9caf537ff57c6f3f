"""Every edit gives another whole script."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import editing
from domain.errors import BriefError, NotFound
from domain.script import Script
from tests.domain.values import script_of, scripts

Edit = Callable[[Script, int], Script]

EDITS: dict[str, Edit] = {
    "retake": lambda script, number: editing.retake(script, number, "a city at night"),
    "rewrite": lambda script, number: editing.rewrite(script, number, narration="Else.", prompt="a bee asleep"),
    "drop": editing.drop,
    "keep": editing.keep,
    "move": lambda script, number: editing.move(script, number, 1),
}
edits = st.sampled_from(sorted(EDITS)).map(EDITS.__getitem__)


def ids(script: Script) -> list[int]:
    return [segment.id for segment in script.segments]


def tried(edit: Edit, script: Script, number: int) -> Script:
    """The script after an edit, or as it was when the edit is refused."""
    try:
        return edit(script, number)
    except BriefError:
        return script


@given(scripts(), st.data())
def test_every_edit_keeps_every_segment_and_changes_no_other(script: Script, data: st.DataObject) -> None:
    before = script.model_copy(deep=True)
    number = data.draw(st.integers(1, len(script.segments)))
    changed = tried(data.draw(edits), script, number)
    assert sorted(ids(changed)) == sorted(ids(script))
    edited = script.segments[number - 1].id
    others = {segment.id: segment for segment in script.segments if segment.id != edited}
    assert {segment.id: segment for segment in changed.segments if segment.id != edited} == others
    assert script == before, "the script that was given stays as it was"


@given(scripts(), st.lists(st.tuples(edits, st.integers(1, 8)), max_size=12))
def test_no_series_of_edits_loses_a_segment_or_empties_the_film(script: Script, series: list[tuple[Edit, int]]) -> None:
    changed = script
    for edit, number in series:
        if number <= len(script.segments):
            changed = tried(edit, changed, number)
    assert sorted(ids(changed)) == sorted(ids(script))
    assert changed.kept


@given(scripts(), st.data())
def test_a_move_puts_a_segment_in_its_place_and_leaves_the_others_in_order(script: Script, data: st.DataObject) -> None:
    number, to = (data.draw(st.integers(1, len(script.segments))) for _ in range(2))
    moved = editing.move(script, number, to)
    segment = script.segments[number - 1]
    assert moved.segments[to - 1] == segment
    assert [one for one in moved.segments if one != segment] == [one for one in script.segments if one != segment]
    assert editing.move(moved, to, number) == script


@given(scripts(), st.sampled_from(sorted(EDITS)), st.integers(-3, 12))
def test_segments_are_numbered_from_one(script: Script, name: str, number: int) -> None:
    if 1 <= number <= len(script.segments):
        assert editing.segment_at(script, number) == script.segments[number - 1]
        return
    with pytest.raises(NotFound, match=rf"no segment {number}; this project has segments 1 to {len(script.segments)}\."):
        EDITS[name](script, number)
    with pytest.raises(NotFound):
        editing.move(script, 1, number)


def test_a_retake_counts_up_and_keeps_its_prompt_unless_another_is_given() -> None:
    once = editing.retake(script_of(3), 2)
    twice = editing.retake(once, 2, "  a city\nat night ")
    assert [(one.take, one.prompt) for one in (once.segments[1], twice.segments[1])] == [(2, "a bee 2"), (3, "a city at night")]


def test_a_dropped_segment_is_not_retaken() -> None:
    with pytest.raises(BriefError, match="Segment 2 was dropped"):
        editing.retake(editing.drop(script_of(3), 2), 2)


def test_a_rewrite_changes_one_language_the_first_when_none_is_named() -> None:
    assert editing.rewrite(script_of(1), 1, narration="New.").segments[0].narration == {"en": "New.", "fr": "Ligne 1."}
    said = editing.rewrite(script_of(1), 1, narration="Neuf.", language="fr-FR").segments[0].narration
    assert said == {"en": "Line 1.", "fr": "Neuf."}


def test_a_rewrite_keeps_what_is_not_given_and_the_take() -> None:
    changed = editing.rewrite(script_of(2), 1, prompt="a hive")
    assert changed.segments[0] == script_of(2).segments[0].model_copy(update={"prompt": "a hive"})


def test_dropping_and_keeping_are_undone_by_each_other_and_may_be_repeated() -> None:
    script = script_of(2)
    dropped = editing.drop(script, 1)
    assert editing.drop(dropped, 1) == dropped
    assert editing.keep(dropped, 1) == script == editing.keep(script, 1)


def test_the_last_kept_segment_cannot_be_dropped() -> None:
    with pytest.raises(BriefError, match="at least one segment"):
        editing.drop(script_of(3, dropped=frozenset({1, 3})), 2)


@pytest.mark.parametrize(("text", "limit"), [("narration", 600), ("prompt", 2000)])
def test_texts_have_a_limit(text: str, limit: int) -> None:
    editing.rewrite(script_of(1), 1, **{text: "x" * limit})  # type: ignore[arg-type]
    with pytest.raises(BriefError, match=f"at most {limit}"):
        editing.rewrite(script_of(1), 1, **{text: "x" * (limit + 1)})  # type: ignore[arg-type]
