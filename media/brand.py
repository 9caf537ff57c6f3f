"""Read a brand's kit: `brand.yaml` and the files it names, each opened and found to be what it must be."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from domain.brand import Sheet, sheet
from domain.colour import is_table, preset_or_table
from domain.errors import BadMedia, ConfigurationError
from media import cube, own_fonts, probe

SHEET = "brand.yaml"
HEAVIEST = 64_000
"""Bytes of a sheet."""
CLIP = (0.5, 60.0)
"""Seconds that an intro or an outro may last."""


class Kit(NamedTuple):
    """A brand's kit whose files were all found good."""

    sheet: Sheet
    files: Mapping[str, Path]
    """Each file under the name that the sheet has for it."""
    heading: str = ""
    body: str = ""
    """Families of its typefaces."""
    sounding: tuple[str, ...] = ()
    """Which of `intro` and `outro` have a sound."""


def read(place: Path) -> Kit:
    """Return the kit in a folder with a `brand.yaml`, or of such a file.

    Raises `ConfigurationError` naming the key that is wrong, or `BadMedia` the file that cannot be used.
    """
    path = place / SHEET if place.is_dir() else place
    said = sheet(_written(path), str(path))
    return checked(said, {name: path.parent / name for _, name in said.files}, str(path))


def checked(said: Sheet, files: Mapping[str, Path], place: str) -> Kit:
    """Return the kit of a sheet and its files once every file is found good; raise as `read`, naming `place`."""
    for key, name in said.files:
        if not files[name].is_file():
            raise ConfigurationError(f"{place}: {key}: there is no file {files[name]}. Put it there, or take the key out.")
    sounding = []
    with _naming(place, "logo"):
        if said.logo:
            probe.accept(files[said.logo], kind="image")
    for key, name in (("intro", said.intro), ("outro", said.outro)):
        with _naming(place, key):
            if name and _clip(files[name]).has_audio:
                sounding.append(key)
    with _naming(place, "grade"):
        _graded(said.grade, files)
    families = {key: _family(getattr(said, key), files, place, key) for key in ("heading", "body")}
    return Kit(said, files, **families, sounding=tuple(sounding))


class _naming:
    """Says of which key of which kit something is wrong."""

    def __init__(self, place: str, key: str) -> None:
        self._where = f"{place}: {key}"

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, wrong: BaseException | None, _trace: object) -> None:
        if isinstance(wrong, BadMedia):
            raise BadMedia(f"{self._where}: {wrong}") from wrong
        if isinstance(wrong, ValueError):
            raise ConfigurationError(f"{self._where}: {wrong}.") from wrong


def _written(path: Path) -> object:
    try:
        with path.open("rb") as file:
            raw = file.read(HEAVIEST + 1)
    except OSError as wrong:
        raise ConfigurationError(f"Brand kit {path} cannot be read: {wrong.strerror}. Give a folder with a {SHEET}.") from wrong
    if len(raw) > HEAVIEST:
        raise ConfigurationError(
            f"Brand kit {path} is larger than {HEAVIEST // 1000} KB. Give the {SHEET}, not one of its files."
        )
    try:
        text = raw.decode("utf-8-sig")
        twice = list(_twice(yaml.compose(text, Loader=yaml.SafeLoader)))
        # All values as they are written: a colour such as 001122 is no number, and `no` is a word.
        said: object = yaml.load(text, Loader=yaml.BaseLoader)
    except (UnicodeDecodeError, yaml.YAMLError) as wrong:
        where = getattr(getattr(wrong, "problem_mark", None), "line", None)
        line = "" if where is None else f" (line {where + 1})"
        raise ConfigurationError(f"Brand kit {path} is no YAML text{line}. Write lines such as: name: Acme") from wrong
    if twice:
        raise ConfigurationError(f"{path}: {twice[0]} is said twice. Keep one of them.")
    return said


def _twice(node: yaml.Node | None) -> Iterator[str]:
    keys = [str(key.value) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    yield from (key for place, key in enumerate(keys) if key in keys[:place])


def _clip(path: Path) -> probe.Facts:
    facts = probe.accept(path, kind="video")
    shortest, longest = CLIP
    if not shortest <= facts.seconds <= longest:
        raise BadMedia(f"{path.name} lasts {facts.seconds:.1f} s; possible are {shortest:g} to {longest:g} s. Cut it to length.")
    return facts


def _graded(grade: str, files: Mapping[str, Path]) -> None:
    if is_table(preset_or_table(grade)):
        cube.read(files[grade])


def _family(names: tuple[str, ...], files: Mapping[str, Path], place: str, key: str) -> str:
    with _naming(place, key):
        found = [own_fonts.family_of(files[name]) for name in names]
    other = next((family for family in found if family.casefold() != found[0].casefold()), "")
    if other:
        raise ConfigurationError(f"{place}: {key}: {found[0]} and {other} are two families. Give the files of one.")
    return found[0] if found else ""
