"""The typefaces of the house: one folder of static faces, and what they can draw. All are under the SIL Open Font License."""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import fontpkg_amiri
import fontpkg_poppins
import fontpkg_tajawal
from PIL import ImageFont, features

from domain.errors import BriefError
from domain.languages import language as known
from media import sfnt
from media.font_cache import place, writable
from media.own_fonts import Own, covers, named_in, nearest

Weight = Literal["medium", "bold", "black"]

# Static files only: libass draws a variable font at its default weight. Amiri sets what Tajawal lacks (Persian, Quranic marks).
_FILES: dict[str, dict[Weight, Path]] = {
    "Poppins": {
        "medium": fontpkg_poppins.ROOT / "files/Poppins-Medium.ttf",
        "bold": fontpkg_poppins.ROOT / "files/Poppins-ExtraBold.ttf",
        "black": fontpkg_poppins.ROOT / "files/Poppins-Black.ttf",
    },
    "Tajawal": {
        "medium": fontpkg_tajawal.ROOT / "files/Tajawal-Medium.ttf",
        "bold": fontpkg_tajawal.ROOT / "files/Tajawal-ExtraBold.ttf",
        "black": fontpkg_tajawal.ROOT / "files/Tajawal-Black.ttf",
    },
    "Amiri": {
        "medium": fontpkg_amiri.ROOT / "files/Amiri-Regular.ttf",
        "bold": fontpkg_amiri.ROOT / "files/Amiri-Bold.ttf",
        "black": fontpkg_amiri.ROOT / "files/Amiri-Bold.ttf",
    },
}
_WEIGHTS: dict[Weight, int] = {"medium": 500, "bold": 800, "black": 900}
_RTL = ("Tajawal", "Amiri", "Poppins")
_LTR = ("Poppins", "Tajawal", "Amiri")
_LOOKALIKES = str.maketrans({"\u2011": "-", "\u202f": "\u00a0", "\u2007": "\u00a0"})
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff]|[\x00-\x08\x0e-\x1f\x7f]")
_LOOSE_JOINER = re.compile("(?<![\u0600-\u08ff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u08ff])")
_ARROWS = range(0x2190, 0x2200)
_MEASURE = 200  # pixels to an em when measuring: whole-pixel hinting would add up over a line of small type

_log = logging.getLogger(__name__)


def folder() -> Path:
    """Return the folder that holds exactly the faces we use, filled; raise `ConfigurationError` when no folder can be written."""
    return _home() / "faces"


def environment() -> dict[str, str]:
    """Return the variables under which ffmpeg's libass sees our faces and no others."""
    return {"FONTCONFIG_FILE": str(_home() / "fonts.conf")}


def lay_out(room: Path, text: str) -> None:
    """Make the folder `room` with every face that a subtitle script needs: those of the house, and the user's that it names."""
    room.mkdir()
    for path in (*folder().iterdir(), *named_in(text)):
        (room / path.name).symlink_to(path)


def family(language: str, text: str = "") -> str:
    """Return the house's family for `language`: Poppins for Latin, Tajawal for Arabic, Amiri for `text` that Tajawal lacks."""
    wanted = _order(language)
    letters = [char for char in text if char.isalpha() or unicodedata.combining(char)]
    if wanted is _RTL and not all(_draws("Tajawal", char) or not _draws("Amiri", char) for char in letters):
        return "Amiri"
    return wanted[0]


@lru_cache(maxsize=512)
def face(language: str, weight: Weight = "bold", text: str = "", own: Own = ()) -> Path:
    """Return the font file that sets `text` in this language and weight, for Pillow.

    It is of the user's `own` family where that draws the language and every letter of `text`, else of the house.
    """
    if own and covers(own, language):
        path = nearest(own, _WEIGHTS[weight])
        letters = {char for char in text if char.isalpha() or unicodedata.combining(char)}
        if all(_in(path, char) or not any(_draws(name, char) for name in _FILES) for char in letters):
            return path
    return _FILES[family(language, text)][weight]


def metrics(language: str, weight: Weight = "bold", text: str = "", own: Own = ()) -> sfnt.Face:
    """Return the facts of the face that sets `text`: its style name, and its heights in ems."""
    return sfnt.read(face(language, weight, text, own))


def width(text: str, language: str, size: float, weight: Weight = "bold", sample: str = "", own: Own = ()) -> float:
    """Return how many pixels wide `text` is when an em is `size` pixels, joined and kerned as libass will draw it.

    `sample` is the whole that it is a part of, which decides the face.
    """
    return _ems(text, language, weight, face(language, weight, sample or text, own)) * size


@lru_cache(maxsize=20_000)
def _ems(text: str, language: str, weight: Weight, main: Path) -> float:
    direction = known(language).direction
    ems = 0.0
    for path, run in _runs(text, main, weight):
        font = _font(path)
        ems += font.getlength(run, direction=direction) if _shapes() else font.getlength(run)
    return ems / _MEASURE


def missing(text: str, language: str, own: Own = ()) -> str:
    """Return the characters of `text` that neither the user's `own` family nor the house can draw, each once, in order."""
    known(language)
    seen = dict.fromkeys(char for char in _tidy(text) if not char.isspace())
    mine = [nearest(own, 500)] if own and covers(own, language) else []
    return "".join(
        char for char in seen if not (any(_draws(name, char) for name in _FILES) or any(_in(path, char) for path in mine))
    )


def check_coverage(text: str, language: str, own: Own = ()) -> None:
    """Raise `BriefError` naming the characters that no face at hand can draw; return quietly when all can be drawn."""
    lacking = missing(text, language, own)
    if lacking:
        names = ", ".join(f"{char} (U+{ord(char):04X})" for char in lacking[:8])
        more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
        raise BriefError(f"No typeface here can draw {names}{more}. Write that part in Latin or Arabic script, or leave it out.")


def drawable(text: str, language: str, own: Own = ()) -> str:
    """Return `text` without the emoji, pictographs and invisible marks that cannot be drawn; what was dropped is logged.

    Letters, digits and punctuation are never dropped in silence: `check_coverage` names those.
    """
    dropped = "".join(char for char in missing(text, language, own) if _ornament(char))
    if not dropped:
        return _tidy(text)
    _log.warning("left out of the type, for no typeface draws it: %s", dropped)
    kept = _tidy(text).translate({ord(char): None for char in dropped})
    return re.sub(r" {2,}", " ", kept).strip()


def _tidy(text: str) -> str:
    """Compose accents, and take out what is never seen (a user's direction marks would reorder our lines)."""
    return _LOOSE_JOINER.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text).translate(_LOOKALIKES)))


def _ornament(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk", "Cf", "Cn", "Co", "Cs", "Me") or ord(char) in _ARROWS


def _order(language: str) -> tuple[str, ...]:
    return _RTL if known(language).direction == "rtl" else _LTR


def _draws(name: str, char: str) -> bool:
    return ord(char) in sfnt.read(_FILES[name]["bold"]).characters


def _in(path: Path, char: str) -> bool:
    return ord(char) in sfnt.read(path).characters


def _runs(text: str, main: Path, weight: Weight) -> Iterator[tuple[Path, str]]:
    """Split `text` where libass will change face: at characters that the main face lacks."""

    def chosen(char: str) -> Path:
        if char.isspace() or _in(main, char):
            return main
        return next((faces[weight] for name, faces in _FILES.items() if _draws(name, char)), main)

    for path, run in groupby(text, chosen):
        yield path, "".join(run)


@lru_cache(maxsize=32)
def _font(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), _MEASURE)


@lru_cache(maxsize=1)
def _shapes() -> bool:
    return bool(features.check("raqm"))


def _home() -> Path:
    """Return the folder of faces, `fonts.conf` and fontconfig's own cache; several processes may fill it at once."""
    files = {path.name: path.read_bytes() for faces in _FILES.values() for path in faces.values()}
    mark = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()[:12]
    home = writable(f"reelflow/fonts-{mark}")
    for name, data in files.items():
        place(home / "faces" / name, data)
    lines = (f"<dir>{escape(str(home / 'faces'))}</dir>", f"<cachedir>{escape(str(home / 'cache'))}</cachedir>")
    place(home / "fonts.conf", f'<?xml version="1.0"?>\n<fontconfig>{"".join(lines)}</fontconfig>\n'.encode())
    return home
