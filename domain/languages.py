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
    sample: str
    """What a voice says when its own rate is measured: plain sentences of a usual length."""


_ENGLISH = (
    "Small shops lose an hour every day to work that machines could handle. Start with one task, whichever you like least. "
    "Write down each single step, exactly as you would explain it to a friend. Then let the computer handle it. Check every "
    "result for one week before trusting it."
)
_FRENCH = (
    "La plupart des petites boutiques perdent une heure par jour à un travail qu'une machine pourrait faire. Commencez par une "
    "seule tâche, celle que vous aimez le moins. Notez chaque étape comme pour un ami. Puis laissez faire l'ordinateur, et "
    "vérifiez le résultat pendant une semaine."
)
_ARABIC = (
    "تخسر معظم المتاجر الصغيرة ساعة كل يوم في عمل تستطيع الآلة إنجازه. ابدأ بمهمة واحدة، تلك التي لا تحبها كثيرا. "
    "اكتب كل خطوة كأنك تشرحها لصديق. ثم اترك الحاسوب يعمل، وراجع النتيجة لمدة أسبوع."
)
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language(code="en", name="English", own_name="English", words_per_second=2.5, sample=_ENGLISH),
        Language(code="fr", name="French", own_name="français", words_per_second=2.6, sample=_FRENCH),
        Language(code="ar", name="Arabic", own_name="العربية", direction="rtl", words_per_second=1.8, sample=_ARABIC),
    )
}


def language(code: str) -> Language:
    """Return the language with this code (`fr`, `fr-FR` and `FR` are the same); raise `BriefError` for others."""
    found = LANGUAGES.get(code.strip().lower().replace("_", "-").split("-")[0])
    if found is None:
        raise BriefError(f"Language {code!r} is not one of ours. Choose from: {', '.join(sorted(LANGUAGES))}.")
    return found
