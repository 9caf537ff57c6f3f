"""Loudness: word times of a recording, estimated on this machine from where it sounds and how long the words are written."""

from pathlib import Path

from domain.errors import BadMedia
from domain.requests import ListenRequest
from providers.base import Delivery, Vendor
from providers.offers import Offer
from providers.speaking import recording, words


class Loudness:
    """Estimates when words sound."""

    def make(self, request: ListenRequest, folder: Path) -> Delivery:
        """Return the recording with estimated times; raise `BadMedia` for one that is silent."""
        path = Path(request.file)
        parts = recording.sounding(path)
        if not parts:
            raise BadMedia(f"The recording of segment {request.segment} is silent. Have it spoken again.")
        note = "word times are estimated from its loudness; name a LISTEN_PROVIDER for exact ones"
        heard = words.estimated(request.text, parts)
        return Delivery(path=path, words=heard, timing="estimated", notes=(note,))


VENDOR = Vendor(
    slug="loudness",
    name="Loudness",
    offers=(Offer(kind="listen", model="by-letters"),),
    makers={"listen": Loudness()},
    local=True,
)
