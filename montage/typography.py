"""All the type on a film: a timeline in, one ASS document out."""

from collections.abc import Iterator

from domain.timeline import Timeline, TimeRange, Title
from media import fonts
from montage.ass_captions import caption_events
from montage.ass_document import Event, document
from montage.ass_keywords import keyword_events
from montage.ass_titles import end_card_events, title_events
from montage.stage import Stage


def ass(timeline: Timeline, seen: TimeRange | None = None) -> str:
    """Return the ASS document of the timeline's captions and titles, drawn by libass in `media.fonts`; "" when it has none.

    With `seen`, only what shows during those frames is in it; times stay those of the timeline. Pure: the same timeline gives the same text. Raises `BriefError` for letters that no typeface here can draw and
    `ConfigurationError` for an unknown caption style.
    """
    events = (*_titles(timeline), *caption_events(timeline))
    return document(timeline.width, timeline.height, [one for one in events if seen is None or _shows(one, seen, timeline.rate)])


def _shows(event: Event, seen: TimeRange, rate: int) -> bool:
    # By half frames: what touches the stretch only in the last digits of its times is not drawn on any of its frames.
    return event.start < (seen.end - 0.5) / rate and event.end > (seen.start + 0.5) / rate


def _titles(timeline: Timeline) -> Iterator[Event]:
    stage = Stage.of(timeline)
    for title in _apart([clean for title in timeline.titles if (clean := _clean(title)).text]):
        if title.kind == "title":
            yield from title_events(title, stage)
        elif title.kind == "keywords":
            yield from keyword_events(title, stage, _segment(timeline, title.at.start))
        else:
            yield from end_card_events(title, stage)


def _clean(title: Title) -> Title:
    text = " ".join(fonts.drawable(title.text, title.language).split())
    fonts.check_coverage(text, title.language)
    return title.model_copy(update={"text": text})


def _apart(titles: list[Title]) -> Iterator[Title]:
    """Yield titles that never share the picture: key words wait for the title and make room for the end card."""
    for title in titles:
        others = [other.at for other in titles if other.kind != "keywords" and title.kind == "keywords"]
        start = max([title.at.start, *(at.end for at in others if at.start <= title.at.start < at.end)])
        end = min([title.at.end, *(at.start for at in others if start < at.start < title.at.end)])
        if end > start:
            yield title.model_copy(update={"at": TimeRange(start=start, duration=end - start)})


def _segment(timeline: Timeline, frame: int) -> int:
    """Return the id of the segment whose picture is seen at `frame`; 0 when the timeline does not say."""
    return next((clip.segment for clip in timeline.video if clip.at.start <= frame < clip.at.end), 0)
