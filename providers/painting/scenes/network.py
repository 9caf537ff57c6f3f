"""Points joined by light, turning in space: a cloud, a globe, a rolling ground or a double helix."""

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
from PIL import Image

from providers.painting.ink import Ink, backdrop
from providers.painting.palettes import Array
from providers.painting.stage import Stage

Links = list[tuple[int, int]]
Shape = tuple[Array, Links]


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at three quarters of the size: links and points drawn fine over soft light, far ones dimmer."""
    stage = stage.smaller(0.75)
    shape: Callable[[np.random.Generator], Shape] = stage.pick((_globe, _cloud, _helix, _ground))
    points, links = shape(stage.chance())
    scenery = backdrop(stage)
    chance = stage.chance()
    sparks = [(links[int(chance.integers(len(links)))], chance.uniform(0, 1)) for _ in range(26)]
    ink = Ink(stage.width, stage.height)
    for t in stage.times():
        canvas = scenery(t)
        places = _placed(points, t, stage)
        _net(canvas, ink, stage, places, links)
        _messages(canvas, ink, stage, places, sparks, t)
        yield np.asarray(canvas)


def _placed(points: Array, t: float, stage: Stage) -> Array:
    """Return x, y in pixels and nearness 0..1 of every point at time `t`."""
    turn, tilt = 0.28 * t + stage.composition, stage.pick((0.35, 0.15, 0.12, -0.42))
    if stage.pick((False, False, False, True)):
        turn = 0.0
        points = points.copy()
        points[:, 2] = (points[:, 2] + 1 + 0.16 * t) % 2 - 1
        points[:, 1] += 0.09 * np.sin(4.2 * points[:, 0] + 1.5 * t) + 0.07 * np.sin(3.1 * points[:, 2] - 1.2 * t)
    x, y, z = points.T
    x, z = x * np.cos(turn) - z * np.sin(turn), x * np.sin(turn) + z * np.cos(turn)
    y, z = y * np.cos(tilt) - z * np.sin(tilt), y * np.sin(tilt) + z * np.cos(tilt)
    scale = 1.9 / (2.3 - z)
    near = np.clip((z + 1.1) / 2.2, 0, 1)
    sway = 0.03 * np.sin(0.8 * t)
    zoom = scale * stage.short * 0.6
    return np.stack([stage.width / 2 + (x + sway) * zoom, stage.height * 0.46 + y * zoom, near], 1)


def _net(canvas: Image.Image, ink: Ink, stage: Stage, places: Array, links: Links) -> None:
    _, _, mid, accent, _, light = stage.palette.colours()
    fine = stage.short / 720
    for one, other in links:
        near = (places[one, 2] + places[other, 2]) / 2
        if abs(places[one, 0] - places[other, 0]) < stage.short * 0.5:
            ink.line(places[one, :2], places[other, :2], width=fine * (1.2 + 2.2 * near), strength=0.16 + 0.8 * near**2)
    ink.onto(canvas, accent * 0.75 + mid * 0.25)
    for x, y, near in places:
        ink.dot((x, y), fine * (2.4 + 7 * near**2), strength=0.25 + 0.75 * near)
    ink.onto(canvas, light * 0.75 + accent * 0.25)


def _messages(
    canvas: Image.Image, ink: Ink, stage: Stage, places: Array, sparks: list[tuple[tuple[int, int], float]], t: float
) -> None:
    """Draw the lights that run along the links."""
    fine = stage.short / 720
    for (one, other), phase in sparks:
        share = (0.55 * t + phase) % 1
        near = places[one, 2] * (1 - share) + places[other, 2] * share
        place = places[one, :2] * (1 - share) + places[other, :2] * share
        ink.dot(place, fine * (3 + 6 * near), strength=0.3 + 0.7 * near)
    ink.onto(canvas, stage.palette.colours()[4], glow=True)


def _joined(points: Array, reach: float) -> Links:
    pairs = combinations(range(len(points)), 2)
    return [(one, other) for one, other in pairs if np.linalg.norm(points[one] - points[other]) < reach]


def _cloud(chance: np.random.Generator) -> Shape:
    points = chance.uniform(-1, 1, (120, 3)) * (0.95, 1.35, 0.95)
    return points, _joined(points, 0.46)


def _globe(_: np.random.Generator) -> Shape:
    count = np.arange(170)
    height = 1 - 2 * (count + 0.5) / 170
    turn = count * 2.399963
    ring = np.sqrt(1 - height * height)
    points = np.stack([ring * np.cos(turn), height, ring * np.sin(turn)], 1) * 0.78
    return points, _joined(points, 0.24)


def _helix(_: np.random.Generator) -> Shape:
    turn = np.linspace(-9, 9, 64)
    strands = [np.stack([0.42 * np.cos(turn + lag), turn / 5.6, 0.42 * np.sin(turn + lag)], 1) for lag in (0, 2.6)]
    steps = [(step, step + 1) for step in range(63)]
    rungs = [(step, step + 64) for step in range(0, 64, 2)]
    return np.concatenate(strands), [*steps, *((one + 64, other + 64) for one, other in steps), *rungs]


def _ground(_: np.random.Generator) -> Shape:
    wide, deep = 21, 16
    x, z = np.meshgrid(np.linspace(-1.7, 1.7, wide), np.linspace(-1, 1, deep, endpoint=False))
    points = np.stack([x.ravel(), np.full(wide * deep, 0.28), z.ravel()], 1)
    across = [(row * wide + place, row * wide + place + 1) for row in range(deep) for place in range(wide - 1)]
    return points, across
