"""All videos of a batch share one ceiling, held where money is reserved."""

import threading
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from domain.errors import CeilingReached, NotFound
from domain.money import ZERO
from store import batches
from store.ceilings import Ceilings
from store.orders import Order, move, renew, reserve

CLIP = Order(project="bees", segment=1, kind="video", digest="d1", vendor="luma", estimated_usd=Decimal("0.30"))


def opened(engine: Engine, ceiling: str | None, *projects: str, name: str = "launch") -> None:
    batches.open_batch(engine, name, Decimal(ceiling) if ceiling else None)
    for project in projects:
        batches.join(engine, name, project)


def clip(project: str, segment: int = 1) -> Order:
    return CLIP.model_copy(update={"project": project, "segment": segment})


def test_a_ceiling_is_never_passed_by_many_at_once(engine: Engine) -> None:
    videos = [f"video-{number}" for number in range(8)]
    opened(engine, "2.00", *videos)
    refused: list[str] = []
    reserved: list[Order] = []
    gate = threading.Barrier(len(videos))

    def film(project: str) -> None:
        gate.wait()
        for segment in range(1, 4):
            try:
                reserved.append(reserve(engine, clip(project, segment), ceilings=Ceilings(project=Decimal(5))))
            except CeilingReached as no:
                refused.append(str(no))

    threads = [threading.Thread(target=film, args=(project,)) for project in videos]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(reserved), len(refused)) == (6, 18)
    assert batches.standing(engine, "launch").reserved_usd == Decimal("1.80")
    assert all("the ceiling for batch launch is $2.00, $0.00 of it spent, $1.80 reserved" in no for no in refused)


def test_what_is_spent_by_one_video_is_gone_for_the_others(engine: Engine) -> None:
    opened(engine, "0.70", "bees", "wasps")
    order = reserve(engine, clip("bees"))
    move(engine, order.id, ["reserved"], "submitting")
    move(engine, order.id, ["submitting"], "done", charged_usd=Decimal("0.45"))
    with pytest.raises(CeilingReached, match="for batch launch"):
        reserve(engine, clip("wasps"))
    with pytest.raises(CeilingReached, match="for batch launch"):
        renew(engine, order.model_copy(update={"attempt": 1}))
    assert reserve(engine, clip("ants")).created
    standing = batches.standing(engine, "launch")
    assert (standing.spent_usd, standing.reserved_usd) == (Decimal("0.45"), ZERO)


def test_a_batch_run_again_keeps_its_ceiling_unless_another_is_given(engine: Engine) -> None:
    opened(engine, "0.30", "bees")
    opened(engine, None, "bees", "wasps")
    reserve(engine, clip("bees"))
    with pytest.raises(CeilingReached):
        reserve(engine, clip("wasps"))
    opened(engine, "0.60", "bees")
    assert reserve(engine, clip("wasps")).created


def test_a_batch_without_a_ceiling_limits_nothing(engine: Engine) -> None:
    opened(engine, None, "bees")
    assert reserve(engine, clip("bees")).created
    assert batches.standing(engine, "launch").ceiling_usd is None


def test_a_video_of_two_batches_counts_in_both(engine: Engine) -> None:
    opened(engine, "5.00", "bees")
    opened(engine, "0.20", "bees", name="small")
    with pytest.raises(CeilingReached, match="for batch small"):
        reserve(engine, clip("bees"))


def test_nobody_joins_a_batch_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(NotFound, match="no batch named launch"):
        batches.join(engine, "launch", "bees")
