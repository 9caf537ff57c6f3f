"""Which scene suits a request: its words choose the family and the mood, its place in the film the look."""

import hashlib
import random

from domain.base import Frozen, canonical
from domain.requests import VideoRequest
from providers.painting.families import FAMILIES
from providers.painting.palettes import PALETTES
from providers.painting.words import moods, scores

CYCLE = 24
"""Positions within which no composition comes twice."""
_COMPANION = 0.3  # share of the best score at which another family may stand in on every second segment


class Scene(Frozen):
    """What will be painted. Neighbours share no palette, and no two of 24 segments share a composition."""

    family: str
    palette: str
    composition: int
    seed: int


def choose(request: VideoRequest) -> Scene:
    """Return the scene for this request: the same one every time it is asked."""
    slot = (request.position - 1 + 10 * request.seed + 14 * (request.take - 1)) % CYCLE
    identity = canonical([request.seed, request.position, request.take, request.prompt, request.words])
    family = _family(request, slot)
    return Scene(
        family=family,
        palette=_palette(request, family, slot),
        # Neighbours, and every second one, fall on different remainders of 4: painters have up to four layouts.
        composition=slot // 2 + 14 * (slot % 2),
        seed=int.from_bytes(hashlib.sha256(identity.encode()).digest()[:6], "big"),
    )


def _family(request: VideoRequest, slot: int) -> str:
    """Return the best family on every odd position and its companions, in turn, on the even ones."""
    order = random.Random(request.seed).sample(sorted(FAMILIES), len(FAMILIES))
    found = {name: score for name, score in scores(request.prompt, request.words).items() if name in FAMILIES}
    if not found:
        general = [name for name in order if FAMILIES[name].general]
        return general[slot % len(general)]
    ranked = sorted(found, key=lambda name: (-found[name], order.index(name)))
    companions = [name for name in ranked[1:] if found[name] >= _COMPANION * found[ranked[0]]]
    if request.position % 2 or not companions:
        return ranked[0]
    return companions[(request.position // 2 + request.seed) % len(companions)]


def _palette(request: VideoRequest, family: str, slot: int) -> str:
    """Return a palette of this place's half that has the mood of the words, in turn."""
    half, wanted = tuple(PALETTES)[slot % 2 :: 2], moods(request.prompt, request.words)
    own = [name for name in FAMILIES[family].palettes if name in half]
    suited = [name for name in half if wanted & set(PALETTES[name].moods)]
    pool = [name for name in own if name in suited] or suited or own
    return pool[slot // 2 % len(pool)]
