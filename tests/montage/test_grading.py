"""Colour is what was asked for, whatever a clip is coded in; people keep the colour of people."""

import colorsys
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from domain.colour import PRESETS, UNGRADED
from domain.media import MediaRef
from domain.timeline import Look, Transition
from media.cube import Cube, Triple, written
from montage.encode import encode
from montage.grading import LINES_SUFFIX
from montage.pieces import Encoding, Piece, compile_pieces
from tests.montage.material import SIZE, Shelf, clip, film

FAST = Encoding(preset="ultrafast", crf=4)
GREYS = ("mono", "noir")
SKINS = ("f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a")
"""From the lightest to nearly the darkest; the darkest of all has hardly a hue."""
GREEN = (32, 160, 64)


def painted(shelf: Shelf, colours: list[tuple[int, int, int]]) -> MediaRef:
    """A still of upright stripes."""
    picture = np.repeat(np.array([colours], np.uint8), SIZE[0] // len(colours), axis=1)
    Image.fromarray(np.repeat(picture, SIZE[1], axis=0)).save(shelf.folder / "stripes.png")
    return shelf.put(shelf.folder / "stripes.png", "image")


def piece_of(media: MediaRef, look: Look, **more: object) -> Piece:
    (piece,) = compile_pieces(film(clip(media, 0, 3, **more), look=look), FAST)
    return piece


def shown(shelf: Shelf, piece: Piece, stripes: int = 1) -> NDArray[np.float64]:
    """The colour that each stripe has in the film."""
    encode(piece, shelf.sources, shelf.folder / "out.mp4")
    with av.open(str(shelf.folder / "out.mp4")) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(float)
    return np.array([part[10:-10, 4:-4].mean(axis=(0, 1)) for part in np.array_split(picture, stripes, axis=1)])


def table(shelf: Shelf, name: str, cube: Cube) -> MediaRef:
    return shelf.put(written(cube, shelf.folder / name), "other")


def turned(size: int = 3) -> Cube:
    """A table that makes a negative."""
    steps = [1 - k / (size - 1) for k in range(size)]
    return Cube(sides=3, size=size, rows=tuple((r, g, b) for b in steps for g in steps for r in steps))


@pytest.mark.parametrize("preset", [name for name in PRESETS if name not in GREYS])
def test_skins_stay_skins_and_in_their_order(shelf: Shelf, preset: str) -> None:
    skins = [tuple(bytes.fromhex(one)) for one in SKINS]
    before = shown(shelf, piece_of(painted(shelf, skins), Look()), len(skins))
    after = shown(shelf, piece_of(painted(shelf, skins), Look(grade=preset)), len(skins))
    assert np.abs(before - after).max() > 5, "the preset does something"
    brightness = after @ (0.2126, 0.7152, 0.0722)
    lightest_of_all_three = brightness[:3]
    assert np.ptp(lightest_of_all_three) < 20 and (np.diff(brightness[2:]) < -4).all()
    for old, new in zip(before[4:8], after[4:8], strict=True):
        moved = (colorsys.rgb_to_hsv(*new / 255)[0] - colorsys.rgb_to_hsv(*old / 255)[0] + 0.5) % 1 - 0.5
        assert abs(moved) * 360 < 12 and new.argmax() == 0 and new.argmin() == 2


@pytest.mark.parametrize("preset", GREYS)
def test_black_and_white_has_no_colour(shelf: Shelf, preset: str) -> None:
    assert np.ptp(shown(shelf, piece_of(painted(shelf, [GREEN, (200, 40, 90)]), Look(grade=preset)), 2), axis=1).max() <= 2


@pytest.mark.parametrize(("preset", "warmer"), [("warm", 1), ("golden", 1), ("cool", -1)])
def test_warm_is_warm_and_cool_is_cool(shelf: Shelf, preset: str, warmer: int) -> None:
    ((red, _, blue),) = shown(shelf, piece_of(painted(shelf, [(128, 128, 128)]), Look(grade=preset)))
    assert (red - blue) * warmer > 8


def test_a_table_of_the_users_own_is_looked_up(shelf: Shelf) -> None:
    look = Look(cube=table(shelf, "own.cube", turned()))
    assert np.abs(shown(shelf, piece_of(painted(shelf, [GREEN]), look)) - (223, 95, 191)).max() <= 5


def test_a_table_of_curves_is_looked_up_between_its_ends(shelf: Shelf) -> None:
    darker: tuple[Triple, ...] = ((0, 0, 0), (0.25, 0.5, 0.5), (0.5, 1, 1))
    plain = table(shelf, f"plain{LINES_SUFFIX}", Cube(sides=1, size=3, rows=darker))
    wide = table(shelf, f"wide{LINES_SUFFIX}", Cube(sides=1, size=3, high=(2, 2, 2), rows=darker))
    assert np.abs(shown(shelf, piece_of(painted(shelf, [GREEN]), Look(cube=plain))) - (16, 160, 64)).max() <= 5
    assert np.abs(shown(shelf, piece_of(painted(shelf, [GREEN]), Look(cube=wide))) - (8, 80, 32)).max() <= 5


def test_a_wide_table_is_looked_up_between_its_ends(shelf: Shelf) -> None:
    wide = table(shelf, "wide.cube", turned().model_copy(update={"high": (2.0, 2.0, 2.0)}))
    assert np.abs(shown(shelf, piece_of(painted(shelf, [GREEN]), Look(cube=wide))) - (239, 175, 223)).max() <= 5


def test_a_clip_of_full_range_and_fine_steps_is_graded_alike(shelf: Shelf) -> None:
    source = f"color=0x20A040:s={SIZE[0]}x{SIZE[1]}:r=30:d=0.2,format=gbrp,scale=out_color_matrix=bt709"
    ways = {
        "usual.mp4": f"{source}:out_range=tv,format=yuv420p",
        "full.mp4": f"{source}:out_range=pc,format=yuv420p,setparams=range=pc",
        "fine.mp4": f"{source}:out_range=tv,format=yuv444p10le",
    }
    look = Look(cube=table(shelf, "own.cube", turned()))
    found = [
        shown(shelf, piece_of(shelf.made(name, "-f", "lavfi", "-i", way, "-c:v", "libx264", "-crf", "1"), look))[0]
        for name, way in ways.items()
    ]
    assert np.abs(np.array(found) - (223, 95, 191)).max() <= 5


def test_a_clips_own_grade_goes_before_the_looks(shelf: Shelf) -> None:
    own = table(shelf, "own.cube", turned())
    film_wide, media = Look(cube=table(shelf, "other.cube", turned(2))), painted(shelf, [GREEN])
    assert "curves" in piece_of(media, film_wide, grade="warm").graph
    assert piece_of(media, Look(grade="warm"), cube=own).files[0][1] == own.sha256
    assert piece_of(media, film_wide, grade=UNGRADED).key == piece_of(media, Look()).key
    assert piece_of(media, Look(grade=UNGRADED)).key == piece_of(media, Look()).key


@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
def test_the_grade_comes_before_scaling(shelf: Shelf, fit: str) -> None:
    graph = piece_of(painted(shelf, [GREEN]), Look(grade="warm"), fit=fit).graph
    assert graph.index("curves") < graph.index("scale") and graph.count("curves") == 1


def test_a_tables_bytes_are_in_the_key_and_its_name_is_not(shelf: Shelf) -> None:
    media = painted(shelf, [GREEN])
    looks = [
        Look(cube=table(shelf, name, cube)) for name, cube in (("a.cube", turned()), ("b.cube", turned()), ("c.cube", turned(2)))
    ]
    keys = [piece_of(media, look).key for look in looks]
    assert keys[0] == keys[1] != keys[2] and piece_of(media, Look()).key not in keys


def test_both_sides_of_a_transition_keep_their_tables(shelf: Shelf, tmp_path: Path) -> None:
    media, tables = painted(shelf, [GREEN]), [table(shelf, f"{size}.cube", turned(size)) for size in (2, 3)]
    sides = [clip(media, 6 * k, 6, cube=one, head=2 * k) for k, one in enumerate(tables)]
    _, join, _ = compile_pieces(film(*sides, transitions=(Transition(kind="dissolve", at=6, in_offset=2, out_offset=2),)), FAST)
    assert {sha256 for _, sha256 in join.files} == {one.sha256 for one in tables}
    encode(join, shelf.sources, tmp_path / "join.mp4")
