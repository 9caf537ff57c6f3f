"""The words of a theme, ready to be set into sentences of its language."""

from providers.writing.bank import Topic
from providers.writing.themes import Subject, number_word
from providers.writing.words import capital

_LOWERED = {
    "the",
    "a",
    "an",
    "my",
    "our",
    "your",
    "how",
    "le",
    "la",
    "les",
    "un",
    "une",
    "des",
    "mon",
    "ma",
    "mes",
    "notre",
    "nos",
    "common",
}


def slots(subject: Subject, topic: Topic, code: str, count: int) -> dict[str, str]:
    """Return what `{slots}` stand for in texts of language `code`; words of another language are left out."""
    found = {"theme": subject.theme}
    if count and (code != "ar" or 3 <= count <= 10):
        found |= {"n": number_word(code, count), "N": capital(number_word(code, count))}
    found |= {key: texts[code] for key, texts in (("name", topic.name), ("goal", topic.goal)) if texts}
    if code != subject.language:
        return found
    core, s = softened(subject.core, code), softened(subject.subject, code)
    found |= {"core": core, "Core": capital(core), "s": s, "S": capital(s), "Theme": capital(subject.theme.rstrip("?؟! "))}
    if code == "fr":
        found["de"] = of(s)
    if subject.a and subject.b:
        found |= {"a": softened(subject.a, code), "A": capital(subject.a), "b": softened(subject.b, code)}
    return found


def softened(text: str, code: str) -> str:
    """Return `text` as it stands inside a sentence: a leading article or gerund loses its capital."""
    first, _, rest = text.partition(" ")
    plain = first.casefold() in _LOWERED or first.casefold().startswith(("l'", "d'", "l’", "d’"))
    gerund = code == "en" and first.endswith("ing")
    return f"{first[:1].lower()}{first[1:]} {rest}".strip() if (plain or gerund) else text


def of(noun: str) -> str:
    """Return a French noun phrase behind `de`: du, des, de la, d'."""
    for article, joined in (("le ", "du "), ("les ", "des "), ("des ", "de "), ("un ", "d'un "), ("une ", "d'une ")):
        if noun.startswith(article):
            return joined + noun[len(article) :]
    vowel = noun[:1].casefold() in "aeiouyéèêàâîôûœh"
    return f"d'{noun}" if vowel and not noun.casefold().startswith(("ia ", "onze", "yoga")) else f"de {noun}"
