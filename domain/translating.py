"""A script in a further language: which words it lacks, what is asked for them, and the script once they are there."""

from collections.abc import Mapping, Sequence

from domain.base import Frozen
from domain.brief import Brief
from domain.requests import Passage, ScriptRequest, TranslateRequest
from domain.script import Overlay, Script, Segment

PART = 40
"""Segments whose words are written at once."""
BEFORE = 3
"""Lines said right before that are told along."""


class Worded(Frozen):
    """What one segment says and shows in a language."""

    said: str
    shown: str = ""
    overlays: tuple[str, ...] = ()
    """In the order of the segment's own; fewer leave the others as they are."""


class Translation(Frozen):
    """The words of a script, or of a part of it, in another language."""

    title: str = ""
    call_to_action: str = ""
    segments: dict[int, Worded]
    """By the segment's id."""


def lacking(script: Script, language: str) -> tuple[Segment, ...]:
    """Return the segments that say nothing in a language, dropped ones too."""
    return tuple(segment for segment in script.segments if not segment.narration.get(language))


def places(script: Script, segments: Sequence[Segment]) -> str:
    """Return the numbers that the user knows these segments by, as a list."""
    mine = {segment.id for segment in segments}
    return ", ".join(str(place) for place, one in enumerate(script.segments, start=1) if one.id in mine)


def parts(script: Script, language: str) -> tuple[tuple[Segment, ...], ...]:
    """Return the segments whose words are to be written, in parts of at most `PART`."""
    wanted = lacking(script, language)
    return tuple(wanted[start : start + PART] for start in range(0, len(wanted), PART))


def asked_for(script: Script, part: Sequence[Segment], language: str, request: ScriptRequest) -> TranslateRequest:
    """Return what is asked for one part: its words in the language they were first written in, and what is said before."""
    source = next(iter(part[0].narration))
    first = not script.title.get(language)
    order = [segment.id for segment in script.segments]
    before = script.segments[: order.index(part[0].id)][-BEFORE:]
    return TranslateRequest(
        project=request.project,
        brief=_without_text(request.brief),
        source=source,
        language=language,
        passages=tuple(_passage(segment, source) for segment in part),
        title=script.title.get(source, "") if first else "",
        call_to_action=script.call_to_action.get(source, "") if first else "",
        before=tuple(said for one in before if (said := one.narration.get(language, ""))),
        words_per_second=request.pace(language),
    )


def with_words(script: Script, language: str, words: Translation) -> Script:
    """Return the script with these words in a language; what it said in that language before stays."""
    return script.model_copy(
        update={
            "title": _joined(script.title, language, words.title),
            "call_to_action": _joined(script.call_to_action, language, words.call_to_action),
            "segments": tuple(_worded(segment, language, words.segments.get(segment.id)) for segment in script.segments),
        }
    )


def _passage(segment: Segment, source: str) -> Passage:
    return Passage(
        segment=segment.id,
        role=segment.role,
        seconds=segment.seconds,
        said=segment.narration[source],
        shown=segment.on_screen.get(source, ""),
        overlays=tuple(_text(overlay, source) for overlay in segment.overlays),
    )


def _text(overlay: Overlay, source: str) -> str:
    return overlay.text.get(source) or next(iter(overlay.text.values()), "")


def _worded(segment: Segment, language: str, words: Worded | None) -> Segment:
    if words is None:
        return segment
    paired = [*words.overlays, *[""] * len(segment.overlays)]
    overlays = tuple(
        overlay.model_copy(update={"text": _joined(overlay.text, language, text)})
        for overlay, text in zip(segment.overlays, paired, strict=False)
    )
    return segment.model_copy(
        update={
            "narration": _joined(segment.narration, language, words.said),
            "on_screen": _joined(segment.on_screen, language, words.shown),
            "overlays": overlays,
        }
    )


def _joined(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    return dict(texts) if texts.get(language) or not text else {**texts, language: text}


def _without_text(brief: Brief) -> Brief:
    """Return what the writer should know of the brief: the user's own text comes as passages."""
    return brief.model_copy(update={"text": "", "languages": (), "assumed": (), "unread": (), "questions": ()})
