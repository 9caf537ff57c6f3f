"""A text being read: which stretches of it have been understood."""

import re
from collections.abc import Iterator

from providers.writing.words import fold, folded_letters


class Reader:
    """A text whose understood stretches are struck out, so that no word is read twice."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.replace("’", "'").split())
        self.level = "".join(_level(character) for character in self.text)
        self._taken = [False] * len(self.text)

    def find(self, pattern: str) -> re.Match[str] | None:
        """Return the first match that touches nothing understood before; only whole words match."""
        return next(self.every(pattern), None)

    def every(self, pattern: str) -> Iterator[re.Match[str]]:
        """Yield the matches that touch nothing understood before, those struck out meanwhile too; only whole words match."""
        whole, start = re.compile(rf"(?<![^\W_])(?:{folded_letters(pattern)})(?![^\W_])"), 0
        while found := whole.search(self.level, start):
            free = found[0] and not any(self._taken[found.start() : found.end()])
            start = found.end() if free else found.start() + 1
            if free:
                yield found

    def take(self, start: int, end: int) -> str:
        """Strike out a stretch, and return it as it was written."""
        self._taken[start:end] = [True] * (end - start)
        return self.text[start:end]

    def pick(self, pattern: str) -> re.Match[str] | None:
        """Strike out the first match of whole words, and return it."""
        found = self.find(pattern)
        if found:
            self.take(*found.span())
        return found

    def until_taken(self, start: int) -> int:
        """Return where the next understood stretch begins, or the end."""
        return next((place for place in range(start, len(self.text)) if self._taken[place]), len(self.text))

    def left(self) -> list[str]:
        """Return the stretches between those understood and between punctuation, as they were written."""
        open_text = "".join("\n" if taken else character for character, taken in zip(self.text, self._taken, strict=True))
        return [part.strip() for part in re.split(r"[\n,;:!?.،؛؟¿¡()\"«»“”]+", open_text) if part.strip()]


def _level(character: str) -> str:
    folded = fold(character)
    return folded if len(folded) == 1 else character.casefold()[:1] or character
