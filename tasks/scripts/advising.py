"""Advice that a film can do without: who gives it, and what is said where it cannot be had."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from blocks.settings import advisers
from domain.errors import CeilingReached, ConfigurationError, OrderUnknown, ProviderError, Unsupported
from domain.lineup import Choice
from domain.project import Project
from providers.base import Writer
from providers.registry import vendor
from tasks.money.pricing import offer
from tasks.orders.consulting import Consultation, consult
from tasks.voices.casting import check_address
from tasks.wiring import keys_of

NOBODY = ("none",)
EXCUSED = (CeilingReached, OrderUnknown, ProviderError, Unsupported, ConfigurationError)
"""Why advice may be missing. The film goes on without it, and the report says so."""
ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Advice(Generic[ResultT]):
    """What was advised, or why nobody did."""

    given: ResultT | None
    missing: str = ""
    """Why there is none, as a sentence."""


def advice(what: Consultation[Any, Any, ResultT], choice: Choice) -> Advice[ResultT]:
    """Return what the first model of `choice` advises, within the budget; why there is nothing, where there is nothing."""
    try:
        return Advice(consult(what, choice).result)
    except EXCUSED as no:
        return Advice(None, str(no))


def models_in(choice: Choice) -> Choice | None:
    """Return a choice without those who write by rule; None when nobody is left."""
    slugs = tuple(name for name in choice.slugs if not isinstance(vendor(name, "text").makers["text"], Writer))
    return choice.model_copy(update={"slugs": slugs}) if slugs else None


def reviewers(text: Choice, *, own: bool) -> Choice | None:
    """Return who reads a new script over: as the settings say, else the model that wrote it, but not the user's own text."""
    said = advisers("review")
    if said:
        return None if said == NOBODY else models_in(Choice(slugs=said, said=True))
    return None if own else models_in(text)


def viewers() -> Choice | None:
    """Return who looks at finished segments; None for nobody."""
    said = advisers("vision")
    return models_in(Choice(slugs=said, said=True)) if said and said != NOBODY else None


def check_advisers() -> None:
    """Raise before anything is spent when a model that the settings name for advice cannot be asked, or cannot see."""
    for what in ("review", "vision"):
        for name in (name for name in advisers(what) if (name,) != NOBODY):
            by, terms = vendor(name, "text"), offer(name, "text")
            variable = f"{what.upper()}_PROVIDER"
            if isinstance(by.makers["text"], Writer):
                raise ConfigurationError(f"{variable}={name}: {by.slug} is no model that could be asked. Name one, or unset it.")
            if what == "vision" and not terms.sees:
                raise ConfigurationError(
                    f"{variable}={name}: {name} does not look at pictures. Choose claude, gpt, gemini or local."
                )
            keys_of(by)
            check_address(by)


def writes_by_model(project: Project) -> bool:
    """Return whether a model has written a project's words, and may be asked to change them."""
    return project.brief.source != "script" and models_in(project.lineup.text) is not None
