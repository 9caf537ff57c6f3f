"""Read a new script over: a reviewer's findings go back to the writer, at most twice; what remains is kept with the script."""

from domain.lineup import Choice
from domain.money import Money
from domain.requests import ReviewRequest, ScriptRequest
from domain.review import Finding
from domain.script import Script
from providers.agents.chapters import is_long
from providers.agents.review import REVIEW, ReviewAnswer, finding_of
from providers.agents.script import script_of
from providers.agents.script_rules import SCRIPT
from tasks.orders.consulting import Consultation
from tasks.scripts.advising import Advice, advice, models_in, reviewers

ROUNDS = 2
"""How often a script is written again."""

Findings = tuple[Finding, ...]


def reread(script: Script, wanted: ScriptRequest, text: Choice, *, brand: str = "", limit: Money | None = None) -> Script:
    """Return a script as good as reviewer and writer make it, with the findings that remain; a user's own text is only judged.

    Where the budget ends, or nobody answers, the script stays as it is by then, and a remark says so.
    """
    own = wanted.brief.source == "script"
    readers, writers = reviewers(text, own=own), None if own or is_long(wanted) else models_in(text)
    if not readers:
        return script
    for turn in range(ROUNDS + 1):
        found = _read(script, wanted, readers, brand, limit)
        if found.given is None:
            version = "The script" if not turn else "The script's last version"
            return _with(script.model_copy(update={"review": ()}), f"{version} was not reviewed. {found.missing}")
        script = script.model_copy(update={"review": found.given})
        if not writers or turn == ROUNDS or not any(one.severity == "warning" for one in found.given):
            break
        again = _written(script, wanted, writers, limit)
        if again.given is None:
            return _with(script, f"What the reviewer found was not mended. {again.missing}")
        script = again.given
    return script


def _read(script: Script, wanted: ScriptRequest, readers: Choice, brand: str, limit: Money | None) -> Advice[Findings]:
    what: Consultation[ReviewRequest, ReviewAnswer, Findings] = Consultation(
        REVIEW,
        ReviewRequest(project=wanted.project, brief=wanted.brief, script=bare(script), brand=brand),
        of=lambda answer, by: tuple(finding_of(one, by) for one in answer.findings),
        by_rule=lambda _writer: (),
        budget=limit,
    )
    return advice(what, readers)


def _written(script: Script, wanted: ScriptRequest, writers: Choice, limit: Money | None) -> Advice[Script]:
    request = wanted.model_copy(update={"draft": bare(script), "findings": tuple(one.said for one in script.review)})
    what = Consultation(
        SCRIPT,
        request,
        of=lambda answer, by: script_of(answer, request, by).model_copy(update={"remarks": script.remarks}),
        by_rule=lambda _writer: script,
        budget=limit,
    )
    return advice(what, writers)


def bare(script: Script) -> Script:
    """Return a script without what is said about it, so that the same words are asked about once."""
    return script.model_copy(update={"remarks": (), "review": (), "writer": ""})


def _with(script: Script, *remarks: str) -> Script:
    return script.model_copy(update={"remarks": tuple(dict.fromkeys([*script.remarks, *remarks]))})
