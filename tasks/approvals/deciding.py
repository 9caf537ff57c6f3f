"""Decide: what a person is shown of a project, what was decided about exactly that, and what a decision changes."""

from collections.abc import Sequence
from typing import get_args

from domain.approval import Approval, Part, Row, Shown, Stage, Verdict
from domain.directing import lines, shots
from domain.errors import BriefError, ReelflowError
from domain.money import ZERO, Money
from domain.project import Project
from domain.requests import VideoRequest
from domain.revising import revised
from domain.script import Segment
from store import approvals, projects, videos
from tasks.money.pricing import offer
from tasks.orders.fitting import check_film, first_able
from tasks.scripts.editing import edited
from tasks.scripts.writing import rewritten
from tasks.wiring import store


def shown_of(project: Project, stage: Stage) -> Shown:
    """Return what a person is shown of a project at a stage: its words, pictures and order, who does the work, at what price."""
    lineup, options, script = project.lineup, project.options, project.script
    wanted = {shot.segment: shot for shot in shots(project)}
    films = videos.latest(store(), project.id) if stage == "film" else ()
    worked = {"text": True, "video": True, "speech": options.voiceover, "music": options.music}
    return Shown(
        project=project.id,
        stage=stage,
        title=script.title,
        call_to_action=script.call_to_action,
        mood=script.mood,
        languages=project.brief.languages,
        formats=project.formats,
        vendors={kind: getattr(lineup, kind).slugs for kind, has in worked.items() if has},
        parts=tuple(_part(project, segment, wanted[segment.id]) for segment in script.kept),
        voice_usd=_voices(project) if options.voiceover else ZERO,
        films=tuple(one.sha256 for one in films if one.language in project.brief.languages and one.format in project.formats),
    )


def decided(shown: Shown) -> Approval | None:
    """Return what was last decided about exactly this, if anything."""
    same = [one for one in approvals.of_project(store(), shown.project, shown.stage) if one.digest == shown.digest]
    return same[-1] if same else None


def waits(project: Project, stage: Stage) -> bool:
    """Return whether a person has still to approve a project, as it is now, at a stage."""
    if stage not in project.options.gates:
        return False
    said = decided(shown_of(project, stage))
    return not said or said.decision != "approve"


def due(project: Project) -> Stage:
    """Return the stage at which a project waits for a person, or would: its first gate that is not approved as it is now."""
    gates = project.options.gates or ("script",)
    return next((stage for stage in gates if waits(project, stage)), gates[-1])


def staged(project: Project, stage: str = "") -> Shown:
    """Return what a person is shown of a project at the stage they name, else at the one that is due.

    Raises `BriefError` for a stage that is none, and for films that are not there.
    """
    if stage and stage not in get_args(Stage):
        raise BriefError(f"Stage {stage!r} is not known. Choose from: {', '.join(get_args(Stage))}.")
    named: Stage = due(project) if not stage else "film" if stage == "film" else "script"
    shown = shown_of(project, named)
    if named == "film" and not (shown.films and project.status == "completed"):
        raise BriefError(f"The script is as approved, but there is no whole film of it yet: reelflow continue {project.id}")
    return shown


def decide(project: Project, stage: Stage, verdict: Verdict, rows: Sequence[Row] = ()) -> Project:
    """Do what a person decided, with what they edited in a form, keep the decision, and return the project as it is now.

    Their edits become the project's script; a remark with `changes` goes to the writer. An approval counts for the script as
    they left it, unless that costs more than they were shown or is a film that is not made yet: then it is asked for again.
    Raises `BriefError` for edits that are not possible and `Unsupported` for a writer who follows no remark, both kept as
    sent back.
    """
    shown = shown_of(project, stage)
    try:
        changed = _changed(project, verdict, rows)
    except ReelflowError as no:
        said = f"{verdict.remark} " if verdict.remark else ""
        approvals.record(store(), shown, verdict.model_copy(update={"decision": "changes", "remark": f"{said}(not done: {no})"}))
        raise
    if verdict.decision == "approve" and changed.script != project.script:
        if stage == "script" and shown_of(changed, stage).usd <= shown.usd:
            approvals.record(store(), shown_of(changed, stage), verdict)
        return changed
    approvals.record(store(), shown, verdict)
    return _delivered(changed) if (stage, verdict.decision) == ("film", "approve") else changed


def _changed(project: Project, verdict: Verdict, rows: Sequence[Row]) -> Project:
    """Return the project with what was edited and rewritten, saved; raise before anything is saved when it is not possible."""
    script = revised(project.script, rows) if rows else project.script
    if verdict.decision == "reject":
        return project
    if verdict.decision == "changes" and verdict.remark:
        script = rewritten(project.model_copy(update={"script": script}), verdict.remark)
    elif verdict.decision == "changes" and script == project.script:
        raise BriefError("Say what to change: in the remark, or in the segments themselves.")
    if script == project.script:
        return project
    check_film(project.model_copy(update={"script": script}))
    return edited(project, script)


def _delivered(project: Project) -> Project:
    """Return a project whose films were waiting for approval as one that is done, saved."""
    if project.report is None:
        return project
    done = project.model_copy(update={"report": project.report.model_copy(update={"state": "done"})})
    return projects.save(store(), done)


def _part(project: Project, segment: Segment, shot: VideoRequest) -> Part:
    vendor = first_able(project.lineup.video, shot)
    return Part(
        segment=segment.id,
        seconds=segment.seconds,
        narration=segment.narration,
        on_screen=segment.on_screen,
        prompt=segment.prompt,
        pictures=tuple(address for address in (shot.still, shot.last) if address),
        take=segment.take,
        vendor=vendor,
        usd=_exact(offer(vendor, "video").estimate(shot)) if vendor else ZERO,
    )


def _voices(project: Project) -> Money:
    terms = offer(project.lineup.speech.first, "speech")
    said = [line for language in project.brief.languages for line in lines(project, language) if not line.source]
    return _exact(sum((terms.spoken(len(line.aloud.text)) for line in said), ZERO))


def _exact(amount: Money) -> Money:
    """Return an amount written in one way, however it was reckoned."""
    return Money(f"{amount.quantize(Money('0.000001')).normalize():f}")
