"""Report: what a run made, what it cost and what the reader should know; kept with the project and shown in Prefect."""

from collections.abc import Sequence
from typing import Literal

from prefect import get_run_logger, runtime

from domain.directing import editions, treatments
from domain.errors import CeilingReached, ReelflowError, RunFailed
from domain.formats import misfits
from domain.project import Project, Report
from domain.review import sentences
from store import projects
from tasks.approvals.deciding import waits
from tasks.gathering import Outcome
from tasks.money.planning import orders_told
from tasks.money.plans import plan_notes
from tasks.money.pricing import endings, old_prices
from tasks.orders.reusing import note_reuse
from tasks.orders.ways import summed_up, ways_on
from tasks.pages.progress import tell
from tasks.pages.showing import show
from tasks.pages.standing import degraded, findings, report_of, script_review, segments_of
from tasks.scripts.tightening import as_spoken
from tasks.voices.casting import listeners
from tasks.wiring import store

STATES: dict[int, Literal["stopped"]] = {CeilingReached.exit_code: "stopped"}
"""How a run ended that others would call failed, by its exit code."""


def announce(project: Project) -> None:
    """Tell how much there is to do, what is about to be ordered of vendors that are paid, and which of their prices are old."""
    lengths = misfits(project.brief.formats, project.script.seconds)
    for told in (*lengths, *orders_told(project), *old_prices(project.lineup.video), *_endings(project)):
        tell("film", note=told)
        if runtime.flow_run.id:
            get_run_logger().info(told)
    segments, languages = len(project.script.kept), len(project.languages)
    options = project.options
    totals = {"film": segments, "speak": segments * languages * options.voiceover, "score": languages * options.music}
    films = [treatments(project, edition) for language in project.languages for edition in editions(project, language)]
    ends = len(project.brand.bookends) if project.brand else 0
    totals |= {"cut": (segments + ends) * len(films), "join": sum(bool(one.transition_in) for film in films for one in film)}
    for stage, total in {**totals, "finish": len(films)}.items():
        if total:
            tell(stage, total=total)


def conclude(project: Project, outcome: Outcome) -> Report:
    """Keep and show the report of a run and return it; raise `RunFailed` with every cause when the film is not whole."""
    project = as_spoken(project, outcome.voices)
    of_films, of_looks = ([found for one in ones for found in one.review] for ones in (outcome.films, outcome.looks))
    reviewed = (*script_review(project), *of_looks, *of_films)
    causes = summed_up(project, outcome.causes)
    note_reuse(project, outcome)
    ended = RunFailed(project.id, causes, findings=_findings(project, causes))
    facts = Report(
        project=project.id,
        state=STATES.get(ended.exit_code, "failed") if causes else "waiting" if waits(project, "film") else "done",
        title=project.title,
        segments=segments_of(project, outcome.scenes),
        findings=(*ended.findings, *sentences(reviewed, project.id)),
        review=reviewed,
        degraded=degraded(project, outcome),
        run=str(runtime.flow_run.id or ""),
        encoded=outcome.encoded,
    )
    report = _kept(project.model_copy(update={"status": "failed" if causes else "completed", "report": facts}))
    show(project, report, [film.video for film in outcome.films])
    if causes:
        raise ended from _unexpected(outcome)
    return report


def _findings(project: Project, causes: Sequence[BaseException]) -> tuple[str, ...]:
    """Return what the reader should know: of the run, of prices that are old, and at a ceiling the ways to go on."""
    ways = ways_on(project) if any(isinstance(cause, CeilingReached) for cause in causes) else ()
    return (*findings(project, causes), *ways, *plan_notes(project), *old_prices(project.lineup.video), *_endings(project))


def _endings(project: Project) -> tuple[str, ...]:
    """Return which of the models that speak and listen for a project will soon be gone."""
    return (*endings(project.lineup.speech, "speech"), *endings(listeners(), "listen")) if project.options.voiceover else ()


def _kept(project: Project) -> Report:
    projects.save(store(), project)
    report = report_of(project)
    for segment in report.segments:
        projects.set_segment_state(store(), project.id, segment.id, segment.state, segment.error)
    return report


def _unexpected(outcome: Outcome) -> BaseException | None:
    """Return the first cause that is a fault of ours, so that its traceback is in the log."""
    return next((cause for cause in outcome.causes if not isinstance(cause, ReelflowError)), None)
