"""Figures as they are written, and on their way up to what they say."""

import re

_DIGITS = re.compile(r"[0-9٠-٩]+(?:[.,٫٬\u00a0\u202f][0-9٠-٩]+)*")
_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_BACK = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_MOST_DIGITS = 12


def parts(text: str) -> tuple[str, str]:
    """Return a figure and its label: parted at `|`, else the first word with a digit and the words around it."""
    if "|" in text:
        figure, _, label = text.partition("|")
        return figure.strip(), " ".join(label.replace("|", " ").split())
    words = text.split()
    at = next((place for place, word in enumerate(words) if _DIGITS.search(word)), 0)
    return words[at], " ".join([*words[:at], *words[at + 1 :]])


def counted(figure: str, share: float) -> str:
    """Return `figure` with its number at `share` of its height, from 0 to 1, written as it is: `1,250 km` may be at `625 km`.

    A figure without a number, one of several numbers, and a year stay as they are.
    """
    found = list(_DIGITS.finditer(figure))
    if share >= 1 or len(found) != 1 or _is_year(figure) or len(found[0][0]) > _MOST_DIGITS:
        return figure
    return figure[: found[0].start()] + _at(found[0][0], share) + figure[found[0].end() :]


def _is_year(figure: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", figure.strip().translate(_ARABIC)) is not None


def _at(written: str, share: float) -> str:
    *groups, last = re.split(r"[^0-9٠-٩]", written)
    marks = re.findall(r"[^0-9٠-٩]", written)
    # Three digits after the only mark of its kind are thousands, anything else is a fraction.
    fraction = bool(marks) and (len(last) != 3 or (len(marks) > 1 and marks[-1] != marks[0]))
    places = len(last) if fraction else 0
    digits = "".join([*groups, last]).translate(_ARABIC)
    whole = str(round(int(digits) * share)).rjust(places + 1, "0")
    head, tail = (whole[:-places], marks[-1] + whole[-places:]) if places else (whole, "")
    separator = marks[0] if marks and not (fraction and len(marks) == 1) else ""
    grouped = f"{int(head):,}".replace(",", separator) + tail
    return grouped.translate(_BACK) if re.search("[٠-٩]", written) else grouped
