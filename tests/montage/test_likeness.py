"""The film beside the same film made in the simplest way, by MoviePy: every frame is the same picture."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from domain.media import MediaRef
from domain.timeline import Timeline
from media.ffmpeg import run
from montage.encode import encode
from montage.join import join
from montage.pieces import Encoding, compile_pieces
from montage.sound import mix
from tests.bench import moviepy_reference
from tests.montage.material import Shelf, clip, film

pytestmark = pytest.mark.slow

LENGTH, BEFORE, AFTER = 45, 7, 8
SHAPE = {"width": 180, "height": 320}
SIZE, RATE = "640x360", 30
SCENES = (
    f"testsrc2=s={SIZE}:r={RATE},rotate=0.15*sin(t):c=gray,gblur=sigma=1",
    f"mandelbrot=s={SIZE}:r={RATE}:start_scale=0.6:end_scale=0.06:end_pts=300:maxiter=150:inner=convergence,gblur=sigma=1",
    f"life=s=80x45:r={RATE}:mold=14:ratio=0.2:seed=12:death_color=#24406c:life_color=#f2cf86:mold_color=#5a2350,"
    f"scale={SIZE}:flags=bicubic",
)
"""Edges, fine detail and quick change; no grain, which every encoder draws in its own way."""
# What a picture's numbers mean as colours is said in it, so that both sides read them in the same way.
_COLOURS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
_SAID = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{_COLOURS}"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("likeness"))


@pytest.fixture(scope="module")
def scenes(shelf: Shelf) -> list[MediaRef]:
    return [scene(shelf, place) for place in range(len(SCENES))]


def scene(shelf: Shelf, place: int) -> MediaRef:
    coder = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "8", "-t", "2")
    return shelf.made(f"{place}.mp4", "-f", "lavfi", "-i", SCENES[place], "-vf", _SAID, *coder)


def still(shelf: Shelf) -> MediaRef:
    """Return a still of soft hills with fine lines."""
    y, x = np.mgrid[0:900, 0:1200] / 100
    hills = np.stack(
        [np.sin(x + k) * np.cos(y * (1 + k / 3)) + np.sin(6 * x) * 0.2 + np.sin(25 * (x + y)) * 0.2 for k in range(3)], axis=2
    )
    Image.fromarray(np.uint8(127 + 60 * hills)).save(shelf.folder / "still.png")
    return shelf.put(shelf.folder / "still.png", "image")


def cuts(shelf: Shelf, scenes: list[MediaRef]) -> Timeline:
    return film(*(clip(one, place * LENGTH, LENGTH) for place, one in enumerate(scenes)), **SHAPE)


def dissolves(shelf: Shelf, scenes: list[MediaRef]) -> Timeline:
    joins = [{"kind": "dissolve", "at": place * LENGTH, "in_offset": BEFORE, "out_offset": AFTER} for place in (1, 2)]
    shown = [clip(one, place * LENGTH, LENGTH, head=BEFORE if place else 0) for place, one in enumerate(scenes)]
    return film(*shown, transitions=joins, **SHAPE)


def stills_and_broll(shelf: Shelf, scenes: list[MediaRef]) -> Timeline:
    shown = (clip(scenes[0], 0, LENGTH), clip(still(shelf), LENGTH, LENGTH), clip(scenes[2], 2 * LENGTH, LENGTH))
    return film(*shown, broll=(clip(scenes[1], 20, 20), clip(still(shelf), 2 * LENGTH + 15, 30)), **SHAPE)


def ours(timeline: Timeline, shelf: Shelf) -> Path:
    """Make the film in the quality that is delivered."""
    pieces = compile_pieces(timeline, Encoding())
    for piece in pieces:
        encode(piece, shelf.sources, shelf.folder / f"{piece.key}.mp4")
    mix(timeline, shelf.sources, shelf.folder / "mix.m4a")
    join([(shelf.folder / f"{p.key}.mp4", p.frames) for p in pieces], shelf.folder / "mix.m4a", shelf.folder / "film.mp4")
    return shelf.folder / "film.mp4"


def theirs(timeline: Timeline, shelf: Shelf, late: int = 0) -> Iterator[bytes]:
    """Yield the reference's frames as raw pictures, uncoded."""
    clips = moviepy_reference.opened(timeline, shelf.sources)
    seen = moviepy_reference.picture(timeline, clips, crop_first=True)
    for frame in range(timeline.duration):
        yield np.asarray(seen.get_frame(max(0, frame - late) / timeline.rate), np.uint8).tobytes()
    for one in clips:
        one.close()


def likeness(timeline: Timeline, shelf: Shelf, late: int = 0) -> list[float]:
    """Return the structural similarity of brightness of every frame, 1 for equal pictures."""
    raw = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{timeline.width}x{timeline.height}", "-r", str(RATE), "-i", "pipe:0")
    # Frames are compared by their number: a lost one shows in all that follow.
    sides = f"[0:v]{_SAID},settb=1/{RATE},setpts=N[a];[1:v]settb=1/{RATE},setpts=N[b];[a][b]ssim=stats_file=ssim.txt"
    reference = theirs(timeline, shelf, late)
    run((*raw, "-i", ours(timeline, shelf), "-lavfi", sides, "-f", "null", "-"), frames=reference, cwd=shelf.folder)
    lines = (shelf.folder / "ssim.txt").read_text(encoding="utf-8").splitlines()
    return [float(line.split("Y:")[1].split()[0]) for line in lines]


Story = Callable[[Shelf, list[MediaRef]], Timeline]


@pytest.mark.parametrize("story", [cuts, dissolves, stills_and_broll])
def test_every_frame_is_that_of_the_simple_renderer(shelf: Shelf, scenes: list[MediaRef], story: Story) -> None:
    timeline = story(shelf, scenes)
    alike = likeness(timeline, shelf)
    assert len(alike) == timeline.duration
    assert min(alike) > 0.93 and float(np.mean(alike)) > 0.96


def test_a_film_one_frame_late_would_be_told(shelf: Shelf, scenes: list[MediaRef]) -> None:
    late = likeness(cuts(shelf, scenes), shelf, late=1)
    assert max(late[2 * LENGTH :]) < 0.9, "where much moves, the frame before is another picture"
