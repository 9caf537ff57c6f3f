"""A word that is spoken otherwise than it is written: every voice says it so, every listener finds it under its own spelling."""

from pathlib import Path

import pytest

from domain.saying import Saying
from rehearsal import tones
from tests.voices.conftest import Booth
from tests.voices.test_azure import Library, library, speak
from tests.voices.test_listening import EARS
from tests.voices.test_vendors import EVERY, order_in

__all__ = ["library"]
SAID = (Saying(written="SQL", spoken="sequel"), Saying(written="PME", spoken="petites entreprises"))
TEXT, ALOUD = "L'IA, SQL et 45 PME en 2026 !", "L'IA, sequel et 45 petites entreprises en 2026 !"


@EVERY
def test_every_voice_is_told_how_it_is_spoken_and_the_caption_keeps_what_is_written(booth: Booth, slug: str) -> None:
    narration = booth.narrate(slug, text=TEXT, sayings=SAID)
    assert order_in(booth, slug) == ALOUD
    assert [word.text for word in narration.words] == TEXT.split()


@EARS
def test_every_listener_times_the_written_words_by_the_spoken_ones(
    booth: Booth, ears: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", ears)
    narration = booth.narrate("xtts", text=TEXT, sayings=SAID)
    heard = {word: (start, end) for word, start, end in tones.say(ALOUD).words}
    assert narration.timing == "forced"
    assert [word.text for word in narration.words] == TEXT.split()
    for word in narration.words:
        first, last = {"SQL": ("sequel", "sequel"), "PME": ("petites", "entreprises")}.get(word.text, (word.text, word.text))
        assert (word.start, word.end) == (pytest.approx(heard[first][0], abs=0.08), pytest.approx(heard[last][1], abs=0.08))


def test_azure_is_told_too(library: Library, tmp_path: Path) -> None:
    speak(tmp_path, text=TEXT, sayings=SAID)
    assert ALOUD in library.asked[0]
