"""What a TrueType file says about itself: the characters it can draw, the heights its lines are set by, its names and weight."""

import struct
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO")
_FAMILY, _SUBFAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC = 1, 2, 4, 6, 16


class Face(NamedTuple):
    """The facts of one font file, heights in ems."""

    family: str
    """The name a subtitle style must give to get exactly this file."""
    characters: frozenset[int]
    ascent: float
    """From the baseline to the top of the line box."""
    descent: float
    capital: float
    """Height of a capital letter."""
    typeface: str
    """The family as people call it, over all its weights."""
    weight: int
    """From 100, thin, to 900, black."""
    italic: bool
    variable: bool


@lru_cache(maxsize=64)
def read(path: Path) -> Face:
    """Return the facts of the font at `path`; raise `ValueError` when it is not a TrueType or OpenType file."""
    return facts(path.read_bytes(), path.name)


def facts(data: bytes, name: str) -> Face:
    """Return the facts of a font, called `name` in errors; raise `ValueError` when it is not a TrueType or OpenType file."""
    if data[:4] not in _SIGNATURES:
        raise ValueError(f"{name} is not a TrueType or OpenType font")
    try:
        return _facts(data)
    except (struct.error, KeyError, IndexError, UnicodeDecodeError) as wrong:
        raise ValueError(f"{name} is not a TrueType or OpenType font that can be read; a part of it is missing") from wrong


def _facts(data: bytes) -> Face:
    tables = {tag: at for tag, (at, _) in _tables(data).items()}
    em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    windows = tables["OS/2"]
    version, _, weight = struct.unpack_from(">HhH", data, windows)
    selection = struct.unpack_from(">H", data, windows + 62)[0]
    ascent, descent = struct.unpack_from(">HH", data, windows + 74)
    if not ascent + descent:  # then libass takes the heights of the other platform
        ascent, descent = (abs(part) for part in struct.unpack_from(">hh", data, tables["hhea"] + 4))
    capital = struct.unpack_from(">h", data, windows + 88)[0] if version > 1 else 0
    names = _names(data, tables["name"])
    return Face(
        family=names[_FAMILY],
        characters=_characters(data, tables["cmap"]),
        ascent=ascent / em,
        descent=descent / em,
        capital=(capital or round(em * 0.7)) / em,
        typeface=names.get(_TYPOGRAPHIC, names[_FAMILY]),
        weight=weight,
        italic=bool(selection & 1),
        variable="fvar" in tables,
    )


def renamed(data: bytes, family: str, typeface: str) -> bytes:
    """Return the font under these names and no others; nothing else of it changes."""
    tables = {tag: data[at : at + length] for tag, (at, length) in _tables(data).items() if tag != "DSIG"}
    names = {_FAMILY: family, _SUBFAMILY: "Regular", _FULL: family, _POSTSCRIPT: family, _TYPOGRAPHIC: typeface}
    tables["name"] = _name_table(names)
    log = len(tables).bit_length() - 1
    header = struct.pack(">4s4H", data[:4], len(tables), 16 << log, log, 16 * (len(tables) - (1 << log)))
    records, body, at = b"", b"", 12 + 16 * len(tables)
    for tag in sorted(tables):
        padded = tables[tag] + bytes(-len(tables[tag]) % 4)
        records += struct.pack(">4sLLL", tag.encode("latin-1"), _sum(padded), at + len(body), len(tables[tag]))
        body += padded
    return header + records + body


def _sum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _name_table(names: dict[int, str]) -> bytes:
    records, strings = b"", b""
    for key, name in sorted(names.items()):
        coded = name.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, key, len(coded), len(strings))
        strings += coded
    return struct.pack(">3H", 0, len(names), 6 + len(records)) + records + strings


def _tables(data: bytes) -> dict[str, tuple[int, int]]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * k) for k in range(count))
    return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in records}


def _names(data: bytes, table: int) -> dict[int, str]:
    """Return the names of the font by their kind, the first of each that is in Unicode."""
    count, strings = struct.unpack_from(">HH", data, table + 2)
    found: dict[int, str] = {}
    for k in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", data, table + 6 + 12 * k)
        if platform == 3:
            start = table + strings + offset
            found.setdefault(name, data[start : start + length].decode("utf-16-be"))
    return found


def _characters(data: bytes, table: int) -> frozenset[int]:
    count = struct.unpack_from(">H", data, table + 2)[0]
    found: set[int] = set()
    for k in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, table + 4 + 8 * k)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            found |= _subtable(data, table + offset)
    return frozenset(found)


def _subtable(data: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", data, at)[0]
    if kind == 12:
        groups = struct.unpack_from(">L", data, at + 12)[0]
        spans = (struct.unpack_from(">LLL", data, at + 16 + 12 * k) for k in range(groups))
        return {code for first, last, glyph in spans for code in range(first, last + 1) if glyph + code - first}
    return _segments(data, at) if kind == 4 else set()


def _segments(data: bytes, at: int) -> set[int]:
    half = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{half}H", data, at + 14 + 2 * (half * column + (column > 0))) for column in range(4)
    )
    found: set[int] = set()
    for k, (first, last) in enumerate(zip(starts, ends, strict=True)):
        here = at + 16 + 6 * half + 2 * k + offsets[k]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code if not offsets[k] else struct.unpack_from(">H", data, here + 2 * (code - first))[0]
            if (glyph and offsets[k]) or (not offsets[k] and (glyph + deltas[k]) % 65536):
                found.add(code)
    return found
