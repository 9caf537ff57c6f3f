"""Measure orchestration and write docs/benchmarks-orchestration.md: `python -m tests.bench.orchestration [--batch 50]`."""

import argparse
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.engine import CORES
from tests.bench.orchestration.batch import Batch, batch
from tests.bench.orchestration.stage import Run, measured, server
from tests.fleet.machines import ROOT

_PAGE = ROOT / "docs" / "benchmarks-orchestration.md"
_TEXT = Path(__file__).with_name("page.md")
OVERHEAD, MEMORY = 3.0, 400.0
"""The goals: seconds a film of 24 segments, and MiB with all segments waiting."""
TAKES = 8.0
"""Seconds that the vendor takes for a clip of the short film."""


def main(arguments: list[str] | None = None) -> None:
    """Measure, print each number beside its goal, and write the page."""
    asked = _parser().parse_args(arguments)
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with server(folder) as api:
            films = [_said(measured(folder, api, asked.segments, TAKES, 0.25)) for _ in range(asked.rounds)]
            many = _said(measured(folder, api, asked.many, asked.many_seconds, pace=asked.many_seconds / 4.5))
        made = batch(folder, asked.batch, at_once=2) if asked.batch else None
    asked.page.write_text(page(films, many, made, sys.argv[1:] if arguments is None else arguments), encoding="utf-8")
    print(f"written: {asked.page}")


def page(films: Sequence[Run], many: Run, made: Batch | None, arguments: Sequence[str]) -> str:
    """Return the page."""
    overhead = median(run.overhead for run in films)
    each = ", ".join(f"{run.overhead:.1f} s" for run in films)
    rows = [
        f"| later than the slowest clip, {films[0].segments} segments | {overhead:.1f} s ({each}) | under {OVERHEAD:g} s "
        f"| {_verdict(overhead < OVERHEAD)} |",
        f"| memory of the run with {many.segments} segments waiting | {many.waiting:.0f} MiB | under {MEMORY:g} MiB "
        f"| {_verdict(many.waiting < MEMORY)} |",
        f"| the same at most, when all their clips come at once | {many.peak:.0f} MiB | | |",
        f"| {many.segments} segments: from the start to the last one's end | {many.wall:.0f} s | | |",
        f"| {many.segments} segments: clips that were ordered | {many.jobs} | {many.segments} "
        f"| {_verdict(many.jobs == many.segments)} |",
    ]
    if made:
        rows.append(
            f"| {made.films} films on PostgreSQL with two workers | {made.wall:.0f} s, {made.clips} clips, no error "
            "| no error | met |"
        )
    rest = (
        "" if made else "The batch was not made in this run: `--batch 50` makes it, in about ten minutes on an idle machine.\n\n"
    )
    told = {
        "rows": "\n".join(rows),
        "rest": rest,
        "command": " ".join(["python -m tests.bench.orchestration", *arguments]),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{CORES} cores, {platform.system()}, Python {platform.python_version()}, Prefect {version('prefect')}",
        "takes": f"{TAKES:g}",
        "many_seconds": f"{many.slowest:g}",
    }
    return _TEXT.read_text(encoding="utf-8").format(**told)


def _verdict(met: bool) -> str:
    return "met" if met else "missed"


def _said(run: Run) -> Run:
    memory = f"{run.waiting:.0f} MiB waiting, {run.peak:.0f} at most"
    print(f"{run.segments} segments: {run.wall:.1f} s, {run.overhead:.1f} s after the slowest clip, {memory}", flush=True)
    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often the short film is made")
    parser.add_argument("--segments", type=int, default=24, help="of the short film")
    parser.add_argument("--many", type=int, default=1000, help="segments of the long film")
    parser.add_argument("--many-seconds", type=float, default=90.0, help="how long the vendor takes for each of its clips")
    parser.add_argument("--batch", type=int, default=0, help="films of a batch on two workers; needs Debian's PostgreSQL")
    parser.add_argument("--page", type=Path, default=_PAGE, help="where the page is written")
    return parser


if __name__ == "__main__":
    main()
