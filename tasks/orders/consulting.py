"""The one place where a text order's row, the model's answers and the money meet. States and money as `store.orders` says.

An answer is kept in its row, so the same request is never paid twice. A model cannot be asked what became of a lost question:
an order found `submitting`, left by a run that died, is `unknown` and waits for a person, and nobody else is asked meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from domain.base import digest
from domain.errors import (
    AllVendorsFailed,
    ContentRefused,
    LostAnswer,
    OrderUnknown,
    ProviderError,
    ReelflowError,
    Unsupported,
)
from domain.lineup import Choice
from domain.money import ZERO, Money
from providers.agents.purpose import AboutT, Answer, AnswerT, Purpose
from providers.base import Vendor, Writer
from providers.offers import Offer
from providers.registry import vendor
from providers.usage import Usage
from store.orders import Order, OrderState, elsewhere, find, get, move, renew, reserve
from tasks.money.pricing import offer
from tasks.orders.calling import way_out
from tasks.orders.ceilings import ceilings_of
from tasks.orders.holding import begun, held, money_back_if_unsent
from tasks.runs import run_id
from tasks.wiring import address_of, keys_of, pace, rest, store

SUBMITTING: tuple[OrderState, ...] = ("submitting",)
DOUBTFUL: tuple[OrderState, ...] = ("submitting", "unknown")
PATIENCE = 600.0
"""Seconds to wait for a place at the vendor while none of its orders moves on."""
ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Consultation(Generic[AboutT, AnswerT, ResultT]):
    """Something to be had of whoever does text: from a model's answer, or by rule on this machine."""

    purpose: Purpose[AboutT, AnswerT]
    about: AboutT
    of: Callable[[AnswerT, str], ResultT]
    """Makes the result of an answer and the slug of who gave it."""
    by_rule: Callable[[Writer], ResultT]
    """Makes the result without a model."""
    budget: Money | None = None
    """Spending ceiling of a project that is not there yet, in US dollars."""


@dataclass(frozen=True)
class Had(Generic[ResultT]):
    """What was had, and of whom."""

    result: ResultT
    by: str
    notes: tuple[str, ...] = field(default=())
    """Why it was not the first of the choice, as sentences."""


def consult(what: Consultation[Any, Any, ResultT], choice: Choice) -> Had[ResultT]:
    """Return what the first vendor of `choice` gives; the next is asked only after a clear no.

    Raises `OrderUnknown` where an answer may have been paid for and nobody has it, the only vendor's own error, or
    `AllVendorsFailed`.
    """
    causes: list[ReelflowError] = []
    for name in _in_turn(what, choice.slugs):
        try:
            result = _had(name, what)
        except (Unsupported, ProviderError) as no:
            if isinstance(no, ProviderError) and not no.clear_no:
                raise
            causes.append(no)
            continue
        return Had(result, vendor(name, "text").slug, tuple(f"{no} {what.purpose.did} by {name} instead." for no in causes))
    if len(causes) == 1:
        raise causes[0]
    raise AllVendorsFailed(" ".join(str(cause) for cause in causes), causes)


def booked_on(what: Consultation[Any, Any, Any], choice: Choice) -> str:
    """Return the project on which this was asked before of anybody of `choice`, or may have been; else its own.

    What is the same for several projects, such as what a brief says, is so paid once.
    """
    for name in choice.slugs:
        by = vendor(name, "text")
        if not isinstance(by.makers["text"], Writer):
            wanted = _wanted(by, offer(name, "text"), what)
            if before := elsewhere(store(), wanted, ("done", *DOUBTFUL)):
                return before.project
    return str(what.about.project)


def _in_turn(what: Consultation[Any, Any, Any], slugs: Sequence[str]) -> Sequence[str]:
    """Return who is asked, in order: alone whoever has answered this before, or may have; else everybody."""
    before = [(name, order) for name in slugs if (order := _before(name, what))]
    done = [name for name, order in before if order.state == "done"]
    doubtful = [name for name, order in before if order.state in DOUBTFUL]
    return done[:1] or doubtful[:1] or slugs


def _before(name: str, what: Consultation[Any, Any, Any]) -> Order | None:
    if isinstance(vendor(name, "text").makers["text"], Writer):
        return None
    return find(store(), _wanted(vendor(name, "text"), offer(name, "text"), what))


def _had(name: str, what: Consultation[Any, Any, ResultT]) -> ResultT:
    by, terms = vendor(name, "text"), offer(name, "text")
    maker = by.makers["text"]
    if isinstance(maker, Writer):
        return what.by_rule(maker)
    return what.of(_answered(by, terms, what), by.slug)


def _answered(by: Vendor, terms: Offer, what: Consultation[Any, AnswerT, Any]) -> AnswerT:
    """Return a model's answer: the one that is kept, else one that is paid for now."""
    wanted, ceilings = _wanted(by, terms, what), ceilings_of(what.about.project, by.slug, what.budget)
    _check_size(terms, what)
    _check_sight(by, terms, what)
    keys, address = keys_of(by), address_of(by, terms)
    order = reserve(store(), wanted, ceilings=ceilings)
    with held(order):
        order = get(store(), order.id)
        if order.state == "done" and (kept := _kept(what, order)):
            return kept
        if order.state == "refused":
            raise ContentRefused(order.error)
        if order.state in DOUBTFUL:
            raise _doubtful(by, order)
        if order.state in ("done", "failed"):
            renew(
                store(),
                order.model_copy(update={"estimated_usd": wanted.estimated_usd, "owner": wanted.owner}),
                ceilings=ceilings,
            )
            order = get(store(), order.id)
        with money_back_if_unsent(order):
            begun(by, order, PATIENCE)
        opened = {name: key.get_secret_value() for name, key in keys.items()}
        return _asked(by, terms, opened, address, what, order)


def _wanted(by: Vendor, terms: Offer, what: Consultation[Any, Any, Any]) -> Order:
    purpose, about = what.purpose, what.about
    return Order(
        project=about.project,
        segment=about.segment,
        kind="text",
        take=about.take,
        digest=digest([purpose.name, purpose.version, terms.model, about]),
        vendor=by.slug,
        model=terms.model,
        estimated_usd=terms.charge(purpose.dearest(about, terms.most_output)),
        owner=run_id(),
    )


def _check_size(terms: Offer, what: Consultation[Any, Any, Any]) -> None:
    needed = what.purpose.words(what.about)
    if terms.most_output and needed > terms.most_output:
        raise Unsupported(
            f"{terms.model} writes at most {terms.most_output} tokens at once; this {what.purpose.name} takes about {needed}. "
            "Make a shorter film, or choose another model."
        )


def _check_sight(by: Vendor, terms: Offer, what: Consultation[Any, Any, Any]) -> None:
    if what.purpose.shows and not terms.sees:
        raise Unsupported(f"{by.slug}: {terms.model} is not asked to look at pictures.")


def _kept(what: Consultation[Any, AnswerT, Any], order: Order) -> AnswerT | None:
    """Return the answer in a row, None when it has another shape than answers have now."""
    try:
        answer: AnswerT = what.purpose.answer.model_validate((order.result or {}).get("answer"))
    except ValidationError:
        return None
    return answer


def _doubtful(by: Vendor, order: Order) -> OrderUnknown:
    """Return the error for an order whose question may have been answered, and paid for, before its run died."""
    move(store(), order.id, SUBMITTING, "unknown", error="the run ended before the answer was there")
    when = f"{order.updated_at:%Y-%m-%d %H:%M} UTC"
    return OrderUnknown(f"{by.slug}: nobody knows whether the text asked for {when} was answered and charged. {way_out(order)}")


def _asked(
    by: Vendor, terms: Offer, keys: dict[str, str], address: str, what: Consultation[Any, AnswerT, Any], order: Order
) -> AnswerT:
    """Ask a model and settle its order, whatever comes of it."""
    from providers.agents.asking import Line, Meter, ask

    meter = Meter()
    try:
        answer = ask(what.purpose, what.about, Line(by, terms, keys, address, rest, pace(by)), meter)
    except LostAnswer as lost:
        move(store(), order.id, SUBMITTING, "unknown", error=str(lost))
        raise OrderUnknown(f"{lost} {way_out(order)}") from lost
    except Exception as no:
        end: OrderState = "refused" if isinstance(no, ContentRefused) else "failed"
        move(store(), order.id, SUBMITTING, end, error=str(no), charged_usd=_charge(terms, meter.usages, order))
        raise
    move(store(), order.id, SUBMITTING, "done", charged_usd=_charge(terms, meter.usages, order), result=_told(answer, meter))
    return answer


def _charge(terms: Offer, usages: Sequence[Usage], order: Order) -> Money:
    """Return what answers cost; what was reserved, where the vendor does not say how many tokens they took."""
    if all(usage.is_measured for usage in usages):
        return terms.charge(usages)
    return order.estimated_usd if terms.usd_per_million else ZERO


def _told(answer: Answer, meter: Any) -> dict[str, Any]:
    usages = [usage.model_dump() for usage in meter.usages]
    return {"answer": answer.model_dump(mode="json"), "model": meter.model, "usage": usages}
