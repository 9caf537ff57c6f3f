"""Wait for a person: a deployment's run is suspended, and its worker free, until somebody decides; one started directly ends."""

from prefect import get_run_logger, runtime
from prefect.flow_runs import suspend_flow_run

from domain.approval import MARK, Shown, Stage
from domain.base import Frozen
from domain.errors import BriefError, Rejected, Unsupported
from domain.project import Project, Report
from domain.review import sentences
from store import approvals, projects
from tasks.approvals.approval_form import ApprovalForm, form_for
from tasks.approvals.approval_page import asks, page
from tasks.approvals.deciding import decide, decided, shown_of
from tasks.orders.calling_off import sign
from tasks.pages.standing import findings, report_of, script_review
from tasks.wiring import store

DAYS = 30
"""How long a suspended run waits; then Prefect ends it for good, and only a new run can go on."""


class Passage(Frozen):
    """How a project comes out of a stage of approval."""

    project: Project
    report: Report | None = None
    """The run's end: of a film that may go out, or of a project that waits for a person. None when there is work to do."""


def approve(stage: Stage, project: Project, report: Report | None = None) -> Passage:
    """Return a project once a person approves it as it is at this stage; at once where nobody has to.

    A run of a deployment is suspended and begins anew when somebody has decided: all before is found again. A run started
    directly ends as waiting. Raises `Rejected`.
    """
    notes: tuple[str, ...] = ()
    if report and stage in project.options.gates:
        project = projects.load(store(), project.id).model_copy(update={"report": report})
    while stage in project.options.gates:
        shown = shown_of(project, stage)
        said = decided(shown)
        if said and said.decision == "approve":
            return Passage(project=project, report=report and report.model_copy(update={"state": "done"}))
        if said and said.decision == "reject":
            raise Rejected(f"{said.told} Edit it, or approve it after all: reelflow approve {project.id} --stage {stage} --yes")
        if not runtime.deployment.id:
            return Passage(project=project, report=_waiting(project, shown, report))
        before = project.script
        project, notes = _settled(project, stage, _asked(project, shown, notes), shown)
        if stage == "film" and project.script != before:
            return Passage(project=project)
    return Passage(project=project, report=report)


def _asked(project: Project, shown: Shown, notes: tuple[str, ...]) -> ApprovalForm:
    """Return what a person said in the form; suspends the run until then.

    The key names what is shown and how often it was decided before: an answer is heard once, and never for another script.
    """
    sign(project.id)
    heard = len(approvals.of_project(store(), project.id, shown.stage))
    form = form_for(project, page(project, shown, notes or _last(shown))).with_initial_data(description=asks(project, shown))
    key = f"{shown.stage}-{shown.digest[:MARK]}-{heard}"
    answer: ApprovalForm = suspend_flow_run(wait_for_input=form, timeout=DAYS * 24 * 3600, key=key)
    return answer


def _settled(project: Project, stage: Stage, answer: ApprovalForm, shown: Shown) -> tuple[Project, tuple[str, ...]]:
    """Do what a person said; return the project as it is now, and what they should know if they are asked again."""
    try:
        changed = decide(project, stage, answer.verdict, answer.rows)
    except (BriefError, Unsupported) as no:
        return project, (str(no),)
    get_run_logger().info("%s by %s: %s", answer.decision, answer.verdict.by, answer.remark or "no remark")
    dearer = shown_of(changed, stage).usd > shown.usd
    return changed, (("The edits made it dearer than what was approved, so here it is again.",) if dearer else ())


def _last(shown: Shown) -> tuple[str, ...]:
    """Return what was said last at this stage, for whoever is asked again."""
    return tuple(said.told for said in approvals.of_project(store(), shown.project, shown.stage)[-1:])


def _waiting(project: Project, shown: Shown, report: Report | None) -> Report:
    """Return the report of a project that waits for a person, kept."""
    way = f"The {shown.stage} waits for approval ({shown.digest[:MARK]}): reelflow approve {project.id}"
    found = script_review(project)
    told = (*findings(project, ()), *sentences(found, project.id))
    facts = report or Report(project=project.id, state="waiting", title=project.title, findings=told, review=found)
    facts = facts.model_copy(update={"state": "waiting", "findings": (*facts.findings, *_last(shown), way)})
    kept = projects.save(store(), project.model_copy(update={"report": facts}))
    return report_of(kept)
