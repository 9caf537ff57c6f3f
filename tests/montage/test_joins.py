"""The proof of the joins, read back from the finished file: every frame in its place, every click on its second."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest

from domain.errors import RenderError
from montage.encode import encode
from montage.join import join
from montage.pieces import Encoding, compile_pieces
from tests.montage.material import Shelf, clicks, clicks_off, clip, film, lengths, made, numbers


def coded_film(shelf: Shelf, clips: int, length: int, out: Path) -> Path:
    pictures = [clip(shelf.coded(k * length, length), k * length, length) for k in range(clips)]
    seconds = clips * length // 30
    voice = [clip(shelf.wav("voice.wav", clicks(seconds)), 0, clips * length)]
    # Not as a draft: that has no frames out of order, which are the ones that joins could get wrong.
    return made(film(*pictures, audio=voice), shelf, out, draft=False)


@pytest.fixture(scope="module", params=[(6, 60), pytest.param((24, 150), marks=pytest.mark.slow)], ids=["12 s", "120 s"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    clips, length = request.param
    folder = tmp_path_factory.mktemp("film")
    yield coded_film(Shelf(folder), clips, length, folder / "film.mp4"), clips * length


def test_no_frame_is_lost_doubled_or_moved(whole: tuple[Path, int]) -> None:
    path, frames = whole
    assert numbers(path) == list(range(frames))


def test_frames_follow_each_other_evenly_from_zero(whole: tuple[Path, int]) -> None:
    path, frames = whole
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(container.streams.video[0]) if packet.pts is not None]
    stamps = sorted(packet.pts for packet in packets)
    assert stamps[0] == 0 and {after - before for before, after in pairwise(stamps)} == {512}
    assert all(before.dts < after.dts for before, after in pairwise(packets)) and len(packets) == frames
    assert [packet.pts for packet in packets] != stamps, "frames are stored out of order, or this proves less than it says"


def test_there_is_one_header_for_all_pieces(whole: tuple[Path, int]) -> None:
    with av.open(str(whole[0])) as container:
        stream = container.streams.video[0]
        header = stream.codec_context.extradata or b""
        inside = {kind for packet in container.demux(stream) for kind in _unit_kinds(bytes(packet))}
    assert header[5] & 31 == 1 and inside and not inside & {7, 8}


def _unit_kinds(packet: bytes) -> Iterator[int]:
    while packet:
        yield packet[4] & 31
        packet = packet[4 + int.from_bytes(packet[:4], "big") :]


def test_every_click_is_on_its_second(whole: tuple[Path, int]) -> None:
    path, frames = whole
    assert max(map(abs, clicks_off(path, frames // 30))) < 1


def test_sound_and_picture_begin_and_end_together(whole: tuple[Path, int]) -> None:
    path, frames = whole
    picture, sound = lengths(path)
    assert picture == Fraction(frames, 30) and abs(picture - sound) < Fraction(1, 30)


def test_players_can_start_before_the_end_has_arrived(whole: tuple[Path, int]) -> None:
    data = whole[0].read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_colours_are_said_to_be_bt709(whole: tuple[Path, int]) -> None:
    with av.open(str(whole[0])) as container:
        context = next(container.decode(container.streams.video[0]))
    assert (int(context.colorspace), int(context.color_range), context.format.name) == (1, 1, "yuv420p")


def test_a_piece_with_too_few_frames_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    coded_film(shelf, 1, 30, tmp_path / "film.mp4")
    piece = next(path for path in shelf.folder.iterdir() if len(path.stem) == 24)
    with pytest.raises(RenderError, match="has 30 frames instead of 31"):
        join([(piece, 31)], shelf.folder / "mix.m4a", tmp_path / "again.mp4")
    assert [path.name for path in tmp_path.glob("*.mp4")] == ["film.mp4"]


def test_pieces_of_different_settings_are_not_joined(shelf: Shelf, tmp_path: Path) -> None:
    coded_film(shelf, 2, 30, tmp_path / "film.mp4")
    timeline = film(clip(shelf.coded(0, 30), 0, 30))
    ours, others = (compile_pieces(timeline, Encoding.named("x264", draft))[0] for draft in (True, False))
    for piece in (ours, others):
        encode(piece, shelf.sources, tmp_path / piece.key)
    with pytest.raises(RenderError, match="other settings"):
        join([(tmp_path / ours.key, 30), (tmp_path / others.key, 30)], shelf.folder / "mix.m4a", tmp_path / "x.mp4")


def test_a_sound_of_another_length_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    coded_film(shelf, 1, 30, tmp_path / "film.mp4")
    piece = next(path for path in shelf.folder.iterdir() if len(path.stem) == 24)
    with pytest.raises(RenderError, match=r"sound lasts 1\.000 s and the picture 2\.000 s"):
        join([(piece, 30), (piece, 30)], shelf.folder / "mix.m4a", tmp_path / "x.mp4")
