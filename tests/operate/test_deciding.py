"""An approval is bound to exactly what was shown; a decision does what it says, and is kept."""

import pytest

from domain.approval import Row, Shown, Verdict
from domain.editing import drop, retake, rewrite
from domain.errors import BriefError, Rejected, Unsupported
from domain.lineup import Choice
from domain.money import Money
from domain.project import Project, Report
from domain.revising import rows_of
from domain.script import Script
from store import approvals, projects, videos
from tasks.approvals.approving import approve
from tasks.approvals.deciding import decide, decided, due, shown_of, staged
from tasks.wiring import store

YES = Verdict(decision="approve", by="ada")


def scripted(project: Project, script: Script) -> Project:
    return project.model_copy(update={"script": script})


def rows(project: Project, **words: str) -> list[Row]:
    """The rows of a form, some with other words: `prompt_2="the sea"`."""
    changed = list(rows_of(project.script))
    for name, text in words.items():
        what, number = name.split("_")
        at = int(number) - 1
        said = {"prompt": text} if what == "prompt" else {"narration": {"en": text}}
        changed[at] = changed[at].model_copy(update=said)
    return changed


def test_what_is_approved_passes_and_any_later_edit_voids_it(project: Project) -> None:
    waits = approve("script", project).report
    assert waits and waits.state == "waiting"
    decide(project, "script", YES)
    assert approve("script", project).report is None
    script = project.script
    for edited in (
        rewrite(script, 1, narration="Bees sing."),
        rewrite(script, 3, prompt="a flower"),
        drop(script, 2),
        retake(script, 2),
        script.model_copy(update={"segments": script.segments[::-1]}),
    ):
        assert approve("script", scripted(project, edited)).report
    other = project.lineup.model_copy(update={"video": Choice(slugs=("luma",))})
    assert approve("script", project.model_copy(update={"lineup": other})).report


def test_another_price_voids_an_approval(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(project, "script", YES)
    before = shown_of(project, "script")
    monkeypatch.setattr("providers.offers.Offer.estimate", lambda offer, request: Money("9.99"))
    after = shown_of(project, "script")
    assert after.usd == 3 * Money("9.99") != before.usd
    assert decided(before) and not decided(after)


def test_who_approved_what_and_when_is_kept(project: Project) -> None:
    shown = shown_of(project, "script")
    decide(project, "script", YES)
    (kept,) = approvals.of_project(store(), project.id)
    assert (kept.stage, kept.digest, kept.decision, kept.by) == ("script", shown.digest, "approve", "ada")
    assert kept.at.tzinfo and kept.told.startswith(f"The script {shown.digest[:12]} was approved by ada on {kept.at:%Y-%m-%d}")


def test_an_approval_counts_for_the_script_as_the_person_left_it(project: Project) -> None:
    left = [*rows(project, narration_1="Bees sing.", prompt_3="a meadow")[::2]]
    changed = decide(project, "script", YES, left[::-1])
    assert [one.prompt for one in changed.script.kept] == ["a meadow", "bees, shot 1"]
    assert changed.script.kept[1].narration == {"en": "Bees sing."}
    assert projects.load(store(), project.id).script == changed.script
    assert not decided(shown_of(project, "script"))
    assert approve("script", changed).report is None


def test_edits_that_make_it_dearer_are_shown_again(project: Project) -> None:
    cheap = scripted(project, drop(project.script, 2))
    projects.save(store(), cheap)
    changed = decide(cheap, "script", YES, rows(project))
    assert len(changed.script.kept) == 3
    assert approve("script", changed).report


def test_a_rejected_script_stops_every_run_with_the_reason_until_it_is_changed(project: Project) -> None:
    decide(project, "script", Verdict(decision="reject", by="bob", remark="too long"))
    with pytest.raises(Rejected, match=r"rejected by bob on .*: too long\. .*reelflow approve bees-1 --stage script --yes"):
        approve("script", project)
    assert approve("script", scripted(project, drop(project.script, 2))).report


def test_a_remark_that_the_writer_cannot_follow_is_kept_and_changes_nothing(project: Project) -> None:
    with pytest.raises(Unsupported, match="understands no remark"):
        decide(project, "script", Verdict(decision="changes", by="bob", remark="funnier"), rows(project, prompt_1="sea"))
    (kept,) = approvals.of_project(store(), project.id)
    assert (kept.decision, kept.remark.startswith("funnier (not done: outline")) == ("changes", True)
    assert projects.load(store(), project.id).script == project.script


def test_changes_without_a_remark_are_the_edits_themselves(project: Project) -> None:
    changed = decide(project, "script", Verdict(decision="changes"), rows(project, prompt_2="the sea"))
    assert changed.script.segments[1].prompt == "the sea"
    assert approve("script", changed).report
    with pytest.raises(BriefError, match="Say what to change"):
        decide(changed, "script", Verdict(decision="changes"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: [rows[0], rows[0]], "Segment 1 is there twice"),
        (lambda rows: [row.model_copy(update={"keep": False}) for row in rows], "at least one segment"),
        (lambda rows: [rows[0].model_copy(update={"prompt": "x" * 2001})], "at most 2000"),
    ],
)
def test_an_approval_with_impossible_edits_is_none(project: Project, change: object, said: str) -> None:
    with pytest.raises(BriefError, match=said):
        decide(project, "script", YES, change(rows(project)))  # type: ignore[operator]
    assert approve("script", project).report


def test_a_film_is_bound_to_its_bytes_and_counts_as_delivered_once_approved(project: Project) -> None:
    decide(project, "script", YES)
    assert due(project) == "film"
    with pytest.raises(BriefError, match="no whole film"):
        staged(project)
    film = filmed(project, "a" * 64)
    seen = approve("film", project, film)
    assert seen.report and seen.report.state == "waiting"
    waiting = projects.load(store(), project.id)
    decide(waiting, "film", YES)
    after = projects.load(store(), project.id)
    assert after.report and after.report.state == "done"
    done = approve("film", project, film).report
    assert done and done.state == "done"
    assert approve("film", project, filmed(project, "b" * 64)).report.state == "waiting"  # type: ignore[union-attr]


def test_a_film_whose_segments_were_edited_is_made_again(project: Project) -> None:
    filmed(project, "a" * 64)
    before: Shown = shown_of(project, "film")
    changed = decide(projects.load(store(), project.id), "film", YES, rows(project, narration_1="Bees sing."))
    assert changed.status == "script"
    assert not decided(before) and not decided(shown_of(changed, "film"))


def test_nobody_is_waited_for_where_nobody_wanted_it(project: Project) -> None:
    free = project.model_copy(update={"options": project.options.model_copy(update={"gates": ()})})
    report = Report(project=project.id, state="done")
    assert approve("script", free).report is None
    assert approve("film", free, report).report == report


def filmed(project: Project, sha256: str) -> Report:
    """The report of a run that finished a film of these bytes."""
    from domain.project import Video

    made = Video(format="vertical", language="en", path="f.mp4", seconds=15, width=720, height=1280, sha256=sha256)
    report = Report(project=project.id, state="waiting", title=project.title)
    projects.save(store(), project.model_copy(update={"status": "completed", "report": report}))
    videos.record(store(), project.id, made)
    return report.model_copy(update={"videos": (made,)})
