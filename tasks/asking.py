"""Understand what was asked: a theme, a brief or a script becomes a complete `Brief`."""

from pathlib import Path

from prefect import task

from blocks.settings import lineup
from domain.ask import Ask, checked
from domain.brief import BRIEF_LIMIT, SCRIPT_LIMIT, THEME_LIMIT, Brief, Reading, checked_theme
from domain.errors import BriefError
from domain.lineup import Choice, Lineup
from domain.requests import BriefRequest, Kind, Source
from media.shelf import scan
from providers.base import Writer
from providers.registry import vendor
from tasks.policies import ONCE
from tasks.progress import tell


@task(task_run_name="understand the request", **ONCE)
def understand(ask: Ask) -> Brief:
    """Return the brief for a request; raise `BriefError` when something essential is missing or wrong."""
    tell("write", total=1)
    return brief_for(ask)


def brief_for(ask: Ask) -> Brief:
    """Return the brief for a request, without a run. Spends nothing and writes nothing."""
    ask = checked(ask)
    if ask.script:
        return _from_script(ask, _script_text(ask.script))
    if ask.brief:
        return _from_reading(ask, _read(ask))
    return _completed(ask, Brief(theme=ask.theme), assumed=())


def staff_for(ask: Ask) -> Lineup:
    """Return who works on a request, the user's own files first; raise `UnknownVendor` before anything else."""
    staff = lineup(video=ask.provider, fallback=ask.fallback, text=ask.text)
    needed: dict[Kind, bool] = {"text": True, "video": True, "speech": ask.voiceover, "music": ask.music}
    for kind in (kind for kind, wanted in needed.items() if wanted):
        for slug in staff.of(kind).slugs:
            vendor(slug, kind)
    given = {source.kind for source in sources_for(ask)}
    own: dict[Kind, bool] = {"video": bool(given & {"video", "image"}), "speech": "audio" in given, "music": "audio" in given}
    return staff.model_copy(update={kind: _with_files(staff.of(kind)) for kind, has in own.items() if has})


def _with_files(choice: Choice) -> Choice:
    return choice.model_copy(update={"slugs": tuple(dict.fromkeys(["files", *choice.slugs])), "said": True})


def sources_for(ask: Ask) -> tuple[Source, ...]:
    """Return the user's own files for a request, each opened and accepted."""
    return scan(Path(ask.media).expanduser()) if ask.media else ()


def _script_text(given: str) -> str:
    """Return the user's own text: the content of the file named, or the text itself when it has several lines."""
    if "\n" in given:
        return _sized(given, "The script")
    path = Path(given).expanduser()
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise BriefError(f"Script {given} cannot be read: {wrong.strerror}.") from wrong
    try:
        text = raw[: 4 * SCRIPT_LIMIT + 4].decode("utf-8-sig", errors="strict" if len(raw) <= 4 * SCRIPT_LIMIT else "ignore")
    except UnicodeDecodeError:
        raise BriefError(f"Script {given} is not a UTF-8 text. Save it as plain text or Markdown in UTF-8.") from None
    if "\x00" in text:
        raise BriefError(f"Script {given} is a binary file, not a text.")
    return _sized(text if len(raw) <= 4 * SCRIPT_LIMIT else " " * (SCRIPT_LIMIT + 1) + "x", f"Script {given}")


def _sized(text: str, name: str) -> str:
    if len(text) > SCRIPT_LIMIT:
        raise BriefError(f"{name} is longer than {SCRIPT_LIMIT} characters, more than an hour of speech. Cut it into parts.")
    if not any(character.isalnum() for character in text):
        raise BriefError(f"{name} is empty: there is nothing to say.")
    return text


def _from_script(ask: Ask, text: str) -> Brief:
    found = _writer(ask).survey(BriefRequest(project="", text=text))
    spoken = found.languages[0]
    if ask.languages and ask.languages != (spoken,):
        raise BriefError(f"The script is written in {spoken!r}; other languages need a text model. Ask for --language {spoken}.")
    brief = Brief(theme=checked_theme(found.theme[:THEME_LIMIT]), source="script", text=text, languages=(spoken,))
    return _completed(ask, brief, assumed=())


def _read(ask: Ask) -> Reading:
    if len(ask.brief) > BRIEF_LIMIT:
        raise BriefError(f"The brief has {len(ask.brief)} characters; at most {BRIEF_LIMIT} are read. Shorten it.")
    return _writer(ask).read(BriefRequest(project="", text=ask.brief))


def _writer(ask: Ask) -> Writer:
    writer: Writer = vendor(lineup(text=ask.text).text.first, "text").makers["text"]
    return writer


def _from_reading(ask: Ask, reading: Reading) -> Brief:
    said = {name: value for name, value in reading.model_dump(exclude={"theme"}).items() if value}
    brief = Brief(theme=checked_theme(reading.theme[:THEME_LIMIT]), source="brief", **said)
    missing = [name for name in ("pillar", "duration", "languages") if not said.get(name)]
    return _completed(ask, brief, assumed=tuple(f"{name}: not said, so {_shown(getattr(brief, name))}." for name in missing))


def _completed(ask: Ask, brief: Brief, *, assumed: tuple[str, ...]) -> Brief:
    """Return `brief` with what was said outright (flags, form fields) in place of what was read or assumed."""
    said = {name: getattr(ask, name) for name in ("pillar", "duration", "languages", "formats") if getattr(ask, name)}
    kept = tuple(note for note in assumed if note.split(":")[0] not in said)
    return brief.model_copy(update={**said, "assumed": kept})


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
