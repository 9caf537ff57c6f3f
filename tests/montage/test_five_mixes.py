"""Five films that sound differently, spoken and played by the voices and instruments of this machine: all equally loud."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from domain.media import MediaRef
from domain.requests import MusicRequest, SpeechRequest
from domain.timeline import Clip
from montage.sound import mix
from providers.registry import vendor
from tests.montage.material import RATE, Shelf, clip, film
from tests.montage.test_sound import loudness, noise

pytestmark = pytest.mark.slow

SECONDS = 12
ENGLISH = ("Most people never notice how much a picture moves.", "Leaves tremble, and water glitters.", "Look again, slowly.")
ARABIC = ("النوم الجيد يبدأ قبل أن تغلق عينيك.", "أطفئ الشاشات قبل ساعة من النوم.", "اجعل غرفتك باردة ومظلمة.")
Tracks = Mapping[str, tuple[Clip, ...]]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("mixes"))


@pytest.fixture(scope="module")
def mixes(shelf: Shelf) -> dict[str, Tracks]:
    voices, arabic = ([said(shelf, text, language) for text in texts] for texts, language in ((ENGLISH, "en"), (ARABIC, "ar")))
    upbeat, calm = (played(shelf, mood) for mood in ("upbeat", "calm"))
    hit = shelf.wav("hit.wav", noise(2000, 12000, 1.5) * np.exp(-np.arange(int(1.5 * RATE)) / 9000))
    hits = tuple(clip(hit, place, 45, segment=1) for place in (0, 20, 120, 240))
    return {
        "voice only": {"audio": in_turn(voices)},
        "music only": {"music": calm},
        "dense": {"audio": in_turn(voices), "music": upbeat, "effects": hits},
        "sparse": {"audio": in_turn(voices[2:]), "music": calm},
        "Arabic": {"audio": in_turn(arabic), "music": upbeat},
    }


def said(shelf: Shelf, text: str, language: str) -> MediaRef:
    request = SpeechRequest(project="p", text=text, language=language)
    return taken(shelf, vendor("espeak", "speech").makers["speech"].make(request, room(shelf)).path)


def played(shelf: Shelf, mood: str) -> tuple[Clip, ...]:
    request = MusicRequest(project="p", seconds=SECONDS, mood=mood, seed=3)
    media = taken(shelf, vendor("synth", "music").makers["music"].make(request, room(shelf)).path)
    return (clip(media, 0, SECONDS * 30),)


def room(shelf: Shelf) -> Path:
    place = shelf.folder / str(len(shelf.sources))
    place.mkdir()
    return place


def taken(shelf: Shelf, path: Path) -> MediaRef:
    return shelf.put(path, "audio")


def in_turn(voices: list[MediaRef]) -> tuple[Clip, ...]:
    return tuple(clip(media, 120 * place + 6, 110, segment=place + 1) for place, media in enumerate(voices))


@pytest.mark.parametrize("name", ["voice only", "music only", "dense", "sparse", "Arabic"])
def test_is_within_half_a_unit_of_what_platforms_want(shelf: Shelf, mixes: dict[str, Tracks], name: str) -> None:
    mix(film(duration=SECONDS * 30, **mixes[name]), shelf.sources, shelf.folder / "mix.m4a")
    measured, peak = loudness(shelf.folder / "mix.m4a")
    assert measured == pytest.approx(-14, abs=0.5) and peak < -1
