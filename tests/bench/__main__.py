"""Measure the engine and write docs/benchmarks.md: `python -m tests.bench [--rounds 3] [--quick] [--whole] [--grain 4]`."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import material, ready_frames, report
from tests.bench.goals import GROWN, Round, grown, results, sides
from tests.bench.measuring import ROOT, Cost, measure

_PAGE = ROOT / "docs" / "benchmarks.md"


def main(arguments: list[str] | None = None, scale: material.Scale | None = None) -> None:
    """Run the rounds, print every measure beside its goal, and write the page."""
    asked = _parser().parse_args(arguments)
    scale = (scale or material.Scale()).model_copy(update={"grain": asked.grain})
    count = 1 if asked.quick else asked.rounds
    with _stage(scale) as (film, folder, frames):
        rounds = [_round(number, count, sides(asked.whole), folder, frames) for number in range(1, count + 1)]
        once = {name: _measured(name, "once", folder, frames) for name in GROWN}
        found = [*results(rounds, asked.whole), *grown(once)]
        print(report.lines(found))
        command = f"python -m tests.bench --rounds {count} --grain {scale.grain}{' --whole' if asked.whole else ''}"
        place = "read from a disk" if frames.parent == folder else "read from memory"
        text = report.page(rounds, once, found, report.Setting(command, asked.whole, film, place))
    asked.page.write_text(text, encoding="utf-8")
    print(f"written: {asked.page}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--whole", action="store_true", help="MoviePy makes the whole film: three times as long")
    parser.add_argument(
        "--grain", type=int, default=material.Scale().grain, help="how busy the clips are: 3 is calm, 6 very busy"
    )
    parser.add_argument("--page", type=Path, default=_PAGE, help="where the page is written")
    return parser


@contextmanager
def _stage(scale: material.Scale) -> Iterator[tuple[material.Film, Path, Path]]:
    """Give the film, a folder to work in and the folder of ready frames; all of it is gone afterwards."""
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        _say("drawing the film")
        film = material.make(folder, scale)
        with TemporaryDirectory(prefix="bench-", dir=ready_frames.roomy(film, folder)) as memory:
            ready_frames.prepare(film, Path(memory))
            yield film, folder, Path(memory)


def _round(number: int, count: int, names: tuple[str, ...], folder: Path, frames: Path) -> Round:
    return {name: _measured(name, f"round {number} of {count}", folder, frames) for name in names}


def _measured(name: str, when: str, folder: Path, frames: Path) -> Cost:
    cost = measure(name, folder, frames)
    _say(f"{when}: {name} {cost.cpu:.1f} s of CPU")
    return cost


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
