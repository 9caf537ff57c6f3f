"""Splitting: a text cut into pieces of about the same speech length, at the best places, no word lost."""

from collections.abc import Sequence

from providers.writing.words import fold, spoken, stop_words

_ENDS = (".", "!", "?", "…", "؟", "۔")
_CLAUSES = (",", ";", ":", "،", "؛", "–", "—")
_CLOSERS = "\"'”’»)]*"
_HEAVY, _CLAUSE, _WORD, _SMALL_WORD = 0.0, 6.0, 22.0, 14.0
_PARAGRAPH = -4.0
_GOING_ON = {_PARAGRAPH: 30.0, _HEAVY: 5.0}
"""What it costs a piece to go on over the end of a paragraph or of a sentence."""
_ABBREVIATIONS = frozenset(
    {"m.", "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "e.g.", "i.e.", "vs.", "etc.", "no.", "p.", "cf.", "mme.", "art."}
)


def pieces(paragraphs: Sequence[str], target: int, code: str) -> list[str]:
    """Return the paragraphs cut into pieces of about `target` words; joined with spaces they are the text again.

    Cuts fall at sentence ends, else at clause marks, else between words; a paragraph's end is always a cut unless the
    rest is too short to stand alone.
    """
    tokens: list[str] = []
    costs: list[float] = []
    for paragraph in paragraphs:
        own = units(paragraph)
        tokens += own
        costs += [*(_cost(own, place, code) for place in range(len(own) - 1)), _PARAGRAPH]
    return _cut(tokens, costs, target)


def halves(text: str, code: str) -> tuple[str, str]:
    """Return a text of two words or more cut in two of about the same length; joined with a space they are the text again."""
    tokens = units(text)
    middle = len(tokens) / 2

    def cost(place: int) -> float:
        return _cost(tokens, place - 1, code) + 60.0 * abs(place - middle) / middle

    best = min(range(1, len(tokens)), key=cost)
    return " ".join(tokens[:best]), " ".join(tokens[best:])


def units(paragraph: str) -> list[str]:
    """Return the words of a paragraph, each with the loose punctuation that belongs to it."""
    found: list[str] = []
    opening = ""
    for token in paragraph.split():
        if spoken(token):
            found.append(f"{opening} {token}".strip())
            opening = ""
        elif (token[0] in "«“‘([—–-" and token[-1] not in "»”)]") or not found:
            opening = f"{opening} {token}".strip()
        else:
            found[-1] = f"{found[-1]} {token}"
    if opening and found:
        found[-1] = f"{found[-1]} {opening}"
    return found


def _cost(tokens: Sequence[str], place: int, code: str) -> float:
    bare = tokens[place].rstrip(_CLOSERS + " ")
    if bare.endswith(_ENDS) and bare.casefold() not in _ABBREVIATIONS:
        return _HEAVY
    if bare.endswith(_CLAUSES):
        return _CLAUSE
    small = fold(bare) in stop_words(code) or bare.endswith(("'", "’"))
    return _WORD + (_SMALL_WORD if small else 0.0)


def _cut(tokens: Sequence[str], costs: Sequence[float], target: int) -> list[str]:
    best = [0.0, *([float("inf")] * len(tokens))]
    came_from = [0] * (len(tokens) + 1)
    longest = max(3, round(1.6 * target))
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - longest), end):
            size = end - start
            inside = sum(_GOING_ON.get(cost, 0.0) for cost in costs[start : end - 1])
            total = best[start] + _stretch(size, target) + costs[end - 1] + inside
            if total < best[end]:
                best[end], came_from[end] = total, start
    return _walk(tokens, came_from)


def _stretch(size: int, target: int) -> float:
    off = (size - target) / target
    return 40.0 * off * off + (60.0 * (off - 0.25) if off > 0.25 else 0.0)


def _walk(tokens: Sequence[str], came_from: Sequence[int]) -> list[str]:
    end, found = len(tokens), []
    while end:
        start = came_from[end]
        found.append(" ".join(tokens[start:end]))
        end = start
    return found[::-1]
