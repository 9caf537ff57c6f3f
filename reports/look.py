"""How plots look: one face, two backgrounds, colours that colour-blind eyes tell apart, amounts in dollars."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter

Theme = Literal["light", "dark"]
WIDTH, HEIGHT, DOTS = 9.0, 4.2, 110
"""Inches, and dots an inch."""


class Look(NamedTuple):
    """The colours of a background."""

    paper: str
    ink: str
    faint: str
    series: tuple[str, ...]
    """One after another for vendors; the last is for all others."""
    good: str
    bad: str
    doubt: str


# Okabe and Ito's colours, which differ in lightness too; black and yellow are exchanged for what the background shows.
LOOKS: dict[Theme, Look] = {
    "light": Look(
        paper="#ffffff",
        ink="#1f2328",
        faint="#d5d9de",
        series=("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8c510a", "#8a8f96"),
        good="#0072b2",
        bad="#d55e00",
        doubt="#e69f00",
    ),
    "dark": Look(
        paper="#16191d",
        ink="#e8eaed",
        faint="#3a4048",
        series=("#4ba3dd", "#e69f00", "#1fc39a", "#e39ac6", "#a6dcff", "#c98a4b", "#9aa0a8"),
        good="#4ba3dd",
        bad="#ff7f3f",
        doubt="#f0c24b",
    ),
}
MOST = 6
"""Vendors with a colour of their own."""


def canvas(title: str, look: Look, height: float = HEIGHT) -> tuple[Figure, Axes]:
    """Return an empty plot with its title."""
    layout = ConstrainedLayoutEngine(w_pad=0.14, h_pad=0.12)
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=look.paper, layout=layout)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_facecolor(look.paper)
    axes.set_title(title, loc="left", color=look.ink, fontsize=13, pad=12)
    axes.tick_params(colors=look.ink, labelsize=9.5, length=0)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(look.faint)
    axes.set_axisbelow(True)
    return figure, axes


def in_dollars(axes: Axes, look: Look, *, along: Literal["x", "y"]) -> None:
    """Label an axis in dollars, with faint lines across the plot."""
    axis = axes.xaxis if along == "x" else axes.yaxis
    low, high = axes.get_xlim() if along == "x" else axes.get_ylim()
    axis.set_major_formatter(FuncFormatter(_dollars(high - low)))
    axes.grid(axis=along, color=look.faint, linewidth=0.8)
    (axes.set_xlabel if along == "x" else axes.set_ylabel)("US dollars", color=look.ink, fontsize=9.5)


def _dollars(reach: float) -> Callable[[float, int], str]:
    places = 0 if reach >= 10 else 2 if reach >= 0.1 else 4
    return lambda value, _place: f"${value:,.{places}f}"


def legend(axes: Axes, look: Look, columns: int = 7) -> None:
    """Put the names of the colours below the plot."""
    found = axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=columns, frameon=False, fontsize=9.5, handlelength=1.2
    )
    for text in found.get_texts():
        text.set_color(look.ink)


def says(axes: Axes, look: Look, sentence: str) -> None:
    """Write a sentence where there is nothing to draw."""
    axes.set_xticks([])
    axes.set_yticks([])
    axes.text(0.5, 0.5, sentence, transform=axes.transAxes, ha="center", va="center", color=look.ink, fontsize=11)


def png(figure: Figure) -> bytes:
    """Return a plot as PNG."""
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=figure.get_facecolor())
    return out.getvalue()


def floats(amounts: Sequence[Decimal]) -> list[float]:
    """Return amounts as numbers to draw; sums are never made of them."""
    return [float(amount) for amount in amounts]
