"""The cost report as a run: its artifacts, its files, and a notification."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from prefect.blocks.abstract import NotificationBlock
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from domain.errors import ConfigurationError
from tasks.wiring import store, vault
from tests.reports.history import tell

ROOT = Path(__file__).parents[2]


class Pigeon(NotificationBlock):
    """A notification block that keeps what it is told."""

    _block_type_name = "Pigeon"
    _block_type_slug = "pigeon"
    carried: ClassVar[list[tuple[str, str]]] = []
    lame: bool = False

    def notify(self, body: str, subject: str | None = None) -> None:  # type: ignore[override]
        if self.lame:
            raise OSError("no wings")
        self.carried.append((subject or "", body))


@pytest.fixture(autouse=True)
def history(prefect: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small known history, and a server."""
    home.mkdir()
    tell(store())
    yield
    Pigeon.carried.clear()


def test_a_report_leaves_artifacts_and_files_and_is_sent() -> None:
    from flows.cost_report import cost_report

    Pigeon().save("post", overwrite=True)  # type: ignore[unused-coroutine]
    report = cost_report(period="all", zone="UTC", notify="pigeon/post")
    assert report.spent_usd == Decimal("1.9163")
    assert "| luma | 5 |" in report.summary
    assert vault().open(report.page).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert {"spending.csv", "spending.parquet", "over_time.png", "waterfall.png"} <= set(report.files)
    assert all(vault().has(kept) for kept in report.files.values())
    [(subject, body)] = Pigeon.carried
    assert subject == report.title and report.summary in body and report.sent_to == "pigeon/post"
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(like_="cost-report%")))
    kinds = {one.key: one.type for one in found}
    assert kinds["cost-report"] == "markdown" and kinds["cost-report-spending"] == "table"
    assert kinds["cost-report-over-time-plot"] == "image"


def test_a_block_that_cannot_be_used_is_told_before_anything_is_written() -> None:
    from flows.cost_report import cost_report

    with pytest.raises(ConfigurationError, match="no notification block 'pigeon/none'"):
        cost_report(period="all", notify="pigeon/none")


def test_a_block_that_fails_leaves_the_report() -> None:
    from tasks.pages.notifying import notified

    Pigeon(lame=True).save("lame", overwrite=True)  # type: ignore[unused-coroutine]
    with pytest.raises(ConfigurationError, match=r"could not send: no wings\. The report itself is kept"):
        notified("pigeon/lame", "Costs", "words")


def test_the_reports_are_scheduled_by_the_week_and_by_the_month() -> None:
    rows = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    mine = {row["name"]: row for row in rows if row["entrypoint"] == "flows/cost_report.py:cost_report"}
    assert {name: row["parameters"]["period"] for name, row in mine.items()} == {"weekly": "week", "monthly": "month"}
    assert all(plan["slug"] and plan["active"] is True for row in mine.values() for plan in row["schedules"])


def test_a_report_of_the_week_is_of_the_last_whole_one() -> None:
    from tasks.money.cost_report import wish_for

    spans = {period: wish_for(period, zone="UTC", today=date(2026, 11, 18)).span for period in ("week", "month", "this month")}
    assert [(str(one.since), str(one.until)) for one in spans.values()] == [
        ("2026-11-09", "2026-11-15"),
        ("2026-10-01", "2026-10-31"),
        ("2026-11-01", "2026-11-18"),
    ]
