"""Theme in, finished films out, and nothing made twice."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from flows.assemble_video import assemble_video
from flows.make_video import make_video
from media.probe import probe
from providers.registry import all_vendors
from store import timelines
from store.timelines import Name
from tasks.wiring import store
from tests.flows.conftest import Made
from tests.flows.stage import SHORT, accented, loudness, orders, pictures, sound
from tests.flows.states import states_of

FILM = "vertical_720p.mp4"


def film(made: Made, language: str) -> Path:
    return made.folder / f"{made.report.project}-{language}-{FILM}"


def test_the_report_says_what_was_made(made: Made) -> None:
    report = made.report
    assert (report.state, report.encoded, report.run != "") == ("done", 4, True)
    assert report.project.startswith("5-python-beginner-mistakes-")
    assert [(one.index, one.state, one.take, one.vendor) for one in report.segments] == [
        (1, "completed", 1, "procedural"),
        (2, "completed", 1, "procedural"),
    ]
    assert all(len(one.piece.split()) == 2 and one.narration and one.prompt for one in report.segments)
    assert (report.cost.spent_usd, report.cost.reserved_usd) == (0, 0)
    assert {video.language: video.path for video in report.videos} == {one: str(film(made, one)) for one in ("en", "fr")}


def test_every_stand_in_is_named(made: Made) -> None:
    stand_ins = {all_vendors()[slug].stand_in for slug in ("outline", "procedural", "espeak", "synth")}
    assert stand_ins == set(made.report.degraded)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_film_is_what_was_ordered(made: Made, language: str) -> None:
    facts = probe(film(made, language))
    (video,) = (one for one in made.report.videos if one.language == language)
    assert (facts.width, facts.height, facts.fps, facts.has_audio) == (720, 1280, 30, True)
    assert facts.seconds == pytest.approx(video.seconds, abs=0.01)
    assert facts.frames == round(video.seconds * 30) == round(sum(one.seconds for one in made.report.segments) * 30)
    assert video.sha256 == hashlib.sha256(film(made, language).read_bytes()).hexdigest()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_films_timeline_is_kept_with_its_voice_captions_and_music(again: Made, language: str) -> None:
    cut = timelines.load(store(), again.report.project, Name(language, "vertical_720p"))
    assert cut.timeline.duration == probe(film(again, language)).frames
    assert (len(cut.timeline.video), len(cut.timeline.audio), len(cut.timeline.music)) == (2, 2, 1)
    assert cut.lines == cut.timeline.captions
    assert {line.language for line in cut.lines} == {language}


def test_pictures_move_and_segments_differ_and_words_light_up(made: Made) -> None:
    frames = pictures(film(made, "en"))
    first, second = frames[110], frames[160]
    assert min(frame.mean() for frame in frames[::15]) > 5
    assert np.abs(first.astype(int) - second).mean() > 20
    assert np.abs(frames[20].astype(int) - frames[110]).mean() > 1
    assert accented(frames[30]) > 100, "no caption word is lit while it is spoken"
    assert accented(frames[-3]) < 20, "a word is lit when nobody speaks"


def test_the_voice_is_heard_over_music_that_ends_with_the_film(made: Made) -> None:
    samples = sound(film(made, "en"))
    rate = len(samples) / 10
    spoken, silent_tail = samples[int(0.5 * rate) : int(2 * rate)], samples[int(9.2 * rate) :]
    assert loudness(spoken) > -26
    assert loudness(silent_tail) < loudness(spoken) - 3
    assert not np.allclose(samples[: len(sound(film(made, "fr")))], sound(film(made, "fr"))[: len(samples)])


def test_a_second_run_makes_nothing_and_copies_the_film(again: Made, tmp_path: Path) -> None:
    report = make_video("5 Python beginner mistakes", languages=("en", "fr"), output=str(tmp_path), **SHORT)
    states = states_of(report.run)
    assert report.encoded == 0
    assert {states[stage] for stage in states if stage.startswith(("film", "speak", "compose", "cut"))} == {"Cached"}
    assert [video.sha256 for video in report.videos] == [video.sha256 for video in again.report.videos]
    assert [one.piece for one in report.segments] == [one.piece for one in again.report.segments]
    copy = tmp_path / film(again, "en").name
    assert copy.read_bytes() == film(again, "en").read_bytes()
    assert [order.attempt for order in orders(report.project)] == [1, 1]


def test_without_captions_no_word_lights_up_and_no_clip_is_ordered(again: Made, tmp_path: Path) -> None:
    report = assemble_video(again.report.project, subtitles=False, music=False, output=str(tmp_path))
    frames = pictures(tmp_path / film(again, "en").name)
    assert max(accented(frame) for frame in frames[::10]) < 20
    assert report.encoded == 4
    assert len(orders(report.project)) == 2
    assert not any("Music" in one for one in report.degraded)
    cut = timelines.load(store(), report.project, Name("en", "vertical_720p"))
    assert (cut.timeline.captions, cut.timeline.music) == ((), ())
    heard = [word for one in report.segments for word in one.narration.split()]
    assert [word.text for line in cut.lines for word in line.words] == heard
