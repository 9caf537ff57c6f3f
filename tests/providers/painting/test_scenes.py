"""Every family moves, is neither black nor washed out, and looks different from one composition to the next."""

from itertools import islice, pairwise

import numpy as np
import pytest
from PIL import Image, ImageFilter

from providers.painting.families import FAMILIES
from providers.painting.palettes import PALETTES, Array
from providers.painting.stage import Stage
from providers.vendors.procedural import SIZES

GAP = 12
"""Frames between two looks."""


def stage(family: str, composition: int = 0, *, size: tuple[int, int] = (216, 384), seed: int = 5) -> Stage:
    return Stage(*size, 60, PALETTES[FAMILIES[family].palettes[composition % 6]], composition, seed)


def frame(family: str, composition: int = 0, *, number: int = 0, size: tuple[int, int] = (216, 384), seed: int = 5) -> Array:
    return next(islice(FAMILIES[family].paint(stage(family, composition, size=size, seed=seed)), number, None))


def soft(picture: Array, size: tuple[int, int] = (90, 160)) -> Array:
    """Return the picture small and blurred, so that neither grain nor a single speck counts."""
    small = Image.fromarray(picture).convert("L").resize(size, Image.Resampling.BOX)
    return np.asarray(small.filter(ImageFilter.GaussianBlur(1)), np.float32)


@pytest.mark.parametrize("composition", [0, 1, 2, 3])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_scene_moves_and_is_well_lit(family: str, composition: int) -> None:
    pictures = list(islice(FAMILIES[family].paint(stage(family, composition)), GAP + 1))
    first, later = soft(pictures[0]), soft(pictures[GAP])
    assert np.abs(first - later).mean() > 0.35
    assert (np.abs(first - later) > 1.0).mean() > 0.04
    for picture in (first, later):
        assert 18 < picture.mean() < 175
        assert picture.std() > 6
        assert (picture > 250).mean() < 0.08


@pytest.mark.parametrize("family", FAMILIES)
def test_no_step_is_a_jump(family: str) -> None:
    pictures = [soft(picture) for picture in islice(FAMILIES[family].paint(stage(family)), 8)]
    assert max(np.abs(one - other).mean() for one, other in pairwise(pictures)) < 9


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_stage_is_painted_the_same(family: str) -> None:
    assert np.array_equal(frame(family, number=2), frame(family, number=2))


@pytest.mark.parametrize("family", FAMILIES)
def test_another_composition_looks_different(family: str) -> None:
    first, other = soft(frame(family, 0)), soft(frame(family, 1))
    assert np.abs(first - other).mean() > 5


@pytest.mark.parametrize("size", [(384, 216), (216, 216), (216, 270)])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_shape_is_filled(family: str, size: tuple[int, int]) -> None:
    picture = frame(family, 1, size=size)
    assert abs(picture.shape[1] / picture.shape[0] - size[0] / size[1]) < 0.02
    assert np.asarray(picture, np.float32).std() > 6


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("family", FAMILIES)
def test_no_dice_spoil_a_scene(family: str, size: tuple[int, int]) -> None:
    for composition in range(12):
        picture = soft(frame(family, composition, size=(size[0] // 2, size[1] // 2), seed=1000 + composition))
        assert 18 < picture.mean() < 185
        assert picture.std() > 5
        assert (picture < 26).mean() < 0.9
