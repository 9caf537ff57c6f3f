"""A script that a person sends back goes to the text model with their remark, and is paid for once."""

from domain.approval import Verdict
from domain.lineup import Choice, Lineup
from domain.project import Options, Project
from providers.agents.script import facts
from store import approvals, projects
from tasks.approvals.deciding import decide
from tasks.wiring import store
from tests.words.conftest import Desk, Seat

BACK = Verdict(decision="changes", by="ada", remark="Begin with the price.")


def waiting(seat: Desk) -> Project:
    """A project whose script claude wrote, which waits for approval."""
    request = seat.wanted()
    lineup = Lineup(text=Choice(slugs=("claude",)), video=Choice(slugs=("luma",)))
    made = {"brief": request.brief, "script": seat.write(), "lineup": lineup, "options": Options(gates=("script",))}
    return projects.save(store(), Project.model_validate({"id": seat.project, "title": "Bees", **made}))


def test_the_writer_is_told_the_remark_and_the_script_that_was_sent_back(desk: Seat) -> None:
    seat = desk("claude")
    project = waiting(seat)
    request = seat.wanted().model_copy(update={"draft": project.script, "findings": (BACK.remark,)})
    told = facts(request)
    assert told["findings"] == [BACK.remark]
    assert [one["narration"] for one in told["draft"]["segments"]] == [one.narration for one in project.script.segments]
    assert {"draft", "findings"}.isdisjoint(facts(seat.wanted()))


def test_a_script_that_is_sent_back_is_written_and_paid_for_once_more(desk: Seat) -> None:
    seat = desk("claude")
    project = waiting(seat)
    first = seat.charged()
    changed = decide(project, "script", BACK)
    assert (seat.taken("claude"), changed.script.writer) == (2, "claude")
    assert seat.cost().spent_usd == seat.charged() > first
    assert projects.load(store(), project.id).script == changed.script
    assert [one.decision for one in approvals.of_project(store(), project.id)] == ["changes"]
    decide(project, "script", BACK)  # as after a crash before the answer was kept
    assert seat.taken("claude") == 2
