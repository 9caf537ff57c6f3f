"""The mix, measured: as loud as ordered, every word in its place, the music under the voice and up in the pauses."""

import re
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from domain.errors import RenderError
from domain.timeline import Timeline
from media.ffmpeg import run
from montage.sound import mix
from tests.montage.material import RATE, Shelf, clip, film, heard

SECONDS = 16
Sound = NDArray[np.float64]


def noise(low: float, high: float, seconds: float, seed: int = 1) -> Sound:
    """Return noise between two frequencies, its highest peak at 1."""
    rng, count = np.random.default_rng(seed), int(seconds * RATE)
    pitches = np.fft.rfftfreq(count, 1 / RATE)
    parts = (rng.normal(size=len(pitches)) + 1j * rng.normal(size=len(pitches))) * ((pitches > low) & (pitches < high))
    sound = np.fft.irfft(parts, count)
    return np.asarray(sound / np.abs(sound).max())


def talking() -> NDArray[np.bool_]:
    """Return where somebody talks: 2.5 of every 4 seconds."""
    return np.arange(SECONDS * RATE) / RATE % 4 < 2.5


def talk() -> Sound:
    """Return a voice: bursts like syllables, with pauses."""
    syllables = np.sqrt(np.maximum(0, np.sin(2 * np.pi * 4 * np.arange(SECONDS * RATE) / RATE)))
    return noise(500, 3000, SECONDS) * syllables * talking()


def level(sound: NDArray[np.floating], low: float, high: float, where: NDArray[np.bool_]) -> float:
    """Return how loud a band is in some places, in decibels."""
    pitches = np.fft.rfftfreq(len(sound), 1 / RATE)
    parts = np.fft.rfft(sound) * ((pitches > low) & (pitches < high))
    return float(10 * np.log10(np.mean(np.fft.irfft(parts, len(sound))[where] ** 2) + 1e-12))


def loudness(path: Path) -> tuple[float, float]:
    """Return the integrated loudness in LUFS and the true peak in dBTP."""
    log = run(["-loglevel", "level+info", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"])
    integrated, peak = (re.findall(pattern, log)[-1] for pattern in (r"I:\s+(-?[\d.]+) LUFS", r"Peak:\s+(-?[\d.]+) dBFS"))
    return float(integrated), float(peak)


def whole(**tracks: object) -> Timeline:
    return film(duration=SECONDS * 30, **tracks)


@pytest.fixture(scope="module", params=[0.9, 0.03], ids=["loud voice", "faint voice"])
def mixed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    shelf = Shelf(tmp_path_factory.mktemp("mix"))
    voice = shelf.wav("voice.wav", talk() * request.param)
    music = shelf.wav("music.wav", noise(80, 250, 7) * 0.5)  # shorter than the film, so it is looped
    out = shelf.folder / "mix.m4a"
    mix(whole(audio=(clip(voice, 0, SECONDS * 30),), music=(clip(music, 0, SECONDS * 30),)), shelf.sources, out)
    return out


def test_is_as_loud_as_platforms_want_and_never_clips(mixed: Path) -> None:
    integrated, peak = loudness(mixed)
    assert integrated == pytest.approx(-14, abs=0.5) and peak < -1


def test_the_music_is_gently_present_and_comes_up_in_pauses(mixed: Path) -> None:
    sound = heard(mixed)[0][: SECONDS * RATE].astype(float)
    place = np.arange(len(sound)) / RATE
    inside = (place > 1) & (place < SECONDS - 3)
    speech, pause = inside & (place % 4 > 0.6) & (place % 4 < 2.4), inside & (place % 4 > 3.3) & (place % 4 < 3.9)
    voice, under, alone = level(sound, 450, 3200, speech), level(sound, 70, 300, speech), level(sound, 70, 300, pause)
    assert 10 <= voice - under <= 22
    assert alone - under >= 6 and alone < voice


def test_the_music_fades_in_and_out(mixed: Path) -> None:
    sound = heard(mixed)[0][: SECONDS * RATE].astype(float)
    place = np.arange(len(sound)) / RATE
    edge, middle = level(sound, 70, 300, place > SECONDS - 0.2), level(sound, 70, 300, (place % 4 > 3.3) & (place < 12))
    assert edge < middle - 15


def test_is_exactly_as_long_as_the_film(mixed: Path) -> None:
    with av.open(str(mixed)) as container:
        stream = container.streams.audio[0]
        assert (stream.duration, stream.rate, stream.channels, stream.start_time) == (SECONDS * RATE, RATE, 2, 0)


def test_every_voice_begins_on_its_frame(shelf: Shelf, tmp_path: Path) -> None:
    click = np.zeros(RATE // 2)
    click[:960] = 0.5 * np.sin(np.arange(960) * 0.4) * np.exp(-np.arange(960) / 150)
    frames = (6, 41, 107, 250)
    mix(whole(audio=[clip(shelf.wav("click.wav", click), frame, 30) for frame in frames]), shelf.sources, tmp_path / "mix.m4a")
    sound = np.abs(heard(tmp_path / "mix.m4a")[0])
    for frame in frames:
        window = sound[frame * 1600 - 2400 :][:4800]
        assert abs(int(np.argmax(window > 0.25 * window.max())) - 2400) < 48, f"frame {frame}"


def test_a_voice_can_begin_inside_its_recording(shelf: Shelf, tmp_path: Path) -> None:
    recording = np.zeros(2 * RATE)
    recording[RATE + 100 : RATE + 1000] = 0.5
    voice = clip(shelf.wav("voice.wav", recording), 30, 30, source_start=1.0)
    mix(whole(audio=(voice,)), shelf.sources, tmp_path / "mix.m4a")
    assert abs(int(np.argmax(np.abs(heard(tmp_path / "mix.m4a")[0]) > 0.1)) - RATE - 100) < 48


def test_music_alone_is_as_loud_as_a_film(shelf: Shelf, tmp_path: Path) -> None:
    mix(
        whole(music=(clip(shelf.wav("m.wav", noise(100, 4000, 20) * 0.1), 0, SECONDS * 30),)), shelf.sources, tmp_path / "mix.m4a"
    )
    assert loudness(tmp_path / "mix.m4a")[0] == pytest.approx(-14, abs=0.5)


def test_a_voice_alone_is_as_loud_as_a_film(shelf: Shelf, tmp_path: Path) -> None:
    mix(whole(audio=(clip(shelf.wav("v.wav", talk() * 0.2), 0, SECONDS * 30),)), shelf.sources, tmp_path / "mix.m4a")
    assert loudness(tmp_path / "mix.m4a")[0] == pytest.approx(-14, abs=0.5)


def test_a_film_without_sound_has_silence_of_its_length(shelf: Shelf, tmp_path: Path) -> None:
    mix(whole(), shelf.sources, tmp_path / "mix.m4a")
    sound = heard(tmp_path / "mix.m4a")
    assert np.abs(sound).max() < 1e-4
    with av.open(str(tmp_path / "mix.m4a")) as container:
        assert container.streams.audio[0].duration == SECONDS * RATE


def test_a_silent_recording_is_not_blown_up(shelf: Shelf, tmp_path: Path) -> None:
    mix(whole(audio=(clip(shelf.wav("v.wav", np.zeros(RATE)), 0, 30),)), shelf.sources, tmp_path / "mix.m4a")
    assert np.abs(heard(tmp_path / "mix.m4a")).max() < 1e-4


def test_a_looped_bed_has_no_audible_seam(shelf: Shelf, tmp_path: Path) -> None:
    # A tone that stops in the middle of a wave would click at a hard seam; a click is loud where the tone is not.
    tone = 0.5 * np.sin(2 * np.pi * 220.37 * np.arange(int(3.3 * RATE)) / RATE)
    mix(whole(music=(clip(shelf.wav("m.wav", tone), 0, SECONDS * 30),)), shelf.sources, tmp_path / "mix.m4a")
    sound = heard(tmp_path / "mix.m4a")[0][: SECONDS * RATE].astype(float)
    hiss = np.fft.rfft(sound)
    hiss[: 6000 * SECONDS] = 0
    loudest = np.abs(np.fft.irfft(hiss, len(sound))[RATE:-RATE]).max()
    assert loudest < np.abs(sound).max() / 500


def test_voices_in_other_formats_are_heard(shelf: Shelf, tmp_path: Path) -> None:
    recording = shelf.sources[shelf.wav("v.wav", noise(500, 3000, 2) * 0.4).sha256]
    voices = [
        shelf.made(f"v.{suffix}", "-i", recording, "-ar", "22050", kind="audio") for suffix in ("mp3", "m4a", "ogg", "flac")
    ]
    mix(whole(audio=[clip(voice, 120 * k, 60) for k, voice in enumerate(voices)]), shelf.sources, tmp_path / "mix.m4a")
    sound = heard(tmp_path / "mix.m4a")[0]
    levels = [np.sqrt(np.mean(sound[4 * k * RATE + 4800 :][: int(1.8 * RATE)] ** 2)) for k in range(4)]
    assert max(levels) / min(levels) < 1.5 and min(levels) > 0.05


def test_two_voices_at_once_are_refused(shelf: Shelf, tmp_path: Path) -> None:
    voice = shelf.wav("v.wav", talk())
    with pytest.raises(RenderError, match=r"overlap at 1\.00 s"):
        mix(whole(audio=(clip(voice, 0, 60), clip(voice, 30, 60))), shelf.sources, tmp_path / "mix.m4a")
    assert not list(tmp_path.glob("*.m4a"))


def test_packets_follow_each_other_without_a_hole(mixed: Path) -> None:
    with av.open(str(mixed)) as container:
        stamps = [packet.pts for packet in container.demux(container.streams.audio[0]) if packet.pts is not None]
    assert {after - before for before, after in pairwise(stamps)} == {1024}
