"""Export: a finished film's timeline and subtitles, in the formats that other programs read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from blocks.settings import located
from domain.errors import BriefError, ConfigurationError, NotFound
from domain.final_cut import FinalCut
from domain.formats import format_named
from domain.languages import language as known
from domain.project import Project
from media.ffmpeg import finished
from montage.exchange import otio, subtitles
from montage.exchange.layout import LABELS
from montage.typography import ass
from store import timelines, videos
from store.timelines import Name
from tasks.films.delivering import FOLDER
from tasks.films.lettering import typefaces_ready
from tasks.wiring import store, vault


def final_cut(project: Project, language: str = "", format: str = "") -> FinalCut:
    """Return the timeline of one of a project's films, as it was last finished.

    Raises `BriefError` when several are meant, `NotFound` for a film that is not there or that has no timeline.
    """
    wanted = Name(known(language).code if language else "", format_named(format).name if format else "")
    found = _meant(timelines.names(store(), project.id), wanted)
    if len(found) == 1:
        return timelines.load(store(), project.id, found[0])
    if found:
        raise BriefError(f"That fits {len(found)} films of {project.id}: {_list(found)}. Choose with --language and --format.")
    films = sorted(Name(video.language, video.format) for video in videos.latest(store(), project.id))
    if _meant(films, wanted):
        raise NotFound(f"No timeline was kept with this film. Assemble it once: reelflow assemble {project.id}")
    if films:
        raise NotFound(f"{project.id} has no film {_list([wanted])}. It has: {_list(films)}.")
    raise NotFound(f"{project.id} has no finished film yet. Finish it: reelflow continue {project.id}")


def checked_form(form: str) -> str:
    """Return the form that is meant: `otio`, `srt`, `vtt` or `ass`; raise `BriefError` for another."""
    if form.lower() not in _FORMS:
        raise BriefError(f"--as {form!r} is not known. Choose from: {', '.join(_FORMS)}.")
    return form.lower()


def export(project: Project, cut: FinalCut, form: str, output: str = "") -> Path:
    """Write a film in one of the forms to a file, or into a folder under a telling name, and return its path.

    Raises `BriefError` for a film that has nothing to write there, `ConfigurationError` for a place that cannot be used.
    """
    path = _place(project, cut, form, output)
    text = _FORMS[form](project, cut)
    try:
        with finished(path) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
    except OSError as wrong:
        raise _unusable(path, wrong) from wrong
    return path


def _otio(project: Project, cut: FinalCut) -> str:
    files = {clip.media for track in LABELS for clip in getattr(cut.timeline, track)}
    urls = {media.sha256: vault().open(media).absolute().as_uri() for media in files}
    return otio.document(cut, project.script.title.get(cut.language) or project.title, urls)


def _srt(project: Project, cut: FinalCut) -> str:
    _check_lines(project, cut)
    return subtitles.srt(cut.lines, cut.timeline.seconds)


def _vtt(project: Project, cut: FinalCut) -> str:
    _check_lines(project, cut)
    return subtitles.vtt(cut.lines, cut.timeline.seconds)


def _ass(project: Project, cut: FinalCut) -> str:
    typefaces_ready(cut.timeline.look)
    text = ass(cut.timeline)
    if "\nDialogue:" not in text:
        raise BriefError(f"This film shows no type. Put captions on it: reelflow assemble {project.id} --subtitles")
    return text


_FORMS: dict[str, Callable[[Project, FinalCut], str]] = {"otio": _otio, "srt": _srt, "vtt": _vtt, "ass": _ass}


def _check_lines(project: Project, cut: FinalCut) -> None:
    if not cut.lines:
        raise BriefError(f"Nobody speaks in this film, so it has no subtitles. Try: reelflow assemble {project.id} --voiceover")


def _place(project: Project, cut: FinalCut, form: str, output: str) -> Path:
    wanted = located(output or FOLDER)
    try:
        if wanted.is_dir() or not output:
            wanted = wanted / f"{project.id}{_mark(project, cut)}.{form}"
        elif wanted.suffix.lower() != f".{form}":
            raise ConfigurationError(f"Output {output}: {form} is written as a .{form} file. Name one, or an existing folder.")
        if wanted.is_dir():
            raise ConfigurationError(f"Output {wanted} is a folder. Name a file in it.")
        if output and not wanted.parent.is_dir():
            raise ConfigurationError(f"The output folder {wanted.parent} does not exist. Make it, or choose another.")
    except OSError as wrong:
        raise _unusable(wanted, wrong) from wrong
    return wanted.absolute()


def _mark(project: Project, cut: FinalCut) -> str:
    return "" if project.one_film else f"-{cut.language}-{cut.format}"


def _unusable(path: Path, wrong: OSError) -> ConfigurationError:
    return ConfigurationError(f"Output {path} cannot be written: {wrong.strerror}. Choose another place.")


def _meant(names: Sequence[Name], wanted: Name) -> list[Name]:
    return [name for name in names if wanted.language in ("", name.language) and wanted.format in ("", name.format)]


def _list(names: Sequence[Name]) -> str:
    return ", ".join(" ".join(filter(None, name)) for name in names)
