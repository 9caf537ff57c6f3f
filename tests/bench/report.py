"""The benchmark as a page: what was measured, where, with what, and what the numbers do not say."""

import platform
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

import imageio_ffmpeg

from tests.bench.engine import CORES
from tests.bench.goals import Result, Round
from tests.bench.material import Film

_PACKAGES = ("imageio-ffmpeg", "av", "moviepy", "pillow", "numpy")

_PAGE = Path(__file__).with_name("page.md")
_PART = """
  MoviePy is slow, so for these two ratios both sides make a short film: the first {seconds:g} s of a busy segment and of a quiet
  one, the start of Python left out. `python -m tests.bench --whole` lets MoviePy make the whole film."""


class Setting(NamedTuple):
    """How the rounds were run."""

    command: str
    whole: bool
    film: Film
    frames: str
    """Where the ready frames were."""


def page(rounds: Sequence[Round], once: Round, results: Sequence[Result], setting: Setting) -> str:
    """Return the page in Markdown."""
    film = setting.film
    return _PAGE.read_text(encoding="utf-8").format(
        date=datetime.now().astimezone().date().isoformat(),
        count="one round" if len(rounds) == 1 else f"{len(rounds)} rounds",
        results="\n".join(map(_row, results)),
        missed="\n".join(_missed(one) for one in results if one.verdict == "missed") or "None.",
        cores=CORES,
        versions=_versions(),
        command=setting.command,
        costs="\n".join([*(_cost(side, rounds) for side in rounds[0]), *(_cost(side, [once]) for side in once)]),
        seconds=film.timeline.seconds,
        rate=_rate(film),
        place=setting.frames,
        part="" if setting.whole else _PART.format(seconds=film.brief.seconds / len(film.brief.video)),
        **_seconds(rounds),
    )


def _seconds(rounds: Sequence[Round]) -> dict[str, float]:
    """Return the stages' seconds that the page tells, each the middle of the rounds."""
    return {
        "picture": median(costs["engine"].laps["picture"].cpu for costs in rounds),
        "sound": median(costs["engine"].laps["sound"].cpu for costs in rounds),
        "join": median(costs["engine"].laps["join"].cpu for costs in rounds),
        "full": median(costs["engine"].work.wall for costs in rounds),
        "last": median(costs["engine-last"].work.wall for costs in rounds),
        "coder": median(costs["x264"].laps["picture"].cpu for costs in rounds),
        "reading": median(costs["x264"].laps["reading"].cpu for costs in rounds),
    }


def _rate(film: Film) -> float:
    """Return the clips' megabits a second."""
    clips = film.timeline.video
    bits = sum(film.path(clip).stat().st_size * 8 for clip in clips)
    return bits / sum(clip.media.seconds or 0.0 for clip in clips) / 1e6


def lines(results: Sequence[Result]) -> str:
    """Return the results for a terminal."""
    return "\n".join(
        f"{one.measure.text:58} {_number(one.value, one)}  {one.measure.goal:16} {one.verdict.upper()}".rstrip()
        for one in results
    )


def _row(one: Result) -> str:
    spread = f" ({_number(min(one.values), one)} to {_number(max(one.values), one)})" if len(one.values) > 1 else ""
    verdict = "**missed**" if one.verdict == "missed" else one.verdict
    return f"| {one.measure.text} | {_number(one.value, one)}{spread} | {one.measure.goal} | {verdict} |"


def _missed(one: Result) -> str:
    goal = one.measure.at_least or one.measure.at_most or 0.0
    return (
        f"- {one.measure.text}: by {abs(one.value - goal) / goal:.1%}, for {one.measure.why}."
        if goal
        else f"- {one.measure.text}."
    )


def _number(value: float, one: Result) -> str:
    if one.measure.unit or one.measure.at_most == 0:
        return f"{value:.0f}{one.measure.unit}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _cost(side: str, rounds: Sequence[Round]) -> str:
    cpu, wall, peak = (median(getattr(costs[side], name) for costs in rounds) for name in ("cpu", "wall", "peak"))
    return f"| {side.replace('-', ' ')} | {cpu:.1f} s | {wall:.1f} s | {peak:.0f} MiB |"


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"Python {platform.python_version()}, ffmpeg {imageio_ffmpeg.get_ffmpeg_version()}, {packages}"
