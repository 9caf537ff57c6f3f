"""A report as one HTML file that needs nothing else, and its summary as Markdown."""

import base64
from collections.abc import Mapping, Sequence
from html import escape

from domain.table import Table

Pictures = Mapping[str, Mapping[str, bytes]]
"""PNGs by the name of their plot, then by theme."""

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2328; --faint: #d5d9de; --dim: #59636e; }
@media (prefers-color-scheme: dark) { :root { --paper: #16191d; --ink: #e8eaed; --faint: #3a4048; --dim: #9aa4af; } }
body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
p.dim, li.dim { color: var(--dim); } img { max-width: 100%; height: auto; display: block; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 0.87rem; }
th, td { padding: 0.25rem 0.7rem 0.25rem 0; text-align: left; border-bottom: 1px solid var(--faint); vertical-align: top; }
th { font-weight: 600; } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
"""
_SAFE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
PLOTS = {
    "over_time": "What was charged, stacked by vendor",
    "month_ahead": "What this month has cost and where that leads",
    "estimate_and_charge": "Estimate and charge by vendor and model",
    "waste_by_reason": "Waste by reason",
    "waterfall": "How one video's cost came together",
}
"""Plots in the order they are shown, and what they show for those who cannot see them."""


def html(title: str, lead: Sequence[str], tables: Sequence[Table], pictures: Pictures) -> str:
    """Return the whole report: no script, no address of anywhere, pictures inside, for light and dark screens."""
    parts = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(line)}</p>" for line in lead)]
    parts += [_picture(pictures[name], told) for name, told in PLOTS.items() if name in pictures]
    parts += [_section(table) for table in tables]
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
    size = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f"{head}{size}<title>{escape(title)}</title><style>{_STYLE}</style>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def markdown(title: str, lead: Sequence[str], tables: Sequence[Table]) -> str:
    """Return the summary: what matters in sentences, then the tables that are given."""
    parts = [f"# {title}", *lead]
    for table in tables:
        parts.append(f"## {table.title}")
        if table.rows:
            head = [column.heading for column in table.columns]
            rule = ["---:" if column.unit else "---" for column in table.columns]
            rows = [head, rule, *([_cell(word) for word in row] for row in table.words)]
            parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
        parts += [f"*{note}*" for note in table.notes]
    return "\n\n".join(parts) + "\n"


def address(picture: bytes) -> str:
    """Return a PNG as a data address."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _cell(word: str) -> str:
    return word.replace("|", "\\|").replace("\n", " ")


def _picture(themes: Mapping[str, bytes], told: str) -> str:
    dark = f'<source srcset="{address(themes["dark"])}" media="(prefers-color-scheme: dark)">' if "dark" in themes else ""
    return f'<p><picture>{dark}<img src="{address(themes["light"])}" alt="{escape(told)}"></picture></p>'


def _section(table: Table) -> str:
    head = "".join(
        f'<th{_side(column.unit)} title="{escape(column.about)}">{escape(column.heading)}</th>' for column in table.columns
    )
    units = [column.unit for column in table.columns]
    rows = "\n".join(
        "<tr>" + "".join(f"<td{_side(unit)}>{escape(word)}</td>" for word, unit in zip(row, units, strict=True)) + "</tr>"
        for row in table.words
    )
    body = f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>' if table.rows else ""
    notes = "".join(f'<p class="dim">{escape(note)}</p>' for note in table.notes)
    return f'<section id="{table.name}"><h2>{escape(table.title)}</h2>{body}{notes}</section>'


def _side(unit: str) -> str:
    return ' class="n"' if unit else ""
