"""`reelflow approve`: look first, then decide about exactly that."""

from collections.abc import Callable

import pytest

from domain.editing import rewrite
from domain.project import Project
from store import approvals, projects
from tasks.approvals.deciding import shown_of
from tasks.wiring import store
from tests.cli.conftest import Command

Refused = Callable[..., str]


def kept(project: Project) -> list[tuple[str, str, str, str]]:
    return [(one.stage, one.decision, one.by, one.remark) for one in approvals.of_project(store(), project.id)]


def test_looking_shows_price_and_digest_and_decides_nothing(reelflow: Command, project: Project) -> None:
    said = reelflow("approve", "last")
    mark = shown_of(project, "script").digest[:12]
    assert said.code == 0
    assert "Price: $0.00." in said.out and "Nobody has decided" in said.out
    assert f"reelflow approve {project.id} --stage script --digest {mark}" in said.out
    assert reelflow("approve", "last", "--json").json["parts"][0]["narration"] == {"en": "Line 1.", "fr": "Ligne 1."}
    assert kept(project) == []


def test_a_digest_approves_what_it_names_and_nothing_that_was_changed_since(
    reelflow: Command, refused: Refused, project: Project
) -> None:
    mark = shown_of(project, "script").digest[:12]
    said = reelflow("approve", "last", "--digest", mark, "--by", "ada")
    assert (said.code, kept(project)) == (0, [("script", "approve", "ada", "")])
    assert "was approved by ada on" in said.out and f"reelflow continue {project.id}" in said.out
    projects.save(store(), project.model_copy(update={"script": rewrite(project.script, 1, prompt="the sea")}))
    assert f"not {mark}. Look at it again" in refused("approve", "last", "--digest", mark)


def test_a_rejection_keeps_its_reason(reelflow: Command, project: Project) -> None:
    said = reelflow("approve", "last", "--reject", "not our topic", "--by", "bob", "--json")
    assert (said.code, said.json["decision"], said.json["resumed"]) == (0, "reject", [])
    assert kept(project) == [("script", "reject", "bob", "not our topic")]
    assert "was rejected by bob" in reelflow("approve", "last").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--yes", "--reject", "no"), "Decide one thing"),
        (("--reject", "no", "--changes", "shorter"), "Decide one thing"),
        (("--stage", "stills"), "Stage 'stills' is not known. Choose from: script, film."),
        (("--stage", "film", "--yes"), "no whole film of it yet"),
        (("--changes", "shorter"), "understands no remark"),
    ],
)
def test_what_cannot_be_decided_is_refused(refused: Refused, project: Project, words: tuple[str, ...], told: str) -> None:
    assert told in refused("approve", "last", *words)


def test_whoever_does_not_say_their_name_is_their_user(
    reelflow: Command, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "carol")
    assert reelflow("approve", "last", "--yes").code == 0
    assert kept(project) == [("script", "approve", "carol", "")]
