"""Whatever is drawn is inked whole, and nothing of it is left for the next colour."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from providers.painting.ink import Ink

WHITE = np.array([255.0, 255, 255])
SHAPES: dict[str, Callable[[Ink], None]] = {
    "line": lambda ink: ink.line((20, 20), (100, 90), width=4),
    "path": lambda ink: ink.path(np.array([[10.0, 10], [60, 100], [110, 20]]), width=5),
    "outline": lambda ink: ink.outline(np.array([[10.0, 10], [60, 100], [110, 20]]), width=5),
    "dot": lambda ink: ink.dot((60, 60), 30),
    "arc": lambda ink: ink.arc((60, 60), 40, 0, 300, width=6),
    "wedge": lambda ink: ink.wedge((60, 60), 40, 0, 100),
    "box": lambda ink: ink.box(15, 30, 100, 80, corner=6),
    "shape": lambda ink: ink.shape(np.array([[10.0, 10], [60, 100], [110, 20]])),
    "veil": lambda ink: ink.veil((60, 60), 30, strength=0.8),
}


def inked(shape: str, *, covered: bool) -> np.ndarray:
    """Return the canvas after drawing the shape, alone or under a wash that makes the ink look at everything."""
    ink, canvas = Ink(120, 120), Image.new("RGB", (120, 120))
    if covered:
        ink.box(0, 0, 120, 120, strength=0)
    SHAPES[shape](ink)
    ink.onto(canvas, WHITE)
    return np.asarray(canvas)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_inked_whole(shape: str) -> None:
    alone = inked(shape, covered=False)
    assert alone.max() > 180
    assert np.array_equal(alone, inked(shape, covered=True))


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_left_for_the_next_colour(shape: str) -> None:
    ink, first, second = Ink(120, 120), Image.new("RGB", (120, 120)), Image.new("RGB", (120, 120))
    SHAPES[shape](ink)
    ink.onto(first, WHITE)
    ink.box(0, 0, 120, 120, strength=0)
    ink.onto(second, WHITE)
    assert not np.asarray(second).any()


def test_what_lies_outside_the_canvas_is_no_trouble() -> None:
    ink, canvas = Ink(120, 120), Image.new("RGB", (120, 120))
    ink.dot((-300, 500), 20)
    ink.onto(canvas, WHITE, glow=True)
    assert not np.asarray(canvas).any()
