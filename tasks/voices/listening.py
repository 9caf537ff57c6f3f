"""Word times of a narration: the voice's own if they can be true, else heard by somebody, else estimated and said so."""

from domain.errors import AllVendorsFailed, ProviderError, Unsupported
from domain.lineup import Choice
from domain.requests import ListenRequest, Made, SpeechRequest
from domain.speech import Narration
from providers.speaking import recording
from providers.speaking.aligned import fits
from tasks.orders.fulfil import fulfil
from tasks.voices.casting import ESTIMATOR
from tasks.wiring import vault


def timed(request: SpeechRequest, made: Made, listeners: Choice) -> Narration:
    """Return a recording as a narration that says when each word sounds, and how that is known.

    A voice without times of its own, or with such as do not fit its sound, is heard by the first listener that can; the last one
    is this machine, by loudness.
    """
    if _fits(request, made) and (made.timing != "estimated" or listeners.first == ESTIMATOR):
        return _narration(request, made, made)
    notes = [f"{made.vendor}: its word times do not fit its sound and were found anew."] if _is_wrong(made) else []
    listening = ListenRequest(
        project=request.project,
        segment=request.segment,
        take=request.take,
        text=request.text,
        language=request.language,
        seconds=made.media.seconds or 0.0,
        media=made.media,
        sayings=request.sayings,
    )
    for name in listeners.slugs:
        try:
            heard = fulfil(listening, "listen", Choice(slugs=(name,)))
        except (Unsupported, ProviderError) as no:
            if isinstance(no, ProviderError) and not (no.clear_no or isinstance(no, AllVendorsFailed)):
                raise
            notes.append(str(no))
            continue
        if _fits(request, heard):
            return _narration(request, made, heard, *notes)
        notes.append(f"{name}: what it heard is not what segment {request.segment} says.")
    return _narration(request, made, made, *notes)


def _is_wrong(made: Made) -> bool:
    return bool(made.words) and made.timing != "estimated"


def _fits(request: SpeechRequest, made: Made) -> bool:
    seconds = made.media.seconds or 0.0
    if not made.words:
        return False
    ends = sounding[-1][1] if (sounding := recording.sounding(vault().open(made.media))) else seconds
    return fits(made.words, request.text, sound_ends=ends, seconds=seconds)


def _narration(request: SpeechRequest, made: Made, heard: Made, *notes: str) -> Narration:
    own = made.notes if heard is not made else ()
    said = dict.fromkeys([*own, *notes, *heard.notes])
    return Narration(
        media=made.media,
        language=request.language,
        words=heard.words,
        timing=heard.timing,
        vendor=made.vendor,
        notes=tuple(f"Segment {request.segment}, {request.language}: {note}" for note in said),
        segment=request.segment,
    )
