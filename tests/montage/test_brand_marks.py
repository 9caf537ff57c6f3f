"""The brand on the picture: the watermark off the captions, the logo on the end card, both only where they are seen."""

import numpy as np
import pytest

from domain.media import MediaRef
from domain.timeline import Clip, Look, Timeline, TimeRange, Title, Watermark
from montage.corner import marked
from montage.encode import encode
from montage.pieces import Encoding, compile_pieces
from montage.typography import emblems
from tests.montage.material import Shelf, luma

WIDE, HIGH = 270, 480


@pytest.fixture
def logo(shelf: Shelf) -> MediaRef:
    """A white square."""
    found = shelf.made("logo.png", "-f", "lavfi", "-i", "color=white:s=64x64", "-frames:v", "1", kind="image")
    return found.model_copy(update={"width": 64, "height": 64})


def dark(shelf: Shelf) -> MediaRef:
    source = ("-f", "lavfi", "-i", "color=0x101010:s=90x160:d=2:r=30")
    return shelf.made("dark.mp4", *source, "-c:v", "libx264", "-pix_fmt", "yuv420p")


def film(shelf: Shelf, look: Look, *, card: int = 10, plain: bool = False) -> Timeline:
    return Timeline(
        width=WIDE,
        height=HIGH,
        duration=60,
        look=look,
        video=tuple(
            Clip(at=TimeRange(start=start, duration=30), media=dark(shelf), segment=1 + start // 30, plain=plain and not start)
            for start in (0, 30)
        ),
        titles=(Title(at=TimeRange(start=30 + card, duration=30 - card), kind="end_card", text="Follow us"),),
    )


def keys(timeline: Timeline) -> list[str]:
    return [piece.key for piece in compile_pieces(timeline, Encoding.named("auto"))]


def test_the_logo_comes_onto_the_end_card_above_its_words(shelf: Shelf, logo: MediaRef) -> None:
    timeline = film(shelf, Look(logo=logo))
    [(seen, place)] = emblems(timeline)
    piece = compile_pieces(timeline, Encoding.named("auto", draft=True))[1]
    encode(piece, shelf.sources, shelf.folder / "card.mp4")
    frames = luma(shelf.folder / "card.mp4")
    inside = np.s_[int(place.top) + 4 : int(place.top + place.height) - 4, int(place.left) + 4 : int(place.right) - 4]
    assert (seen.start, len(frames)) == (40, 30)
    assert frames[9][inside].max() < 60
    assert frames[29][inside].min() > 200
    assert abs(place.left + place.width / 2 - WIDE / 2) <= 1


def test_another_logo_on_end_cards_changes_the_piece_with_the_card_alone(shelf: Shelf, logo: MediaRef) -> None:
    other = logo.model_copy(update={"sha256": "f" * 64})
    before, after = keys(film(shelf, Look(logo=logo))), keys(film(shelf, Look(logo=other)))
    assert [one == two for one, two in zip(before, after, strict=True)] == [True, False]


def test_another_watermark_changes_every_piece_but_the_brands_own(shelf: Shelf, logo: MediaRef) -> None:
    one, two = (Look(watermark=Watermark(media=logo.model_copy(update={"sha256": name * 64}))) for name in "ef")
    changed = [a != b for a, b in zip(keys(film(shelf, one)), keys(film(shelf, two)), strict=True)]
    assert changed == [True, True]
    changed = [a != b for a, b in zip(keys(film(shelf, one, plain=True)), keys(film(shelf, two, plain=True)), strict=True)]
    assert changed == [False, True]


@pytest.mark.parametrize(("aside", "corner", "y"), [(False, "bottom_left", "H-h-38"), (True, "top_left", "28")])
def test_a_watermark_stands_in_its_corner_of_the_safe_zone(
    shelf: Shelf, logo: MediaRef, aside: bool, corner: str, y: str
) -> None:
    mark = Watermark.model_validate({"media": logo, "corner": corner, "aside": aside})
    assert f"overlay=16:{y}:" in marked("[0:V:0]null", 1, mark, film(shelf, Look()))


def test_a_watermark_keeps_off_the_captions(shelf: Shelf, logo: MediaRef) -> None:
    mark = Watermark(media=logo, corner="bottom_right", aside=True)
    said = marked("[0:V:0]null", 1, mark, film(shelf, Look()))
    lifted = int(said.partition("H-h-")[2].partition(":")[0])
    assert 90 < lifted < HIGH / 2


def test_a_wide_logo_and_a_tall_one_keep_their_shape(shelf: Shelf, logo: MediaRef) -> None:
    for wide, high in ((400, 100), (100, 400)):
        shaped = logo.model_copy(update={"width": wide, "height": high})
        [(_, place)] = emblems(film(shelf, Look(logo=shaped)))
        assert place.width / place.height == pytest.approx(wide / high, rel=0.06)
        assert place.width <= 0.42 * WIDE + 1 and place.height <= 0.17 * WIDE + 1
