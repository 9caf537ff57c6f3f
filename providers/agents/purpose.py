"""A purpose: something text models are asked for, with the shape of the answer, the rules for it and its size in tokens."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from domain.requests import Request
from providers.usage import Usage

PROMPTS = Path(__file__).parents[2] / "prompts"
THINKING = 4000
"""Tokens of an answer that a model may spend before it writes."""
HARDLY = 2500
"""The same where a model is told to think little. An older Claude takes 2048 of them for that, all newer ones fewer."""
FEEDBACK = 600
"""Tokens in which a model is told what was wrong with its answer."""


SQUARE = 16
"""Pixels of the side of a square that counts as one token: a quarter of what a vendor counts as one, to be on the safe side."""


@dataclass(frozen=True)
class Shown:
    """A picture that goes to a model between its words."""

    data: bytes
    width: int
    height: int
    media_type: str = "image/jpeg"

    @property
    def tokens(self) -> int:
        """Return how many tokens a model takes for it at the most."""
        return -(-self.width // SQUARE) * -(-self.height // SQUARE)


Part = str | Shown


class Answer(BaseModel):
    """The shape of an answer: every field is there, texts by language are lists, nothing is deeper than two lists."""

    model_config = ConfigDict(extra="forbid", frozen=True)


AboutT = TypeVar("AboutT", bound=Request)
AnswerT = TypeVar("AnswerT", bound=Answer)


@dataclass(frozen=True)
class Purpose(Generic[AboutT, AnswerT]):
    """One thing that text models are asked for. Its instructions are `prompts/<name>.md`."""

    name: str
    version: int
    """Counts up when answers to the same request mean something else; older answers are then not used again."""
    answer: type[AnswerT]
    asked: Callable[[AboutT], str | Sequence[Part]]
    """What the model is told of one request: its data, fenced, and pictures where there are any."""
    wrong: Callable[[AnswerT, AboutT], Sequence[str]]
    """What is wrong with an answer by rule, as sentences for the model; nothing when it can be used."""
    words: Callable[[AboutT], int]
    """How many tokens an answer takes, roughly."""
    tries: int = 3
    """Answers that are asked for before it is given up, each told what was wrong with the one before."""
    plain: bool = False
    """True for what needs little thinking: a model is told so, and less is reserved."""
    shows: bool = False
    """True when it shows pictures, which not every model can see."""
    prompts: tuple[str, ...] = ()
    """The instructions it is made of, where they are others than its own name says."""
    did: str = "Written"
    """What whoever answered has done, as the first word of a sentence."""

    @property
    def instructions(self) -> str:
        """Return what the model is told for every request of this purpose."""
        return "".join(map(instructions, self.prompts or (self.name,)))

    def most(self, about: AboutT, limit: int = 0) -> int:
        """Return the most tokens that one answer may take, thinking included; never more than a model's own limit."""
        wanted = 2 * self.words(about) + (HARDLY if self.plain else THINKING)
        return min(wanted, limit) if limit else wanted

    def likely(self, about: AboutT) -> tuple[Usage, ...]:
        """Return the tokens of one good answer, for a forecast."""
        return (Usage(input=self._bytes(about) // 4 + self._seen(about) // 3, output=self.words(about)),)

    def dearest(self, about: AboutT, limit: int = 0) -> tuple[Usage, ...]:
        """Return the tokens of every try, each as long as it may be, for what has to be reserved."""
        asked, most = self._bytes(about) // 2 + self._seen(about), self.most(about, limit)
        return tuple(Usage(input=asked + before * (most + FEEDBACK), output=most) for before in range(self.tries))

    def parts(self, about: AboutT) -> tuple[Part, ...]:
        """Return what the model is told of one request, piece by piece."""
        asked = self.asked(about)
        return (asked,) if isinstance(asked, str) else tuple(asked)

    def _bytes(self, about: AboutT) -> int:
        schema = json.dumps(self.answer.model_json_schema())
        said = "".join(part for part in self.parts(about) if isinstance(part, str))
        return len(f"{self.instructions}{schema}{said}".encode())

    def _seen(self, about: AboutT) -> int:
        return sum(part.tokens for part in self.parts(about) if isinstance(part, Shown))


@cache
def instructions(name: str) -> str:
    """Return the text of `prompts/<name>.md`."""
    return (PROMPTS / f"{name}.md").read_text(encoding="utf-8")
