"""Pictures over pictures, read back: where each stands, what is hidden, and what is not even decoded."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.media import MediaRef
from domain.timeline import Clip, Look, Placement, Timeline, Watermark
from montage.ass_captions import top_of_captions
from montage.encode import encode
from montage.pieces import Encoding, Piece, compile_pieces
from montage.places import corners
from tests.montage.material import SIZE, Shelf, clip, film, luma, read_code

FAST = Encoding.named("auto", draft=True)
DARK, MIDDLE, LIGHT = 50, 128, 215
UPRIGHT, WIDE = (180, 320), (320, 180)


def flat(shelf: Shelf, grey: int, seconds: float = 2) -> MediaRef:
    """Film a plain grey of this brightness, as video stores it."""
    plain = f"color=black:s=160x160:r=30:d={seconds},format=yuv420p,lutyuv=y={grey}:u=128:v=128"
    return shelf.made(f"{grey}-{seconds}.mp4", "-f", "lavfi", "-i", plain, "-c:v", "libx264", "-preset", "ultrafast")


def over(shelf: Shelf, size: tuple[int, int], avatar: Placement | None = None, broll: Placement | None = None) -> Timeline:
    width, height = size
    return film(
        clip(flat(shelf, DARK), 0, 30),
        avatar=_layer(shelf, LIGHT, avatar),
        broll=_layer(shelf, MIDDLE, broll),
        width=width,
        height=height,
    )


def _layer(shelf: Shelf, grey: int, placement: Placement | None) -> tuple[Clip, ...]:
    return (clip(flat(shelf, grey), 0, 30, placement=placement),) if placement else ()


def shown(timeline: Timeline, shelf: Shelf) -> list[NDArray[np.uint8]]:
    pictures: list[NDArray[np.uint8]] = []
    for piece in compile_pieces(timeline, FAST):
        encode(piece, shelf.sources, shelf.folder / f"{piece.key}.mp4")
        pictures += luma(shelf.folder / f"{piece.key}.mp4")
    return pictures


def greys(picture: NDArray[np.uint8], rows: int, columns: int) -> list[list[int]]:
    """Return the nearest of the three greys in the middle of each field of a grid."""
    high, wide = picture.shape
    points = [
        [picture[int((r + 0.5) * high / rows), int((c + 0.5) * wide / columns)] for c in range(columns)] for r in range(rows)
    ]
    return [[min((DARK, MIDDLE, LIGHT), key=lambda grey: abs(_stored(grey) - int(value))) for value in row] for row in points]


def _stored(grey: int) -> float:
    return (grey - 16) * 255 / 219


@pytest.mark.parametrize(
    ("avatar", "broll", "halves"),
    [
        ("full", None, (LIGHT, LIGHT)),
        (None, "full", (MIDDLE, MIDDLE)),
        ("full", "full", (MIDDLE, MIDDLE)),
        ("split", None, (DARK, LIGHT)),
        (None, "split", (MIDDLE, DARK)),
        ("split", "split", (MIDDLE, LIGHT)),
        ("split", "full", (MIDDLE, LIGHT)),
        ("full", "split", (MIDDLE, LIGHT)),
    ],
)
def test_full_pictures_cover_and_split_ones_share(
    shelf: Shelf, avatar: Placement, broll: Placement, halves: Sequence[int]
) -> None:
    upright = shown(over(shelf, UPRIGHT, avatar, broll), shelf)[15]
    assert greys(upright, 2, 1) == [[halves[0]], [halves[1]]]
    wide = shown(over(shelf, WIDE, avatar, broll), shelf)[15]
    assert greys(wide, 1, 2) == [[halves[0], halves[1]]]


@pytest.mark.parametrize("size", [UPRIGHT, WIDE, (180, 180)])
def test_small_pictures_stand_in_the_lower_corners_above_the_captions(shelf: Shelf, size: tuple[int, int]) -> None:
    timeline = over(shelf, size, "corner", "corner")
    picture = shown(timeline, shelf)[15]
    for box, grey in zip(corners(timeline), (MIDDLE, LIGHT), strict=True):
        assert abs(int(picture[box.y + box.height // 2, box.x + box.width // 2]) - _stored(grey)) < 6
        assert abs(int(picture[box.y, box.x]) - _stored(DARK)) < 12, "its edges are round"
        assert box.y + box.height <= top_of_captions(timeline) and box.x + box.width <= size[0] * (1 - timeline.safe_right)
    assert abs(int(picture[4, size[0] // 2]) - _stored(DARK)) < 6


def test_what_is_hidden_is_not_decoded(shelf: Shelf) -> None:
    (hidden,) = compile_pieces(over(shelf, UPRIGHT, broll="full"), FAST)
    (shared,) = compile_pieces(over(shelf, UPRIGHT, avatar="split", broll="split"), FAST)
    assert len(hidden.sources) == 1 and len(shared.sources) == 2
    assert flat(shelf, DARK).sha256 not in (*hidden.sources, *shared.sources)


def test_a_cutaway_parts_the_piece_and_a_small_picture_does_not(shelf: Shelf) -> None:
    away = over(shelf, UPRIGHT).model_copy(update={"broll": (clip(flat(shelf, MIDDLE), 10, 12, placement="full"),)})
    small = over(shelf, UPRIGHT).model_copy(update={"broll": (clip(flat(shelf, MIDDLE), 10, 12, placement="corner"),)})
    assert [piece.frames for piece in compile_pieces(away, FAST)] == [10, 12, 8]
    assert [piece.frames for piece in compile_pieces(small, FAST)] == [30]
    seen = [greys(picture, 1, 1)[0][0] for picture in shown(away, shelf)]
    assert seen == [DARK] * 10 + [MIDDLE] * 12 + [DARK] * 8


def test_a_small_picture_comes_and_goes_on_its_frame(shelf: Shelf) -> None:
    timeline = over(shelf, UPRIGHT).model_copy(update={"broll": (clip(flat(shelf, LIGHT), 10, 12, placement="corner"),)})
    left, _ = corners(timeline)
    y, x = left.y + left.height // 2, left.x + left.width // 2
    bright = [bool(picture[y, x] > _stored(MIDDLE)) for picture in shown(timeline, shelf)]
    assert bright == [False] * 10 + [True] * 12 + [False] * 8


def test_a_cutaway_shows_its_own_frames_across_the_seams(shelf: Shelf) -> None:
    base, away = shelf.coded(0, 60), shelf.coded(500, 60)
    timeline = film(clip(base, 0, 60), broll=(clip(away, 20, 15, placement="full", head=3),), width=SIZE[0], height=SIZE[1])
    numbers = [read_code(picture) for picture in shown(timeline, shelf)]
    assert numbers == [*range(20), *range(503, 518), *range(35, 60)]


def test_an_overlay_to_the_end_of_its_segment_is_seen_in_the_transition(shelf: Shelf) -> None:
    timeline = film(
        clip(flat(shelf, DARK), 0, 30),
        clip(flat(shelf, DARK), 30, 30, head=5),
        broll=(clip(flat(shelf, LIGHT), 10, 20, placement="full"),),
        transitions=[{"kind": "dissolve", "at": 30, "in_offset": 5, "out_offset": 5}],
    )
    bright = [float(picture.mean()) for picture in shown(timeline, shelf)]
    assert bright[24] == pytest.approx(_stored(LIGHT), abs=3) and bright[40] == pytest.approx(_stored(DARK), abs=3)
    assert bright[30] == pytest.approx((_stored(LIGHT) + _stored(DARK)) / 2, abs=4)


def test_a_watermark_lies_over_all_in_its_corner(shelf: Shelf) -> None:
    logo = shelf.made("logo.png", "-f", "lavfi", "-i", "color=white:s=64x64", "-frames:v", "1", kind="image")
    look = Look(watermark=Watermark(media=logo, corner="bottom_left", width=0.2, opacity=1))
    timeline = over(shelf, (160, 160), "full").model_copy(update={"look": look, "avatar": (clip(flat(shelf, DARK), 0, 30),)})
    picture = shown(timeline, shelf)[29]
    bright = np.argwhere(picture > 240)
    assert bright.min(axis=0).tolist() == [160 - 12 - 32, 10] and np.ptp(bright, axis=0).tolist() == [31, 31]


def test_the_watermark_is_in_the_key(shelf: Shelf) -> None:
    logo = MediaRef(sha256="f" * 64, suffix=".png", kind="image")
    plain = over(shelf, UPRIGHT)
    marked = plain.model_copy(update={"look": Look(watermark=Watermark(media=logo))})
    assert _keys(plain) != _keys(marked) and "f" * 64 in compile_pieces(marked, FAST)[0].sources


def _keys(timeline: Timeline) -> list[str]:
    return [piece.key for piece in compile_pieces(timeline, FAST)]


def test_a_focus_chooses_what_a_crop_keeps(shelf: Shelf) -> None:
    half = "color=black:s=320x90:r=30:d=1,drawbox=w=160:h=90:color=white:t=fill"
    media = shelf.made("half.mp4", "-f", "lavfi", "-i", half, "-c:v", "libx264", "-pix_fmt", "yuv420p")
    means = [shown(film(clip(media, 0, 5, focus=(x, 0.5)), width=90, height=90), shelf)[2].mean() for x in (0.0, 0.5, 1.0)]
    assert means[0] > 240 and 100 < means[1] < 155 and means[2] < 15


def test_one_piece_takes_many_inputs_and_stays_a_plain_value(shelf: Shelf) -> None:
    (piece,) = compile_pieces(over(shelf, UPRIGHT, "corner", "corner"), FAST)
    assert len(piece.sources) == len(piece.source_starts) == 3
    assert Piece.model_validate_json(piece.model_dump_json()).key == piece.key
