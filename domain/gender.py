"""Men and women in the languages that people ask in: `homme`, `una mujer`, `رجل`, of a voice or of somebody on screen."""

import re
import unicodedata
from typing import Literal

Gender = Literal["male", "female", ""]

_WORDS: dict[Gender, str] = {
    "male": """
        male man men masculine gentleman boy homme hommes masculin masculine garcon hombre hombres masculino masculina chico varon
        uomo maschile maschio homem mann mannlich mannliche mannlicher mannlichen maennlich erkek man mannelijk
        رجل رجال رجالي ذكر ذكوري رجالية مذيع مقدم معلق شاب
    """,
    "female": """
        female woman women feminine lady girl femme femmes feminin feminine fille mujer mujeres femenino femenina chica
        donna femminile mulher feminino feminina frau weiblich weibliche weiblicher weiblichen kadin vrouw vrouwelijk
        امراة نساء نسائي نسائية نسوي انثى انثوي انثوية مذيعة مقدمة معلقة شابة سيدة فتاة
    """,
}
_AROUND = """
    a an the some avatar avatars presenter host narrator speaker voice voiceover over with on screen who speaks talking is
    un une le la de d du des avec voix off presentateur presentatrice narrateur narratrice qui parle l ecran a
    el una con voz en presentador presentadora narrador narradora pantalla
    uno ein eine mit stimme um uma voce com
    صوت بصوت مع افتار شخصية على الشاشة
"""


def gender(said: str) -> Gender:
    """Return whether words are said of a man or of a woman; nothing when they are of neither, or of both."""
    words = set(_words(said))
    found = [name for name, theirs in _WORDS.items() if words & set(_words(theirs))]
    return found[0] if len(found) == 1 else ""


def person(said: str) -> str:
    """Return `male` or `female` where words say nothing else of somebody; else the words as they are."""
    told = gender(said)
    rest = set(_words(said)) - set(_words(_AROUND)) - (set(_words(_WORDS[told])) if told else set())
    return told if told and not rest else said.strip()


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter != "ـ")
    return re.findall(r"[^\W\d_]+", bare)
