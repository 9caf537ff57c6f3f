"""A synthesiser: music beds composed and played on this machine. Free of rights, free of charge."""

from pathlib import Path

from domain.errors import Unsupported
from domain.requests import MusicRequest
from providers.base import Delivery, Vendor
from providers.offers import Offer
from providers.scoring.composing import compose
from providers.scoring.mixing import write
from providers.scoring.moods import named

_OFFER = Offer(kind="music", model="bed-1", shortest=1.0)


class SynthMusic:
    """Composes a bed from a mood, a length and a seed."""

    def make(self, request: MusicRequest, folder: Path) -> Delivery:
        """Write the bed into `folder` as a wav, exactly as long as asked, ending on its home chord.

        A mood that is none of ours is played calm. Raises `Unsupported` below a second or above an hour.
        """
        _OFFER.check(request)
        if request.seconds < _OFFER.shortest:
            raise Unsupported(f"{_OFFER.model} makes at least {_OFFER.shortest:g} s, not {request.seconds:g} s.")
        score = compose(named(request.mood), request.seconds, request.seed)
        return Delivery(path=write(score, folder / "music.wav"))


VENDOR = Vendor(
    slug="synth",
    name="Synthesiser",
    offers=(_OFFER,),
    makers={"music": SynthMusic()},
    local=True,
    stand_in="Music is synthesised on this machine. Name a music vendor and its key, or give your own file, for recorded music.",
)
