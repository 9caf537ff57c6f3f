"""Fit a wish to what is on sale: find who can make it before anything is spent, and put it to a vendor as the vendor takes it.

A fitted request may hold the bytes of pictures. It lives from here to the call and is never logged, kept or given to a task.
"""

from collections.abc import Iterator
from pathlib import Path

from domain.directing import shots
from domain.errors import NotFound, Unsupported
from domain.lineup import Choice
from domain.picture import kept, on_the_web
from domain.project import Project
from domain.requests import ListenRequest, Request, SpeechRequest, VideoRequest
from providers.fetching import picture_from
from providers.offers import Offer
from providers.pictures import packed
from tasks.money.pricing import offer, vendors
from tasks.voices.casting import who_speaks
from tasks.wiring import scratch, vault

NAMED = 4
"""How many vendors a refusal names."""
_PICTURES = ("still", "last")


def fitted(request: VideoRequest, terms: Offer, *, sending: bool) -> VideoRequest:
    """Return a request as it is put to a vendor: at the nearest ratio on sale, its pictures as links or bytes.

    Pictures stay as they are when nothing will be sent. Raises `NotFound` or `BadMedia` for one that cannot be had any more.
    """
    at_sale = request.model_copy(update={"ratio": terms.shape(request)})
    return at_sale.model_copy(update={name: _sent(at_sale, name, terms) for name in _PICTURES if sending})


def at_hand(request: Request, terms: Offer, folder: Path) -> Request:
    """Return a request as it is put to a vendor on this machine: at a ratio it makes, its pictures as local files."""
    if isinstance(request, ListenRequest):
        return request.model_copy(update={"file": str(vault().open(request.media))})
    if not isinstance(request, VideoRequest):
        return request
    files = {name: str(_file(request, name, folder)) for name in _PICTURES if getattr(request, name)}
    return request.model_copy(update={"ratio": terms.shape(request), **files})


def check(terms: Offer, request: Request) -> None:
    """Raise `Unsupported` when an offer cannot make what is asked, naming vendors that can make such a clip."""
    try:
        terms.check(request)
    except Unsupported as no:
        able = _able(request) if isinstance(request, VideoRequest) else ()
        able = who_speaks(request) if isinstance(request, SpeechRequest) else able
        raise Unsupported(f"{no} Who can: {', '.join(able)}." if able else str(no)) from None


def check_film(project: Project, *, only: int = 0) -> None:
    """Raise `Unsupported` before anything is ordered when nobody of a project's lineup can film one of its segments.

    `only` is the id of the one segment to look at; 0 for all.
    """
    for shot in (shot for shot in shots(project) if only in (0, shot.segment)):
        if not first_able(project.lineup.video, shot):
            for name in project.lineup.video.slugs:
                check(offer(name, "video"), shot)


def choice_for(request: VideoRequest, choice: Choice) -> Choice:
    """Return who is asked for a clip: the user's folder has nothing for a segment with a picture of its own, if others do."""
    others = tuple(slug for slug in choice.slugs if slug != "files")
    return choice.model_copy(update={"slugs": others}) if request.still and others else choice


def first_able(choice: Choice, shot: VideoRequest) -> str:
    """Return who of a choice would be asked first for a clip, nothing when nobody can film it."""
    able = (name for name in choice_for(shot, choice).slugs if _can(offer(name, "video"), shot))
    return next((name for name in able if name != "files" or shot.source or shot.still or len(choice.slugs) == 1), "")


def _able(request: VideoRequest) -> tuple[str, ...]:
    """Return who could film a request, those that are paid first, the cheapest of them first."""
    found = sorted(_sellers(request), key=lambda one: (one[0], one[1].estimate(request), one[2]))
    return tuple(name for _, _, name in found[:NAMED])


def _sellers(request: VideoRequest) -> Iterator[tuple[bool, Offer, str]]:
    for by in vendors().values():
        able = [terms for terms in by.offers if terms.kind == "video" and (by.local or terms.is_priced) and _can(terms, request)]
        if able and not by.retired and by.slug != "files":
            usual = able[0] == by.offer("video")
            yield by.local, able[0], by.slug if usual else f"{by.slug}:{able[0].model}"


def _can(terms: Offer, request: VideoRequest) -> bool:
    try:
        terms.check(request)
    except Unsupported:
        return False
    return True


def _sent(request: VideoRequest, name: str, terms: Offer) -> str:
    """Return a picture's address in the form that goes into an order: a link, or a `data:` address with its bytes."""
    address = str(getattr(request, name))
    if not (kept(address) or (on_the_web(address) and not terms.image_links)):
        return address
    with scratch() as folder:
        picture = _file(request, name, folder)
        return packed(picture, ratio=request.ratio, side=terms.image_side, most=terms.image_bytes)


def _file(request: VideoRequest, name: str, folder: Path) -> Path:
    """Return a local copy of a picture."""
    address = str(getattr(request, name))
    media = kept(address)
    if media is None:
        return picture_from(address, folder) if on_the_web(address) else Path(address)
    try:
        return vault().open(media)
    except NotFound as gone:
        again = f"reelflow edit {request.project} {request.segment} --{name} FILE"
        raise NotFound(f"The picture of segment {request.segment} is gone from the media store. Give it again: {again}") from gone
