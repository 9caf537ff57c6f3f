"""Where titles may stand on a picture, and in which colours."""

from typing import NamedTuple

from domain.media import MediaRef
from domain.timeline import Timeline, Title
from media import fonts
from media.own_fonts import Own, own
from montage.ass_captions import Field
from montage.ass_document import Style, tint
from montage.ass_motion import Span
from montage.lettering import Type, optical
from montage.palette import ink_on, legible
from montage.places import even

_EMBLEM = (0.42, 0.17)
"""The most that a logo on an end card is wide and high, as shares of the shorter side."""


class Place(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width


class Stage(NamedTuple):
    """A picture with its safe places. `unit` is its shorter side: type keeps its size when a film is turned."""

    width: int
    height: int
    unit: float
    rate: int
    margin: float
    safe_right: float
    head: tuple[float, float]
    """Top and bottom of the place for titles."""
    foot: tuple[float, float]
    """Top and bottom of the place for a lower third or a call to action: near the bottom, never over captions."""
    accent: str
    heading: Own = ()
    """The user's own family for titles, when there is one; `body` for what is smaller."""
    body: Own = ()
    emblem: tuple[float, float] = (0.0, 0.0)
    """Width and height of the brand's logo on an end card; nothing without one."""
    shared: bool = False
    """Whether something stands in the foot at the same time."""
    beside: tuple[float, float] = (0.0, 0.0)
    """Pixels of the foot, from the left and from the right margin, that small pictures in the corners take."""

    @classmethod
    def of(cls, timeline: Timeline) -> "Stage":
        """Return the stage of a timeline."""
        wide, high, look = timeline.width, timeline.height, timeline.look
        margin = wide * (0.08 if wide <= high else 0.07)
        head, foot = _places(timeline)
        return cls(
            wide,
            high,
            min(wide, high),
            timeline.rate,
            max(timeline.safe_left * wide, margin),
            max(timeline.safe_right * wide, margin),
            head,
            foot,
            legible(look.accent),
            own(look, look.heading),
            own(look, look.body),
            _emblem(look.logo, min(wide, high)),
        )

    @property
    def centred(self) -> float:
        """Return the width that centred type may take."""
        return min(self.width - 2 * max(self.margin, self.safe_right), self.unit * 1.25)

    @property
    def on_accent(self) -> str:
        """Return the colour of type on the accent colour."""
        return ink_on(self.accent)

    @property
    def accent_tag(self) -> str:
        """Return the tag that sets type in the accent colour."""
        return f"\\1c{tint(self.accent)}"

    @property
    def on_accent_tag(self) -> str:
        """Return the tag that sets type to be read on the accent colour."""
        return f"\\1c{tint(self.on_accent)}"

    @property
    def shapes(self) -> Style:
        """Return the style of drawings."""
        return Style("Shape", "Poppins", 20)

    def upper(self, share: float) -> Place:
        """Return the place for titles: under the platform's own header, over `share` of the height, never into the captions."""
        top, floor = self.head
        below = self.foot[0] - 0.02 * self.height
        bottom = min(top + self.height * share, floor, below if self.shared and below > top else floor)
        return Place(self.margin, top, self.width - self.margin - self.safe_right, bottom - top)

    @property
    def lower(self) -> Place:
        """Return the place for a lower third or a call to action."""
        top, bottom = self.foot
        left, right = self.beside
        return Place(self.margin + left, top, self.width - self.margin - self.safe_right - left - right, bottom - top)

    @property
    def centre(self) -> Place:
        """Return the place for a button: in the middle of the picture, or of what small pictures leave of the foot."""
        lower = self.lower
        if not any(self.beside):
            return lower._replace(left=(self.width - self.centred) / 2, width=self.centred)
        # It beats: a little larger, and back.
        return lower._replace(left=lower.left + lower.width * 0.02, width=min(lower.width * 0.96, self.centred))

    def loud(self, language: str, em: float, text: str, weight: fonts.Weight = "black") -> Type:
        """Return the type of titles, where an em of Latin letters is `em` pixels."""
        return Type(language, em * optical(language), weight, text, self.heading)

    def quiet(self, language: str, em: float, text: str, weight: fonts.Weight = "bold") -> Type:
        """Return the type of what stands beside or under titles, where an em of Latin letters is `em` pixels."""
        return Type(language, em * optical(language), weight, text, self.body)

    def span(self, title: Title) -> Span:
        """Return the frames of a title."""
        return Span(title.at.start, title.at.end, self.rate)


def _emblem(logo: MediaRef | None, unit: float) -> tuple[float, float]:
    if logo is None:
        return 0.0, 0.0
    shape = (logo.width or 1) / (logo.height or 1)
    width = min(_EMBLEM[0], _EMBLEM[1] * shape) * unit
    return even(width), even(width / shape)


def _places(timeline: Timeline) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return head and foot, top and bottom of each: captions stand between, under or over them."""
    wide, high = timeline.width, timeline.height
    strip, gap, kept = min(wide, high) * 0.2, 0.02 * high, Field.of(timeline)
    top = high * max(0.13 if high > wide else 0.11, timeline.safe_top + 0.03)
    bottom = high * (1 - max(timeline.safe_bottom, 0.06) - 0.015)
    if timeline.look.caption_position == "middle":
        return (top, kept.top - gap), (max(kept.bottom + gap, bottom - strip), bottom)
    if timeline.look.caption_position == "top":
        return (max(top, kept.bottom + gap), bottom), (bottom - strip, bottom)
    return (top, kept.top - gap), (kept.top - gap - strip, kept.top - gap)
