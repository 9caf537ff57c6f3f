"""What a calendar's slots are about: which theme each moment gets, in order and none twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from domain.base import Frozen
from domain.calendar import Calendar, Occurrence, Slot

SlotState = Literal["due", "started", "done", "failed", "waiting", "skipped"]
ProposalState = Literal["proposed", "approved"]
OPEN: tuple[SlotState, ...] = ("due", "started")


class SlotRow(Frozen):
    """One moment of one slot as the store keeps it, from when it was due."""

    calendar: str
    slot: str
    instant: datetime
    state: SlotState
    theme: str = ""
    seed: int = 0
    attempt: int = 1
    """Counts up each time a person lets it go again."""
    run: str = ""
    """Prefect's flow run, when a worker has it."""
    project: str = ""
    note: str = ""
    """Why it waits, was skipped or failed."""
    updated_at: datetime | None = None

    @property
    def key(self) -> str:
        """Return its name within the calendar."""
        return Occurrence(slot=self.slot, instant=self.instant).key


class Proposal(Frozen):
    """A theme for one moment of one slot, usable once a person has approved it."""

    slot: str
    instant: datetime
    theme: str
    state: ProposalState = "proposed"
    by: str = ""
    """Who proposed it: a vendor of texts."""

    @property
    def key(self) -> str:
        """Return the name of its moment within the calendar."""
        return Occurrence(slot=self.slot, instant=self.instant).key


class Subject(Frozen):
    """What a film is about, and which variation of it."""

    theme: str
    seed: int = 0


class Planned(Frozen):
    """A moment to come, and what will be made then; `theme` is empty when nobody has said."""

    occurrence: Occurrence
    theme: str = ""
    seed: int = 0
    proposed: str = ""
    """A theme that waits to be approved."""


def subject_for(slot: Slot, key: str, used: Sequence[str], approved: Mapping[str, str]) -> Subject | None:
    """Return what the next film of a slot is about, None when there is no theme for it.

    `used` is every theme the slot has had, `approved` themes by the name of their moment, which come first.
    """
    if theme := approved.get(key, ""):
        return Subject(theme=theme, seed=slot.ask.seed)
    if slot.theme:
        return Subject(theme=slot.theme, seed=slot.ask.seed + used.count(slot.theme))
    theme = next((theme for theme in slot.themes if theme not in used), "")
    return Subject(theme=theme, seed=slot.ask.seed) if theme else None


def planned(
    calendar: Calendar, moments: Iterable[Occurrence], rows: Iterable[SlotRow], proposals: Iterable[Proposal]
) -> tuple[Planned, ...]:
    """Return what will be made at moments to come, as it stands now: rows of the past have used their themes."""
    told = {one.key: one for one in proposals}
    approved = {key: one.theme for key, one in told.items() if one.state == "approved"}
    used: dict[str, list[str]] = {}
    for row in rows:
        used.setdefault(row.slot, []).extend([row.theme] if row.theme else [])
    found = []
    for one in moments:
        slot, had = calendar.slot(one.slot), used.setdefault(one.slot, [])
        subject = subject_for(slot, one.key, had, approved) if slot else None
        had.extend([subject.theme] if subject else [])
        waiting = told[one.key].theme if not subject and one.key in told else ""
        found.append(Planned(occurrence=one, **(subject.model_dump() if subject else {}), proposed=waiting))
    return tuple(found)


class Mistake(Frozen):
    """Something in a calendar file or a list that a person has to mend."""

    where: str
    """A slot, a row, or empty for the whole file."""
    line: int
    """1-based; 0 when it has none."""
    said: str
    grave: bool = True
    """False for what only will become wrong."""

    @property
    def told(self) -> str:
        """Return it as one sentence with its place."""
        place = ", ".join([*([f"line {self.line}"] if self.line else []), *([self.where] if self.where else [])])
        return f"{place}: {self.said}" if place else self.said


class Agenda(Frozen):
    """A calendar as it stands: what became of moments that passed, what is planned, what a person has to see to."""

    calendar: str
    time_zone: str
    worked_until: datetime | None = None
    past: tuple[SlotRow, ...] = ()
    planned: tuple[Planned, ...] = ()
    findings: tuple[str, ...] = ()
