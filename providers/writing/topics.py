"""What a brief is about, and for whom."""

import re

from providers.writing.notes_files import data
from providers.writing.questions import has_word
from providers.writing.spans import Reader
from providers.writing.words import fold, stop_words

_OURS = frozenset({"our", "my", "notre", "nos", "mon", "ma", "mes"})
"""Words that begin what the asker has to show, not whom the film is for."""


def topic_in(reader: Reader) -> str:
    """Return the topic of a brief and strike it out: what is in quotation marks, else what follows "about"; else empty."""
    quoted = re.search(r"[\"“«]\s*([^\"”»]{3,300}?)\s*[\"”»]", reader.text)
    if quoted:
        reader.take(*quoted.span())
        return quoted[1]
    for words in data("reading")["about"]:
        for found in re.finditer(rf"(?<!\w)(?:{words})(?!\w) ?", reader.level):
            end = _end(reader, found.end())
            topic = reader.text[found.end() : end].strip()
            if topic and not _is_place(reader, found.start(), found.end()):
                reader.take(found.start(), end)
                return _bare(topic)
    return ""


def leftover_topic(reader: Reader) -> str:
    """Return the first stretch that no rule has read and that says something; else the first sentence, if that does."""
    filler = frozenset(fold(word) for word in data("reading")["filler"].split())
    for stretch in reader.left():
        words = stretch.split()
        while words and fold(words[0]) in (filler | _small_words()) - _OURS:
            words = words[1:]
        start = reader.text.find(stretch)
        if len([word for word in words if fold(word) not in filler | _small_words() | _vague()]) >= 2:
            reader.take(start, start + len(stretch))
            return " ".join(words)
    if all(fold(word) in filler | _small_words() | _vague() for stretch in reader.left() for word in _bare_words(stretch)):
        return ""
    first = re.split(r"(?<=[.!?؟])\s", reader.text)[0]
    reader.take(0, len(first))
    return first.rstrip(".")


def says_nothing(theme: str) -> bool:
    """Return whether a theme names no subject: `something nice`, `un truc sympa`."""
    return all(fold(word) in _small_words() | _vague() for word in _bare_words(theme))


def _vague() -> frozenset[str]:
    return frozenset(fold(word) for word in data("reading")["vague"].split())


def _bare_words(text: str) -> list[str]:
    return [part for word in text.split() for part in re.split(r"['’-]", word.strip('.,;:!?،؛؟¿¡"«»')) if has_word(part)]


def audience_in(reader: Reader, topic: str) -> str:
    """Return for whom the film is, from the rest of the brief or from the topic itself; empty when it does not say."""
    lead = data("reading")["audience"]
    found = reader.find(f"{lead} [^,.;:!?،؛]+")
    if found and not _is_deed(re.sub(rf"^(?:{lead}) ", "", found[0])):
        end = min(found.end(), reader.until_taken(found.start()))
        said = re.sub(rf"^(?:{lead}) ", "", reader.level[found.start() : end])
        whole = reader.take(found.start(), end)
        return whole[len(whole) - len(said) :].strip()
    inside = re.search(rf"(?<!\w)(?:{lead}) (?P<who>.+)$", fold(topic)) if len(fold(topic)) == len(topic) else None
    if inside and not _is_deed(inside["who"]):
        return topic[inside.start("who") :]
    arabic = re.search(r"(?<!\w)لل(\w+.*)$", topic)
    return f"ال{arabic[1]}" if arabic else ""


def _small_words() -> frozenset[str]:
    return stop_words("en") | stop_words("fr") | stop_words("ar")


def _is_deed(said: str) -> bool:
    """Return whether `for ...` goes on with something to do or to show rather than with somebody."""
    first, second = [*said.split(), "", ""][:2]
    return (
        first in _OURS
        or first.endswith("ing")
        or any(word.endswith(("er", "ir", "oir", "re")) and len(word) > 3 for word in (first, second))
    )


def _end(reader: Reader, start: int) -> int:
    rules = data("reading")
    codes = "|".join(name for names in rules["languages"].values() for name in names)
    places = "|".join(name for names in rules["platforms"].values() for name in names)
    ends = (
        rules["topic_ends"],
        rf"(?<!\w)(?:in|en) (?:both |el |la )?(?:{codes})(?!\w)|(?<!\w)بال(?:عربيه|فرنسيه|انجليزيه)",
        rf"(?<!\w)(?:{rules['publish']})(?!\w)",
        rf"(?<!\w)(?:as|en|como) (?:an? |une? )?(?:{places})(?!\w)",
        rf"(?<!\w)(?:on|for|sur|pour|para|en|علي) (?:{places})(?!\w)",
        r"(?<!\w)(?:of|for|in|de|en|but|mais|pero|only|dure|last(?:s|ing)?) (?:about |de |en |in |only )*\d+ ?-?"
        r"(?:s|seconds?|secondes?|segundos?|minutes?|minutos?|min)(?!\w)",
    )
    found = [match.start() for pattern in ends if (match := re.compile(pattern).search(reader.level, start))]
    return min(found, default=len(reader.text))


def _is_place(reader: Reader, start: int, end: int) -> bool:
    """Return whether this "on" says where to publish."""
    rules = data("reading")
    places = "|".join(name for names in rules["platforms"].values() for name in names)
    before = re.search(rf"(?:{rules['publish']})\s*$", reader.level[:start])
    after = re.compile(rf"(?:{places})\s*(?:[,.;)]|$|and |et |و)").match(reader.level, end)
    return bool(before or after)


def _bare(topic: str) -> str:
    """Return a topic without the preposition before it and the joining words left hanging behind it."""
    topic = re.sub(r"^(?:de |des |du |d'|à |le sujet de )", "", topic) if re.match(r"(?:de|des|du|d')\b", topic) else topic
    return re.sub(r"(?:\s+(?:and|et|with|avec|in|en|for|pour|de|و|مع))+$", "", topic).strip()
