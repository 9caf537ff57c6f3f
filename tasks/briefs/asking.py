"""Understand what was asked: a theme, a brief or a script becomes a complete `Brief`."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from prefect import task

from blocks.settings import lineup, located
from domain.ask import Ask, checked
from domain.base import digest
from domain.brief import BRIEF_LIMIT, SCRIPT_LIMIT, THEME_LIMIT, Brief, Reading, checked_theme, worded
from domain.errors import BriefError, ConfigurationError
from domain.lineup import Choice, Lineup
from domain.money import Money
from domain.requests import BriefRequest, Kind, Source
from domain.shelf import use
from media.shelf import scan
from store.batches import join
from tasks.briefs.briefing import completed, from_reading, from_theme, guessed
from tasks.briefs.hearing import check_recording, digest_of, heard, recording_in
from tasks.money.pricing import offer
from tasks.pages.progress import tell
from tasks.policies import ONCE
from tasks.scripts.writers import Writers, by_rule, is_free
from tasks.wiring import store

READ_AT_MOST = 4 * SCRIPT_LIMIT
"""Bytes of a script that are read: a letter of UTF-8 takes four at the most."""


@task(task_run_name="understand the request", **ONCE)
def understand(ask: Ask) -> Brief:
    """Return the brief for a request; raise `BriefError` when something essential is missing or wrong."""
    tell("write", total=1)
    if ask.batch:
        join(store(), ask.batch, name_of(ask))
    return brief_for(ask)


def brief_for(ask: Ask, *, free: bool = False) -> Brief:
    """Return the brief for a request, without a run. Pays for reading once, where a text model reads.

    With `free`, spends nothing and writes nothing: what a text model would read, rules read as well as they can.
    """
    ask = checked(ask)
    if ask.script:
        return _from_script(ask, _script_text(ask.script))
    if ask.brief and (recording := recording_in(ask.brief)):
        return _from_recording(ask, recording, free)
    if ask.brief:
        return from_reading(ask, ask.brief, _read(ask, ask.brief, free))
    return from_theme(ask)


def _from_recording(ask: Ask, recording: Path, free: bool) -> Brief:
    """Return the brief that was spoken; nobody hears it when that may cost nothing, and its name stands for what it is about."""
    if free:
        check_recording(recording)
        return completed(ask, Brief(theme=ask.theme or checked_theme(recording.stem), source="brief"))
    text = heard(recording, name_of(ask), money(ask.budget))
    brief = from_reading(ask, text, _read(ask, text, free))
    return brief.model_copy(update={"assumed": (f"brief: heard as “{text}”", *brief.assumed)})


def staff_for(ask: Ask, sources: Sequence[Source]) -> Lineup:
    """Return who works on a request, the user's own files first.

    Raises `UnknownVendor`, or `ConfigurationError` when only the user's own clips are to be shown and there are none.
    """
    staff = lineup(video=ask.provider, fallback=ask.fallback, text=ask.text)
    needed: dict[Kind, bool] = {"text": True, "video": True, "speech": ask.voiceover, "music": ask.music}
    for kind in (kind for kind, wanted in needed.items() if wanted):
        for slug in staff.of(kind).slugs:
            offer(slug, kind)
    given = {use(source) for source in sources}
    own: dict[Kind, bool] = {"video": "video" in given, "speech": "speech" in given, "music": "music" in given}
    if staff.video.slugs == ("files",) and not own["video"]:
        raise ConfigurationError("Vendor 'files' shows your own clips and stills. Name their folder with --media.")
    return staff.model_copy(update={kind: _with_files(staff.of(kind)) for kind, has in own.items() if has})


def _with_files(choice: Choice) -> Choice:
    return choice.model_copy(update={"slugs": tuple(dict.fromkeys(["files", *choice.slugs])), "said": True})


def sources_for(ask: Ask) -> tuple[Source, ...]:
    """Return the user's own files for a request, each opened and accepted."""
    return scan(located(ask.media)) if ask.media else ()


def _script_text(given: str) -> str:
    """Return the user's own text: the content of the file named, or the text itself when it has several lines."""
    if "\n" in given:
        return _sized(given, "The script")
    name = f"Script {given}" if len(given) <= 200 else f"Script {given[:80]}…"
    try:
        with located(given).open("rb") as file:
            return _sized(_decoded(file.read(READ_AT_MOST + 1), name), name)
    except OSError as wrong:
        raise BriefError(f"{name} cannot be read: {wrong.strerror}. Give the path of a text or Markdown file.") from wrong


def _decoded(raw: bytes, name: str) -> str:
    if b"\x00" in raw:
        raise BriefError(f"{name} is a binary file, not a text. Save it as plain text or Markdown in UTF-8.")
    if len(raw) > READ_AT_MOST:
        raise _too_long(name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BriefError(f"{name} is not a UTF-8 text. Save it as plain text or Markdown in UTF-8.") from None


def _sized(text: str, name: str) -> str:
    if len(text) > SCRIPT_LIMIT:
        raise _too_long(name)
    if not any(character.isalnum() for character in text):
        raise BriefError(f"{name} is empty: there is nothing to say. Give a text with at least one sentence.")
    return text


def _too_long(name: str) -> BriefError:
    return BriefError(f"{name} is longer than {SCRIPT_LIMIT} characters, more than an hour of speech. Cut it into parts.")


def _from_script(ask: Ask, text: str) -> Brief:
    found = by_rule().survey(BriefRequest(project="", text=text))
    spoken = found.languages[0]
    others = [code for code in ask.languages if code != spoken]
    if others and is_free(lineup(text=ask.text).text):
        edit = f'reelflow edit PROJECT N --language {others[0]} --narration "..."'
        raise BriefError(
            f"The script is written in {spoken!r}; {' and '.join(others)} needs a text model, such as --text claude. "
            f"Or make it with --language {spoken}, then write the others: {edit}"
        )
    brief = Brief(theme=checked_theme(found.theme[:THEME_LIMIT]), source="script", text=text, languages=(spoken,))
    return completed(ask, brief)


def _read(ask: Ask, text: str, free: bool) -> Reading:
    """Return what is understood of a brief; raise `BriefError` for one without a word and for one too long to be read."""
    if len(text) > BRIEF_LIMIT:
        raise BriefError(f"The brief has {len(text)} characters; at most {BRIEF_LIMIT} are read. Shorten it.")
    worded(text, "brief")
    writers = lineup(text=ask.text).text
    if free and not is_free(writers):
        return guessed(text)
    if is_free(writers):
        return by_rule().read(BriefRequest(project="", text=text))
    return Writers(writers, money(ask.budget)).read(BriefRequest(project=name_of(ask), text=text))


def name_of(ask: Ask) -> str:
    """Return the id of the project for a request: the beginning of what it says, and a digest of all that makes the film.

    It comes from the request alone, not from what somebody read in it, so that the same request finds its project again.
    """
    ask, sources = checked(ask), sources_for(ask)
    parts = [staff_for(ask, sources), sources, ask.seed, ask.voice]
    if ask.brief:
        recording = recording_in(ask.brief)
        said = [digest_of(recording) if recording else ask.brief, ask.pillar, ask.duration, ask.languages, ask.formats]
        later = [value for value in (ask.theme, ask.segments, ask.seconds_per_segment, ask.publish_to) if value]
        return f"{_slug(recording.stem if recording else ask.brief)}-{digest([said, *parts, *later], length=6)}"
    brief = brief_for(ask)
    return f"{_slug(brief.theme)}-{digest([brief, *parts], length=6)}"


def _slug(text: str) -> str:
    """Return up to 40 characters of `text` that are safe in a file name and easy to type."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "video"


def money(budget: float | None) -> Money | None:
    """Return a spending ceiling as money."""
    return None if budget is None else Money(str(budget))
