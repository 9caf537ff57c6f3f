"""Voices: which there are, how one sounds, how fast it speaks, and new ones that a vendor learns with their owner's consent."""

import getpass
import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from blocks.settings import located
from domain.base import Frozen
from domain.errors import BriefError, CeilingReached, ReelflowError, Unsupported
from domain.languages import language as known
from domain.lineup import Choice
from domain.money import Money, dollars
from domain.requests import SpeechRequest
from domain.speech import Narration, Voice
from media.ffmpeg import finished
from media.probe import accept
from providers.base import Vendor
from providers.registry import vendor
from providers.voices import Learner, Speaker
from tasks.money.pricing import offer, vendors
from tasks.orders.fulfil import fulfil
from tasks.voices.casting import can_speak, listeners, voice_named, who_speaks
from tasks.voices.keeping import Consent, Learned, keep_pace, keep_voice, learned, safe, words_per_second
from tasks.voices.listening import timed
from tasks.voices.voicing import line_to
from tasks.wiring import vault

PROJECT = "voice-samples"
"""What samples are booked on."""
SHORTEST, LONGEST = 5.0, 600.0
"""Seconds of a recording that a voice is learned from."""
AGREED = 4
"""Fewer words than this are no consent that anybody could read later."""


class Listed(Frozen):
    """One voice of a vendor, for a reader."""

    vendor: str
    voice: Voice
    paces: dict[str, float]
    """Words a second that were measured, by language."""


def speakers(name: str = "") -> Iterator[Vendor]:
    """Yield the vendors that speak, or the one that is named; raise `UnknownVendor` for one that does not."""
    if name:
        yield vendor(name, "speech")
        return
    yield from (by for by in vendors().values() if by.offer("speech") and by.slug != "files" and not by.retired)


def listed(name: str = "", language: str = "") -> tuple[tuple[Listed, ...], tuple[str, ...]]:
    """Return the voices there are, and as sentences why some vendors' are not among them. Costs nothing."""
    code = known(language).code if language else ""
    rows, notes = list[Listed](), list[str]()
    for by in speakers(name):
        try:
            rows += [
                _row(by, voice) for voice in _voices(by) if not code or code in (voice.languages or _of_model(by) or (code,))
            ]
        except ReelflowError as no:
            if name:
                raise
            notes.append(str(no))
    return tuple(rows), tuple(notes)


def sample(name: str, voice: str, language: str, text: str) -> SpeechRequest:
    """Return the request for a sample; raise `Unsupported`, naming others, for a vendor that does not speak the language."""
    by, code = vendor(name, "speech"), known(language).code
    request = SpeechRequest(project=PROJECT, text=text, language=code, voice=voice_named(by.slug, voice, code))
    if not can_speak(offer(name, "speech"), request):
        able = ", ".join(who_speaks(request))
        raise Unsupported(f"{by.slug} does not speak {known(language).name} so. Who can: {able}.")
    return request


def price(name: str, request: SpeechRequest) -> Money:
    """Return what a sample costs, in US dollars."""
    return offer(name, "speech").estimate(request)


def spoken(name: str, request: SpeechRequest, budget: Money | None) -> Narration:
    """Have a sample spoken and timed; raise `CeilingReached` when it costs more than the budget. The same one is paid once."""
    cost = price(name, request)
    if cost and (budget is None or cost > budget):
        raise CeilingReached(f"{name} would take {dollars(cost)} for this sample. Allow it with --budget {cost:.4f}.")
    return timed(request, fulfil(request, "speech", Choice(slugs=(name,))), listeners())


def saved(narration: Narration, output: str) -> Path:
    """Write a sample to a file and return it; raise `BriefError` for a name that is no wav's."""
    path = located(output)
    if path.suffix.lower() != ".wav":
        raise BriefError(f"A sample is a .wav file; {path.name!r} is none. Give a name such as voice.wav.")
    with finished(path) as part:
        shutil.copyfile(vault().open(narration.media), part)
    return path


def measured(name: str, request: SpeechRequest, narration: Narration) -> float:
    """Return how many words a second a voice speaks, and keep it: scripts are planned with it from now on."""
    by = vendor(name, "speech")
    heard = [word for word in narration.words if any(letter.isalnum() for letter in word.text)]
    seconds = heard[-1].end - heard[0].start
    pace = round(len(heard) / seconds, 3)
    keep_pace(by.slug, request.voice, request.language, pace, round(seconds, 3))
    return pace


def cloned(name: str, voice: str, recording: str, consent: str) -> Voice:
    """Have a vendor learn a voice from a recording, and keep who agreed to that, when, and from which bytes.

    Raises `BriefError` without a consent that can be read, `Unsupported` for a vendor that learns none, `BadMedia`.
    """
    by = vendor(name, "speech")
    learner: Any = by.makers["speech"]
    if not isinstance(learner, Learner):
        able = ", ".join(one.slug for one in speakers() if isinstance(one.makers["speech"], Learner))
        raise Unsupported(f"{by.slug} learns no voices. Who does: {able}.")
    path = _checked(by, voice, recording, consent)
    who = Consent(
        line=" ".join(consent.split()),
        at=datetime.now(UTC),
        by=getpass.getuser(),
        sample=path.name,
        sample_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    with line_to(by, offer(name, "speech")) as line:
        made, told = learner.clone(voice, path, line)
    keep_voice(Learned(vendor=by.slug, name=voice, id=made.id, consent=who, kept=told))
    return made


def _checked(by: Vendor, voice: str, recording: str, consent: str) -> Path:
    if len(consent.split()) < AGREED:
        raise BriefError('Say who agrees, such as: --consent "I, Amina B., agree that my voice is learned for these videos."')
    if not safe(voice):
        raise BriefError(f"{voice!r} is no name for a voice: at most 60 characters, without a comma or an equals sign.")
    if voice in learned(by.slug) or voice.lower() in ("male", "female"):
        raise BriefError(f"{by.slug} has a voice {voice!r} already. Choose another name.")
    path = located(recording)
    seconds = accept(path, kind="audio").seconds
    if not SHORTEST <= seconds <= LONGEST:
        raise BriefError(
            f"{path.name} lasts {seconds:.1f} s; a voice is learned from {SHORTEST:g} to {LONGEST:g} s of clear speech."
        )
    return path


def _voices(by: Vendor) -> tuple[Voice, ...]:
    speaker: Speaker = by.makers["speech"]
    if by.local:
        return speaker.voices(None)  # type: ignore[arg-type]
    terms = by.offer("speech")
    assert terms
    with line_to(by, terms) as line:
        return speaker.voices(line)


def _row(by: Vendor, voice: Voice) -> Listed:
    found = {code: words_per_second(by.slug, voice.name, code) for code in voice.languages or _of_model(by) or ("en", "fr", "ar")}
    return Listed(vendor=by.slug, voice=voice, paces={code: pace for code, pace in found.items() if pace})


def _of_model(by: Vendor) -> tuple[str, ...]:
    terms = by.offer("speech")
    return terms.languages if terms else ()
