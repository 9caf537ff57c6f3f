"""Which questions a brief leaves to its asker: the one place where that is decided. Everything else is assumed, and said."""

from collections.abc import Collection, Sequence

from domain.brief import Question, Reading
from providers.writing.notes_files import data
from providers.writing.words import language_of

CONFLICTS = ("theme", "duration", "languages")
"""Fields about which two statements can contradict each other so that no film would be right."""


def essential(reading: Reading, text: str, said: Collection[str]) -> tuple[Question, ...]:
    """Return what nobody but the asker can decide: no subject, or statements in conflict. Never what is `said` outright."""
    asked = {one.field: one for one in reading.questions if _is_essential(one, reading)}
    if not has_word(reading.theme):
        asked.setdefault("theme", question("theme", text))
    return tuple(asked[field] for field in CONFLICTS if field in asked and field not in said)


def question(field: str, text: str, choices: Sequence[str] = ()) -> Question:
    """Return the question about a field, in the language of a brief."""
    wordings = data("reading")["questions"][field]
    return Question(field=field, question=wordings.get(language_of(text), wordings["en"]), choices=tuple(choices))


def has_word(text: str) -> bool:
    """Return whether there is anything to read in a text."""
    return any(letter.isalnum() for letter in text)


def _is_essential(asked: Question, reading: Reading) -> bool:
    """Return whether a question may stop a film: its field is open, and it is the subject or a choice between statements."""
    if asked.field not in CONFLICTS:
        return False
    is_open = not has_word(reading.theme) if asked.field == "theme" else not getattr(reading, asked.field)
    return is_open and (asked.field == "theme" or len(asked.choices) > 1)
