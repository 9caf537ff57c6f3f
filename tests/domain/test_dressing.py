"""What can be said of how one segment looks."""

import pytest

from domain.dressing import dress, graded
from domain.errors import BriefError, NotFound
from domain.media import MediaRef
from domain.script import Segment
from tests.domain.values import script_of


def dressed(**said: str) -> Segment:
    return dress(script_of(2), 2, said).segments[1]


@pytest.mark.parametrize(
    ("typed", "point"),
    [("left", (0.0, 0.5)), ("bottom", (0.5, 1.0)), ("0.3,0.75", (0.3, 0.75)), ("centre", None), ("center", None)],
)
def test_a_focus_is_a_place_or_two_shares(typed: str, point: tuple[float, float] | None) -> None:
    assert dressed(focus=typed).focus == point


@pytest.mark.parametrize("typed", ["up", "0.3", "2,0", "-0.1,0", "nan,0", "0.1,0.2,0.3"])
def test_a_focus_outside_the_picture_is_refused(typed: str) -> None:
    with pytest.raises(BriefError, match="is no point"):
        dressed(focus=typed)


def test_a_transition_is_the_way_into_the_next_and_can_be_taken_back() -> None:
    assert dressed(transition="wipe").transition_out == "wipe"
    script = dress(script_of(2), 2, {"transition": "wipe"})
    assert dress(script, 2, {"transition": "project"}).segments[1].transition_out is None


@pytest.mark.parametrize(("way", "first"), [("transition", "cut"), ("fit", "cover"), ("avatar", "full"), ("broll", "full")])
def test_a_choice_that_is_not_possible_is_refused_with_those_that_are(way: str, first: str) -> None:
    with pytest.raises(BriefError, match=f"{way.capitalize()} 'sideways' is not known. Choose from: {first}, "):
        dressed(**{way: "sideways"})


def test_what_is_not_said_and_other_segments_stay_as_they_are() -> None:
    script = script_of(2)
    assert dress(script, 1, {"broll": "split", "focus": ""}).segments[1] == script.segments[1]
    assert dressed(broll="split") == script.segments[1].model_copy(update={"broll": "split"})
    with pytest.raises(NotFound):
        dress(script, 3, {"fit": "blur"})


def test_a_segment_has_a_grade_of_its_own_until_it_is_taken_back() -> None:
    table = MediaRef(sha256="a" * 64, suffix=".cube", kind="other")
    script = graded(script_of(2), 2, "Mono", None)
    assert (script.segments[1].grade, script.segments[1].cube, script.segments[0].grade) == ("mono", None, "")
    script = graded(script, 2, "night.cube", table)
    assert (script.segments[1].grade, script.segments[1].cube) == ("", table)
    assert graded(script, 2, "project", None) == script_of(2)
    assert graded(script, 2, "none", None).segments[1].grade == "none"
    with pytest.raises(BriefError, match=r"Grade 'neon' is not known\. Choose from: warm, .*none; .*\.cube file, or project\."):
        graded(script, 2, "neon", None)
