"""Whoever does text, behind the verbs of `Writer`: text models by choice, the writer on this machine where rules are enough."""

from blocks.settings import LOCAL
from domain.brief import Reading
from domain.lineup import Choice
from domain.money import Money
from domain.requests import BriefRequest, ScriptRequest
from domain.script import Script
from providers.agents.brief import BRIEF, BriefAnswer, reading_of
from providers.agents.chapters import is_long
from providers.agents.script import script_of
from providers.agents.script_rules import SCRIPT
from providers.base import Writer
from providers.registry import vendor
from tasks.orders.consulting import Consultation, booked_on, consult
from tasks.scripts.chapters import in_chapters
from tasks.scripts.translating import translated


class Writers:
    """A choice of vendors as one writer. What they are paid for is booked on the project that a request names."""

    def __init__(self, choice: Choice, budget: Money | None = None) -> None:
        self._choice = choice
        self._budget = budget

    def read(self, request: BriefRequest) -> Reading:
        """Return what is understood of a plain-language brief. The same words are read once, whatever else is asked with them."""
        where = booked_on(self._reading(request), self._choice)
        return consult(self._reading(request.model_copy(update={"project": where})), self._choice).result

    def _reading(self, request: BriefRequest) -> Consultation[BriefRequest, BriefAnswer, Reading]:
        return Consultation(
            BRIEF,
            request,
            of=lambda answer, _by: reading_of(answer),
            by_rule=lambda writer: writer.read(request),
            budget=self._budget,
        )

    def survey(self, request: BriefRequest) -> Reading:
        """Return the title and the language of a text, by rule."""
        return by_rule().survey(request)

    def write(self, request: ScriptRequest) -> Script:
        """Return a whole script; the user's own text is cut by rule and stays word for word, translated for other languages."""
        if request.brief.source == "script":
            return self._followed(request)
        if is_long(request):
            return in_chapters(request, self._choice, self._budget)
        what = Consultation(
            SCRIPT,
            request,
            of=lambda answer, by: script_of(answer, request, by),
            by_rule=lambda writer: writer.write(request),
            budget=self._budget,
        )
        had = consult(what, self._choice)
        return had.result.model_copy(update={"remarks": (*had.notes, *had.result.remarks)})

    def _followed(self, request: ScriptRequest) -> Script:
        script = by_rule().write(request)
        others = tuple(code for code in request.brief.languages if code not in script.title)
        return translated(script, request.model_copy(update={"also": others}), self._choice, self._budget)


def by_rule() -> Writer:
    """Return the writer on this machine."""
    writer: Writer = vendor(LOCAL["text"], "text").makers["text"]
    return writer


def is_free(choice: Choice) -> bool:
    """Return whether the first vendor of a choice reads by rule, without a model."""
    return isinstance(vendor(choice.first, "text").makers["text"], Writer)
