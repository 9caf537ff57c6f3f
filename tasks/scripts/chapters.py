"""A script too long for one answer: planned in chapters, then written one after another, each an order of its own.

The chapters that were answered are kept in their orders: whatever ended a run, the next one goes on behind them.
"""

from domain.errors import Unsupported
from domain.lineup import Choice
from domain.money import Money
from domain.requests import ScriptRequest
from domain.script import Script, Segment
from providers.agents.chapter import CHAPTER, chapter_segments
from providers.agents.chapters import CHAPTERS, ChaptersAnswer, chapter_of, film_of
from providers.base import Writer
from tasks.orders.consulting import Consultation, Had, consult


def in_chapters(request: ScriptRequest, choice: Choice, budget: Money | None = None) -> Script:
    """Return a whole script, chapter by chapter; by rule where the plan is left to the writer on this machine."""
    planned: Had[ChaptersAnswer | Script] = consult(
        Consultation(
            CHAPTERS, request, of=lambda answer, _by: answer, by_rule=lambda writer: writer.write(request), budget=budget
        ),
        choice,
    )
    if isinstance(planned.result, Script):
        return _with(planned.result, planned.notes)
    plan, said, notes = planned.result, list[str](), [*planned.notes]
    segments = list[Segment]()
    for number in range(1, len(plan.chapters) + 1):
        had = _written(request.model_copy(update={"chapter": chapter_of(plan, number, said)}), choice, budget)
        segments += had.result
        said += [segment.narration[request.brief.languages[0]] for segment in had.result]
        notes += had.notes
    return _with(film_of(plan, segments, request, planned.by), tuple(notes))


def _written(request: ScriptRequest, choice: Choice, budget: Money | None) -> Had[tuple[Segment, ...]]:
    what = Consultation(CHAPTER, request, of=lambda answer, _by: chapter_segments(answer, request), by_rule=_never, budget=budget)
    return consult(what, choice)


def _never(_writer: Writer) -> tuple[Segment, ...]:
    raise Unsupported("Chapters of a plan are written by text models; the writer on this machine writes whole films alone.")


def _with(script: Script, notes: tuple[str, ...]) -> Script:
    return script.model_copy(update={"remarks": tuple(dict.fromkeys([*notes, *script.remarks]))})
