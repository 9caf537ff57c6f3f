"""Read a colour table (.cube), check it, and write it down so plainly that nothing about it can be read in two ways."""

import math
from collections.abc import Iterator
from pathlib import Path

from domain.base import Frozen
from domain.errors import BadMedia
from media import sniff

LARGEST = 65
"""Steps of a three-dimensional table along each side."""
LONGEST = 65536
"""Steps of a one-dimensional one."""
HEAVIEST = 10_000_000
"""Bytes."""
Triple = tuple[float, float, float]
_SIZES = {"LUT_3D_SIZE": 3, "LUT_1D_SIZE": 1}
_RANGES = ("LUT_3D_INPUT_RANGE", "LUT_1D_INPUT_RANGE")
_AGAIN = "Export it again."
_LEAST, _MOST = -16.0, 16.0
"""What a colour can be in a table; 0 to 1 is from black to white."""


class Cube(Frozen):
    """A colour table: what comes out for colours at even steps between `low` and `high`."""

    sides: int
    """3 when a colour as a whole is looked up, 1 when red, green and blue each are."""
    size: int
    """Steps along a side."""
    low: Triple = (0.0, 0.0, 0.0)
    high: Triple = (1.0, 1.0, 1.0)
    rows: tuple[Triple, ...]
    """Red changes fastest."""


def read(path: Path) -> Cube:
    """Return the table in a file; raise `BadMedia` saying what it is or what is wrong with it."""
    return _parsed(_text(path), path.name)


def written(cube: Cube, path: Path) -> Path:
    """Write a table to `path` with nothing in it but its numbers, and return `path`."""
    head = [f"LUT_{cube.sides}D_SIZE {cube.size}"]
    if (cube.low, cube.high) != ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)):
        head += [f"DOMAIN_MIN {_line(cube.low)}", f"DOMAIN_MAX {_line(cube.high)}"]
    path.write_text("\n".join([*head, *map(_line, cube.rows), ""]), encoding="ascii")
    return path


def _line(row: Triple) -> str:
    return " ".join(f"{value:.7g}" for value in row)


def _text(path: Path) -> str:
    if not path.is_file():
        raise BadMedia(f"{path} is not a file. Give the path of a .cube file.")
    with path.open("rb") as file:
        raw = file.read(HEAVIEST + 1)
    if not raw.strip():
        raise BadMedia(f"{path.name} is empty. Export the colour table again.")
    if len(raw) > HEAVIEST:
        raise BadMedia(
            f"{path.name} is larger than {HEAVIEST // 10**6} MB, more than any colour table of {LARGEST} steps a side."
        )
    if b"\x00" in raw:
        raise BadMedia(f"{path.name} is a binary file, not a colour table. Export it as .cube in plain text.")
    if b"LUT_" not in raw and (said := sniff.writing(raw[: sniff.HEAD])):
        raise BadMedia(f"{path.name} is {said}, not a colour table. Give the .cube file itself.")
    # Only comments and titles hold anything but ASCII, whatever their encoding is.
    return raw.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _parsed(text: str, name: str) -> Cube:
    head: dict[str, list[str]] = {}
    rows: list[Triple] = []
    for number, words in _lines(text):
        if words[0][0].isalpha() and words[0].lower() not in ("nan", "inf", "infinity"):
            if words[0] in head or rows:
                raise BadMedia(f"{name} has {words[0]} in line {number}, where only numbers are possible. {_AGAIN}")
            head[words[0]] = words[1:]
        else:
            rows.append(_triple(words, f"line {number}", name))
    sides, size = _size(head, name)
    if len(rows) != size**sides:
        raise BadMedia(f"{name} has {len(rows)} colours; a table of size {size} has {size**sides}. {_AGAIN}")
    low, high = _domain(head, name)
    return Cube(sides=sides, size=size, low=low, high=high, rows=tuple(rows))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split() if not line.lstrip().startswith("TITLE") else []
        if words:
            yield number, words


def _triple(words: list[str], place: str, name: str) -> Triple:
    try:
        red, green, blue = (float(word) for word in words)
    except ValueError:
        shown = " ".join(words)[:40]
        raise BadMedia(f"{name} is not a colour table: {place} is {shown!r} where three numbers belong. {_AGAIN}") from None
    for value in (red, green, blue):
        if not (math.isfinite(value) and _LEAST <= value <= _MOST):
            raise BadMedia(f"{name} has {value} in {place}, which is no colour: 0 is black and 1 is white. {_AGAIN}")
    return red, green, blue


def _size(head: dict[str, list[str]], name: str) -> tuple[int, int]:
    said = [key for key in _SIZES if key in head]
    if not said:
        raise BadMedia(f"{name} is not a colour table: it names no LUT_3D_SIZE and no LUT_1D_SIZE. Give a .cube file.")
    if len(said) > 1:
        raise BadMedia(f"{name} holds two tables, one behind the other. Export it as one, without a shaper.")
    sides, given = _SIZES[said[0]], " ".join(head[said[0]])
    most = LARGEST if sides == 3 else LONGEST
    if not (given.isascii() and given.isdigit() and len(given) < 9 and 2 <= int(given) <= most):
        raise BadMedia(f"{name} has {said[0]} {given[:20]}; possible are 2 to {most}. Export it with fewer steps.")
    return sides, int(given)


def _domain(head: dict[str, list[str]], name: str) -> tuple[Triple, Triple]:
    """Return the colours between which the table stands. Some programs name two numbers, some two colours."""
    low, high = head.get("DOMAIN_MIN", ["0"] * 3), head.get("DOMAIN_MAX", ["1"] * 3)
    for key in _RANGES:
        if key in head and len(head[key]) == 2:
            low, high = ([end] * 3 for end in head[key])
    ends = _triple(low, "DOMAIN_MIN", name), _triple(high, "DOMAIN_MAX", name)
    if not all(a < b for a, b in zip(*ends, strict=True)):
        raise BadMedia(f"{name} begins its colours at {_line(ends[0])} and ends them at {_line(ends[1])}. {_AGAIN}")
    return ends
