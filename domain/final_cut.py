"""A finished film as a timeline: what is kept of it besides its bytes."""

from domain.base import Frozen
from domain.timeline import Caption, Timeline


class FinalCut(Frozen):
    """The timeline of an edition as it was last finished, spliced and with its music."""

    language: str
    format: str
    timeline: Timeline
    said: tuple[Caption, ...] = ()
    """What is spoken, in lines; empty when the film shows it as captions, or when nobody speaks."""

    @property
    def lines(self) -> tuple[Caption, ...]:
        """Return what a file of subtitles holds: the captions that are seen, else what is said."""
        return self.timeline.captions or self.said
