"""Plots can be read on light and on dark pages, and the page needs nothing but itself."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import combinations
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

from domain.outcomes import Lost, Priced, Step
from domain.period import Span, month_of
from domain.spending import Spent
from domain.table import Column, Table
from reports import plots
from reports.drift import drift_table
from reports.look import LOOKS, Theme, png
from reports.losses import waste_table
from reports.page import html, markdown

NOW, UTC_ZONE = datetime(2026, 11, 20, 12, tzinfo=UTC), ZoneInfo("UTC")
SPENT = Spent((), 3, Decimal(3), Decimal(0), Decimal(3), Decimal(1))
DAYS = [
    Spent((f"2026-11-{day:02d}", vendor), 1, Decimal(1), Decimal(0), Decimal("0.5")) for day in (2, 5) for vendor in "abcdefghij"
]
STEPS = [
    Step("1", 0, "text", 1, "claude", "m", 1, "done", Decimal("0.2"), Decimal("0.1"), Decimal(0), Decimal(0), ""),
    Step("2", 1, "video", 1, "luma", "m", 1, "failed", Decimal("0.3"), Decimal("0.3"), Decimal("0.3"), Decimal(0), "no"),
    Step("3", 1, "video", 2, "luma", "m", 1, "done", Decimal("0.3"), Decimal("0.3"), Decimal(0), Decimal(0), ""),
    Step("4", 2, "video", 1, "luma", "m", 1, "done", Decimal("0.3"), Decimal("0.4"), Decimal(0), Decimal(0), ""),
    Step("5", 2, "video", 2, "luma", "m", 1, "done", Decimal("0.3"), Decimal("0.5"), Decimal(0), Decimal(0), ""),
]
LOST = [Lost("luma", "m", "cancelled", 1, Decimal("0.3"))]


def drawn(theme: Theme) -> dict[str, Figure]:
    drift = drift_table([Priced("luma", "m", "video", 2, Decimal(1), Decimal("1.3"))])
    days = [Spent((f"2026-11-{day:02d}",), 1, Decimal(1), Decimal(0), Decimal("0.5")) for day in (2, 19)]
    return {
        "time": plots.over_time(DAYS, theme=theme),
        "drift": plots.estimate_and_charge(drift, theme=theme),
        "waterfall": plots.waterfall(STEPS, "Bees", theme=theme),
        "waste": plots.waste_by_reason(waste_table(LOST, LOST, SPENT), theme=theme),
        "month": plots.month_ahead(days, NOW, month_of(NOW, UTC_ZONE), Decimal("0.2"), theme=theme),
    }


def words(figure: Figure) -> str:
    figure.canvas.draw()
    return " ".join(text.get_text() for text in figure.findobj(lambda one: hasattr(one, "get_text")))  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_plot_is_labelled_in_dollars_on_its_background(theme: Theme) -> None:
    paper = np.array(to_rgb(LOOKS[theme].paper)) * 255
    for name, figure in drawn(theme).items():
        assert "US dollars" in words(figure) and "$" in words(figure), name
        pixels = np.asarray(Image.open(BytesIO(png(figure))).convert("RGB"), dtype=float)
        assert np.abs(pixels[2, 2] - paper).max() < 2, name
        assert 0.005 < (np.abs(pixels - paper).max(axis=2) > 40).mean() < 0.6, name


def test_an_empty_history_is_drawn_as_a_sentence() -> None:
    empty = Spent((), 0)
    for figure in (
        plots.over_time([]),
        plots.estimate_and_charge(drift_table([])),
        plots.waterfall([], "Bees"),
        plots.waste_by_reason(waste_table([], [], empty)),
    ):
        assert re.search("othing", words(figure))
    assert "$0" in words(plots.month_ahead([], NOW, month_of(NOW, UTC_ZONE), None))


def test_the_parts_of_a_video_are_the_whole() -> None:
    parts = plots._parts(STEPS)
    assert parts == [
        ("text", Decimal("0.1")),
        ("segment 1", Decimal("0.3")),
        ("segment 2", Decimal("0.5")),
        ("earlier takes", Decimal("0.4")),
        ("wasted", Decimal("0.3")),
    ]
    assert sum(amount for _, amount in parts) == sum(step.spent_usd for step in STEPS)


def test_months_without_spending_show_as_gaps() -> None:
    assert plots._every("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert len(plots._every("2026-02-27", "2026-03-02")) == 4


def luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_type_and_bars_stand_out_from_their_background(theme: Theme) -> None:
    look = LOOKS[theme]
    assert contrast(look.ink, look.paper) > 7
    assert all(contrast(colour, look.paper) > 1.8 for colour in (*look.series, look.good, look.bad, look.doubt))


# Machado, Oliveira and Fernandes (2009): how the strongest red-green and blue-yellow blindness sees linear light.
BLIND = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("blind", BLIND)
def test_neighbouring_colours_differ_for_colour_blind_eyes(theme: Theme, blind: str) -> None:
    def seen(colour: str) -> np.ndarray:
        linear = np.array([part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)])
        light = np.clip(np.array(BLIND[blind]) @ linear, 0, 1)
        return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) * 255

    look = LOOKS[theme]
    for one, two in [*zip(look.series, look.series[1:], strict=False), *combinations((look.good, look.bad, look.doubt), 2)]:
        assert np.linalg.norm(seen(one) - seen(two)) > 40, (one, two)


def test_the_page_needs_nothing_but_itself() -> None:
    pictures = {name: {"light": b"\x89PNG light", "dark": b"\x89PNG dark"} for name in ("over_time", "waterfall")}
    table = Table(name="t", title="<b>&", columns=(Column("a_usd", "USD"), Column("b")), rows=((Decimal("-1"), "<script>"),))
    page = html("Costs", ("A & B",), (table,), pictures)
    addresses = re.findall(r"""(?:src|srcset|href|url)\s*[=(]\s*["']?([^"')\s]+)""", page)
    assert len(addresses) == 4 and all(one.startswith("data:image/png;base64,") for one in addresses)
    assert "http:" not in page and "https:" not in page and "<script" not in page
    assert "&lt;script&gt;" in page and "&lt;b&gt;&amp;" in page and "-$1.00" in page
    assert "prefers-color-scheme: dark" in page


def test_markdown_keeps_its_columns() -> None:
    table = Table(name="t", title="T", columns=(Column("why"),), rows=(("a|b\nc",),))
    assert "| a\\|b c |" in markdown("Costs", (), (table,))


def test_a_span_told_names_its_zone() -> None:
    assert Span(zone=UTC_ZONE, since=date(2026, 11, 1)).told == "from 2026-11-01, days in UTC"
