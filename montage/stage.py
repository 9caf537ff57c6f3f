"""Where titles may stand on a picture, and in which colours."""

from typing import NamedTuple

from domain.timeline import Timeline, Title
from montage.ass_captions import top_of_captions
from montage.ass_document import Style, tint
from montage.ass_motion import Span
from montage.palette import ink_on, legible


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
    floor: float
    accent: str

    @classmethod
    def of(cls, timeline: Timeline) -> "Stage":
        """Return the stage of a timeline."""
        wide, high = timeline.width, timeline.height
        margin = wide * (0.08 if wide <= high else 0.07)
        right = max(timeline.safe_right * wide, margin)
        floor = top_of_captions(timeline) - 0.02 * high
        return cls(wide, high, min(wide, high), timeline.rate, margin, right, floor, legible(timeline.look.accent))

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
        top = self.height * (0.13 if self.height > self.width else 0.11)
        bottom = min(top + self.height * share, self.floor)
        return Place(self.margin, top, self.width - self.margin - self.safe_right, bottom - top)

    def span(self, title: Title) -> Span:
        """Return the frames of a title."""
        return Span(title.at.start, title.at.end, self.rate)
