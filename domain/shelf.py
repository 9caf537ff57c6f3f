"""Which of the user's own files belongs to which segment: by the number in its name, else by order."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import Literal

from domain.languages import LANGUAGES
from domain.requests import Source

Wanted = Literal["video", "speech", "music", "avatar", "broll", "effect"]

_PLACES = (
    *("segment", "seg", "scene", "scène", "shot", "clip", "part", "plan", "image", "photo"),
    *("voice", "voix", "narration", "line", "مشهد", "مقطع", "صوت"),
)
_COUNTED = (*_PLACES, "avatar", "broll", "roll", "sfx", "effect", "effet")
_MUSIC_FOLDERS = ("music", "musique", "موسيقى")
_MUSIC = re.compile(r"(?:music|musique|bed|soundtrack|موسيقى)\d*")
_EXTRAS: dict[Wanted, re.Pattern[str]] = {
    "avatar": re.compile(r"avatars?"),
    "broll": re.compile(r"b roll|brolls?"),
    "effect": re.compile(r"sfx|(?:sound )?(?:effects?|effets?)"),
}
"""How a name begins, numbers and words like `scene` aside, or what its folder is called, for what is laid over the film."""
_SPLIT = re.compile(r"[\s._\-()]+")
_GLUED = re.compile(rf"(?:{'|'.join(_COUNTED)}|s)(\d+)")
_LARGEST = 999
"""`IMG_2034` and `1080` are names, not places in a film."""
_LANGUAGES = {name.casefold(): one.code for one in LANGUAGES.values() for name in (one.code, one.name, one.own_name)}


def match(sources: Sequence[Source], kind: Wanted, index: int, count: int, language: str = "") -> Source | None:
    """Return the user's file for segment `index` (from 1) of `count`, or None when there is none.

    A number in a name is a segment's: `3.mp4`, `03-intro.png`, `scene 3.jpg`, `segment3.mp4`, `narration_fr_3.mp3`;
    after a word like `scene` first, else at the beginning, else the last one; more than 999 is no place in a film.
    Clips and stills without a number take, in the order given, the segments that no number claims; when no number is
    within the film, all of them go by order. Recordings go by number, or by order when there is one for every segment.
    A language in a name or folder (`voice-3-fr.wav`, `voice/fr/3.wav`) keeps a recording to that language; one without
    is for any. An avatar or B-roll (`avatar-2.mp4`, `b-roll 3.png`, or in a folder of that name) and a sound effect
    (`sfx-3.wav`) go by number; an avatar without one is in every segment. Music is a sound with `music`, `bed` or
    `soundtrack` in its name, or in a folder `music`; other sounds are speech.
    """
    mine = [source for source in sources if use(source) == kind]
    if kind == "music":
        return mine[0] if mine else None
    if kind == "video":
        return _placed(mine, count).get(index)
    if kind == "avatar":
        return _numbered(mine, count).get(index) or next((one for one in mine if number(one.path) is None), None)
    if kind in ("broll", "effect"):
        return next(iter(matches(sources, kind, index, count)), None)
    own = _recordings([source for source in mine if _language(source) == language], count)
    return (own if language else {}).get(index) or _recordings([one for one in mine if not _language(one)], count).get(index)


def matches(sources: Sequence[Source], kind: Wanted, index: int, count: int) -> tuple[Source, ...]:
    """Return all of the user's files of a kind that carry the number of segment `index` of `count`, in the order given."""
    return tuple(one for one in sources if use(one) == kind and number(one.path) == index <= count)


def use(source: Source) -> Wanted:
    """Return what a file is for: said by its name or folder, else by what it is."""
    name = " ".join(word for word in _words(source.path) if not word.isdecimal() and word not in _PLACES)
    said = [kind for kind, sign in _EXTRAS.items() if re.match(rf"(?:{sign.pattern})\d*\b", name) or _in_folder(source, sign)]
    for kind in said:
        if (kind == "effect") == (source.kind == "audio"):
            return kind
    if source.kind != "audio":
        return "video"
    return "music" if _is_music(source) else "speech"


def _placed(sources: Sequence[Source], count: int) -> dict[int, Source]:
    numbered = _numbered(sources, count)
    loose = [source for source in sources if not numbered or number(source.path) is None]
    gaps = [place for place in range(1, count + 1) if place not in numbered]
    return {**numbered, **dict(zip(gaps, loose, strict=False))}


def _recordings(sources: Sequence[Source], count: int) -> dict[int, Source]:
    numbered = _numbered(sources, count)
    if not numbered and len(sources) == count:
        return dict(enumerate(sources, 1))
    return numbered


def _numbered(sources: Sequence[Source], count: int) -> dict[int, Source]:
    """The files whose number is a segment of this film; of two with one number, the first."""
    named = [(number(source.path), source) for source in sources]
    return {place: source for place, source in reversed(named) if place is not None and 1 <= place <= count}


def number(path: str) -> int | None:
    """Return the segment's number that a file name carries, if any."""
    words = _words(path)
    glued = [_GLUED.fullmatch(word) for word in words]
    counted = [int(after) for word, after in pairwise(words) if word in _COUNTED and after.isdecimal()]
    counted += [int(found[1]) for found in glued if found]
    plain = [int(word) for word in words if word.isdecimal()]
    leading = plain[:1] if words and words[0].isdecimal() else []
    return next((one for one in [*counted, *leading, *reversed(plain)] if one <= _LARGEST), None)


def _is_music(source: Source) -> bool:
    folders = [part.casefold() for part in PurePath(source.path).parts[-3:-1]]
    named = any(_MUSIC.fullmatch(word) for word in _words(source.path))
    return source.kind == "audio" and (named or any(name in _MUSIC_FOLDERS for name in folders))


def _in_folder(source: Source, sign: re.Pattern[str]) -> bool:
    return bool(sign.fullmatch(" ".join(_words(PurePath(source.path).parent.name))))


def _language(source: Source) -> str:
    folder = PurePath(source.path).parent.name.casefold()
    return next((_LANGUAGES[word] for word in [*_words(source.path), folder] if word in _LANGUAGES), "")


def _words(path: str) -> list[str]:
    stem = PurePath(path).stem.casefold()
    return [word for word in _SPLIT.split(stem) if word] or [stem]
