"""How segments join: the nearest word wins, and two transitions never meet."""

from hypothesis import given
from hypothesis import strategies as st

from domain.joining import ends
from domain.project import Options
from domain.script import Script
from domain.style import Style
from tests.domain.values import script_of, scripts

CUTS = ("cut", "fade", "dissolve", "dip", "slide", "wipe")


def changed(script: Script, place: int, **fields: object) -> Script:
    segments = list(script.segments)
    segments[place] = segments[place].model_copy(update=fields)
    return script.model_copy(update={"segments": tuple(segments)})


def kinds(script: Script, **options: object) -> list[str]:
    joined = ends(script.kept, Options.model_validate(options), 30)
    return [one.transition_out.kind if one.transition_out else "cut" for one in joined[:-1]]


def test_the_project_joins_segments_that_say_nothing() -> None:
    assert kinds(script_of(3), transition="wipe") == ["wipe", "wipe"]
    assert kinds(script_of(3)) == ["cut", "cut"]


def test_a_way_out_goes_before_the_next_ones_way_in_and_that_before_the_project() -> None:
    script = changed(script_of(3), 1, transition_in="slide")
    assert kinds(script, transition="dip") == ["slide", "dip"]
    assert kinds(changed(script, 0, transition_out="fade"), transition="dip") == ["fade", "dip"]


def test_a_segment_can_ask_for_a_cut_in_a_film_of_dissolves() -> None:
    assert kinds(changed(script_of(3), 0, transition_out="cut"), transition="dissolve") == ["cut", "dissolve"]


@given(scripts(), st.sampled_from(CUTS), st.floats(0.01, 2), st.floats(0.1, 12), st.sampled_from([25, 30]))
def test_neighbours_agree_and_the_transitions_of_a_segment_never_meet(
    script: Script, kind: str, long: float, seconds: float, rate: int
) -> None:
    script = changed(script, 0, seconds=seconds)
    joined = ends(script.kept, Options.model_validate({"transition": kind, "style": Style(transition_seconds=long)}), rate)
    assert [one.transition_out for one in joined[:-1]] == [one.transition_in for one in joined[1:]]
    for segment, sides in zip(script.kept, joined, strict=True):
        own = [one for one in (sides.transition_in, sides.transition_out) if one]
        assert all(one.in_offset + one.out_offset <= segment.seconds * rate / 3 for one in own)
        assert all(one.in_offset and one.out_offset for one in own)


def test_a_film_that_fades_opens_from_black_and_closes_to_it() -> None:
    joined = ends(script_of(3).kept, Options(transition="fade"), 30)
    assert [(one.fade_in, one.fade_out) for one in joined] == [(15, 0), (0, 0), (0, 15)]
    assert not any(one.fade_in or one.fade_out for one in ends(script_of(3).kept, Options(transition="dissolve"), 30))


def test_the_last_segment_alone_can_close_to_black_or_refuse_to() -> None:
    fading = changed(script_of(2), 1, transition_out="fade")
    assert [one.fade_out for one in ends(fading.kept, Options(), 30)] == [0, 15]
    cutting = changed(script_of(2), 1, transition_out="cut")
    assert [one.fade_out for one in ends(cutting.kept, Options(transition="fade"), 30)] == [0, 0]


def test_own_text_is_reckoned_as_short_as_its_voice_may_be() -> None:
    spoken = script_of(2, role="text", seconds=8.0)
    joined = ends(spoken.kept, Options(transition="dissolve", style=Style(transition_seconds=2)), 30)
    assert joined[0].transition_out and joined[0].transition_out.in_offset + joined[0].transition_out.out_offset == 20
