"""What a review of a script or of a finished file found, and how it is told."""

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from domain.base import Frozen

Severity = Literal["note", "warning", "error"]


class Finding(Frozen):
    """One thing that is not as it should be: where, how bad, and whose move is next."""

    check: str
    """What was looked at: `black`, `frozen`, `silence`, `loudness`, ..."""
    severity: Severity
    said: str
    """A sentence for the reader."""
    start: float | None = None
    """Seconds into the film; None when it is about the whole file."""
    end: float | None = None
    segment: int = 0
    """1-based number of the segment; 0 for the whole film."""
    language: str = ""
    format: str = ""
    mend: str = "ask"
    """`mended`, `retake segment 3`, or `ask`."""


class Viewed(Frozen):
    """What somebody who looked at a finished segment has to say."""

    segment: int
    """1-based number of the segment."""
    review: tuple[Finding, ...] = ()
    unseen: str = ""
    """Why nobody looked at it, as a sentence; empty when somebody did."""


def sentences(findings: Iterable[Finding], project: str) -> tuple[str, ...]:
    """Return the warnings and errors as sentences, each with the films it is about and the command that mends it.

    What several films share is said once, as the first of them has it.
    """
    grave = sorted((one for one in findings if one.severity != "note"), key=_subject)
    return tuple(_sentence(list(same), project) for _, same in groupby(grave, _subject))


def _subject(found: Finding) -> tuple[int, str, str]:
    return (found.segment, found.check, found.mend)


def _sentence(same: list[Finding], project: str) -> str:
    first = same[0]
    again = sum((one.format, one.language) == (first.format, first.language) for one in same) - 1
    more = f" And {again} more like this." if again else ""
    films = ", ".join(dict.fromkeys(f"{one.format} in {one.language}" for one in same if one.format))
    where = f" ({films})" if films else ""
    retake = f" Film it again: reelflow retake {project} {first.segment}" if first.mend.startswith("retake") else ""
    return f"{first.said.removesuffix('.')}{where}.{more}{retake}"
