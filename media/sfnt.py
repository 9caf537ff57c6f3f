"""What a TrueType file says about itself: the characters it can draw and the heights its lines are set by."""

import struct
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


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


@lru_cache(maxsize=64)
def read(path: Path) -> Face:
    """Return the facts of the font at `path`; raise `ValueError` when it is not a TrueType or OpenType file."""
    data = path.read_bytes()
    if data[:4] not in (b"\x00\x01\x00\x00", b"OTTO"):
        raise ValueError(f"{path.name} is not a TrueType or OpenType font")
    tables = _tables(data)
    em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    windows = tables["OS/2"]
    ascent, descent = struct.unpack_from(">HH", data, windows + 74)
    capital = struct.unpack_from(">h", data, windows + 88)[0] or round(em * 0.7)
    return Face(_family(data, tables["name"]), _characters(data, tables["cmap"]), ascent / em, descent / em, capital / em)


def _tables(data: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * k) for k in range(count))
    return {tag.decode("latin-1"): offset for tag, _, offset, _ in records}


def _family(data: bytes, table: int) -> str:
    count, strings = struct.unpack_from(">HH", data, table + 2)
    for k in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", data, table + 6 + 12 * k)
        if platform == 3 and name == 1:
            start = table + strings + offset
            return data[start : start + length].decode("utf-16-be")
    raise ValueError("the font has no family name")


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
