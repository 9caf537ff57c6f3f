"""One script with several vendors: what each made of it, how long it took and what it cost."""

from domain.base import Frozen
from domain.money import ZERO, Money


class Trial(Frozen):
    """One vendor's film of the script."""

    vendor: str
    state: str
    """`done`, or `failed` with the reason in `error`."""
    project: str = ""
    path: str = ""
    took_seconds: float = 0.0
    """From the first order to the finished file."""
    cost_usd: Money = ZERO
    error: str = ""


class Comparison(Frozen):
    """Trials of one script, in the order asked."""

    theme: str
    trials: tuple[Trial, ...]
    sheet: str = ""
    """Path of a picture with the same moments of every film side by side."""
