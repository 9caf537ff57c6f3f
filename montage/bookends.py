"""The brand's clips before and after the film: shown as they are, with their own sound, on timelines of their own."""

from domain.brand import Bookend
from domain.colour import UNGRADED
from domain.directing import Treatment
from domain.timeline import Clip, Marker, Timeline, TimeRange
from montage.arrange import blank


def bookended(end: Bookend, treatment: Treatment) -> Timeline:
    """Return the timeline of an intro or an outro, as long as its clip: without grade, watermark and type.

    So its pieces are the same in every film of the brand that has this shape.
    """
    rate = treatment.edition.format.fps
    whole = TimeRange(start=0, duration=max(1, round((end.media.seconds or 0.0) * rate)))
    shown = Clip(at=whole, media=end.media, fit=end.fit or treatment.fit, grade=UNGRADED, plain=True)
    return blank(treatment, whole.duration).model_copy(
        update={
            "video": (shown,),
            "effects": (Clip(at=whole, media=end.media, gain=end.gain),) if end.sounding else (),
            "markers": (Marker(at=0, name=end.place),),
        }
    )
