"""The languages reelflow writes, speaks and sets in type."""

from typing import Literal

from domain.base import Frozen
from domain.errors import BriefError

Direction = Literal["ltr", "rtl"]
LanguageCode = Literal["en", "fr", "ar"]
"""Codes for forms; `LANGUAGES` says what each is."""


class Language(Frozen):
    """A language by its ISO 639-1 code."""

    code: LanguageCode
    name: str
    own_name: str
    direction: Direction = "ltr"
    words_per_second: float
    """Natural narration rate, used to plan before a voice is heard."""


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language(code="en", name="English", own_name="English", words_per_second=2.5),
        Language(code="fr", name="French", own_name="français", words_per_second=2.6),
        Language(code="ar", name="Arabic", own_name="العربية", direction="rtl", words_per_second=1.8),
    )
}


def language(code: str) -> Language:
    """Return the language with this code (`fr`, `fr-FR` and `FR` are the same); raise `BriefError` for others."""
    found = LANGUAGES.get(code.strip().lower().replace("_", "-").split("-")[0])
    if found is None:
        raise BriefError(f"Language {code!r} is not one of ours. Choose from: {', '.join(sorted(LANGUAGES))}.")
    return found
