"""Who does the work: a first choice and its fallbacks, per kind."""

from domain.base import Frozen
from domain.requests import Kind


class Choice(Frozen):
    """Vendors by slug, in the order they are tried."""

    slugs: tuple[str, ...]
    said: bool = False
    """True when the user named the vendor; False when it stands in because nothing was named."""

    @property
    def first(self) -> str:
        """Return the slug tried first."""
        return self.slugs[0]


class Lineup(Frozen):
    """One choice per kind of work."""

    text: Choice = Choice(slugs=("outline",))
    video: Choice = Choice(slugs=("procedural",))
    speech: Choice = Choice(slugs=("espeak",))
    music: Choice = Choice(slugs=("synth",))

    def of(self, kind: Kind) -> Choice:
        """Return the choice for a kind of work."""
        return getattr(self, kind)  # type: ignore[no-any-return]
