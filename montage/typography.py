"""All the type on a film: a timeline in, one ASS document out."""

from domain.timeline import Timeline
from montage.ass_captions import caption_events
from montage.ass_document import document


def ass(timeline: Timeline) -> str:
    """Return the ASS document of the timeline's captions and titles, drawn by libass in `media.fonts`; "" when it has none.

    Pure: the same timeline gives the same text. Raises `BriefError` for letters that no typeface here can draw and
    `ConfigurationError` for an unknown caption style.
    """
    return document(timeline.width, timeline.height, caption_events(timeline))
