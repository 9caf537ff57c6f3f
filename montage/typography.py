"""All the type on a film: a timeline in, one ASS document out."""

from collections.abc import Callable, Iterable, Iterator

from domain.timeline import Clip, Timeline, TimeRange, Title, TitleKind
from media import fonts
from montage.apart import apart, in_foot, lane
from montage.ass_captions import caption_events
from montage.ass_document import Event, document
from montage.ass_figures import number_events
from montage.ass_keywords import keyword_events
from montage.ass_lower import call_to_action_events, lower_third_events
from montage.ass_points import list_point_events
from montage.ass_titles import emblem_place, end_card_events, title_events
from montage.places import corners
from montage.stage import Place, Stage

_PLAYS: dict[TitleKind, Callable[[Title, Stage], Iterator[Event]]] = {
    "title": title_events,
    "lower_third": lower_third_events,
    "number": number_events,
    "call_to_action": call_to_action_events,
    "end_card": end_card_events,
}


_AIR = 0.03
"""Between type and a small picture beside it, as a share of the film's shorter side."""


def ass(timeline: Timeline, seen: TimeRange | None = None) -> str:
    """Return the ASS document of the timeline's captions and titles, drawn by libass in `media.fonts`; "" when it has none.

    With `seen`, only what shows during those frames is in it; times stay those of the timeline. Pure: the same timeline
    gives the same text. Raises `BriefError` for letters that no typeface here can draw and `ConfigurationError` for an
    unknown caption style.
    """
    events = (*_titles(timeline), *caption_events(timeline))
    return document(timeline.width, timeline.height, [one for one in events if seen is None or _shows(one, seen, timeline.rate)])


def _shows(event: Event, seen: TimeRange, rate: int) -> bool:
    # By half frames: what touches the stretch only in the last digits of its times is not drawn on any of its frames.
    return event.start < (seen.end - 0.5) / rate and event.end > (seen.start + 0.5) / rate


def _titles(timeline: Timeline) -> Iterator[Event]:
    stage = Stage.of(timeline)
    titles = _set(timeline, stage)
    for title in titles:
        there = stage._replace(shared=in_foot(titles, title.at), beside=_beside(timeline, title.at, stage))
        if title.kind == "keywords":
            yield from keyword_events(title, there, _segment(timeline, title.at.start))
        elif title.kind == "list_point":
            yield from list_point_events(title, there, lane(title, titles))
        else:
            yield from _PLAYS[title.kind](title, there)


def emblems(timeline: Timeline) -> list[tuple[TimeRange, Place]]:
    """Return when and where the brand's logo is seen on end cards; nothing when there is none."""
    stage = Stage.of(timeline)
    cards = [title for title in _set(timeline, stage) if title.kind == "end_card"] if timeline.look.logo else []
    return [(card.at, emblem_place(card, stage)) for card in cards]


def _set(timeline: Timeline, stage: Stage) -> list[Title]:
    """Return the titles as they are set: what can be drawn, and none in the place of another."""
    return list(apart([clean for title in timeline.titles if (clean := _clean(title, stage)).text.strip("| ")]))


def _clean(title: Title, stage: Stage) -> Title:
    own = stage.heading if title.kind in ("title", "keywords", "end_card") else ()
    text = " ".join(fonts.drawable(title.text, title.language, own).split())
    fonts.check_coverage(text, title.language, own)
    return title.model_copy(update={"text": text})


def _beside(timeline: Timeline, at: TimeRange, stage: Stage) -> tuple[float, float]:
    """Return how much of the foot small pictures take at its left and its right during `at`.

    Where two of them would leave type less than its own third, they lie under it.
    """
    left, right = corners(timeline)
    taken = (
        max(0.0, left.x + left.width + _AIR * stage.unit - stage.margin) if _small(timeline.broll, at) else 0.0,
        max(0.0, timeline.width - stage.safe_right - right.x + _AIR * stage.unit) if _small(timeline.avatar, at) else 0.0,
    )
    return taken if stage.lower.width - sum(taken) >= stage.unit / 3 else (0.0, 0.0)


def _small(track: Iterable[Clip], at: TimeRange) -> bool:
    return any(one.placement == "corner" and one.at.start < at.end and one.at.end > at.start for one in track)


def _segment(timeline: Timeline, frame: int) -> int:
    """Return the id of the segment whose picture is seen at `frame`; 0 when the timeline does not say."""
    return next((clip.segment for clip in timeline.video if clip.at.start <= frame < clip.at.end), 0)
