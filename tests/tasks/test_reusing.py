"""What a run takes from before is noted with what it was charged the first time."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from domain.media import MediaRef
from domain.outcomes import Reuse
from domain.period import Span
from domain.requests import Made
from store import projects, reuses
from store.database import writing
from store.tables import orders
from tasks.gathering import Outcome
from tasks.orders import reusing
from tasks.wiring import store
from tests.reports.history import tell

CLIP = MediaRef(sha256="a" * 64, suffix=".mp4", kind="video")


@pytest.mark.parametrize(("run", "told"), [("run-bees", 0), ("", 0), ("another", 2)])
def test_only_paid_work_of_earlier_runs_counts(home: Path, monkeypatch: pytest.MonkeyPatch, run: str, told: int) -> None:
    tell(store())
    made = Made(media=CLIP, vendor="runway", model="runway-1")
    with writing(store()) as connection:
        connection.execute(update(orders).where(orders.c.id == "order-2").values(result=made.model_dump(mode="json")))
        connection.execute(update(orders).values(updated_at=datetime(2026, 1, 1, tzinfo=UTC)))
    monkeypatch.setattr(reusing, "run_id", lambda: run)
    reusing.note_reuse(projects.load(store(), "bees"), Outcome(clips=(made,)))
    found = reuses.saved(store(), Span(zone=ZoneInfo("UTC")))
    text, clip = (
        Reuse("text", "claude", "claude-1", 1, Decimal("0.0063")),
        Reuse("video", "runway", "runway-1", 1, Decimal("0.6")),
    )
    assert found == (text, clip)[:told]
