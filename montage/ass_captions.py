"""Subtitles as events: set in the size in use, put where the user wants them, and drawn in one of several styles."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.errors import ConfigurationError
from domain.timeline import Caption, Timeline
from media import fonts
from media.own_fonts import own
from montage.ass_document import Event
from montage.caption_styles import STYLES, Row, Shown
from montage.captions import Band, Habit, caption_type
from montage.lettering import Type, broken, parted
from montage.palette import marking


class Field(NamedTuple):
    """The part of the picture that is kept for captions, from `top` to `bottom` in pixels."""

    top: float
    bottom: float

    @classmethod
    def of(cls, timeline: Timeline) -> "Field":
        """Return the place of two rows of captions: inside what the platform leaves free, wherever the user wants them."""
        look, high = timeline.look, timeline.height
        tall = _band(timeline).em * Habit.of(look.captions).rows
        if look.caption_position == "top":
            top = high * (max(timeline.safe_top, 0.06) + 0.015)
        elif look.caption_position == "middle":
            top = (high - tall) / 2
        else:
            top = high * (1 - max(timeline.safe_bottom, 0.06) - 0.015) - tall
        return cls(top, top + tall)


def caption_events(timeline: Timeline) -> list[Event]:
    """Return the events of all captions; raise `ConfigurationError` for a caption style that nobody has designed."""
    draw = STYLES.get(timeline.look.captions)
    if draw is None:
        raise ConfigurationError(f"Caption style {timeline.look.captions!r} is not known. Choose from: {', '.join(STYLES)}.")
    lines = sorted((line for line in timeline.captions if line.words), key=lambda line: line.words[0].start)
    ends = [*(line.words[0].start for line in lines[1:]), timeline.seconds]
    shown = [_shown(line, end, timeline) for line, end in zip(lines, ends, strict=False)]
    return [event for caption in shown if caption for event in draw(caption)]


def top_of_captions(timeline: Timeline) -> float:
    """Return the y at which the place of the captions begins."""
    return Field.of(timeline).top


def _band(timeline: Timeline) -> Band:
    return Band.of(timeline.width, timeline.height, max(timeline.safe_left, timeline.safe_right), timeline.look)


def _shown(line: Caption, latest: float, timeline: Timeline) -> Shown | None:
    look = timeline.look
    mine = own(look, look.body)
    drawn = (word.model_copy(update={"text": fonts.drawable(word.text, line.language, mine)}) for word in line.words)
    words = tuple(word for word in drawn if word.text)
    text = " ".join(word.text for word in words)
    if not text:
        return None
    fonts.check_coverage(text, line.language, mine)
    band = _band(timeline)
    kind, rows = _set([word.text for word in words], caption_type(line.language, look, band.em, text), band.width)
    return Shown(
        words=words,
        start=words[0].start,
        end=min(max(line.until, words[-1].end), latest, timeline.seconds),
        rows=rows,
        type=kind,
        centre=band.centre,
        field=Field.of(timeline),
        position=look.caption_position,
        colour=look.caption_color,
        accent=marking(look.accent, look.caption_color),
        rate=timeline.rate,
    )


def _set(words: Sequence[str], largest: Type, width: float) -> tuple[Type, tuple[Row, ...]]:
    """Return the size and rows of a caption: two rows; smaller before more rows; only a word longer than a row is parted."""
    for step in range(11):
        kind = largest._replace(em=largest.em * (1 - 0.05 * step))
        lines = broken(words, kind.measure, width, 2)
        if lines:
            count = iter(range(len(words)))
            return kind, tuple(tuple((next(count), word) for word in line) for line in lines)
    pieces = [(index, piece) for index, word in enumerate(words) for piece in parted(word, kind.measure, width)]
    lines = broken([piece for _, piece in pieces], kind.measure, width, len(pieces)) or tuple((piece,) for _, piece in pieces)
    each = iter(pieces)
    return kind, tuple(tuple(next(each) for _ in line) for line in lines)
