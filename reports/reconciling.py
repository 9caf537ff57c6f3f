"""An invoice beside the ledger: what is in both, what is missing here, what is missing there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from domain.invoice import Charge, Line, Mapping
from domain.money import ZERO, dollars
from domain.period import Span
from domain.table import Column, Table

NEAR = 1
"""Days between an order's charge and its line that are still the same: vendors count days in zones of their own."""
CENT = Decimal("0.005")
"""US dollars between two amounts that are the same on an invoice in cents."""
_COLUMNS = (
    Column("what", "", "matched; differs; missing here: not in the ledger; missing there: not in the file"),
    Column("day", "", "in UTC"),
    Column("job"),
    Column("model"),
    Column("line", "count", "in the file"),
    Column("invoice_usd", "USD"),
    Column("ledger_usd", "USD"),
    Column("difference_usd", "USD", "invoice less ledger"),
    Column("project"),
)


def reconciled(lines: Sequence[Line], charges: Sequence[Charge], mapping: Mapping, vendor: str, days: Span) -> Table:
    """Return every line and every charge once, with what it was found to be; equal amounts to half a cent match.

    A charge outside of the file's `days` that belongs to no line is left out: the file does not speak of it.
    """
    inside = [one for one in charges if str(days.since) <= str(one.day) <= str(days.until)]
    rows = _by_day(lines, inside) if mapping.kind == "day" else _by_line(lines, charges)
    rows = [row for row in rows if row[0] != "missing there" or str(days.since) <= str(row[1]) <= str(days.until)]
    return Table(
        name="reconciliation",
        title=f"{vendor}: the invoice beside the ledger",
        columns=_COLUMNS,
        rows=tuple(sorted(rows, key=lambda row: (_ORDER.index(str(row[0])), str(row[1]), row[4] or 0))),
        notes=(_summed(rows), *([] if mapping.is_verified else [_UNVERIFIED])),
    )


_ORDER = ("missing here", "missing there", "differs", "matched")
_UNVERIFIED = (
    "How this vendor's file looks is unverified: its columns were found by usual names. Your own mapping goes with --mapping."
)


def _summed(rows: Iterable[tuple[object, ...]]) -> str:
    counts: dict[str, list[Decimal | int]] = {name: [0, ZERO, ZERO] for name in reversed(_ORDER)}
    for row in rows:
        sums = counts[str(row[0])]
        sums[0] += 1
        for place, amount in ((1, row[5]), (2, row[6])):
            sums[place] += amount if isinstance(amount, Decimal) else ZERO
    told = "; ".join(
        f"{name} {count} ({dollars(Decimal(invoiced))} invoiced, {dollars(Decimal(booked))} in the ledger)"
        for name, (count, invoiced, booked) in counts.items()
    )
    return f"{told[0].upper()}{told[1:]}."


def _row(what: str, line: Line | None, charge: Charge | None) -> tuple[object, ...]:
    known: Line | Charge | None = line or charge
    assert known
    both = [one for one in (line, charge) if one]
    job, model = (next((getattr(one, name) for one in both if getattr(one, name)), "") for name in ("job", "model"))
    invoice, ledger = line.amount_usd if line else None, charge.amount_usd if charge else None
    number, project = line.number if line else None, charge.project if charge else ""
    return (what, str(known.day), job, model, number, invoice, ledger, (invoice or ZERO) - (ledger or ZERO), project)


def _pair(line: Line, charge: Charge) -> tuple[object, ...]:
    return _row("matched" if abs(line.amount_usd - charge.amount_usd) <= CENT else "differs", line, charge)


def _by_line(lines: Sequence[Line], charges: Sequence[Charge]) -> list[tuple[object, ...]]:
    """Match lines to orders: by the vendor's own id first, else by amount and day, the nearest day first; each once."""
    left, rest = list(charges), []
    rows: list[tuple[object, ...]] = []
    for line in _together(lines):
        same = next((one for one in left if line.job and one.job and line.job in one.job.split()), None)
        if same is None:
            rest.append(line)
            continue
        left.remove(same)
        rows.append(_pair(line, same))
    for line in rest:
        near = [one for one in left if _alike(line, one)]
        if not near:
            rows.append(_row("missing here", line, None))
            continue
        best = min(near, key=lambda one: (abs((one.day - line.day).days), one.day, one.order))
        left.remove(best)
        rows.append(_pair(line, best))
    return rows + [_row("missing there", None, one) for one in left]


def _together(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those of one job as one: what was charged for it and what was given back."""
    found: dict[object, Line] = {}
    for line in lines:
        key = line.job or line.number
        before = found.get(key)
        found[key] = before._replace(amount_usd=before.amount_usd + line.amount_usd) if before else line
    return list(found.values())


def _alike(line: Line, charge: Charge) -> bool:
    """Return whether a line without a known id may be a charge: its id names no other job, its amount and its day are near."""
    other = line.job and charge.job
    return not other and abs(line.amount_usd - charge.amount_usd) <= CENT and abs((charge.day - line.day).days) <= NEAR


def _by_day(lines: Sequence[Line], charges: Sequence[Charge]) -> list[tuple[object, ...]]:
    """Compare sums of a day and a model; a line belongs to the model whose name its own begins with or holds."""
    models = sorted({one.model for one in charges}, key=len, reverse=True)
    invoiced: dict[tuple[date, str], list[Line]] = defaultdict(list)
    for line in lines:
        model = next((name for name in models if name and name.lower() in line.model.lower()), line.model)
        invoiced[line.day, model].append(line)
    booked: dict[tuple[date, str], list[Charge]] = defaultdict(list)
    for one in charges:
        booked[one.day, one.model].append(one)
    return [_sums(key, invoiced.get(key, []), booked.get(key, [])) for key in sorted({*invoiced, *booked})]


def _sums(key: tuple[date, str], lines: Sequence[Line], charges: Sequence[Charge]) -> tuple[object, ...]:
    day, model = key
    line = Line(lines[0].number, day, sum((one.amount_usd for one in lines), start=ZERO), "", model) if lines else None
    charge = Charge("", day, sum((one.amount_usd for one in charges), start=ZERO), "", model) if charges else None
    if line and charge:
        return _pair(line, charge)
    return _row("missing here" if line else "missing there", line, charge)
