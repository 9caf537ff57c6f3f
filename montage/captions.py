"""Subtitles before they are drawn: a narration's words grouped into lines that can be read in their time."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.speech import Word
from domain.timeline import Caption, Look
from media import fonts
from media.own_fonts import own
from montage.lettering import Type, broken, glued, optical

_SENTENCE = (".", "!", "?", "…", "؟", "۔")
_CLAUSE = (",", ";", ":", "—", "–", "،", "؛")
_CLOSERS = "\"'”’»)]"
_BRIDGE = 0.8
_LINGER = 0.3
_READABLE = 20.0


_SIZES = {"small": 0.8, "medium": 1.0, "large": 1.25}


class Habit(NamedTuple):
    """What a line of a caption style is like: how many words at most, how many letters it wants, how long it stays."""

    most: int = 14
    few: int = 12
    many: int = 26
    brief: float = 0.9
    scale: float = 1.0
    """How large it is set beside the other styles."""
    weight: fonts.Weight = "bold"
    inset: float = 0.0
    """Ems kept free at either end of a row."""
    rows: float = 3.05
    """Ems that two rows take."""

    @classmethod
    def of(cls, style: str) -> "Habit":
        """Return the habit of a caption style; that of most styles when it has none of its own."""
        return _HABITS.get(style, cls())


_HABITS = {
    "pop": Habit(most=3, few=5, many=14, brief=0.5, scale=1.6),
    "block": Habit(inset=0.42, rows=3.85),
    "minimal": Habit(weight="medium"),
}


class Band(NamedTuple):
    """Where subtitles stand and how large they are set, in pixels."""

    em: float
    width: float
    centre: float

    @classmethod
    def of(cls, width: int, height: int, margin: float, look: Look | None = None) -> "Band":
        """Return the band of a picture of this size. Centred in the picture, so the wider margin counts on both sides."""
        share = 0.071 if width < height else 0.058 if width == height else 0.053
        dress = look or Look()
        habit = Habit.of(dress.captions)
        em = min(width, height) * share * _SIZES[dress.caption_size] * habit.scale
        room = width * (1 - 2 * max(margin, 0.06))
        return cls(em, min(room, min(width, height) * 1.15) - 2 * habit.inset * em, width / 2)


def caption_type(language: str, look: Look, em: float, text: str) -> Type:
    """Return the type that captions are set in; raise `ConfigurationError` for a typeface of the brand that is not there."""
    return Type(language, em * optical(language), Habit.of(look.captions).weight, text, own(look, look.body))


def caption_lines(
    words: Sequence[Word],
    language: str,
    *,
    width: int,
    height: int,
    safe_right: float,
    safe_left: float = 0.0,
    look: Look | None = None,
) -> tuple[Caption, ...]:
    """Return the lines of a narration: each word kept and in order, at most two rows as set, parted at pauses and punctuation.

    A line stays until the next begins when the silence between is short, and a moment longer than its last word otherwise.
    """
    if not words:
        return ()
    dress = look or Look()
    band = Band.of(width, height, max(safe_left, safe_right), dress)
    kind = caption_type(language, dress, band.em, " ".join(word.text for word in words))
    starts = _cuts(words, kind, band.width, Habit.of(dress.captions))
    groups = [tuple(words[a:b]) for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]
    after = [group[0].start for group in groups[1:]] + [None]
    return tuple(Caption(words=g, language=language, until=_until(g, nxt)) for g, nxt in zip(groups, after, strict=True))


def _until(group: tuple[Word, ...], following: float | None) -> float:
    last = max(word.end for word in group)
    if following is None:
        return round(last + _LINGER, 3)
    return following if following - last < _BRIDGE else round(last + _LINGER, 3)


def _cuts(words: Sequence[Word], kind: Type, limit: float, habit: Habit) -> list[int]:
    """Return where groups begin: the cheapest way through the text, by dynamic programming over the places a group may end."""
    ranges = glued([word.text for word in words])
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(ranges) + 1):
        options = []
        for start in range(end - 1, max(-1, end - habit.most - 1), -1):
            group = words[ranges[start][0] : ranges[end - 1][1]]
            if end - start > 1 and broken([word.text for word in group], kind.measure, limit, 2) is None:
                break
            following = words[ranges[end][0]] if end < len(ranges) else None
            options.append((best[start][0] + _cost(group, following, habit), start))
        best.append(min(options))
    cuts, here = [], len(ranges)
    while here:
        here = best[here][1]
        cuts.append(ranges[here][0])
    return cuts[::-1]


def _cost(group: Sequence[Word], following: Word | None, habit: Habit) -> float:
    """Return how badly this group reads: broken in mid-phrase, running over a pause, too short, too long, too fast."""
    text = " ".join(word.text for word in group)
    shown = (following.start if following else group[-1].end + _LINGER) - group[0].start
    inner = sum(_stop(a, b) * 0.8 for a, b in pairwise(group))
    torn = 12 - _stop(group[-1], following)
    brief = max(0, habit.few - len(text)) + max(0.0, habit.brief - shown) * 14
    long = max(0, len(text) - habit.many) * 0.5
    fast = max(0.0, len(text) / max(shown, 0.05) - _READABLE) * 0.5
    return 3 + inner + torn + brief + long + fast


def _stop(word: Word, following: Word | None) -> float:
    """Return how natural it is to stop after `word`: 12 at the end of a sentence, 0 in mid-phrase."""
    bare = word.text.rstrip(_CLOSERS)
    if following is None or bare.endswith(_SENTENCE):
        return 12
    pause = min(12.0, max(0.0, following.start - word.end - 0.12) * 30)
    return max(pause, 7.0 if bare.endswith(_CLAUSE) else 0.0)
