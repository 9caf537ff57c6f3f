"""Make the videos of a batch: some at once, one failing without stopping the others, what is finished not made again."""

import contextvars
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from prefect import task
from prefect.artifacts import create_table_artifact

from blocks.settings import located
from domain.batch import BatchReport, Made, Wanted
from domain.errors import BriefError, NotFound
from domain.money import dollars
from domain.project import Project, Video
from store import batches, projects
from store.ledger import cost_of
from store.videos import latest
from tasks.briefs.asking import money
from tasks.calendars.starting import Ended, Film, ended, filmed, started
from tasks.pages.showing import artifact_key
from tasks.policies import ONCE
from tasks.scripts.writing import options_of
from tasks.wiring import rest, store

AT_ONCE = (1, 100)
PAUSE = 2.0
"""Seconds between two looks at what the workers do."""
ORDER = ("failed", "stopped", "waiting", "done")
"""How a batch stands: as its worst row does."""
Make = Callable[[str, Sequence[Wanted], int], dict[int, Ended]]


def checked_at_once(count: int) -> int:
    """Return how many videos are made at once; raise `BriefError` for a number that is not possible."""
    if not AT_ONCE[0] <= count <= AT_ONCE[1]:
        raise BriefError(f"{count} videos at once are not possible. Give a number from {AT_ONCE[0]} to {AT_ONCE[1]}.")
    return count


def tag(name: str) -> str:
    """Return the tag of the runs of a batch's videos."""
    return f"batch:{name}"


@task(task_run_name="open batch {name}", **ONCE)
def opened(name: str, rows: Sequence[Wanted], budget: float | None) -> tuple[Wanted, ...]:
    """Put all videos under the batch's ceiling before any is begun, and return those that are not finished yet."""
    batches.open_batch(store(), name, money(budget))
    for row in rows:
        batches.join(store(), name, row.project)
    return tuple(row for row in rows if not is_finished(row))


def is_finished(row: Wanted) -> bool:
    """Return whether a video is there as its row asks for it; one with a brand is looked at anew."""
    project = _project(row.project)
    if project is None or project.status != "completed" or row.ask.style.brand:
        return False
    films = [Path(film.path) for film in _films(project)]
    there = bool(films) and all(film.exists() and _is_at(film, row.ask.output) for film in films)
    return there and project.options == options_of(row.ask)


def make_here(film: Film, name: str, rows: Sequence[Wanted], at_once: int) -> dict[int, Ended]:
    """Return how each row ended, made in threads of this process."""
    runs = {}
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        try:
            for row in rows:
                ask = row.ask.model_copy(update={"batch": name})
                runs[row.number] = pool.submit(contextvars.copy_context().run, filmed, film, ask)
            return {number: run.result() for number, run in runs.items()}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def make_there(name: str, rows: Sequence[Wanted], at_once: int) -> dict[int, Ended]:
    """Return how each row ended, made by workers; what an earlier run of the batch began and still goes on is waited for."""
    left, under_way, results = deque(rows), dict[int, str](), dict[int, Ended]()
    while left or under_way:
        while left and len(under_way) < at_once:
            row = left.popleft()
            under_way[row.number] = _begun(name, row)
        for number, run in tuple(under_way.items()):
            if how := ended(run):
                results[number] = how
                del under_way[number]
        if under_way:
            rest(PAUSE)
    return results


def told(name: str, rows: Sequence[Wanted], results: dict[int, Ended]) -> BatchReport:
    """Return what became of every row, with the batch's money, and leave it as a table on the run page."""
    made = tuple(_made(row, results.get(row.number)) for row in rows)
    money_of = batches.standing(store(), name)
    state = next(state for state in ORDER if any(one.state == state for one in made))
    report = BatchReport(
        batch=name,
        state=state,
        rows=made,
        ceiling_usd=money_of.ceiling_usd,
        spent_usd=money_of.spent_usd,
        reserved_usd=money_of.reserved_usd,
    )
    create_table_artifact([_row(one) for one in made], key=artifact_key(f"batch-{name}"), description=summary(report))
    return report


def summary(report: BatchReport) -> str:
    """Return a batch in a sentence."""
    done = sum(one.state == "done" for one in report.rows)
    ceiling = f", ceiling {dollars(report.ceiling_usd)}" if report.ceiling_usd is not None else ""
    spent = f"{dollars(report.spent_usd)} spent, {dollars(report.reserved_usd)} reserved{ceiling}"
    return f"Batch {report.batch}: {done} of {len(report.rows)} done. {spent}."


def _begun(name: str, row: Wanted) -> str:
    """Return the flow run that makes a row: the one that has it already, else a new one, the same however often this is tried."""
    before = batches.turn(store(), name, row.project)
    if before.run and ended(before.run) is None:
        return before.run
    number = before.attempt + 1
    ask = row.ask.model_copy(update={"batch": name})
    run = started(ask, f"batch {name} {row.project} {number}", [tag(name)])
    batches.took(store(), name, row.project, batches.Turn(attempt=number, run=run))
    return run


def _made(row: Wanted, how: Ended | None) -> Made:
    """Return what became of a row; `how` is None for one that was finished before."""
    project = _project(row.project)
    report = project.report if project else None
    known = {
        "number": row.number,
        "subject": row.subject,
        "project": row.project,
        "cost_usd": cost_of(store(), row.project).spent_usd,
    }
    if how and how.state == "failed":
        stopped = bool(report and report.state == "stopped")
        return Made.model_validate({**known, "state": "stopped" if stopped else "failed", "note": how.note})
    waits = bool(report and report.state == "waiting")
    films = () if waits or not project else _films(project)
    return Made(
        **known,
        state="waiting" if waits else "done",
        films=tuple(film.path for film in films),
        seconds=round(sum(film.seconds for film in films), 1),
        again=how is None,
        note=how.note if how else "",
    )


def _is_at(film: Path, wanted: str) -> bool:
    """Return whether a film lies where its row wants it: anywhere when it does not say."""
    place = located(wanted).absolute()
    return not wanted or place in (film.absolute(), *film.absolute().parents)


def _project(name: str) -> Project | None:
    try:
        return projects.load(store(), name)
    except NotFound:
        return None


def _films(project: Project) -> tuple[Video, ...]:
    """Return the films of a project in the formats and languages that are asked for now."""
    asked = {(language, name) for language in project.brief.languages for name in project.formats}
    films = tuple(film for film in latest(store(), project.id) if (film.language, film.format) in asked)
    return films if len(films) == len(asked) else ()


def _row(one: Made) -> dict[str, object]:
    return {**one.model_dump(exclude={"cost_usd", "films"}), "films": " ".join(one.films), "cost": dollars(one.cost_usd)}
