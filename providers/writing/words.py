"""Words: counting what is spoken, folding letters for comparison, and telling languages apart."""

import re
import unicodedata
from functools import cache

from domain.languages import LANGUAGES, language
from providers.writing.notes_files import data

MARGIN = 0.5
"""Seconds of a segment left without speech."""

_ARABIC_FORMS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ؤ": "و", "ئ": "ي"})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def spoken(text: str) -> list[str]:
    """Return the whitespace tokens that are heard: those with a letter or a digit."""
    return [token for token in text.split() if any(character.isalnum() for character in token)]


def budget(code: str, seconds: float, pace: float = 0.0) -> int:
    """Return how many words of a language fit into a segment of `seconds`, its margin kept free; at least 2.

    `pace` is how many words a second its voice speaks; 0 for what is natural in the language.
    """
    return max(2, int((pace or language(code).words_per_second) * (seconds - MARGIN) + 1e-6))


def fold(text: str) -> str:
    """Return `text` without case, accents, Arabic vowel signs and letter variants, for comparison only."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", bare).translate(_ARABIC_FORMS).translate(_DIGITS)


def folded_letters(pattern: str) -> str:
    """Return a pattern with its Arabic letters in the form that `fold` gives them."""
    return pattern.translate(_ARABIC_FORMS)


@cache
def stop_words(code: str) -> frozenset[str]:
    """Return the small words of a language, folded."""
    return frozenset(fold(word) for word in data("stop_words")[code].split())


def language_of(text: str) -> str:
    """Return the code of the language `text` is most likely in: by its letters, then by its small words; else `en`."""
    letters = [character for character in text if character.isalpha()]
    if letters and sum("\u0600" <= letter <= "\u06ff" for letter in letters) * 3 > len(letters):
        return "ar"
    words = re.findall(r"[^\W\d_]+", fold(text))
    accents = len(re.findall(r"[éèêàçùâîôûœë]", text.casefold()))
    scores = {code: float(sum(word in stop_words(code) for word in words)) for code in LANGUAGES if code != "ar"}
    scores["fr"] += 0.6 * accents
    return max(scores, key=lambda code: (scores[code], code == "en"))


def capital(text: str) -> str:
    """Return `text` with its first letter in upper case, the rest as it is; a Latin word before Arabic ones stays small."""
    return text if any("\u0600" <= letter <= "\u06ff" for letter in text) else text[:1].upper() + text[1:]


def shorten(text: str, limit: int) -> str:
    """Return `text` within `limit` characters, cut between words and ended with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–—")
    return f"{cut}…"
