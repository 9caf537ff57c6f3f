"""Order a voice, or the times of words, from a vendor elsewhere: one call, its bytes checked and kept, its price settled."""

from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import BadMedia, BadReply, ReelflowError
from domain.money import Money, dollars
from domain.requests import ListenRequest, Made, SpeechRequest, TranscriptRequest
from media.probe import accept
from media.sound import plain
from providers.base import Vendor
from providers.offers import Offer
from providers.voices import Called, Line, Listener, Speaker, Transcriber
from store.orders import Order
from tasks.orders.calling import Brought, called
from tasks.voices.casting import check_address
from tasks.voices.keeping import learned
from tasks.wiring import keys_of, pace, ready, rest, scratch, vault


def spoken(by: Vendor, offer: Offer, request: SpeechRequest, order: Order) -> Made:
    """Bring a narration's order to its end and return it; its words are empty where the voice does not say when they sound."""
    speaker: Speaker = by.makers["speech"]

    def call() -> Brought:
        with line_to(by, offer) as line, scratch() as folder:
            return _kept(speaker.speak(request, offer, line, folder), by, offer, order)

    return called(by, order, call)


def listened(by: Vendor, offer: Offer, request: ListenRequest, order: Order) -> Made:
    """Bring the order for a recording's word times to its end and return them with the recording."""
    listener: Listener = by.makers["listen"]

    def call() -> Brought:
        with line_to(by, offer) as line:
            heard = listener.hear(request.model_copy(update={"file": str(vault().open(request.media))}), offer, line)
        made = Made(media=request.media, vendor=by.slug, model=offer.model, job=heard.job, words=heard.words, timing=heard.timing)
        return Brought(charged_usd=_charged(heard, offer, order), made=made)

    return called(by, order, call)


def written_down(by: Vendor, offer: Offer, request: TranscriptRequest, order: Order) -> Made:
    """Bring the order for a recording's words to its end and return them with the recording."""
    transcriber: Transcriber = by.makers["listen"]

    def call() -> Brought:
        with line_to(by, offer) as line:
            heard = transcriber.transcribe(request.model_copy(update={"file": str(vault().open(request.media))}), offer, line)
        made = Made(media=request.media, vendor=by.slug, model=offer.model, job=heard.job, text=heard.text)
        return Brought(charged_usd=_charged(heard, offer, order), made=made)

    return called(by, order, call)


@contextmanager
def line_to(by: Vendor, offer: Offer) -> Iterator[Line]:
    """Open a line to a voice or a listener; raise as `ready` does."""
    check_address(by)
    keys = {field: key.get_secret_value() for field, key in keys_of(by).items()}
    with ready(by, offer) as wire:
        told = {"voices": learned(by.slug), "rest": rest, "pace": pace(by)}
        yield Line(slug=by.slug, base_url=wire.base_url, keys=keys, http=wire.http, **told)


def _kept(heard: Called, by: Vendor, offer: Offer, order: Order) -> Brought:
    """Keep a recording; what cannot be kept was charged all the same."""
    charged = _charged(heard, offer, order)
    try:
        sound = plain(heard.path, heard.path.parent)
        media = vault().put(sound, "audio", seconds=accept(sound, kind="audio").seconds)
    except BadMedia as wrong:
        return Brought(charged, trouble=BadReply(f"{by.slug}: what it gave is no sound ({wrong})"))
    except (ReelflowError, OSError) as full:
        return Brought(charged, trouble=full)
    notes = (*heard.notes, *_surprise(order, charged))
    made = Made(
        media=media, vendor=by.slug, model=offer.model, job=heard.job, words=heard.words, timing=heard.timing, notes=notes
    )
    return Brought(charged, made)


def _charged(heard: Called, offer: Offer, order: Order) -> Money:
    """Return what a call cost: what the vendor tells, in dollars or in characters, else what was foreseen."""
    if heard.charged_usd is not None:
        return heard.charged_usd
    return order.estimated_usd if heard.characters is None else offer.spoken(heard.characters)


def _surprise(order: Order, charged: Money) -> tuple[str, ...]:
    if charged <= order.estimated_usd:
        return ()
    return (f"{order.vendor} took {dollars(charged)} for this narration, not {dollars(order.estimated_usd)}.",)
