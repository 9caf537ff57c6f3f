"""Whatever comes in, exactly the frames ordered come out, or nothing does."""

import os
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from domain.errors import DiskFull, RenderError
from domain.media import MediaRef
from media.ffmpeg import stop_all
from montage import inspect
from montage.encode import encode
from montage.pieces import Encoding, Piece, compile_pieces
from tests.montage.material import Shelf, clip, film, luma, numbers

FAST = Encoding.named("auto", draft=True)
FASTEST = ("-preset", "ultrafast")
X264 = ("-c:v", "libx264", *FASTEST, "-pix_fmt", "yuv420p")
SCENE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=2")


def cut(shelf: Shelf, media: MediaRef, out: Path, length: int = 60, **more: object) -> Path:
    encode(piece_of(media, length, **more), shelf.sources, out)
    return out


def piece_of(media: MediaRef, length: int = 60, **more: object) -> Piece:
    (piece,) = compile_pieces(film(clip(media, 0, length, **more)), FAST)
    return piece


@pytest.mark.parametrize("rate", [24, 25, Fraction(30000, 1001), 60], ids=str)
def test_every_rate_becomes_thirty_frames_a_second(shelf: Shelf, tmp_path: Path, rate: int | Fraction) -> None:
    shown = numbers(cut(shelf, shelf.coded(0, int(2 * rate) + 1, rate=rate), tmp_path / "out.mp4"))
    # A source frame is on screen within half an output frame of its own time.
    assert len(shown) == 60 and all(abs(number / rate - k / 30) <= 1 / 60 + 1 / rate for k, number in enumerate(shown))
    assert shown == sorted(shown)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("varying.mp4", (*SCENE, "-vf", "select='not(mod(n,3))+lt(n,20)'", "-fps_mode", "vfr", *X264)),
        ("ten_bit.mp4", (*SCENE, *FASTEST, "-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le")),
        ("odd_444.mp4", ("-f", "lavfi", "-i", "color=s=321x181:r=24:d=2", *FASTEST, "-c:v", "libx264", "-pix_fmt", "yuv444p")),
        ("tiny.mp4", ("-f", "lavfi", "-i", "testsrc2=s=32x18:r=24:d=2", *X264)),
        ("tall.mp4", ("-f", "lavfi", "-i", "testsrc2=s=90x320:r=24:d=2", *X264)),
        ("alpha.mov", (*SCENE, "-vf", "format=yuva444p10le", "-c:v", "prores_ks", "-profile:v", "4444")),
        ("web.webm", (*SCENE, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")),
        ("sounding.mp4", (*SCENE, "-f", "lavfi", "-i", "sine=440:duration=2", *X264)),
        ("full_range.mp4", (*SCENE, "-vf", "scale=out_range=pc,format=yuvj420p", "-c:v", "libx264", "-preset", "ultrafast")),
        ("still.png", (*SCENE, "-frames:v", "1")),
        ("still.jpg", (*SCENE, "-frames:v", "1")),
        ("still.webp", (*SCENE, "-frames:v", "1")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
def test_odd_clips_come_out_right(shelf: Shelf, tmp_path: Path, name: str, arguments: tuple[str, ...], fit: str) -> None:
    out = cut(shelf, shelf.made(name, *arguments), tmp_path / "out.mp4", fit=fit)
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        facts = (stream.width, stream.height, stream.average_rate, stream.sample_aspect_ratio, stream.pix_fmt)
        assert facts == (160, 96, 30, 1, "yuv420p") and not container.streams.audio
    assert inspect.frames(out) == 60


def test_a_late_start_is_filled_with_the_first_picture(shelf: Shelf, tmp_path: Path) -> None:
    on_time = shelf.sources[shelf.coded(7, 40).sha256]
    late = shelf.made("late.mp4", "-itsoffset", "0.5", "-i", on_time, "-f", "lavfi", "-i", "sine=440:duration=2", "-c:v", "copy")
    shown = numbers(cut(shelf, late, tmp_path / "out.mp4", 55))
    assert shown == [7] * 15 + list(range(7, 47))


def test_a_short_clip_holds_its_last_picture(shelf: Shelf, tmp_path: Path) -> None:
    shown = numbers(cut(shelf, shelf.coded(100, 20), tmp_path / "out.mp4", 45))
    assert shown == [*range(100, 120), *[119] * 25]


def test_a_slowed_clip_lasts_longer(shelf: Shelf, tmp_path: Path) -> None:
    shown = numbers(cut(shelf, shelf.coded(0, 45), tmp_path / "out.mp4", 60, speed=0.75))
    assert all(abs(number - k * 0.75) <= 1 for k, number in enumerate(shown)) and shown[-1] == 44


def test_a_clip_begins_where_it_is_told_to(shelf: Shelf, tmp_path: Path) -> None:
    assert numbers(cut(shelf, shelf.coded(0, 90), tmp_path / "out.mp4", 30, source_start=1.5)) == list(range(45, 75))


def test_a_clip_filmed_sideways_stands_upright(shelf: Shelf, tmp_path: Path) -> None:
    lying = shelf.made(
        "lying.mp4", "-f", "lavfi", "-i", "color=black:s=96x160:r=30:d=1,drawbox=w=96:h=40:color=white:t=fill", *X264
    )
    turned = shelf.made("turned.mp4", "-display_rotation", "90", "-i", shelf.sources[lying.sha256], "-c", "copy")
    picture = luma(cut(shelf, turned, tmp_path / "out.mp4", 10))[5]
    assert picture[:, :30].mean() > 200 and picture[:, 60:].mean() < 30


def test_a_photograph_taken_sideways_stands_upright(shelf: Shelf, tmp_path: Path) -> None:
    photo = Image.new("RGB", (96, 160), "black")
    photo.paste("white", (0, 0, 96, 40))
    orientation = Image.Exif()
    orientation[0x0112] = 8
    photo.save(shelf.folder / "photo.jpg", exif=orientation)
    picture = luma(cut(shelf, shelf.put(shelf.folder / "photo.jpg", "image"), tmp_path / "out.mp4", 10))[5]
    assert picture[:, :30].mean() > 200 and picture[:, 60:].mean() < 30


@pytest.mark.parametrize("fit", ["cover", "contain"])
def test_a_circle_stays_round_when_pixels_are_not_square(shelf: Shelf, tmp_path: Path, fit: str) -> None:
    # 160 pixels squeezed into 80: a circle is stored as an upright ellipse.
    ellipse = "color=black:s=80x96:r=30:d=1,format=gray,geq='255*lt(hypot((X-40)*2\\,Y-48)\\,30)',setsar=2"
    picture = luma(cut(shelf, shelf.made("wide.mp4", "-f", "lavfi", "-i", ellipse, *X264), tmp_path / "out.mp4", 5, fit=fit))[2]
    rows, columns = np.nonzero(picture > 126)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 3 and 56 <= np.ptp(rows) <= 62


def test_covering_cuts_the_sides_and_containing_does_not(shelf: Shelf, tmp_path: Path) -> None:
    wide = shelf.made("wide.mp4", "-f", "lavfi", "-i", "color=white:s=640x96:r=30:d=1", *X264)
    covered, contained, blurred = (
        luma(cut(shelf, wide, tmp_path / f"{fit}.mp4", 5, fit=fit))[2] for fit in ("cover", "contain", "blur")
    )
    assert covered.mean() > 230
    assert contained[:30].mean() < 20 and contained[44:52].mean() > 230 and contained[-30:].mean() < 20
    assert 120 < blurred[:30].mean() < 200 and blurred[44:52].mean() > 230


def test_a_clip_that_does_not_name_its_colours_keeps_them(shelf: Shelf, tmp_path: Path) -> None:
    green = "color=0x20C040:s=320x180:r=30:d=1,format=gbrp,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    silent = f"{green},setparams=colorspace=unknown:color_primaries=unknown:color_trc=unknown:range=unknown"
    media = shelf.made("green.mp4", "-f", "lavfi", "-i", silent, *X264)
    planes = [_planes(path) for path in (shelf.sources[media.sha256], cut(shelf, media, tmp_path / "out.mp4", 5))]
    assert np.abs(planes[0] - planes[1]).max() <= 2


def _planes(path: Path) -> NDArray[np.float64]:
    """Return the mean of each plane of the first picture."""
    with av.open(str(path)) as container:
        flat = next(container.decode(video=0)).to_ndarray().reshape(-1).astype(float)
    luma_end, first_colour_end = len(flat) * 4 // 6, len(flat) * 5 // 6
    return np.array([part.mean() for part in np.split(flat, (luma_end, first_colour_end))])


def test_what_the_camera_wrote_is_left_out(shelf: Shelf, tmp_path: Path) -> None:
    place = shelf.made("place.mp4", *SCENE, *X264, "-metadata", "location=+48.8577+002.295/", "-metadata", "title=Home")
    with av.open(str(cut(shelf, place, tmp_path / "out.mp4", 10))) as container:
        assert not {"location", "title"} & set(container.metadata)


def test_threads_change_no_header(shelf: Shelf, tmp_path: Path) -> None:
    piece, headers = piece_of(shelf.coded(0, 30), 30), []
    for threads in (1, 2):
        encode(piece, shelf.sources, tmp_path / "out.mp4", threads=threads)
        with av.open(str(tmp_path / "out.mp4")) as container:
            headers.append(container.streams.video[0].codec_context.extradata)
    assert headers[0] == headers[1]


def test_hears_how_many_frames_are_done(shelf: Shelf, tmp_path: Path) -> None:
    done: list[int] = []
    encode(piece_of(shelf.coded(0, 60)), shelf.sources, tmp_path / "out.mp4", on_frame=done.append)
    assert done[-1] == 60


def test_a_stop_in_the_middle_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    piece = piece_of(shelf.made("long.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=1", *X264), 100_000)
    with pytest.raises(RenderError, match="stopped"):
        encode(piece, shelf.sources, tmp_path / "new" / "out.mp4", on_frame=lambda done: stop_all() if done > 100 else None)
    assert not list((tmp_path / "new").iterdir())


def test_a_clip_that_ends_before_it_begins_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(RenderError):
        cut(shelf, shelf.coded(0, 30), tmp_path / "out.mp4", source_start=9.0)
    assert not (tmp_path / "out.mp4").exists()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_left_clean(shelf: Shelf, tiny_disk: Path) -> None:
    noise = shelf.made("noise.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x96:r=30:d=3,noise=alls=80:allf=t", *X264)
    with pytest.raises(DiskFull, match="Make room"):
        cut(shelf, noise, tiny_disk / "out.mp4", 90)
    assert not list(tiny_disk.iterdir())
