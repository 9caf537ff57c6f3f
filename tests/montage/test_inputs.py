"""Clips of every make: each frame that comes out shows what the clip showed at that moment, upright, in its colours."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from domain.media import MediaRef
from media.probe import accept
from montage import inspect
from montage.encode import encode
from montage.pieces import Encoding, compile_pieces
from tests.montage.material import SIZE, Shelf, clip, code, film, luma, numbers

FAST = Encoding(preset="ultrafast", crf=8)
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12")
COUNT = 24


def cut(shelf: Shelf, media: MediaRef, length: int, size: tuple[int, int] = SIZE, **more: object) -> Path:
    """Accept a clip as a user's, and cut a film from it."""
    accept(shelf.sources[media.sha256], kind="video")
    width, height = size
    (piece,) = compile_pieces(film(clip(media, 0, length, **more), width=width, height=height), FAST)
    encode(piece, shelf.sources, shelf.folder / "out.mp4")
    return shelf.folder / "out.mp4"


def recoded(shelf: Shelf, name: str, *arguments: str, **more: object) -> MediaRef:
    """The clip that counts from 0 at thirty frames a second, coded again in another way."""
    counting = shelf.sources[shelf.coded(0, COUNT, **more).sha256]  # type: ignore[arg-type]
    return shelf.made(name, "-i", counting, *arguments)


@pytest.mark.parametrize("rate", [24, 25, Fraction(30000, 1001), 50, 60], ids=str)
def test_no_rate_drifts(shelf: Shelf, rate: int | Fraction) -> None:
    shown = numbers(cut(shelf, shelf.coded(0, int(4 * rate), rate=rate), 120))
    late = [k / 30 - number / rate for k, number in enumerate(shown)]
    assert len(shown) == 120 and min(late) >= -1 / 59 and max(late) <= 1 / rate + 1 / 59


def test_a_varying_rate_keeps_its_moments(shelf: Shelf) -> None:
    kept = [0, 1, 2, 5, 6, 11, 12, 13, 20, 23]
    picked = "+".join(f"eq(n\\,{number})" for number in kept)
    media = recoded(shelf, "varying.mp4", "-vf", f"select='{picked}'", "-fps_mode", "vfr", "-enc_time_base", "1/30", *X264)
    shown = numbers(cut(shelf, media, COUNT))
    assert shown == [max(one for one in kept if one <= k) for k in range(COUNT)]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("ten_bit.mp4", ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le")),
        ("ten_bit_422.mov", ("-c:v", "prores_ks", "-profile:v", "2")),
        ("full_colour.mp4", (*X264, "-pix_fmt", "yuv444p")),
        ("alpha.mov", ("-vf", "format=yuva444p10le", "-c:v", "prores_ks", "-profile:v", "4444")),
        ("alpha.webm", ("-vf", "format=yuva420p", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")),
        ("full_range.mp4", ("-vf", "scale=out_range=pc,format=yuvj420p", *X264)),
        ("sounding.mp4", ("-f", "lavfi", "-i", "sine=440:duration=2", *X264, "-c:a", "aac")),
        ("interlaced.mp4", (*X264, "-x264-params", "tff=1:keyint=12")),
        ("old.mkv", ("-c:v", "mpeg4", "-q:v", "2", "-bf", "2")),
    ],
)  # fmt: skip
def test_every_frame_of_an_unusual_clip_is_in_its_place(shelf: Shelf, name: str, arguments: tuple[str, ...]) -> None:
    out = cut(shelf, recoded(shelf, name, *arguments), COUNT)
    assert numbers(out) == list(range(COUNT))
    picture = luma(out)[COUNT - 1]
    bright, dark = picture[code(COUNT - 1) > 200], picture[code(COUNT - 1) < 50]
    assert abs(np.median(bright) - 235) <= 4 and abs(np.median(dark) - 16) <= 4


def test_odd_sizes_come_out_whole(shelf: Shelf) -> None:
    media = recoded(shelf, "odd.mp4", "-vf", "scale=161:97:flags=neighbor", *X264, "-pix_fmt", "yuv444p")
    assert numbers(cut(shelf, media, COUNT)) == list(range(COUNT))


@pytest.mark.parametrize(("turn", "stored"), [(90, "transpose=clock"), (180, "hflip,vflip"), (270, "transpose=cclock")])
def test_a_clip_filmed_in_any_direction_stands_upright(shelf: Shelf, turn: int, stored: str) -> None:
    lying = recoded(shelf, "lying.mp4", "-vf", stored, *X264)
    turned = shelf.made(f"{turn}.mp4", "-display_rotation", str(turn), "-i", shelf.sources[lying.sha256], "-c", "copy")
    facts = accept(shelf.sources[turned.sha256])
    assert (facts.width, facts.height) == SIZE
    assert numbers(cut(shelf, turned, COUNT)) == list(range(COUNT))


def test_one_frame_is_held(shelf: Shelf) -> None:
    assert numbers(cut(shelf, shelf.coded(77, 1), 20)) == [77] * 20


def test_eight_thousand_pixels_are_scaled_and_more_are_refused(shelf: Shelf) -> None:
    large = ("-f", "lavfi", "-i", "color=white:s=7680x4320:r=30:d=0.06,drawbox=w=3840:h=4320:color=black:t=fill")
    picture = luma(cut(shelf, shelf.made("large.mp4", *large, *X264, "-pix_fmt", "yuv420p"), 3))[1]
    assert picture[:, :70].mean() < 20 and picture[:, 90:].mean() > 230


@pytest.mark.parametrize("size", [(54, 96), (96, 96), (80, 100), (160, 90)], ids=["9x16", "1x1", "4x5", "16x9"])
@pytest.mark.parametrize("way", ["plain", "anamorphic", "turned"])
def test_a_crop_stays_on_its_focus(shelf: Shelf, size: tuple[int, int], way: str) -> None:
    media, wide = _lamps(shelf, way), size == (160, 90)
    for x, lamp in ((0.0, 0), (0.5, 1), (0.9, 2), (1.0, 2)):
        lit = _lit(luma(cut(shelf, media, 2, size, focus=(x, 0.5)))[0])
        assert lamp in lit and (wide or 2 - lamp not in lit or lamp == 1), f"focus at {x} shows {set(lit)}"
        assert lit[lamp][0] == pytest.approx(lit[lamp][1], abs=2), "a square stays one"


_LAMPS = ((10, 90), (150, 160), (290, 235))
"""Where they begin, and how bright they are."""


def _lamps(shelf: Shelf, way: str) -> MediaRef:
    """A wide picture with lamps of three brightnesses at the left, in the middle and at the right, each a square."""
    lamps = "".join(f",drawbox=x={x}:y=80:w=20:h=20:color=0x{grey:02x}{grey:02x}{grey:02x}:t=fill" for x, grey in _LAMPS)
    wide = f"color=black:s=320x180:r=30:d=0.2{lamps}"
    if way == "anamorphic":
        return shelf.made("lamps.mp4", "-f", "lavfi", "-i", f"{wide},scale=160:180,setsar=2", *X264)
    if way == "turned":
        lying = shelf.made("lying.mp4", "-f", "lavfi", "-i", f"{wide},transpose=clock", *X264, "-pix_fmt", "yuv420p")
        return shelf.made("lamps.mp4", "-display_rotation", "90", "-i", shelf.sources[lying.sha256], "-c", "copy")
    return shelf.made("lamps.mp4", "-f", "lavfi", "-i", wide, *X264, "-pix_fmt", "yuv420p")


def _lit(picture: NDArray[np.uint8]) -> dict[int, tuple[int, int]]:
    """Return which lamps are in sight, and the height and width of each."""
    found = {}
    for number, (_, grey) in enumerate(_LAMPS):
        rows, columns = np.nonzero(np.abs(picture.astype(int) - grey) < 12)
        if len(rows) > 30:
            found[number] = (int(np.ptp(rows)), int(np.ptp(columns)))
    return found


def test_a_focus_between_is_a_crop_around_it(shelf: Shelf) -> None:
    ramp = "color=black:s=320x96:r=30:d=0.1,format=gray,geq=X*255/319"
    picture = luma(cut(shelf, shelf.made("ramp.mp4", "-f", "lavfi", "-i", ramp, *X264), 2, (96, 96), focus=(0.35, 0.5)))[0]
    assert abs(picture[48, 48] - 0.35 * 255) <= 4


@pytest.mark.parametrize("fit", ["cover", "contain"])
def test_a_clip_that_has_the_shape_keeps_every_pixel(shelf: Shelf, fit: str) -> None:
    media = shelf.made("noise.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x96:r=30:d=0.1,noise=c0s=60:c1s=30,format=yuv420p", *X264)
    (piece,) = compile_pieces(film(clip(media, 0, 3, fit=fit)), Encoding(preset="ultrafast", crf=1))
    encode(piece, shelf.sources, shelf.folder / "same.mp4")
    planes = [_planes(path) for path in (shelf.sources[media.sha256], shelf.folder / "same.mp4")]
    assert inspect.frames(shelf.folder / "same.mp4") == 3 and np.abs(planes[0] - planes[1]).mean() < 0.5


def _planes(path: Path) -> NDArray[np.float64]:
    with av.open(str(path)) as container:
        return np.stack([frame.to_ndarray(format="yuv420p").astype(float) for frame in container.decode(video=0)])


def test_nothing_is_blurred_behind_a_clip_that_fills_the_frame() -> None:
    media = MediaRef(sha256="a" * 64, suffix=".mp4", kind="video", seconds=5, width=1280, height=720)
    keys = {
        (size, fit): compile_pieces(film(clip(media, 0, 9, fit=fit), width=size[0], height=size[1]), FAST)[0].key
        for size in ((1920, 1080), (1080, 1080))
        for fit in ("cover", "contain", "blur")
    }
    assert len({key for (size, _), key in keys.items() if size == (1920, 1080)}) == 1 and len(set(keys.values())) == 4
