"""What every vendor that works in jobs promises, whoever wrote it; `states.py` holds each one's words."""

from datetime import date
from string import Formatter
from typing import Any

import httpx
import pytest

from domain.errors import JobFailed, LostAnswer, OutOfCredit, ProviderError, RateLimited, Unavailable, Unsupported
from domain.requests import VideoRequest
from providers.base import Vendor
from providers.dialect import Canceller, Lost
from providers.jobs import failure
from providers.offers import Offer
from providers.registry import all_vendors
from tests.vendors.lines import KEYS, line, told
from tests.vendors.states import CANCELLED, MODERATED, STATES, TICKETS, UNKNOWN

DIALECTS = {slug: one for slug, one in all_vendors().items() if hasattr(one.makers.get("video"), "submit")}
OFFERS = [(one, offer) for one in DIALECTS.values() for offer in one.offers if offer.kind == "video"]
CANCELLERS = [one for one in DIALECTS.values() if isinstance(one.makers["video"], Canceller)]
FINDERS = [(one, offer) for one, offer in OFFERS if hasattr(one.makers["video"], "look_up")]
RATIOS = ("9:16", "16:9", "1:1")
STILL, INSIDE = "https://a/1.png", "data:image/png;base64,QUJD"
PAGE = "<!doctype html><html><body>One moment</body></html>"

every_vendor = pytest.mark.parametrize("vendor", DIALECTS.values(), ids=list(DIALECTS))
every_offer = pytest.mark.parametrize(("vendor", "offer"), OFFERS, ids=[f"{one.slug}:{offer.model}" for one, offer in OFFERS])


def shot_for(offer: Offer) -> VideoRequest:
    """A shot that the offer can make."""
    for ratio in RATIOS:
        for still in ("", STILL, INSIDE):
            shot = VideoRequest(project="p", prompt="a paper boat", seconds=3, ratio=ratio, still=still)
            try:
                offer.check(shot)
            except Unsupported:
                continue
            return shot
    raise AssertionError(f"{offer.model} can make nothing of a paper boat")


def test_every_vendor_has_its_words_written_down():
    assert set(DIALECTS) == set(STATES) == set(MODERATED)


@pytest.mark.parametrize(("slug", "reply", "state"), [(slug, *one) for slug, words in STATES.items() for one in words])
def test_reads_every_state(slug: str, reply: dict[str, Any], state: str):
    assert DIALECTS[slug].makers["video"].progress(reply).state == state


@pytest.mark.parametrize(("slug", "reply", "state"), [(slug, *one) for slug, words in STATES.items() for one in words])
def test_a_field_nobody_knows_changes_nothing(slug: str, reply: dict[str, Any], state: str):
    assert DIALECTS[slug].makers["video"].progress({**reply, "unheard_of": [{"x": None}]}).state == state


@every_vendor
def test_an_unknown_word_is_still_running(vendor: Vendor):
    progress = vendor.makers["video"].progress(UNKNOWN.get(vendor.slug, {"status": "reticulating"}))
    assert (progress.state, progress.link) == ("running", "")


@every_vendor
@pytest.mark.parametrize("reply", [{}, {"items": []}, {"status": None}, {"data": "x", "task": [], "output": 3, "response": []}])
def test_an_answer_that_says_nothing_is_still_running(vendor: Vendor, reply: dict[str, Any]):
    progress = vendor.makers["video"].progress(reply)
    assert (progress.state, progress.link) == ("running", "")


@pytest.mark.parametrize(("slug", "reply"), [(slug, reply) for slug, replies in MODERATED.items() for reply in replies])
def test_moderation_is_refused_and_never_tried_again(slug: str, reply: dict[str, Any]):
    progress = DIALECTS[slug].makers["video"].progress(reply)
    assert progress.state == "refused"
    assert not failure(line(DIALECTS[slug]), progress).retryable


@every_offer
def test_an_order_goes_to_the_vendors_own_address_and_spends_once(vendor: Vendor, offer: Offer):
    call = vendor.makers["video"].submit(shot_for(offer), offer, "order-1")
    assert call.method == "POST"
    assert call.path.startswith("/")
    assert "a paper boat" in str(call.body) or (offer.needs_still and STILL in str(call.body))


@every_offer
def test_equal_shots_are_ordered_equally(vendor: Vendor, offer: Offer):
    dialect = vendor.makers["video"]
    assert dialect.submit(shot_for(offer), offer, "k") == dialect.submit(shot_for(offer), offer, "k")


@every_vendor
@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, html=PAGE),
        httpx.Response(200, content=b""),
        told({}),
        told([]),
        told({"data": {}, "task_id": "", "id": None}),
        httpx.Response(502, html=PAGE),
        httpx.Response(500, content=b""),
    ],
    ids=["page", "empty", "nothing", "list", "no name", "page 502", "empty 500"],
)
def test_an_order_without_a_readable_answer_is_lost_and_not_refused(vendor: Vendor, answer: httpx.Response):
    offer, dialect = vendor.offers[0], vendor.makers["video"]
    with pytest.raises(LostAnswer) as lost:
        dialect.ticket(line(vendor, answer).order(dialect.submit(shot_for(offer), offer, "k"), dialect))
    assert not lost.value.clear_no


@every_vendor
@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429])
def test_a_plain_no_to_an_order_is_a_clear_no(vendor: Vendor, status: int):
    offer, dialect = vendor.offers[0], vendor.makers["video"]
    with pytest.raises(ProviderError) as no:
        line(vendor, httpx.Response(status, html=PAGE)).order(dialect.submit(shot_for(offer), offer, "k"), dialect)
    assert no.value.clear_no


@every_offer
def test_a_call_never_holds_a_key_and_its_sending_does(vendor: Vendor, offer: Offer):
    dialect, asked = vendor.makers["video"], []
    call = dialect.submit(shot_for(offer), offer, "order-1")
    assert KEYS["api_key"] not in call.model_dump_json()
    line(vendor, told({}), asked=asked).order(call, dialect)
    assert KEYS["api_key"] in str(asked[0].headers.raw)
    assert KEYS["api_key"] not in str(asked[0].url)


@every_vendor
def test_a_key_goes_to_no_other_host(vendor: Vendor):
    open_line = line(vendor)
    assert open_line.headers_for("https://media.example.com/1.mp4") == {}
    assert open_line.headers_for(open_line.base_url.replace("https://", "https://evil.")) == {}
    assert open_line.headers_for(open_line.base_url)


@every_offer
def test_a_price_is_dated_and_says_where_it_was_read(vendor: Vendor, offer: Offer):
    assert offer.estimate(shot_for(offer)) > 0 or vendor.retired
    if offer.estimate(shot_for(offer)) > 0:
        assert offer.quoted and date(2026, 1, 1) <= offer.quoted <= date(2026, 11, 30)
        assert offer.source


@every_vendor
def test_has_an_address_of_its_own_and_keys_to_look_for(vendor: Vendor):
    addresses = [vendor.base_url, *(offer.base_url for offer in vendor.offers if offer.base_url)]
    assert all(address.startswith("https://") or (vendor.retired and not address) for address in addresses)
    assert vendor.needs and all(need.env for need in vendor.needs)
    parts = {name for address in (*addresses, vendor.account) for _, name, _, _ in Formatter().parse(address) if name}
    assert parts <= {need.field for need in vendor.needs if not need.optional}


@every_vendor
def test_names_no_model_twice(vendor: Vendor):
    models = [offer.model for offer in vendor.offers]
    assert len(models) == len(set(models))


@pytest.mark.parametrize(("vendor", "offer"), FINDERS, ids=[f"{one.slug}:{offer.model}" for one, offer in FINDERS])
@pytest.mark.parametrize("reply", [{}, {"data": None}, {"items": "x"}, {"results": 3}, {"generations": None}])
def test_a_look_up_that_cannot_tell_never_says_that_the_order_is_not_there(vendor: Vendor, offer: Offer, reply: dict[str, Any]):
    dialect = vendor.makers["video"]
    lost = Lost(key="order-1", request=shot_for(offer), offer=offer, since=1e9)
    with pytest.raises(LostAnswer):
        assert dialect.look_up(lost).only_asks
        dialect.found(reply, lost)


def test_who_can_cancel():
    assert {one.slug for one in CANCELLERS} == {"fal", "hailuo", "omni", "replicate", "runway"}


@pytest.mark.parametrize("vendor", CANCELLERS, ids=[one.slug for one in CANCELLERS])
def test_a_job_is_stopped_at_the_vendors_own_address_by_a_call_that_orders_nothing(vendor: Vendor):
    dialect, ticket, asked = vendor.makers["video"], TICKETS.get(vendor.slug, "job-1"), []
    call, offer = dialect.cancel(ticket), vendor.offers[0]
    assert call and call.method in ("POST", "PUT", "DELETE")
    assert call.path.endswith(("/cancel", "/job-1"))
    assert call.body is None
    assert call.path != dialect.submit(shot_for(offer), offer, "k").path
    for answer in (httpx.Response(204), told({"status": "cancelled", "task_id": "job-1"}), told({"state": "x"}, 202)):
        line(vendor, answer, asked=asked).ask(call, dialect)
    assert all(KEYS["api_key"] in str(one.headers.raw) and "job-1" in str(one.url) for one in asked)


@pytest.mark.parametrize("vendor", CANCELLERS, ids=[one.slug for one in CANCELLERS])
def test_a_vendor_that_will_not_stop_a_job_raises_what_leaves_it_alone(vendor: Vendor):
    dialect = vendor.makers["video"]
    call = dialect.cancel(TICKETS.get(vendor.slug, "job-1"))
    for status, kind in ((400, JobFailed), (404, JobFailed), (401, OutOfCredit), (429, RateLimited), (503, Unavailable)):
        with pytest.raises(kind):
            line(vendor, told({}, status)).ask(call, dialect)


@pytest.mark.parametrize(("slug", "reply"), CANCELLED.items())
def test_a_job_that_was_stopped_is_told_from_one_that_failed(slug: str, reply: dict[str, Any]):
    progress = DIALECTS[slug].makers["video"].progress(reply)
    assert (progress.state, progress.cancelled) == ("failed", True)


@pytest.mark.parametrize(("slug", "reply", "state"), [(slug, *one) for slug, words in STATES.items() for one in words])
def test_only_a_job_that_was_stopped_counts_as_stopped(slug: str, reply: dict[str, Any], state: str):
    progress = DIALECTS[slug].makers["video"].progress(reply)
    assert progress.cancelled == (reply == CANCELLED.get(slug))
