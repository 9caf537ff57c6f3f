"""A brief that was spoken: heard once, paid once, in any language; what says nothing is found out before more is paid."""

import wave
from pathlib import Path

import pytest

from domain.ask import Ask
from domain.errors import BadMedia, BriefError, CeilingReached, ConfigurationError
from providers.registry import all_vendors
from providers.voices import Transcriber
from rehearsal import speaking, tones
from tasks.briefs.asking import brief_for, name_of
from tests.words.conftest import REQUEST, Desk, Seat

ARABIC = "أريد فيديو مدته 30 ثانية عن النحل للأطفال"
EARS = sorted(slug for slug, by in all_vendors().items() if isinstance(by.makers.get("listen"), Transcriber))


def recorded(folder: Path, text: str = REQUEST) -> str:
    """The path of a recording of a text."""
    path = folder / "my brief.wav"
    path.write_bytes(tones.wav(tones.say(text)))
    return str(path)


@pytest.fixture
def seat(desk: Seat, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A text model and a listener."""
    monkeypatch.setenv("LISTEN_PROVIDER", "deepgram")
    return desk("claude", "deepgram")


@pytest.mark.parametrize("ears", EARS)
@pytest.mark.parametrize("text", [REQUEST, ARABIC])
def test_every_listener_that_can_writes_a_brief_down(
    desk: Seat, ears: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTEN_PROVIDER", ears)
    seat = desk(ears)
    brief = brief_for(Ask(brief=recorded(tmp_path, text)))
    assert (brief.said, brief.duration, brief.assumed[0]) == (text, 30, f"brief: heard as “{text}”")
    assert seat.taken(ears) == 1


def test_it_is_heard_and_read_once_whatever_else_is_asked_with_it(seat: Desk, tmp_path: Path) -> None:
    path = recorded(tmp_path)
    for more in ({}, {"duration": 20}, {"seed": 3}):
        assert brief_for(Ask(brief=path, text="claude", **more)).languages == ("fr",)  # type: ignore[arg-type]
    assert (seat.taken("deepgram"), seat.taken("claude")) == (1, 1)


def test_its_cost_is_booked_on_the_film_it_asks_for(seat: Desk, tmp_path: Path) -> None:
    from store.orders import of_project
    from tasks.wiring import store

    ask = Ask(brief=recorded(tmp_path), text="claude")
    brief_for(ask)
    assert [order.kind for order in of_project(store(), name_of(ask))] == ["listen", "text"]
    assert all(order.charged_usd > 0 for order in of_project(store(), name_of(ask)))
    assert name_of(ask).startswith("my-brief-")


def test_another_recording_under_the_same_name_is_another_film(home: Path, tmp_path: Path) -> None:
    names = {name_of(Ask(brief=recorded(tmp_path, text))) for text in (REQUEST, ARABIC)}
    assert len(names) == 2


def test_silence_is_found_out_for_nothing(seat: Desk, tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(64_000))
    with pytest.raises(BadMedia, match="is silent"):
        brief_for(Ask(brief=str(path), text="claude"))
    assert (seat.taken("deepgram"), seat.taken("claude")) == (0, 0)


@pytest.mark.parametrize("heard", ["[Music]", "♪ ♪ (applause)", ""])
def test_music_and_noise_are_found_out_before_a_model_reads(
    seat: Desk, tmp_path: Path, heard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = recorded(tmp_path)
    monkeypatch.setattr(tones, "heard", lambda _content: None)
    monkeypatch.setattr(speaking, "INVENTED", heard)
    for _ in range(2):
        with pytest.raises(BadMedia, match="silence, noise or music"):
            brief_for(Ask(brief=path, text="claude"))
    assert (seat.taken("deepgram"), seat.taken("claude")) == (1, 0)


def test_without_a_listener_the_setting_and_the_vendors_are_named(home: Path, tmp_path: Path) -> None:
    for free in (True, False):
        with pytest.raises(ConfigurationError, match="LISTEN_PROVIDER to one of: assemblyai, deepgram, elevenlabs, whisper"):
            brief_for(Ask(brief=recorded(tmp_path)), free=free)


def test_a_budget_counts_for_hearing_too(seat: Desk, tmp_path: Path) -> None:
    with pytest.raises(CeilingReached, match=r"to write down my brief\.wav"):
        brief_for(Ask(brief=recorded(tmp_path), budget=0.0000001))
    assert seat.taken("deepgram") == 0


def test_looking_at_prices_hears_nothing(seat: Desk, tmp_path: Path) -> None:
    assert brief_for(Ask(brief=recorded(tmp_path), text="claude"), free=True).theme == "my brief"
    assert seat.taken("deepgram") == 0


def test_a_recording_that_is_not_there_and_a_file_that_is_none_are_told(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BriefError, match=r"There is no file gone\.m4a"):
        brief_for(Ask(brief="gone.m4a"))
    text = tmp_path / "brief.txt"
    text.write_text("A video about bees")
    with pytest.raises(BriefError, match="is a file, and no recording"):
        brief_for(Ask(brief=str(text)))
    (tmp_path / "fake.mp3").write_text("A video about bees")
    with pytest.raises(BadMedia, match="plain text"):
        brief_for(Ask(brief=str(tmp_path / "fake.mp3")))


def test_words_about_a_file_are_words(home: Path) -> None:
    assert brief_for(Ask(brief="A 20-second video about the file song.mp3")).duration == 20
