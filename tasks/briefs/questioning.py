"""Ask back: what only the asker can decide, and how the answers go into the request."""

from collections.abc import Mapping
from typing import Any

from prefect import runtime
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput
from pydantic import Field, create_model

from domain.ask import Ask
from domain.brief import Brief, Question, checked_duration, checked_theme
from domain.errors import BriefError
from domain.languages import LANGUAGES, language
from domain.project import Report
from providers.writing.durations import seconds_in
from store.orders import cost_of
from tasks.briefs.asking import name_of, understand
from tasks.wiring import store

PATIENCE = 7 * 24 * 3600
"""Seconds that a run waits for its form; then it has failed and is started anew."""
TURNS = 5
"""Forms in a row, for answers that cannot be used."""
FLAGS = {"theme": 'a theme ("...") beside the brief', "duration": "--duration SECONDS", "languages": "--language CODE"}
"""How a question is answered, by its field."""


def settled(ask: Ask) -> tuple[Ask, Brief]:
    """Return the request and its brief; a run of a deployment asks with a form, and waits suspended, while questions are open.

    Without a deployment nobody could answer a form: the questions come back in the brief. Raises as `understand` does.
    """
    brief, trouble = understand(ask), ""
    for turn in range(TURNS):
        if not brief.questions or not runtime.deployment.id:
            break
        said = _form(brief.questions, trouble, turn)
        try:
            ask = answered(ask, said)
        except BriefError as wrong:
            trouble = str(wrong)
            continue
        brief, trouble = understand(ask), ""
    return ask, brief


def await_answers(ask: Ask, brief: Brief) -> Report:
    """Return the report of a request that waits for answers. Nothing was written, and nothing is paid for but the reading."""
    assumed = (f"Assumed {note}" for note in brief.assumed)
    return Report(
        project=name_of(ask),
        state="waiting",
        title=brief.theme,
        cost=cost_of(store(), name_of(ask)),
        findings=(how_to_answer(brief.questions), *assumed),
        questions=brief.questions,
        run=str(runtime.flow_run.id or ""),
    )


def how_to_answer(questions: tuple[Question, ...]) -> str:
    """Return, as a sentence, how questions are answered."""
    flags = ", ".join(FLAGS[one.field] for one in questions)
    return (
        f"Answer by making the same request with {flags}; what was read of the brief is kept and not paid for again. "
        "Or say it in the brief."
    )


def answered(ask: Ask, answers: Mapping[str, str]) -> Ask:
    """Return a request with answers, by field, where flags would have said them; raise `BriefError` for one that is none."""
    return ask.model_copy(update={field: _READ[field](text.strip()) for field, text in answers.items()})


def _form(questions: tuple[Question, ...], trouble: str, turn: int) -> dict[str, str]:
    """Suspend the run until its form is filled in, and return the answers; the flow then begins again from its top."""
    fields: dict[str, Any] = {
        one.field: (str, Field(title=one.question, description=" / ".join(one.choices) or "In your own words."))
        for one in questions
    }
    form = create_model("Answers", __base__=RunInput, **fields)
    lines = [f"**{trouble}**"] if trouble else []
    lines += [f"- {one.question} {' / '.join(one.choices)}".rstrip() for one in questions]
    asked = form.with_initial_data(description="\n".join(lines))
    given: Any = suspend_flow_run(wait_for_input=asked, timeout=PATIENCE, key=f"answers-{turn}")
    return {one.field: str(getattr(given, one.field)) for one in questions}


def _length(text: str) -> int:
    if (seconds := seconds_in(text)) is None:
        raise BriefError(f"{text!r} is no length. Say it in seconds or minutes, such as 90 s.")
    return checked_duration(seconds)


def _languages(text: str) -> tuple[str, ...]:
    named = {name.casefold(): one.code for one in LANGUAGES.values() for name in (one.code, one.name, one.own_name)}
    words = [word.casefold() for word in text.replace(",", " ").split()]
    found = tuple(dict.fromkeys(named[word] for word in words if word in named))
    return found or (language(text).code,)


_READ: dict[str, Any] = {"theme": checked_theme, "duration": _length, "languages": _languages}
