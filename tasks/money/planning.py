"""Plan: what a video would cost with each vendor, and what making a project now would pay. Orders nothing."""

from collections import Counter
from datetime import date

from blocks.settings import lineup
from domain.ask import Ask
from domain.brief import Brief
from domain.directing import shots
from domain.errors import ReelflowError
from domain.estimate import OLD_DAYS, Change, Estimate
from domain.formats import format_named
from domain.languages import language as known
from domain.lineup import Choice
from domain.media import MediaRef
from domain.money import ZERO, Money
from domain.project import Project
from domain.requests import BriefRequest, Made, ScriptRequest, VideoRequest, VisionRequest
from providers.agents.brief import BRIEF
from providers.agents.chapter import CHAPTER
from providers.agents.chapters import CHAPTERS, foreseen, is_long
from providers.agents.script import slots
from providers.agents.script_rules import SCRIPT
from providers.agents.vision import VISION
from providers.base import Vendor
from providers.offers import Offer
from providers.usage import Usage
from store.orders import OrderState, of_project
from tasks.briefs.asking import brief_for
from tasks.money.pricing import is_old, offer, vendors
from tasks.orders.fitting import first_able
from tasks.orders.fulfil import order_digest
from tasks.scripts.advising import reviewers, viewers
from tasks.scripts.writers import is_free
from tasks.wiring import store, vault

SEGMENT = 5.0
LETTERS = 6
"""Characters of a word, with the blank after it."""
REVIEW_READS, REVIEW_WRITES = 1500, 400
"""Tokens of a review besides the script, and of its findings."""
SHEET = (1540, 724)
"""Pixels of a segment's contact sheet."""
DONE: tuple[OrderState, ...] = ("done",)


def estimates(ask: Ask, *, today: date | None = None) -> tuple[Estimate, ...]:
    """Return every video vendor's price for a request, the cheapest usable first."""
    brief = brief_for(ask, free=True)
    count = brief.segments or max(1, round(brief.duration / SEGMENT))
    each = brief.duration / count if brief.segments else SEGMENT
    wish = VideoRequest(project="", prompt="a scene", seconds=each, ratio=format_named(brief.formats[0]).ratio)
    words = (forecast(ask, brief), voices_forecast(brief) if ask.voiceover else ZERO)
    rows = [
        _estimate(by, one, wish, count, today, words) for by in vendors().values() for one in by.offers if one.kind == "video"
    ]
    return tuple(sorted(rows, key=lambda row: (not row.usable, row.total_usd, row.vendor, row.model)))


def changes(project: Project) -> tuple[Change, ...]:
    """Return what making a project now would do with each kept segment's clip."""
    return tuple(_change(project, place, shot) for place, shot in enumerate(shots(project), start=1))


def orders_told(project: Project) -> tuple[str, ...]:
    """Return, as sentences, what making a project now would order of paid vendors: how many clips, how long, in which shape."""
    paid = [change for change in changes(project) if change.usd]
    counted = Counter((change.action, change.orders) for change in paid)
    return tuple(f"{action[0].upper()}{action[1:]}: {count} x {orders}." for (action, orders), count in counted.items())


def forecast(ask: Ask, brief: Brief) -> Money:
    """Return what text models will likely cost for a request, in US dollars: reading, writing, reviewing once, looking."""
    chosen, own = lineup(text=ask.text).text, brief.source == "script"
    script = ScriptRequest(project="", brief=brief)
    written = ZERO
    if not is_free(chosen):
        read = BRIEF.likely(BriefRequest(project="", text=ask.brief)) if ask.brief else ()
        written = offer(chosen.first, "text").charge((*read, *(() if own else _writing(script))))
    return written + _advice_forecast(script, reviewers(chosen, own=own), viewers())


def _writing(script: ScriptRequest) -> tuple[Usage, ...]:
    if not is_long(script):
        return SCRIPT.likely(script)
    return (*CHAPTERS.likely(script), *(usage for one in foreseen(script) for usage in CHAPTER.likely(one)))


def _advice_forecast(script: ScriptRequest, readers: Choice | None, lookers: Choice | None) -> Money:
    review = (Usage(input=REVIEW_READS + SCRIPT.words(script), output=REVIEW_WRITES),)
    sheet = MediaRef(sha256="", suffix=".jpg", kind="image", width=SHEET[0], height=SHEET[1])
    look = VISION.likely(VisionRequest(project="", visual="", sheet=sheet)) * slots(script)
    parts = ((readers, review), (lookers, look))
    return sum((offer(who.first, "text").charge(usage) for who, usage in parts if who), ZERO)


def voices_forecast(brief: Brief) -> Money:
    """Return what speaking a film will likely cost with the voice that is asked first, in US dollars."""
    terms = offer(lineup().speech.first, "speech")
    said = sum(brief.duration * known(code).words_per_second * LETTERS for code in brief.languages)
    return terms.spoken(round(said))


def _estimate(by: Vendor, one: Offer, wish: VideoRequest, count: int, today: date | None, words: tuple[Money, Money]) -> Estimate:
    cannot = _cannot(by, one, wish)
    return Estimate(
        vendor=by.slug,
        model=one.model,
        segment_usd=one.estimate(wish),
        segments=count,
        script_usd=words[0],
        voice_usd=words[1],
        quoted=one.quoted,
        usable=not cannot,
        orders="" if cannot else one.told(wish),
        note=cannot or (f"price read more than {OLD_DAYS} days ago" if is_old(one, today) else ""),
    )


def _cannot(by: Vendor, one: Offer, wish: VideoRequest) -> str:
    """Return why an offer cannot be used, nothing when it can."""
    if by.retired:
        return by.retired
    if not by.local and not one.is_priced:
        return "its price is not known; give it in prices.yaml"
    try:
        one.check(wish)
    except ReelflowError as no:
        return str(no)
    return ""


def _change(project: Project, place: int, shot: VideoRequest) -> Change:
    if _is_there(project, shot):
        return Change(index=place, action="reuse")
    name = filmed_by(project, shot)
    if not name:
        return Change(index=place, action="nobody can film it")
    terms = offer(name, "video")
    return Change(index=place, action=f"film with {name}", orders=terms.told(shot), usd=terms.estimate(shot))


def filmed_by(project: Project, shot: VideoRequest) -> str:
    """Return who of a project's lineup would be asked first for a clip, nothing when nobody can film it."""
    return first_able(project.lineup.video, shot)


def _is_there(project: Project, shot: VideoRequest) -> bool:
    done = of_project(store(), project.id, segment=shot.segment, kind="video", states=DONE)
    mine = [order for order in done if order.digest == order_digest(shot, order.model)]
    return any(vault().has(Made.model_validate(order.result).media) for order in mine)
