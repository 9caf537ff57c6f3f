"""What is asked of vendors: the same for equal projects, and changed only where the project changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import directing, editing
from domain.base import digest
from domain.project import Options, Project
from domain.requests import Source
from domain.script import Script
from tests.domain.values import project_of, script_of, scripts


def digests(project: Project) -> dict[int, str]:
    return {shot.segment: digest(shot) for shot in directing.shots(project)}


def edited(project: Project, script: Script) -> Project:
    return project.model_copy(update={"script": script})


@given(scripts())
def test_equal_projects_ask_for_equal_things(script: Script) -> None:
    one = project_of(script)
    other = Project.model_validate_json(one.model_dump_json())
    assert digests(one) == digests(other)
    assert digest(directing.lines(one, "fr")) == digest(directing.lines(other, "fr"))
    assert digest(directing.bed(one)) == digest(directing.bed(other))


@given(scripts())
def test_every_kept_segment_is_asked_for_once_in_the_order_of_the_film(script: Script) -> None:
    kept = [segment.id for segment in script.kept]
    project = project_of(script)
    assert [shot.segment for shot in directing.shots(project)] == kept
    assert [line.segment for line in directing.lines(project, "en")] == kept
    assert len(directing.treatments(project, directing.editions(project, "en")[0])) == len(kept)


@given(scripts(), st.data())
def test_a_retake_changes_only_its_own_shot(script: Script, data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([place for place, one in enumerate(script.segments, 1) if one.kept]))
    before = project_of(script)
    prompt = data.draw(st.sampled_from(["", "a city at night"]))
    after = digests(edited(before, editing.retake(script, number, prompt)))
    changed = {segment for segment, found in digests(before).items() if after[segment] != found}
    assert changed == {script.segments[number - 1].id}


@pytest.mark.parametrize(("changed", "other"), [("en", "fr"), ("fr", "en")])
def test_another_narration_asks_for_the_same_pictures_and_one_other_voice(changed: str, other: str) -> None:
    before = project_of(script_of(3))
    after = edited(before, editing.rewrite(before.script, 2, narration="Something else.", language=changed))
    assert digests(after) == digests(before)
    assert directing.lines(after, other) == directing.lines(before, other)
    spoken = zip(directing.lines(before, changed), directing.lines(after, changed), strict=True)
    assert [digest(was) == digest(now) for was, now in spoken] == [True, False, True]


@given(scripts(), st.data())
def test_moving_and_dropping_ask_for_no_other_picture_or_voice(script: Script, data: st.DataObject) -> None:
    number, to = (data.draw(st.integers(1, len(script.segments))) for _ in range(2))
    before = project_of(script)
    moved = edited(before, editing.move(script, number, to))
    assert digests(moved) == digests(before)
    assert set(map(digest, directing.lines(moved, "en"))) == set(map(digest, directing.lines(before, "en")))
    if len(script.kept) > 1:
        fewer = digests(edited(before, editing.drop(script, number)))
        assert fewer.items() <= digests(before).items()


def test_how_a_film_is_dressed_asks_for_no_other_picture() -> None:
    plain = project_of(script_of(2))
    dressed = project_of(
        script_of(2), options=Options(captions="minimal", draft=True, subtitles=False, music=False, parallel=False)
    )
    assert digests(plain) == digests(dressed)
    assert digests(plain) != digests(project_of(script_of(2), options=Options(seed=1)))


def test_editions_share_their_clips_and_voices() -> None:
    project = project_of(script_of(2))
    films = [edition for language in ("en", "fr") for edition in directing.editions(project, language)]
    assert [(film.language, film.format.name) for film in films] == [
        ("en", "vertical"), ("en", "linkedin"), ("fr", "vertical"), ("fr", "linkedin"),
    ]  # fmt: skip
    assert {shot.ratio for shot in directing.shots(project)} == {"9:16"}


def test_the_title_opens_the_first_kept_segment_and_the_call_closes_the_one_that_asks() -> None:
    script = script_of(3, dropped=frozenset({1}))
    last = script.segments[2].model_copy(update={"role": "call_to_action"})
    whole = script.model_copy(update={"segments": (*script.segments[:2], last), "call_to_action": {"fr": "Abonnez-vous"}})
    project = project_of(whole)
    dressed = directing.treatments(project, directing.editions(project, "fr")[0])
    assert [(one.opening, one.closing) for one in dressed] == [("Abeilles", ""), ("", "Abonnez-vous")]


def test_own_text_is_spoken_as_long_as_it_takes() -> None:
    assert [line.seconds for line in directing.lines(project_of(script_of(1)), "en")] == [5.0]
    assert [line.seconds for line in directing.lines(project_of(script_of(1, role="text")), "en")] == [0.0]


def test_the_voice_of_a_flag_goes_before_the_voice_of_the_brief() -> None:
    project = project_of(script_of(1))
    project = project.model_copy(update={"brief": project.brief.model_copy(update={"voice": "female"})})
    assert directing.lines(project, "en")[0].voice == "female"
    chosen = project.model_copy(update={"options": Options(voice="m3")})
    assert directing.lines(chosen, "en")[0].voice == "m3"


def test_own_files_stay_with_their_segment_when_another_is_dropped() -> None:
    sources = tuple(Source(path=f"/shelf/{n}.mp4", sha256=f"{n}", kind="video") for n in (1, 2, 3))
    project = project_of(script_of(3, dropped=frozenset({1})), sources=sources)
    assert [shot.source and shot.source.sha256 for shot in directing.shots(project)] == ["2", "3"]
