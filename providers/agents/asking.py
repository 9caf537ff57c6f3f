"""Ask a text model for something, correct it while its answer breaks a rule, and count every token that it took."""

import asyncio
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_ai import Agent, BinaryContent, ModelMessage, ModelResponse, ModelRetry, ModelSettings
from pydantic_ai.exceptions import ModelAPIError, ModelHTTPError
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.usage import RequestUsage

from domain.errors import ConfigurationError, LostAnswer, RateLimited, Unavailable
from providers.agents.purpose import AboutT, AnswerT, Part, Purpose, Shown
from providers.agents.troubles import told
from providers.base import TextModel, Vendor
from providers.clients import Clients
from providers.offers import Offer
from providers.usage import Usage

WAITS = 6
"""How often one question is asked again of a vendor that turns it away."""
LONGEST = 60.0
"""Seconds of one wait, where the vendor names none."""


@dataclass
class Meter:
    """What a consultation took so far. It stays right when the consultation breaks off."""

    usages: list[Usage] = field(default_factory=list)
    model: str = ""
    """Who answered, as the vendor calls it."""
    open: bool = False
    """True while a question is out."""
    outside: BaseException | None = field(default_factory=sys.exception)
    """What was being dealt with when it began."""

    def count(self, response: ModelResponse) -> None:
        """Count one answer."""
        self.open = False
        self.usages.append(_usage(response.usage))
        self.model = response.model_name or self.model


@dataclass(frozen=True)
class Line:
    """What is needed to ask one vendor's model: the offer, its opened keys, its address, and how to wait."""

    by: Vendor
    offer: Offer
    keys: Mapping[str, str]
    base_url: str
    rest: Callable[[float], None] = time.sleep
    pace: float = 4.0
    """Seconds of the first wait, where the vendor names none; each next one is twice as long."""


def ask(purpose: Purpose[AboutT, AnswerT], about: AboutT, line: Line, meter: Meter) -> AnswerT:
    """Return a model's answer that keeps every rule; `meter` knows afterwards what was taken, whatever happened.

    Raises a `ProviderError`: `LostAnswer` when nobody can tell whether the last question was answered, else a clear no.
    """
    try:
        return asyncio.run(_asked(purpose, about, line, meter))
    except Exception as error:
        trouble = told(line.by.slug, error, meter.outside)
        if isinstance(trouble, LostAnswer) and not meter.open:
            raise  # a fault of ours: every question was answered and counted
        raise trouble from error


async def _asked(purpose: Purpose[AboutT, AnswerT], about: AboutT, line: Line, meter: Meter) -> AnswerT:
    maker: TextModel = line.by.makers["text"]
    async with Clients(line.by.waiting.patience) as http:
        model = _Patient(_opened(maker, line, http), line, meter)
        told = [_sent(part) for part in purpose.parts(about)]
        run = await _agent(purpose, about, line.offer.most_output).run(told, model=model)
        return run.output


def _sent(part: Part) -> str | BinaryContent:
    return BinaryContent(data=part.data, media_type=part.media_type) if isinstance(part, Shown) else part


def _opened(maker: TextModel, line: Line, http: Clients) -> Model:
    try:
        return maker.open(line.offer, line.keys, line.base_url, http)
    except ImportError as missing:
        slug = line.by.slug
        raise ConfigurationError(f"{slug}: a part is not installed ({missing.name}). Install reelflow[{slug}].") from missing


def _agent(purpose: Purpose[AboutT, AnswerT], about: AboutT, limit: int) -> Agent[None, AnswerT]:
    settings = ModelSettings(max_tokens=purpose.most(about, limit), max_retries=0)
    if purpose.plain:
        settings["thinking"] = "low"
    agent: Agent[None, AnswerT] = Agent(
        name=purpose.name,
        output_type=purpose.answer,
        instructions=purpose.instructions,
        retries={"output": purpose.tries - 1},
        model_settings=settings,
    )

    @agent.output_validator
    def keeps_the_rules(answer: AnswerT) -> AnswerT:
        if problems := purpose.wrong(answer, about):
            raise ModelRetry("Answer again, whole, with these mended:\n" + "\n".join(f"- {problem}" for problem in problems))
        return answer

    return agent


class _Patient(WrapperModel):
    """Counts what a model answers, and asks again later where it turned a question away unanswered."""

    def __init__(self, wrapped: Any, line: Line, meter: Meter) -> None:
        super().__init__(wrapped)
        self._line = line
        self._meter = meter

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        """Return the model's answer, counted."""
        for turn in range(WAITS + 1):
            self._meter.open = True
            try:
                response = await self.wrapped.request(messages, model_settings, model_request_parameters)
            except ModelAPIError as error:
                no = told(self._line.by.slug, error, self._meter.outside)
                if turn == WAITS or not _turned_away(no, error):
                    raise
                await asyncio.to_thread(self._line.rest, self._wait(no, turn))
            else:
                self._meter.count(response)
                return response
        raise AssertionError("unreachable")

    def _wait(self, no: Exception, turn: int) -> float:
        named = getattr(no, "after", None)
        return float(named) if named is not None else min(LONGEST, self._line.pace * 2**turn * random.uniform(0.8, 1.2))


def _turned_away(no: Exception, error: ModelAPIError) -> bool:
    """Return whether the vendor itself said that it has no time; one that cannot be reached is left for the next."""
    return isinstance(no, RateLimited | Unavailable) and isinstance(error, ModelHTTPError)


def _usage(theirs: RequestUsage) -> Usage:
    return Usage(
        input=theirs.input_tokens, cached=theirs.cache_read_tokens, written=theirs.cache_write_tokens, output=theirs.output_tokens
    )
