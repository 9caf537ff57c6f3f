"""What a review of a finished file found."""

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
