"""Cast the voices: what the settings say of a vendor's voice, and whether somebody of a lineup speaks a language at all."""

from collections.abc import Sequence

from blocks.credentials import base_url
from blocks.settings import LOCAL, choice, voice_said
from domain.casting import voice_for
from domain.directing import lines
from domain.errors import ConfigurationError, Unsupported
from domain.lineup import Choice
from domain.project import Project
from domain.requests import SpeechRequest
from providers.base import Vendor
from providers.offers import Offer
from tasks.money.pricing import offer, vendors
from tasks.voices.keeping import words_per_second
from tasks.wiring import keys_of

ESTIMATOR = LOCAL["listen"]
"""Who listens when nobody else does."""
OF_OUR_OWN = ("", "male", "female")
"""What a voice is called when no vendor's name for it is said."""


def voiced(request: SpeechRequest, slug: str) -> SpeechRequest:
    """Return a narration with what the settings say of this vendor's voice, where the request itself names none."""
    voice, stability = voice_said(slug, request.language)
    changes: dict[str, object] = {}
    if voice and request.voice in OF_OUR_OWN:
        changes["voice"] = voice
    if stability is not None and request.stability is None:
        changes["stability"] = stability
    return request.model_copy(update=changes)


def check_voices(project: Project) -> None:
    """Raise `Unsupported` before anything is ordered when nobody of a project's lineup speaks one of its languages.

    Raises `MissingCredentials` when whoever speaks or finds the times of words has no key.
    """
    if not project.options.voiceover:
        return
    for language in project.languages:
        for line in lines(project, language):
            _check(project.lineup.speech, line)
    asked = [*(name for name in project.lineup.speech.slugs), *listeners().slugs]
    for by in (vendors()[name.partition(":")[0]] for name in asked):
        keys_of(by)
        check_address(by)


def check_language(project: Project, language: str) -> None:
    """Raise `Unsupported` when nobody of a project's lineup speaks a language, whatever is said in it."""
    voice = voice_for(project.options.voice, language) or project.brief.voice
    _check(project.lineup.speech, SpeechRequest(project=project.id, text="", language=language, voice=voice))


def check_address(by: Vendor) -> None:
    """Raise `ConfigurationError` for a vendor that works on a server of one's own when nobody said where that is."""
    if not by.local and not (by.base_url or base_url(by.slug)):
        variable = f"{by.slug.upper().replace('-', '_')}_BASE_URL"
        raise ConfigurationError(f"{by.slug}: no address. Set {variable} to that of your server, such as http://127.0.0.1:8000.")


def paces(choice: Choice, said: str, languages: Sequence[str]) -> dict[str, float]:
    """Return how fast the voice that is asked first was measured to speak, by language; nothing for one that never was."""
    slug = choice.first.partition(":")[0]
    found = {code: words_per_second(slug, voice_named(slug, said, code), code) for code in languages}
    return {code: pace for code, pace in found.items() if pace}


def voice_named(slug: str, said: str, language: str) -> str:
    """Return the voice that a vendor is asked for in a language: as it was said, else as the settings say."""
    voice = voice_for(said, language)
    return voice if voice not in OF_OUR_OWN else voice_said(slug, language)[0] or voice


def listeners() -> Choice:
    """Return who finds the times of words where a voice does not tell them; at the end always this machine, by loudness."""
    said = choice("listen")
    for name in said.slugs:
        offer(name, "listen")
    return said.model_copy(update={"slugs": tuple(dict.fromkeys([*said.slugs, ESTIMATOR]))})


def who_speaks(request: SpeechRequest) -> tuple[str, ...]:
    """Return who could speak a narration, by slug."""
    offers = ((slug, one) for slug, by in vendors().items() if not by.retired for one in by.offers if one.kind == "speech")
    return tuple(dict.fromkeys(slug for slug, one in offers if slug != "files" and can_speak(one, request)))


def can_speak(terms: Offer, request: SpeechRequest) -> bool:
    """Return whether an offer speaks a narration."""
    try:
        terms.check(request)
    except Unsupported:
        return False
    return True


def _check(choice: Choice, request: SpeechRequest) -> None:
    refusal: Unsupported | None = None
    for name in choice.slugs:
        if name == "files" and not request.source and len(choice.slugs) > 1:
            continue
        try:
            offer(name, "speech").check(request)
            return
        except Unsupported as no:
            refusal = refusal or Unsupported(f"{name}: {no} Who can: {', '.join(who_speaks(request))}.")
    if refusal:
        raise refusal
