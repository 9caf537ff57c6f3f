"""Reconcile a vendor's invoice with the ledger."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from blocks.settings import located
from domain.errors import BriefError
from domain.period import Span
from domain.table import Table
from providers.registry import all_vendors
from reports.invoices import lines, mapping_for
from reports.reconciling import NEAR, reconciled
from store.outcomes import charges
from tasks.wiring import store


def reconciliation(file: str, vendor: str, mapping: str = "") -> Table:
    """Return every line of a vendor's file and every charge of the ledger in its days, and which of them belong together.

    Raises `BriefError` for a vendor nobody knows and a file that
    cannot be taken at its word.
    """
    slug = vendor.strip().lower()
    if slug not in all_vendors():
        raise BriefError(f"--reconcile needs --vendor, one of: {', '.join(name for name in all_vendors())}.")
    by = mapping_for(slug, located(mapping) if mapping else None)
    read = lines(Path(located(file)), by)
    if not read:
        raise BriefError(f"{file} has column names and no line below them. Choose another month at the vendor.")
    first, last = min(line.day for line in read), max(line.day for line in read)
    days = Span(zone=ZoneInfo("UTC"), since=first, until=last)
    # A line may be dated a day off its charge; what lies outside of the file's days and matches nothing is not missing there.
    near = timedelta(days=NEAR)
    wider = Span(zone=days.zone, since=first - near, until=last + near)
    return reconciled(read, charges(store(), slug, wider), by, slug, days)
