"""Key words of a passage: names first, then rare and long words, in the order they are said."""

import re
from collections import Counter

from providers.writing.words import capital, fold, stop_words

_WORD = re.compile(r"[^\W_][\w'’+#-]*")


def frequencies(text: str, code: str) -> Counter[str]:
    """Return how often each word of a text comes, folded, small words left out."""
    return Counter(word for word in (fold(found) for found in _WORD.findall(text)) if word not in stop_words(code))


def key_words(piece: str, code: str, whole: Counter[str], count: int = 3) -> str:
    """Return up to `count` words that tell this piece apart, as they are written, the first with a capital."""
    scored: dict[str, tuple[float, int, str]] = {}
    for place, found in enumerate(_WORD.findall(piece)):
        bare = re.sub(r"^(?:[ldjmtsncLDJMTSNC]|[Qq]u)['’]", "", found).rstrip("'’")
        word = fold(bare)
        if len(word) < 2 or (len(word) < 3 and not bare.isupper()) or word in stop_words(code) or word in scored:
            continue
        name = place > 0 and bare[:1].isupper()
        score = min(len(word), 10) / 3 + 2.5 * name + min(whole[fold(found)], 4) * 0.8 + 1.5 * any(c.isdigit() for c in bare)
        scored[word] = (score, place, bare)
    best = sorted(sorted(scored.values(), reverse=True)[:count], key=lambda item: item[1])
    return capital(" · ".join(bare for _, _, bare in best)) if best else capital(" ".join(piece.split()[:count]))
