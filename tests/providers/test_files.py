"""The user's own files become clips, narration and music."""

import hashlib
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw

from domain.errors import BadMedia, ConfigurationError, Unsupported
from domain.requests import MusicRequest, Source, SpeechRequest, VideoRequest
from media import ffmpeg
from providers.moving.camera import travel
from providers.vendors.files import VENDOR

RATE = 16000


def given(path: Path, kind: str) -> Source:
    return Source(path=str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest(), kind=kind)  # type: ignore[arg-type]


def shot(source: Source | None, **more) -> VideoRequest:
    return VideoRequest(**{"project": "p", "segment": 2, "position": 2, "prompt": "", "seconds": 2, "source": source, **more})


def film(request: VideoRequest, folder: Path) -> tuple[np.ndarray, list[str]]:
    """The pictures in grey, and the notes."""
    made = VENDOR.makers["video"].make(request, folder)
    with av.open(str(made.path)) as container:
        return np.stack([frame.to_ndarray(format="gray") for frame in container.decode(video=0)]), list(made.notes)


def record(path: Path, *parts: float) -> Source:
    """A recording of a tone for the first of `parts` seconds, silence for the next, and so on."""
    blocks = [
        np.sin(np.arange(int(seconds * RATE)) * 0.1) * (0.5 if place % 2 == 0 else 0.0) for place, seconds in enumerate(parts)
    ]
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes((np.concatenate(blocks) * 32767).astype("<i2").tobytes())
    return given(path, "audio")


@pytest.fixture
def photo(tmp_path):
    """A white dot in the middle of a dark picture."""
    picture = Image.new("RGB", (540, 960), (20, 20, 20))
    ImageDraw.Draw(picture).ellipse((150, 300, 210, 360), fill="white")
    picture.save(tmp_path / "photo.png")
    return given(tmp_path / "photo.png", "image")


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25", "-t", "2", "-pix_fmt", "yuv420p", path])
    return given(path, "video")


def test_films_a_still_in_exactly_the_frames_asked(photo, tmp_path):
    frames, _ = film(shot(photo, seconds=1.1, ratio="4:5"), tmp_path / "out")
    assert frames.shape == (33, 1350, 1080)


def test_moves_over_a_still_without_shaking(photo, tmp_path):
    frames, _ = film(shot(photo), tmp_path / "out")
    around = frames[6:-6, 500:900, 200:500].astype(float)
    weights = np.where(around > 100, around, 0)
    rows, columns = np.mgrid[0:400, 0:300]
    ways = np.array([[(one * rows).sum() / one.sum(), (one * columns).sum() / one.sum()] for one in weights])
    assert np.abs(ways[-1] - ways[0]).max() > 20
    assert np.abs(np.diff(ways, n=2, axis=0)).max() < 0.3


def test_neighbours_move_differently(photo, tmp_path):
    first, _ = film(shot(photo, position=1, seconds=0.6), tmp_path / "a")
    second, _ = film(shot(photo, position=2, seconds=0.6), tmp_path / "b")
    assert (first[0] > 100).sum() > 1.1 * (first[-1] > 100).sum()
    assert (second[0] > 100).sum() * 1.1 < (second[-1] > 100).sum()


def test_says_that_a_small_still_looks_soft(tmp_path):
    Image.new("RGBA", (90, 160), (200, 0, 0, 128)).save(tmp_path / "tiny.png")
    _, notes = film(shot(given(tmp_path / "tiny.png", "image"), seconds=0.5), tmp_path / "out")
    assert "tiny.png is small" in notes[0]


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("still", [(4000, 600), (600, 4000), (1080, 1920), (1100, 1900), (33, 47)])
def test_the_camera_never_leaves_the_picture(still, turn):
    way = travel(still, (1080, 1920), seconds=5, turn=turn)
    for moment in np.linspace(0, 1, 40):
        left, top, right, bottom = way.box(moment)
        assert 0 <= left < right <= still[0]
        assert 0 <= top < bottom <= still[1]
        assert (right - left) / (bottom - top) == pytest.approx(1080 / 1920)


def test_pans_along_a_wide_picture():
    way = travel((4000, 1920), (1080, 1920), seconds=5, turn=0)
    assert way.box(1)[0] - way.box(0)[0] > 500


def test_gives_a_clip_as_it_is(clip, tmp_path):
    made = VENDOR.makers["video"].make(shot(clip), tmp_path / "out")
    assert made.path.read_bytes() == Path(clip.path).read_bytes()
    assert made.notes == ()


def test_says_that_a_clip_is_shorter_than_its_segment(clip, tmp_path):
    made = VENDOR.makers["video"].make(shot(clip, seconds=5), tmp_path / "out")
    assert made.notes == ("clip.mp4 is 3.0 s shorter than segment 2 needs; its last picture is held.",)


def test_says_no_when_there_is_no_file_for_a_segment(tmp_path):
    with pytest.raises(Unsupported, match="files: no clip or still for segment 2"):
        VENDOR.makers["video"].make(shot(None), tmp_path)


def test_refuses_a_file_that_changed_since_it_was_read(clip, tmp_path):
    with Path(clip.path).open("ab") as file:
        file.write(b"more")
    with pytest.raises(BadMedia, match=r"clip\.mp4 has changed"):
        VENDOR.makers["video"].make(shot(clip), tmp_path / "out")


def test_says_that_a_file_is_gone(clip, tmp_path):
    Path(clip.path).unlink()
    with pytest.raises(ConfigurationError, match="is gone"):
        VENDOR.makers["video"].make(shot(clip), tmp_path / "out")


def test_estimates_word_times_over_the_part_of_a_recording_that_sounds(tmp_path):
    source = record(tmp_path / "voice-2.wav", 0, 0.5, 1.0, 0.6, 1.0, 0.4)
    request = SpeechRequest(project="p", segment=2, text="four four 4444 4444", language="en", source=source)
    made = VENDOR.makers["speech"].make(request, tmp_path / "out")
    assert [word.text for word in made.words] == request.text.split()
    assert [word.start for word in made.words] == pytest.approx([0.5, 1.0, 2.1, 2.6], abs=0.05)
    assert [word.end for word in made.words] == pytest.approx([1.0, 1.5, 2.6, 3.1], abs=0.05)
    assert made.timing == "estimated"
    assert "estimated from voice-2.wav" in made.notes[0]
    with wave.open(str(made.path)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (48000, 1, 168000)


def test_says_that_a_recording_hardly_is_of_this_text(tmp_path):
    source = record(tmp_path / "song.wav", 4.0)
    request = SpeechRequest(project="p", segment=1, text="One word.", language="en", source=source)
    assert "the text of segment 1 has 2 words" in VENDOR.makers["speech"].make(request, tmp_path / "out").notes[-1]


def test_refuses_a_silent_recording(tmp_path):
    source = record(tmp_path / "mute.wav", 0, 1.0)
    request = SpeechRequest(project="p", segment=1, text="Hello", language="en", source=source)
    with pytest.raises(BadMedia, match=r"mute\.wav is silent"):
        VENDOR.makers["speech"].make(request, tmp_path / "out")


def test_decodes_music_no_longer_than_is_useful(tmp_path):
    source = record(tmp_path / "music.wav", 40.0)
    made = VENDOR.makers["music"].make(MusicRequest(project="p", seconds=5, source=source), tmp_path / "out")
    with wave.open(str(made.path)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (48000, 2, 35 * 48000)
