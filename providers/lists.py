"""Tell whether an order whose answer was lost is in a vendor's list of recent jobs: by its prompt and its time."""

from collections.abc import Sequence
from datetime import datetime

from domain.base import Frozen
from domain.errors import LostAnswer
from providers.dialect import Json, Lost, said

CLOCKS, SURE = 300.0, 5.0
"""Seconds that a vendor's clock may differ from ours at worst, and as a rule."""


class Listed(Frozen):
    """One job of a list."""

    ticket: str
    prompt: str = ""
    """Empty where the list does not show it."""
    at: float | None = None
    """When it was made, in Unix seconds; None where the list does not tell."""


def found_in(slug: str, jobs: Sequence[Listed], lost: Lost, *, whole: bool) -> str:
    """Return the job of a lost order, the oldest of those that fit, or nothing when it is surely not in the list.

    Jobs of other orders are passed over; of two lost orders with one prompt each may have either's job. `whole` says that
    there are no older jobs than these. Raises `LostAnswer` where the list cannot tell.
    """
    recent = [job for job in jobs if job.ticket not in lost.taken and (job.at is None or job.at >= lost.since - CLOCKS)]
    fitting = [job for job in recent if job.prompt == lost.request.prompt]
    sure = sorted((job.at, job.ticket) for job in fitting if job.at is not None and job.at >= lost.since - SURE and job.ticket)
    if sure:
        return sure[0][1]
    reaches = whole or any(job.at is not None and job.at < lost.since - CLOCKS for job in jobs)
    if fitting or not reaches or not all(job.prompt for job in recent):
        raise LostAnswer(f"{slug}: its list of jobs does not tell whether this order is among them.")
    return ""


def items_of(slug: str, reply: Json, key: str) -> list[Json]:
    """Return the jobs in a vendor's list; raise `LostAnswer` for what is no such list."""
    items = reply.get(key)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise LostAnswer(f"{slug}: its list of jobs cannot be read.")
    return items


def made_at(item: Json, key: str = "created_at") -> float | None:
    """Return when a job was made, in Unix seconds, from seconds, milliseconds or an ISO date; None for anything else."""
    told = said(item, key)
    try:
        number = float(told)
    except ValueError:
        try:
            return datetime.fromisoformat(told).timestamp()
        except ValueError:
            return None
    return number / 1000 if number > 1e11 else number
