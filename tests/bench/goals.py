"""What is compared with what, and how good it has to be."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from tests.bench.measuring import Cost

Round = Mapping[str, Cost]
"""What each side cost, one after another, under nearly the same load."""


class Measure(NamedTuple):
    """One number of the report, and its goal if it has one."""

    text: str
    of: Callable[[Round], float]
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""
    why: str = ""
    """What stands between it and its goal, where it is missed."""

    @property
    def goal(self) -> str:
        """Return the goal as words."""
        if self.at_least is not None:
            return f"at least {self.at_least:g}{self.unit}"
        return "" if self.at_most is None else f"at most {self.at_most:g}{self.unit}"

    def verdict(self, value: float) -> str:
        """Return `met`, `missed`, or nothing where there is no goal."""
        if self.at_least is not None:
            return "met" if value >= self.at_least else "missed"
        return "" if self.at_most is None else "met" if value <= self.at_most else "missed"


class Result(NamedTuple):
    """A measure over all rounds."""

    measure: Measure
    values: Sequence[float]

    @property
    def value(self) -> float:
        """Return the middle one of the rounds' values."""
        return median(self.values)

    @property
    def verdict(self) -> str:
        """Return whether the goal is met."""
        return self.measure.verdict(self.value)


def sides(whole: bool) -> tuple[str, ...]:
    """Return what one round runs, in order: what is compared stands side by side, under nearly the same load."""
    first, again = ("engine", "x264"), ("engine-drawn", "engine-review", "engine-unchanged", *_CHANGES, "engine-last")
    if whole:
        return ("moviepy", *first, "moviepy-crop-first", *again)
    return (*first, *again, "moviepy-brief", "engine-brief", "moviepy-crop-first-brief")


def results(rounds: Sequence[Round], whole: bool) -> list[Result]:
    """Return every measure with its value in each round: ratios are taken within a round, never between two."""
    return [Result(measure, [measure.of(costs) for costs in rounds]) for measure in (*_moviepy(whole), *_OWN)]


def grown(costs: Round) -> list[Result]:
    """Return every measure of the long films, which are made once."""
    return [Result(measure, [measure.of(costs)]) for measure in _LONG]


def _moviepy(whole: bool) -> tuple[Measure, ...]:
    part = "" if whole else "-brief"

    def times(side: str) -> Callable[[Round], float]:
        return lambda costs: costs[f"{side}{part}"].work.cpu / costs[f"engine{part}"].work.cpu

    return (
        Measure("CPU of MoviePy / engine", times("moviepy"), at_least=6, why=_SHARED),
        Measure("CPU of careful MoviePy (crops first) / engine", times("moviepy-crop-first"), at_least=3.5, why=_SHARED),
    )


_SHARED = (
    "x264 is nearly all that the engine does and costs MoviePy as much, so busy clips hold the ratio down: "
    "the time of x264 alone, beside MoviePy's, is the most that it could be"
)
_ONE = "the changed segment is one of the busy ones, and the start of Python counts in so short a work"


def _to_full(side: str) -> Callable[[Round], float]:
    return lambda costs: costs[side].cpu / costs["engine"].cpu


_OWN = (
    Measure(
        "CPU of the engine's picture / x264 alone on ready frames",
        lambda costs: costs["engine"].laps["picture"].cpu / costs["x264"].laps["picture"].cpu,
        at_most=1.10,
        why="decoding and drawing, the two lines below",
    ),
    Measure(
        "CPU of decoding the clips / x264 alone",
        lambda costs: costs["engine-drawn"].laps["decoded"].cpu / costs["x264"].laps["picture"].cpu,
    ),
    Measure(
        "CPU of drawing all pictures without encoding them / x264 alone",
        lambda costs: costs["engine-drawn"].laps["drawn"].cpu / costs["x264"].laps["picture"].cpu,
    ),
    Measure(
        "CPU of sound and join / the engine's whole work",
        lambda costs: 1 - costs["engine"].laps["picture"].cpu / costs["engine"].work.cpu,
    ),
    Measure(
        "CPU of reading the film back / the engine's whole work",
        lambda costs: costs["engine-review"].work.cpu / costs["engine"].work.cpu,
        at_most=0.12,
    ),
    Measure("CPU of one changed segment / all segments", _to_full("engine-changed"), at_most=0.20, why=_ONE),
    Measure("CPU when nothing changed / all segments", _to_full("engine-unchanged")),
    Measure("wall time when nothing changed", lambda costs: costs["engine-unchanged"].wall, at_most=2, unit=" s"),
    Measure("pieces encoded when nothing changed", lambda costs: costs["engine-unchanged"].made["encoded"], at_most=0),
    Measure("pieces encoded when only the music changed", lambda costs: costs["engine-other-music"].made["encoded"], at_most=0),
    Measure("peak memory of the engine", lambda costs: costs["engine"].peak, at_most=600, unit=" MiB"),
    Measure(
        "wall time from the last clip to the film / all segments",
        lambda costs: costs["engine-last"].work.wall / costs["engine"].work.wall,
    ),
)

_CHANGES = ("engine-changed", "engine-other-music")
GROWN = (
    "engine-two-minutes",
    "engine-two-minutes-changed",
    "engine-ten-minutes",
    "engine-shapes",
    "x264-shapes",
    "costs-tenth",
    "costs-whole",
)
"""Films that are made, and ledgers that are reported, once, after the rounds."""

_LONG = (
    Measure(
        "CPU of one changed segment of 24 / all segments",
        lambda costs: costs["engine-two-minutes-changed"].cpu / costs["engine-two-minutes"].cpu,
        at_most=0.06,
        why=_ONE,
    ),
    Measure("peak memory, film of two minutes", lambda costs: costs["engine-two-minutes"].peak, at_most=600, unit=" MiB"),
    Measure("peak memory, film of ten minutes", lambda costs: costs["engine-ten-minutes"].peak, at_most=600, unit=" MiB"),
    Measure(
        "CPU of three shapes' pictures / x264 alone on their ready frames",
        lambda costs: costs["engine-shapes"].laps["picture"].cpu / costs["x264-shapes"].laps["picture"].cpu,
        at_most=1.10,
        why="each shape decodes the clips for itself, and a square or a wide frame costs x264 less but the decoder as much",
    ),
    Measure(
        "wall time of `reelflow costs --by month`, a million entries",
        lambda costs: costs["costs-whole"].laps["report"].wall,
        at_most=3,
        unit=" s",
    ),
    Measure("peak memory of it", lambda costs: costs["costs-whole"].peak, at_most=600, unit=" MiB"),
    Measure(
        "CPU of it / of a tenth of the entries",
        lambda costs: costs["costs-whole"].laps["report"].cpu / costs["costs-tenth"].laps["report"].cpu,
    ),
)
