"""Have a script said in further languages: by a text model, for the ear, or by rule from the notes it was written from."""

from collections.abc import Sequence

from domain.errors import BriefError, Unsupported
from domain.languages import language as known
from domain.lineup import Choice
from domain.money import Money
from domain.requests import ScriptRequest, TranslateRequest
from domain.script import Script, Segment
from domain.translating import Translation, Worded, asked_for, lacking, parts, places, with_words
from providers.agents.translate import TRANSLATE, translation_of
from providers.base import Writer
from providers.registry import vendor
from tasks.orders.consulting import Consultation, consult


def translated(script: Script, request: ScriptRequest, choice: Choice, budget: Money | None = None) -> Script:
    """Return the script with words in every language of `request.also`; what it says already is left as it is.

    Each part is an order of its own, kept and never paid twice. Raises `BriefError`, saying whose move is next, where only rules
    are left and the words are none of theirs.
    """
    for language in request.also:
        for part in parts(script, language):
            script = _part(script, part, language, request, choice, budget)
    return script


def _part(
    script: Script, part: tuple[Segment, ...], language: str, request: ScriptRequest, choice: Choice, budget: Money | None
) -> Script:
    wanted = asked_for(script, part, language, request)
    what = Consultation(
        TRANSLATE,
        wanted,
        of=lambda answer, _by: translation_of(answer),
        by_rule=lambda writer: _by_rule(writer, script, wanted, request),
        budget=budget,
    )
    try:
        had = consult(what, choice)
    except Unsupported as no:
        raise BriefError(str(no)) from no
    notes = (*had.notes, *_told(had.by, language))
    changed = with_words(script, language, had.result)
    return changed.model_copy(update={"remarks": tuple(dict.fromkeys([*changed.remarks, *notes]))})


def _told(by: str, language: str) -> tuple[str, ...]:
    name = known(language).name
    if vendor(by, "text").local:
        return (f"The {name} words were written by rule from the same notes.",)
    return (f"The {name} words were written by {by}.",)


def _by_rule(writer: Writer, script: Script, wanted: TranslateRequest, request: ScriptRequest) -> Translation:
    """Return the words that a writer by rule gives for the same request; raise `Unsupported` where they are not its own."""
    name = known(wanted.language).name
    if request.brief.source == "script":
        told = f"Without a text model nobody here can say your text in {name}."
        raise Unsupported(f"{told} {_ways_on(script, lacking(script, wanted.language), wanted)}")
    whole = writer.write(request.model_copy(update={"also": (wanted.language,)}))
    again = {segment.id: segment for segment in whole.segments}
    ids = [passage.segment for passage in wanted.passages]
    others = [one for one in script.segments if one.id in ids and not _same(one, again.get(one.id), wanted.source)]
    if others:
        told = f"The words of segment {places(script, others)} are not those of the notes, and have none in {name}."
        raise Unsupported(f"{told} {_ways_on(script, others, wanted)}")
    return Translation(
        title=whole.title.get(wanted.language, "") if wanted.title else "",
        call_to_action=whole.call_to_action.get(wanted.language, "") if wanted.call_to_action else "",
        segments={place: _worded(again[place], wanted.language) for place in ids},
    )


def _same(segment: Segment, other: Segment | None, source: str) -> bool:
    return other is not None and other.narration.get(source) == segment.narration[source]


def _worded(segment: Segment, language: str) -> Worded:
    return Worded(said=segment.narration[language], shown=segment.on_screen.get(language, ""))


def _ways_on(script: Script, silent: Sequence[Segment], wanted: TranslateRequest) -> str:
    """Return what the user can do where nobody writes the words of these segments."""
    edit = f'reelflow edit {wanted.project} N --language {wanted.language} --narration "..."'
    return f"Choose a text model (--text claude), or write them yourself for segment {places(script, silent)}: {edit}"
