"""Typefaces that the user brings: accepted, kept by their bytes, and named so that libass can take no other for them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import ImageFont

from domain.errors import BadMedia, ConfigurationError
from domain.languages import language as known
from domain.timeline import Look
from media import sfnt
from media.font_cache import place, writable

Own = tuple[str, ...]
"""The files of one family by the SHA-256 of their bytes; empty for the typefaces of the house."""
_NAME = re.compile(r"\bown-([0-9a-f]{64})\b")
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "en": _LATIN,
    "fr": _LATIN + "àâæçèéêëîïôùûüÿœÀÂÆÇÈÉÊËÎÏÔÙÛÜŒ",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
}


def family_of(path: Path) -> str:
    """Return the family of a font file, as people call it over all its weights.

    Raises `BadMedia` for a file that cannot be used: unreadable, variable, a collection or a web font.
    """
    return _accepted(path.read_bytes(), path.name).typeface


def adopt(path: Path, sha256: str) -> None:
    """Keep the font at `path`, whose bytes have this SHA-256, where type can be set in it; raise `BadMedia` as `family_of`."""
    place_of = _place_of(sha256)
    if place_of.is_file():
        return
    data = path.read_bytes()
    typeface = _accepted(data, path.name).typeface
    place(place_of, sfnt.renamed(data, f"own-{sha256}", typeface))


@lru_cache(maxsize=64)
def own(look: Look, family: str) -> Own:
    """Return the look's files of `family`; none when it names no family.

    Raises `ConfigurationError` when no file is of that family, or one was not adopted on this machine.
    """
    if not family:
        return ()
    found = {ref.sha256: sfnt.read(adopted(ref.sha256)) for ref in look.fonts}
    mine = {sha256: face for sha256, face in found.items() if face.typeface.casefold() == family.strip().casefold()}
    if not mine:
        there = ", ".join(dict.fromkeys(face.typeface for face in found.values())) or "none"
        raise ConfigurationError(f"No font file of the brand is of the family {family!r}. Families there: {there}.")
    upright = tuple(sha256 for sha256, face in mine.items() if not face.italic)
    return upright or tuple(mine)


def adopted(sha256: str) -> Path:
    """Return where the font with these bytes lies; raise `ConfigurationError` when it was not adopted on this machine."""
    path = _place_of(sha256)
    if not path.is_file():
        raise ConfigurationError(f"The brand's font {sha256[:12]} is not at hand on this machine. Run the command again.")
    return path


def nearest(files: Own, weight: int) -> Path:
    """Return the one of `files` whose weight is nearest to `weight`, from 100 to 900; the heavier of two as near."""
    return min(map(adopted, files), key=lambda path: (abs(sfnt.read(path).weight - weight), -sfnt.read(path).weight))


@lru_cache(maxsize=64)
def covers(files: Own, language: str) -> bool:
    """Return whether the family draws every letter of a language."""
    drawn = sfnt.read(adopted(files[0])).characters if files else frozenset()
    return all(ord(letter) in drawn for letter in _ALPHABETS[known(language).code])


def named_in(text: str) -> Iterable[Path]:
    """Return the files of the user's fonts that a subtitle script names."""
    return [adopted(sha256) for sha256 in dict.fromkeys(_NAME.findall(text))]


def _place_of(sha256: str) -> Path:
    return writable("reelflow/own-fonts") / "faces" / f"{sha256}.font"


def _accepted(data: bytes, name: str) -> sfnt.Face:
    wanted = "Give static .ttf or .otf files, one a weight."
    if data[:4] in (b"ttcf", b"wOFF", b"wOF2"):
        raise BadMedia(f"{name} is {'a collection of fonts' if data[:4] == b'ttcf' else 'a web font'}. {wanted}")
    try:
        face = sfnt.facts(data, name)
        ImageFont.truetype(BytesIO(data), 20)
    except (ValueError, OSError) as wrong:
        raise BadMedia(f"{name} cannot be read as a font. {wanted}") from wrong
    if face.variable:
        raise BadMedia(f"{name} is a variable font, which is drawn at one weight only. {wanted}")
    return face
