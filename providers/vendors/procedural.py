"""Procedural: moving scenes drawn on this machine, chosen by the words. No key, no network, no model."""

from pathlib import Path

from domain.base import digest
from domain.errors import Unsupported
from domain.requests import VideoRequest
from providers.base import Delivery, Vendor
from providers.moving import stills
from providers.offers import Offer
from providers.painting.choosing import choose
from providers.painting.encoding import encode
from providers.painting.families import FAMILIES
from providers.painting.palettes import PALETTES
from providers.painting.stage import FPS, Stage

SIZES = {"9:16": (720, 1280), "16:9": (1280, 720), "1:1": (720, 720), "4:5": (720, 900)}
OFFER = Offer(kind="video", model="scenes-1", shortest=0.5, longest=120, ratios=tuple(SIZES), takes=("still",))


class Painter:
    """Draws clips, and films a still that is given with a slowly moving camera."""

    def make(self, request: VideoRequest, folder: Path) -> Delivery:
        """Write a silent clip at 30 frames a second; raise `Unsupported` for what it does not make."""
        OFFER.check(request)
        if request.seconds < OFFER.shortest:
            raise Unsupported(f"{OFFER.model} makes at least {OFFER.shortest:g} s, not {request.seconds:g} s.")
        if request.still:
            return stills.filmed(Path(request.still), request, folder, name="Its picture")
        scene, (width, height), count = choose(request), SIZES[OFFER.shape(request)], round(request.seconds * FPS)
        stage = Stage(width, height, count, PALETTES[scene.palette], scene.composition, scene.seed)
        path = folder / f"{scene.family}-{digest(request, length=12)}.mp4"
        encode(FAMILIES[scene.family].paint(stage), path, size=(width, height), count=count)
        return Delivery(path=path)


VENDOR = Vendor(
    slug="procedural",
    name="Procedural scenes",
    offers=(OFFER,),
    makers={"video": Painter()},
    local=True,
    stand_in="Clips are drawn motion graphics, not filmed or generated footage.",
)
