"""What to do at a ceiling: who films what is missing for what is left, the cheapest first, and what all of it would need."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, Decimal

from domain.base import Frozen
from domain.directing import shots
from domain.errors import CeilingReached, MissingCredentials, Unsupported
from domain.money import ZERO, Money, dollars
from domain.project import Project
from domain.requests import VideoRequest
from providers.base import Vendor
from providers.offers import Offer
from store.ceilings import Room, Scope
from store.orders import OrderState, of_project
from tasks.money.planning import filmed_by
from tasks.money.pricing import offer, vendors
from tasks.orders.ceilings import rooms_of
from tasks.orders.fulfil import order_digest
from tasks.wiring import keys_of, store

HELD: tuple[OrderState, ...] = ("done", "submitting", "submitted", "unknown")
"""Orders of these states are not given to another vendor."""
MOST = 4
"""Ways that are told."""
CENT = Decimal("0.01")


class Way(Frozen):
    """One vendor that films everything that is missing for what is left."""

    name: str
    """As `--provider` takes it."""
    usd: Money
    key: str = ""
    """The variable that has to be set first."""


def remaining(project: Project) -> tuple[VideoRequest, ...]:
    """Return the shots that nobody has filmed or is filming."""
    held = of_project(store(), project.id, kind="video", states=HELD)
    there = {(order.segment, order.take, order.digest, order.model) for order in held}
    models = {order.model for order in held}
    return tuple(
        shot
        for shot in shots(project)
        if not any((shot.segment, shot.take, order_digest(shot, model), model) in there for model in models)
    )


def summed_up(project: Project, causes: Sequence[BaseException]) -> tuple[BaseException, ...]:
    """Return the causes of a run's end, all that met a ceiling told as one: how much is missing, and what it would take."""
    met = [cause for cause in causes if isinstance(cause, CeilingReached)]
    others = [cause for cause in causes if not isinstance(cause, CeilingReached)]
    missing = remaining(project)
    name, cost = _as_it_is(project, missing)
    short = _short(project, name, cost)
    if not met or not short:
        return (*others, *met)
    count = f"{len(missing)} of {len(project.script.kept)} segments {'is' if len(missing) == 1 else 'are'} not filmed"
    return (*others, CeilingReached(f"{count}: {name} would take {dollars(cost)} more; {short[0].told}."))


def ways_on(project: Project) -> tuple[str, ...]:
    """Return, as sentences that end in a command, how the rest can be filmed: for what is left, or with a higher ceiling."""
    missing = remaining(project)
    if not missing:
        return ()
    best = sorted(_fitting(project, missing), key=lambda way: (bool(way.key), way.usd, way.name))[:MOST]
    return (*(_told(project, way, len(missing)) for way in best), *_with_more(project, missing))


def _fitting(project: Project, missing: Sequence[VideoRequest]) -> Iterator[Way]:
    """Yield every vendor that can film what is missing for what is left, by its cheapest model."""
    for by in vendors().values():
        offers = [one for one in by.offers if one.kind == "video" and (by.local or one.is_priced) and _can(one, missing)]
        if not offers or by.slug == "files":
            continue
        best = min(offers, key=lambda one: _cost(one, missing))
        try:
            key = _missing_key(by)
        except Unsupported:
            continue
        if all(_cost(best, missing) <= room.left for room in rooms_of(project.id, by.slug)) or not _cost(best, missing):
            usual = best == by.offer("video")
            yield Way(name=by.slug if usual else f"{by.slug}:{best.model}", usd=_cost(best, missing), key=key)


def _with_more(project: Project, missing: Sequence[VideoRequest]) -> tuple[str, ...]:
    """Return what the lineup as it is would need, with the command that allows it."""
    name, cost = _as_it_is(project, missing)
    short = _short(project, name, cost)
    if not short:
        return ()
    batches = {room.name: room for room in short if room.scope == "batch"}
    if batches:
        names = " and ".join(f"{name} of {(room.ceiling - room.left + cost):.2f}" for name, room in batches.items())
        return (f"{_films(name, len(missing), cost)} with a ceiling {names} or more: reelflow batch FILE --budget USD",)
    raised = {room.scope: (room.ceiling - room.left + cost).quantize(CENT, ROUND_CEILING) for room in short}
    slug = name.partition(":")[0]
    variables: dict[Scope, str] = {"day": "REELFLOW_BUDGET_USD", "vendor": f"{slug.upper().replace('-', '_')}_BUDGET_USD"}
    before = "".join(f"{variable}={raised[scope]} " for scope, variable in variables.items() if scope in raised)
    after = f" --budget {raised['project']}" if "project" in raised else ""
    when = "with a higher ceiling" if "project" in raised else "tomorrow (UTC), or now with a higher ceiling"
    return (f"{_films(name, len(missing), cost)} {when}: {before}reelflow continue {project.id}{after}",)


def _as_it_is(project: Project, missing: Iterable[VideoRequest]) -> tuple[str, Money]:
    """Return who of the lineup would be asked first for what is missing, and what that costs."""
    asked = [(name, offer(name, "video").estimate(shot)) for shot in missing if (name := filmed_by(project, shot))]
    return next((name for name, usd in asked if usd), ""), sum((usd for _, usd in asked), ZERO)


def _short(project: Project, name: str, cost: Money) -> list[Room]:
    """Return the ceilings under which this does not fit, the one with the least room first."""
    known = rooms_of(project.id, name.partition(":")[0]) if name else ()
    return sorted((room for room in known if room.left < cost), key=lambda room: room.left)


def _told(project: Project, way: Way, count: int) -> str:
    first = f" (set {way.key} first)" if way.key else ""
    same = way.name == project.lineup.video.first
    return f"{_films(way.name, count, way.usd)}{first}: reelflow continue {project.id}{'' if same else f' --provider {way.name}'}"


def _films(name: str, count: int, usd: Money) -> str:
    price = dollars(usd) if usd else "nothing"
    return f"{name} would film the {count} missing for {price}" if count > 1 else f"{name} would film the missing one for {price}"


def _can(terms: Offer, missing: Iterable[VideoRequest]) -> bool:
    try:
        for shot in missing:
            terms.check(shot)
    except Unsupported:
        return False
    return True


def _cost(terms: Offer, missing: Iterable[VideoRequest]) -> Money:
    return sum((terms.estimate(shot) for shot in missing), ZERO)


def _missing_key(by: Vendor) -> str:
    """Return the variable of a key that is not there, nothing when all are; raise `Unsupported` for a vendor that has ended."""
    try:
        keys_of(by)
    except MissingCredentials:
        return by.needs[0].env[0]
    return ""
