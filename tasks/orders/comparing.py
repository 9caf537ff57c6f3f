"""Compare: let several vendors film one script, and put what they made side by side."""

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from prefect.artifacts import create_table_artifact

from domain.comparison import Comparison, Trial
from domain.errors import ReelflowError, RunFailed
from domain.money import dollars
from domain.project import Project, Report
from media.probe import probe
from montage.sheet import contact_sheet, frame
from store.ledger import cost_of
from tasks.wiring import scratch, store

MOMENTS = (0.15, 0.5, 0.85)
"""Where in each film its pictures are taken, as shares of its length."""


def tried(vendor: str, project: Project, produce: Callable[[Project], Report]) -> Trial:
    """Return what a vendor made of the script; a failure is a result here, not an end."""
    begun = time.monotonic()
    known = {"vendor": vendor, "project": project.id}
    try:
        report = produce(project)
    except ReelflowError as error:
        causes = error.causes if isinstance(error, RunFailed) else (error,)
        known |= {"state": "failed", "error": str(causes[0])}
    else:
        known |= {"state": report.state, "path": report.videos[0].path}
    cost = cost_of(store(), project.id).spent_usd
    return Trial.model_validate({**known, "cost_usd": cost, "took_seconds": round(time.monotonic() - begun, 1)})


def compared(theme: str, trials: Sequence[Trial]) -> Comparison:
    """Return the trials with a contact sheet beside the first film, and leave a table on the run page."""
    name = re.sub(r"[^a-z0-9]+", "-", theme.lower()).strip("-")[:40]
    create_table_artifact([_row(trial) for trial in trials], key=f"compare-{name}", description=theme)
    films = [trial for trial in trials if trial.path]
    if not films:
        return Comparison(theme=theme, trials=tuple(trials))
    sheet = Path(films[0].path).with_name(f"compare-{name}.jpg")
    with scratch() as folder:
        contact_sheet([picture for film in films for picture in _pictures(film, folder)], sheet, columns=len(MOMENTS))
    return Comparison(theme=theme, trials=tuple(trials), sheet=str(sheet))


def _pictures(film: Trial, folder: Path) -> list[tuple[Path, str]]:
    pictures = []
    for place, share in enumerate(MOMENTS):
        picture = folder / f"{film.vendor.replace('/', '-')}-{place}.png"
        frame(Path(film.path), _length(film) * share, picture, width=300)
        pictures.append((picture, f"{film.vendor} {dollars(film.cost_usd)}"))
    return pictures


def _length(film: Trial) -> float:
    return probe(Path(film.path)).seconds


def _row(trial: Trial) -> dict[str, object]:
    return {**trial.model_dump(exclude={"cost_usd"}), "cost": dollars(trial.cost_usd)}
