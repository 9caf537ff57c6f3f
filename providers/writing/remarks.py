"""Remarks: what the user should be told about a script that was written by rule, as sentences."""

from domain.languages import language
from domain.requests import ScriptRequest
from providers.writing.composing import drafted
from providers.writing.markdown import spoken_text
from providers.writing.themes import parse
from providers.writing.titles import translatable

_SILENT = {
    "code": "Code blocks in the text are not spoken.",
    "table": "Tables in the text are not spoken.",
    "picture": "Pictures in the text are not spoken.",
    "address": "Of web addresses in the text only the name of the site is spoken.",
}


def remarks(request: ScriptRequest) -> tuple[str, ...]:
    """Return what was left out, lowered or could not be done in the script for this request; empty when all is as asked."""
    return _on_text(request) if request.brief.source == "script" else _on_theme(request)


def _on_text(request: ScriptRequest) -> tuple[str, ...]:
    text = spoken_text(request.brief.text)
    return tuple(_SILENT[name] for name in text.silent)


def _on_theme(request: ScriptRequest) -> tuple[str, ...]:
    asked, draft, found = parse(request.brief.theme), drafted(request), []
    foreign = [language(code).name for code in request.brief.languages if not translatable(asked, draft.topic, code)]
    if foreign:
        found.append(
            f"The theme could not be translated into {' and '.join(foreign)} without a text model and is quoted as it is."
        )
    if asked.language == "es":
        found.append(
            "The theme is in Spanish, in which no film is made here yet: it is understood, and the film is in another language."
        )
    if not draft.topic.match:
        found.append(
            "There are no notes on this theme: the script gives general advice on how to approach it, and states no facts."
        )
    if asked.count and not draft.stock.promised:
        found.append(f"The {asked.count} points that the theme promises are not known here: the film says how to approach them.")
    elif asked.count and draft.plan.made != asked.count:
        found.append(f"The theme promises {asked.count} points; {draft.plan.made} fit or are known, and the film says so.")
    if len(draft.plan.groups) < draft.wanted:
        found.append(
            f"The notes fill {len(draft.plan.groups)} of {draft.wanted} segments: each lasts longer, no line is repeated."
        )
    return tuple(found)
