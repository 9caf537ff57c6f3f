"""Every vendor's dialect before a stand-in that behaves badly: what each bad answer means, and that no key is in a log."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, ProviderError, RateLimited
from providers import dialect
from providers.dialect import Call, Progress, Vanished
from providers.jobs import collect, failure
from providers.registry import all_vendors
from providers.wire import Wire
from rehearsal.cast import cast, part_of
from rehearsal.faults import FaultName, fault_from
from rehearsal.player import Player
from tests.vendors.test_conformance import DIALECTS, shot_for

KEY = "the-key-nobody-may-see"
ASKED = [*DIALECTS, "luma:ray-2", "hailuo:MiniMax-Hailuo-2.3"]
"""Every vendor, and the second API of those that have two."""


class Visit:
    """A vendor's dialect, and the stand-in it talks to."""

    def __init__(self, name: str, player: Player, http: httpx.Client, key: str = KEY) -> None:
        slug, _, model = name.partition(":")
        self.vendor, self.player = all_vendors()[slug], player
        self.offer = next(one for one in self.vendor.offers if one.model == model or not model)
        self.dialect = self.vendor.makers["video"]
        self.keys = {"api_key": key, "access_token": key, "project": "film", "location": "loopback"}
        address = self.vendor.address(self.offer, self.keys, player.base_urls[slug])
        self.wire = Wire(vendor=self.vendor, base_url=address, sign=lambda: self.vendor.sign(self.keys, time.time()), http=http)

    def order(self) -> str:
        """Order a clip and return its job."""
        return self.wire.placed(self.dialect.submit(shot_for(self.offer), self.offer, "order-1"), self.dialect)

    def wait(self, job: str) -> Progress:
        """Wait for the end of a job, without waiting."""
        return collect(self.wire, self.dialect, job, pace=0.0, sleep=lambda seconds: None)

    @property
    def accepted(self) -> int:
        return self.player.accepted(self.vendor.slug)


Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture
def visit(clips: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Open]:
    """Visit a vendor whose stand-in plays a fault."""
    caplog.set_level(logging.DEBUG)
    with ExitStack() as closing:

        def open_one(name: str, fault: str = "", key: str = KEY) -> Visit:
            slug = name.partition(":")[0]
            faults = [fault_from(fault)] if fault else []
            player = closing.enter_context(Player([part_of(slug)], faults=faults, key=KEY, questions=1, folder=clips))
            return Visit(name, player, closing.enter_context(httpx.Client()), key)

        yield open_one
    assert KEY not in caplog.text


every_vendor = pytest.mark.parametrize("name", ASKED)


def able(name: str, fault: str) -> bool:
    """Whether a vendor's contract has room for a fault."""
    return not fault or fault_from(fault).name not in cast()[name.partition(":")[0]].cannot


def every_vendor_with(*faults: str) -> pytest.MarkDecorator:
    """Every vendor with each of these faults that it can have."""
    return pytest.mark.parametrize(("name", "fault"), [(name, fault) for fault in faults for name in ASKED if able(name, fault)])


def every_vendor_that_can(fault: str) -> pytest.MarkDecorator:
    """Every vendor that can have this fault."""
    return pytest.mark.parametrize("name", [name for name in ASKED if able(name, fault)])


@every_vendor_with("", "html-status", "no-link", "unknown-status:allx3", "slow:allx3")
def test_a_job_comes_to_its_link_whatever_is_answered_on_the_way(visit: Open, name: str, fault: str) -> None:
    vendor = visit(name, fault)
    progress = vendor.wait(vendor.order())
    assert (progress.state, bool(progress.link), vendor.accepted) == ("done", True, 1)


@every_vendor_that_can("vanished")
def test_a_job_that_vanished_ends_soon_and_neither_failed_nor_is_still_running(visit: Open, name: str) -> None:
    vendor = visit(name, "vanished")
    with pytest.raises(Vanished, match=f"^{vendor.vendor.slug}: "):
        vendor.wait(vendor.order())


@every_vendor_that_can("failed")
def test_a_failed_job_ends_soon_and_says_why(visit: Open, name: str) -> None:
    vendor = visit(name, "failed")
    error = outcome(vendor)
    assert isinstance(error, JobFailed) and not isinstance(error, Vanished)
    assert error.clear_no and not error.retryable


@every_vendor_with("refused", "refused-late")
def test_moderation_is_refused_whenever_it_speaks_and_never_tried_again(visit: Open, name: str, fault: FaultName) -> None:
    error = outcome(visit(name, fault))
    assert isinstance(error, ContentRefused) and not error.retryable


@every_vendor_that_can("rate-limit")
def test_a_busy_vendor_says_when_to_come_back_and_has_taken_nothing(visit: Open, name: str) -> None:
    vendor = visit(name, "rate-limit")
    with pytest.raises(RateLimited) as later:
        vendor.order()
    assert (later.value.after, later.value.retryable, later.value.clear_no, vendor.accepted) == (1.0, True, True, 0)
    assert vendor.order()


@every_vendor_that_can("envelope")
def test_an_error_in_an_envelope_with_http_200_is_a_no(visit: Open, name: str) -> None:
    vendor = visit(name, "envelope")
    with pytest.raises(RateLimited):
        vendor.order()
    assert vendor.accepted == 0


@every_vendor_with("lost-before", "lost-answer", "server-error", "server-error-after")
def test_an_order_without_an_answer_is_in_doubt(visit: Open, name: str, fault: str) -> None:
    with pytest.raises(LostAnswer):
        visit(name, fault).order()


@every_vendor
def test_a_wrong_key_is_a_persons_business_and_orders_nothing(visit: Open, name: str) -> None:
    vendor = visit(name, key="an-old-key")
    with pytest.raises(OutOfCredit) as no:
        vendor.order()
    assert no.value.clear_no and vendor.accepted == 0


@every_vendor_that_can("locked-out")
def test_a_key_that_is_turned_down_in_the_middle_of_a_job_says_so_and_decides_nothing(visit: Open, name: str) -> None:
    vendor = visit(name, "locked-out")
    job = vendor.order()
    with pytest.raises(OutOfCredit, match=r"(?i)key|token"):
        vendor.wait(job)
    assert vendor.wait(job).state == "done"


@every_vendor_that_can("unknown-status:allx3")
def test_a_word_nobody_knows_is_told_once(visit: Open, name: str, caplog: pytest.LogCaptureFixture) -> None:
    dialect._tell_once.cache_clear()
    vendor = visit(name, "unknown-status:allx3")
    jobs = [vendor.order(), vendor.order()]
    assert [vendor.wait(job).state for job in jobs] == ["done", "done"]
    assert len([line for line in caplog.messages if "reticulating" in line]) == 1


def test_a_clock_that_is_off_is_told_with_the_seconds_before_anything_is_ordered(visit: Open) -> None:
    vendor = visit("kling", "clock-skew")
    del vendor.keys["api_key"]
    vendor.keys |= {"access_key": "ours", "secret_key": KEY}
    with pytest.raises(OutOfCredit, match=r"\(1003\).* Your clock is (599|600|601) s ahead of Kling's") as no:
        vendor.order()
    assert no.value.clear_no and vendor.accepted == 0


def test_a_token_is_right_a_few_seconds_before_our_clock_says_so(visit: Open) -> None:
    vendor = visit("kling")
    old_style = Call(method="POST", path="/v1/videos/text2video", body={"model_name": "kling-v3", "prompt": "a paper boat"})
    for off in (-4, 0, 4):
        keys = {"access_key": "ours", "secret_key": KEY}
        wire = vendor.wire.model_copy(update={"sign": lambda off=off, keys=keys: vendor.vendor.sign(keys, time.time() + off)})
        assert wire.order(old_style, vendor.dialect)["code"] == 0


def outcome(vendor: Visit) -> ProviderError:
    """Return the error that an order or its job ends in."""
    try:
        return failure(vendor.wire, vendor.wait(vendor.order()))
    except ProviderError as no:
        return no
