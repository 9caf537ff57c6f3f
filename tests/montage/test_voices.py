"""The voice decides how long a segment is: no word is cut, and the picture lasts as long as the words do."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.directing import Edition, Treatment
from domain.formats import Format
from domain.script import Segment
from domain.speech import Narration, Word
from domain.timeline import Timeline, Transition, splice
from domain.timing import LEAD
from montage.arrange import arrange
from tests.montage.material import RATE, Shelf, clicks, heard, luma, made
from tests.montage.test_sound import level, noise

SHAPE = Format(name="vertical", width=90, height=160)
EDITION = Edition(language="en", format=SHAPE)
BANDS = ((3000, 3500), (5000, 5500), (7000, 7500))
"""The pitch of each segment's last word."""
VOICES = (2.0, 4.7, 8.2)
"""Seconds: shorter than its segment of five, only just longer with the air around it, and much longer than its clip."""
LAST = 0.15
"""Seconds of each voice's last word."""


class Story(NamedTuple):
    """A film of three segments, and where each begins."""

    path: Path
    timeline: Timeline
    starts: tuple[float, ...]


@pytest.fixture(scope="module", params=[pytest.param("cut", marks=pytest.mark.slow), "dissolve"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    shelf = Shelf(tmp_path_factory.mktemp("story"))
    parts = [laid(shelf, place, request.param) for place in range(3)]
    starts = tuple(sum(part.duration for part in parts[:place]) / SHAPE.fps for place in range(3))
    film = splice(parts)
    return Story(made(film, shelf, shelf.folder / "film.mp4"), film, starts)


def laid(shelf: Shelf, place: int, joined: str) -> Timeline:
    """Lay out a segment with a light clip of five seconds and a voice that ends in a word of its own pitch."""
    grey = ("-f", "lavfi", "-i", f"color=0x{place + 10:x}0{place + 10:x}0{place + 10:x}0:s=90x160:r=30:d=5")
    clip = shelf.made(f"{place}.mp4", *grey, "-preset", "ultrafast", "-pix_fmt", "yuv420p").model_copy(update={"seconds": 5.0})
    voice = narration(shelf, place)
    segment = Segment(id=place + 1, narration={"en": "One."}, prompt="light", seconds=5)
    join = Transition(kind="dissolve", at=0, in_offset=7, out_offset=8) if joined == "dissolve" else None
    sides = {"transition_in": join if place else None, "transition_out": join if place < 2 else None}
    return arrange(segment, clip, voice, Treatment(edition=EDITION, subtitles=False, **sides))


def narration(shelf: Shelf, place: int) -> Narration:
    count, last = int(VOICES[place] * RATE), int(LAST * RATE)
    sound = np.zeros(count)
    sound[: count - last] = 0.3 * noise(300, 1500, VOICES[place])[: count - last]
    sound[count - last :] = 0.3 * noise(*BANDS[place], LAST)
    words = (Word(text="One.", start=0.0, end=VOICES[place]),)
    return Narration(media=shelf.wav(f"{place}.wav", sound), language="en", words=words)


def last_words(story: Story) -> list[float]:
    """Return when each voice's last word begins in the film."""
    return [start + LEAD + length - LAST for start, length in zip(story.starts, VOICES, strict=True)]


def test_segments_last_as_asked_or_as_long_as_their_voice(story: Story) -> None:
    assert [round(clip.at.duration / SHAPE.fps, 2) for clip in story.timeline.video] == [5.0, 5.2, 8.7]
    assert len(luma(story.path)) == story.timeline.duration == 150 + 156 + 261


@pytest.mark.parametrize("place", range(3))
def test_the_last_word_of_every_voice_is_heard_to_its_end(story: Story, place: int) -> None:
    sound = np.asarray(heard(story.path)[0][: round(story.timeline.seconds * RATE)], float)
    begins = last_words(story)[place]
    parts = [during(sound, begins + share * LAST, begins + (share + 1 / 3) * LAST) for share in (0, 1 / 3, 2 / 3)]
    levels = [level(sound, *BANDS[place], part) for part in parts]
    assert min(levels) > -30 and max(levels) - min(levels) < 4
    assert level(sound, *BANDS[place], during(sound, begins - 0.3, begins - 0.05)) < min(levels) - 25


def during(sound: NDArray[np.float64], first: float, last: float) -> NDArray[np.bool_]:
    place = np.arange(len(sound)) / RATE
    return np.asarray((place > first) & (place < last))


def test_the_picture_is_there_to_the_last_frame(story: Story) -> None:
    bright = [float(picture.mean()) for picture in luma(story.path)]
    assert min(bright) > 140


def test_air_follows_the_last_word_of_the_film(story: Story) -> None:
    sound = heard(story.path)[0]
    assert np.abs(sound[round((story.timeline.seconds - 0.25) * RATE) :]).max() < 0.02


def test_a_click_at_the_start_of_a_voice_is_where_its_first_word_is_lit(shelf: Shelf, tmp_path: Path) -> None:
    clip = shelf.made("c.mp4", "-f", "lavfi", "-i", "color=gray:s=90x160:r=30:d=3", "-pix_fmt", "yuv420p")
    voice = Narration(media=shelf.wav("v.wav", clicks(2)), language="en", words=(Word(text="One.", start=0.0, end=1.5),))
    segment = Segment(id=1, narration={"en": "One."}, prompt="light", seconds=3)
    timeline = arrange(segment, clip, voice, Treatment(edition=EDITION))
    sound = np.abs(heard(made(timeline, shelf, tmp_path / "film.mp4"))[0])
    first = int(np.argmax(sound > 0.25 * sound.max())) / RATE
    assert first == pytest.approx(timeline.captions[0].words[0].start, abs=0.001)
