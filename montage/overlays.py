"""The type over one segment: the film's title, key words, end card, and the overlays that were asked for."""

from collections.abc import Iterator

from domain.directing import Treatment
from domain.languages import language as known
from domain.script import Overlay, Segment
from domain.timeline import TimeRange, Title, TitleKind
from media.own_fonts import covers, own

TITLE_SECONDS = 2.4
END_CARD_SHARE = 0.35
"""The end card comes in after this share of the last segment."""
SHORTEST = 0.5
"""Seconds below which an overlay cannot be read."""
_LOW: tuple[TitleKind, ...] = ("lower_third", "call_to_action")


def titles_of(segment: Segment, treatment: Treatment, duration: int) -> tuple[Title, ...]:
    """Return all type over a segment of so many frames but its captions."""
    language, rate = treatment.edition.language, treatment.edition.format.fps
    opening, closing = _stay(treatment, duration)
    found = []
    if opening:
        found.append(_title(0, opening, "title", treatment.opening, language))
    if segment.on_screen.get(language) and closing - opening > rate:
        found.append(_title(opening, closing, "keywords", segment.on_screen[language], language))
    if closing < duration:
        found.append(_title(closing, duration, "end_card", treatment.closing, language))
    return (*found, *(title for title, _ in _laid(segment, treatment, duration) if title))


def notes_on(segment: Segment, treatment: Treatment, duration: int) -> tuple[str, ...]:
    """Return, as sentences, which overlays are not seen as they were asked for, and why."""
    return tuple(f"Segment {segment.id}: {note}" for _, note in _laid(segment, treatment, duration) if note)


def notes_on_typefaces(treatment: Treatment) -> tuple[str, ...]:
    """Return, as sentences, which of the brand's typefaces lack letters of the language, so that the house's stand in."""
    look, language = treatment.look, known(treatment.edition.language)
    families = dict.fromkeys(family for family in (look.heading, look.body) if family)
    lacking = [family for family in families if not covers(own(look, family), language.code)]
    return tuple(f"The typeface {family} lacks letters of {language.name}; ours is used there." for family in lacking)


def _stay(treatment: Treatment, duration: int) -> tuple[int, int]:
    """Return the frames at which the film's title has left and the end card comes in."""
    opening = min(round(TITLE_SECONDS * treatment.edition.format.fps), duration) if treatment.opening else 0
    return opening, round(duration * END_CARD_SHARE) if treatment.closing else duration


def _laid(segment: Segment, treatment: Treatment, duration: int) -> Iterator[tuple[Title | None, str]]:
    """Yield each overlay as a title, or None when it is not seen, and what is to be said of it."""
    language = known(treatment.edition.language)
    for overlay in segment.overlays:
        text, name = overlay.text.get(language.code, ""), overlay.kind.replace("_", " ")
        if text:
            yield _placed(overlay, text, name, treatment, duration)
        else:
            yield None, f"its {name} has no text in {language.name} and is left out there."


def _placed(overlay: Overlay, text: str, name: str, treatment: Treatment, duration: int) -> tuple[Title | None, str]:
    rate = treatment.edition.format.fps
    opening, closing = _stay(treatment, duration)
    # The film's title has the upper place first; what stands low comes when it was asked for.
    wait = max(0, opening - round(overlay.start * rate)) if overlay.kind not in _LOW else 0
    start = round(overlay.start * rate) + wait
    end = start + max(1, round(overlay.seconds * rate))
    limit = "the end card comes in" if closing < duration else "the segment ends"
    if closing - start < SHORTEST * rate:
        return None, f"its {name} would come when {limit} and is left out."
    cut = f"its {name} is cut off where {limit}, {(end - closing) / rate:.1f} s early." if end > closing else ""
    return _title(start, min(end, closing), overlay.kind, text, treatment.edition.language), cut


def _title(start: int, end: int, kind: TitleKind, text: str, language: str) -> Title:
    return Title(at=TimeRange(start=start, duration=end - start), kind=kind, text=text, language=language)
