"""Code that writes itself: panels of glass float over soft light, filling with coloured lines. Shapes, never words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from providers.painting.brushes import ease, mix
from providers.painting.cards import Card, card, tone
from providers.painting.ink import backdrop
from providers.painting.palettes import Array
from providers.painting.stage import Stage

PACE = 26.0
"""Letters typed in a second."""


@dataclass(frozen=True)
class Piece:
    """One run of letters: where it stands in its line, when typing reaches it, how long it is, its colour."""

    line: int
    start: float
    length: float
    when: float
    colour: Array


@dataclass(frozen=True)
class Panel:
    """A panel with its text: size and place in shares of the short side, and how far in front it floats."""

    width: float
    height: float
    x: float
    y: float
    near: float
    lead: float
    """Letters already typed when the clip begins."""


LAYOUTS = (
    (
        Panel(0.52, 0.42, 0.30, -0.66, 0.3, 300),
        Panel(0.50, 0.36, -0.28, 0.52, 0.45, 200),
        Panel(0.80, 0.74, 0.0, -0.08, 1.0, 120),
    ),
    (
        Panel(0.46, 0.34, -0.30, 0.46, 0.3, 260),
        Panel(0.62, 0.50, 0.16, -0.46, 0.75, 160),
        Panel(0.66, 0.50, -0.12, 0.10, 1.0, 60),
    ),
    (
        Panel(0.60, 0.30, 0.22, -0.62, 0.35, 300),
        Panel(0.60, 0.26, -0.24, 0.50, 0.5, 260),
        Panel(0.88, 0.62, 0.0, -0.04, 1.0, 200),
    ),
    (Panel(0.48, 0.60, -0.36, -0.44, 0.4, 320), Panel(0.48, 0.44, 0.36, 0.40, 0.6, 180), Panel(0.62, 0.82, 0.06, -0.08, 1.0, 90)),
)


def paint(stage: Stage) -> Iterator[Array]:
    """Yield the frames at full size."""
    scenery = backdrop(stage, bright=1.15)
    panels = stage.pick(LAYOUTS)
    cards = [_glass(stage, panel) for panel in panels]
    texts = [_text(stage, place, panel) for place, panel in enumerate(panels)]
    pages = [Page(stage, panel, text) for panel, text in zip(panels, texts, strict=True)]
    for t in stage.times():
        canvas = scenery(1.6 * t)
        for place, panel in enumerate(panels):
            x, y = _floating(stage, panel, place, t)
            cards[place].onto(canvas, x, y)
            pages[place].onto(canvas, x, y, t)
        yield np.asarray(canvas)


def _floating(stage: Stage, panel: Panel, place: int, t: float) -> tuple[float, float]:
    """Return the corner of a panel at time `t`: near ones sway more, and all arrive from below."""
    unit, phase = stage.short, 2.1 * place + stage.composition
    rise = (1 - ease((t + 0.55 - 0.1 * place) / 1.3)) * 0.25
    sway = (0.020 + 0.026 * panel.near) * np.sin(0.9 * t + phase)
    x = stage.width / 2 + unit * (panel.x * min(1.6, stage.width / unit) - panel.width / 2 + sway)
    y = stage.height / 2 + unit * (panel.y * min(1.0, stage.height / unit / 1.5) - panel.height / 2 + rise)
    return x, y + unit * (0.016 + 0.030 * panel.near) * np.sin(1.1 * t + 1.3 * phase)


def _glass(stage: Stage, panel: Panel) -> Card:
    shadow, deep, mid, accent, spark, light = stage.palette.colours()
    wide, high = round(panel.width * stage.short), round(panel.height * stage.short)
    body = mix(shadow, deep, 0.25 + 0.3 * (1 - panel.near))
    soft = stage.short * 0.007 * (1 - panel.near)
    made = card(
        wide,
        high,
        body=body,
        rim=mix(accent, light, 0.4),
        corner=round(stage.short * 0.03),
        opaque=0.70 + 0.24 * panel.near,
        soft=soft,
    )
    sheet = made.picture.copy()
    pen, radius = ImageDraw.Draw(sheet), stage.short * 0.0095
    for number, colour in enumerate((accent, spark, mix(mid, accent, 0.5))):
        x, y = made.border + stage.short * (0.045 + 0.034 * number), made.border + stage.short * 0.042
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], (*tone(colour), round(255 * (0.5 + 0.5 * panel.near))))
    return Card(sheet, made.border)


def _text(stage: Stage, place: int, panel: Panel) -> list[Piece]:
    """Return invented code: lines of coloured runs, indented like a program."""
    chance = np.random.default_rng(stage.seed + place)
    _, _, mid, accent, spark, light = stage.palette.colours()
    colours = (mix(accent, light, 0.15), mix(spark, light, 0.1), mix(light, mid, 0.12), mix(mid, light, 0.42))
    pieces, typed, indent = [], -panel.lead, 0
    room = panel.width * stage.short / _letter(stage) - 9
    for line in range(400):
        if chance.random() < 0.12:
            typed += 2
            indent = max(0, indent - 1)
            continue
        start = indent * 3.0
        for _ in range(int(chance.integers(1, 5))):
            length = float(chance.integers(2, 9))
            if start + length > room:
                break
            pieces.append(Piece(line, start, length, typed, colours[int(chance.choice(4, p=(0.28, 0.2, 0.32, 0.2)))]))
            start, typed = start + length + 1.2, typed + length
        indent = int(np.clip(indent + chance.choice((-1, 0, 0, 1, 1)), 0, 3))
    return pieces


def _letter(stage: Stage) -> float:
    return stage.short * 0.0178


class Page:
    """The text of one panel, drawn as it is typed and rolled up when the panel is full."""

    def __init__(self, stage: Stage, panel: Panel, pieces: list[Piece]) -> None:
        self._letter, self._line = _letter(stage), stage.short * 0.043
        self._pieces, self._lead = pieces, panel.near
        self._size = round(panel.width * stage.short), round(panel.height * stage.short - stage.short * 0.11)
        self._room = int(self._size[1] / self._line)
        self._left, self._top = stage.short * 0.04, stage.short * 0.082
        self._near, self._caret = panel.near, stage.palette.colours()[4]
        self._rolled = 0.0

    def onto(self, canvas: Image.Image, x: float, y: float, t: float) -> None:
        """Draw what is typed at time `t` on the panel whose corner is at `x`, `y`."""
        typed = PACE * t
        shown = [piece for piece in self._pieces if piece.when < typed]
        if not shown:
            return
        last = shown[-1]
        self._rolled += (max(0, last.line - self._room + 1) - self._rolled) * (0.16 if t else 1.0)
        wide, high = round(self._size[0] - self._left), self._size[1]
        sheet = Image.new("RGBA", (2 * wide, 2 * high))
        pen = ImageDraw.Draw(sheet)
        for piece in shown:
            self._write(pen, piece, min(piece.length, typed - piece.when), piece.line - self._rolled)
        if int(t * 2.4) % 2 == 0 or typed - last.when < last.length:
            end = (last.start + min(last.length, typed - last.when) + 0.5) * self._letter * 2
            top = (last.line - self._rolled) * self._line * 2
            pen.rectangle([end, top, end + self._letter * 1.1, top + self._line * 1.25], (*tone(self._caret), 255))
        text = sheet.reduce(2)
        canvas.paste(text, (round(x + self._left), round(y + self._top)), text)

    def _write(self, pen: ImageDraw.ImageDraw, piece: Piece, length: float, line: float) -> None:
        top = line * self._line * 2 + self._line * 0.28
        if top > -self._line * 2:
            left, right = piece.start * self._letter * 2, (piece.start + length) * self._letter * 2
            tall = self._line * 0.74
            if right - left > tall * 0.4:
                pen.rounded_rectangle(
                    [left, top, right, top + tall], tall / 2, (*tone(piece.colour), round(255 * (0.35 + 0.62 * self._near)))
                )
