"""`reelflow costs`: what it prints and writes, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.wiring import store
from tests.cli.conftest import Command
from tests.reports.history import tell

Refused = Callable[..., str]


@pytest.fixture
def history(home: Path) -> None:
    """A small known history in the home."""
    tell(store())


def test_an_empty_ledger_is_told(reelflow: Command) -> None:
    said = reelflow("costs")
    assert said.code == 0 and "The ledger has no entry here" in said.out
    assert reelflow("costs", "--table", "all", "--json").code == 0


def test_the_table_ends_in_the_ledgers_sums(reelflow: Command, history: None) -> None:
    said = reelflow("costs", "--by", "month", "--zone", "europe/paris")
    assert said.code == 0
    assert "$1.9163" in said.out and "2026-09" in said.out and "Europe/Paris" in said.out


def test_one_video_is_told_order_by_order(reelflow: Command, history: None) -> None:
    rows = {table["table"]: table["rows"] for table in reelflow("costs", "bees", "--json").json}
    assert [(row["segment"], row["take"], row["vendor"], row["state"]) for row in rows["story"]][1:3] == [
        (1, 1, "luma", "refused"),
        (1, 1, "runway", "done"),
    ]
    assert sum(float(row["spent_usd"]) for row in rows["spending"]) == pytest.approx(1.3163)


def test_files_hold_what_is_shown(reelflow: Command, history: None, stage: Path) -> None:
    said = reelflow("costs", "--table", "waste", "--table", "drift", "--csv", "a.csv", "--parquet", "a.parquet")
    assert said.code == 0
    assert {path.name for path in stage.iterdir()} == {"a-waste.csv", "a-drift.csv", "a-waste.parquet", "a-drift.parquet"}
    assert (stage / "a-waste.csv").read_text().startswith("reason,vendor,model,orders,wasted_usd")
    assert reelflow("costs", "--by", "kind", "--csv", "-").out.splitlines()[0].startswith("kind,orders,estimated_usd")


def test_the_page_is_one_file(reelflow: Command, history: None, stage: Path) -> None:
    assert reelflow("costs", "--html", "report.html").code == 0
    page = (stage / "report.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 10 and "http" not in page.replace("http-equiv", "").split("</style>")[0]


def test_an_invoice_is_laid_beside_the_ledger(reelflow: Command, history: None, stage: Path) -> None:
    (stage / "luma.csv").write_text("date,id,cost\n2026-10-10,job-6,0.30\n2026-10-10,other,9\n")
    [table] = reelflow("costs", "--reconcile", "luma.csv", "--vendor", "luma", "--json").json
    assert [row["what"] for row in table["rows"]] == ["missing here", "missing there", "matched"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--by", "colour"], "Choose from: vendor, pillar, project, segment, kind, model, day, month, run."),
        (["--since", "2026-11-20", "--until", "2026-11-01"], "--since 2026-11-20 is after --until 2026-11-01"),
        (["--since", "yesterday"], "--since 'yesterday' is not a day"),
        (["--zone", "Paris"], "Time zone 'Paris' is not known"),
        (["--table", "profit"], "There is no table 'profit'"),
        (["--alarm", "-1"], "below 0"),
        (["--csv", "nowhere/costs.csv"], "nowhere/costs.csv cannot be written"),
        (["--html", "nowhere/costs.html"], "nowhere/costs.html cannot be written"),
        (["--vendor", "luma"], "go with --reconcile"),
        (["--reconcile", "none.csv", "--vendor", "luma"], "none.csv cannot be read"),
        (["--reconcile", "none.csv"], "--reconcile needs --vendor"),
        (["bees"], "There is no project 'bees'"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_mistakes_are_told_in_a_sentence(refused: Refused, words: list[str], told: str) -> None:
    assert told in refused("costs", *words)


def test_a_zone_in_the_settings_that_is_none_is_told(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELFLOW_ZONE", "Mars")
    assert "REELFLOW_ZONE" in refused("costs")


def test_a_plan_that_is_exceeded_leaves_with_3_before_anything_begins(reelflow: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REELFLOW_PLAN", "free")
    said = reelflow("make", "bees", "--format", "vertical", "--json")
    assert said.code == 3
    assert json.loads(said.out)["state"] == "stopped"
    assert "free allows films up to 720p; vertical is 1080x1920" in said.err
    monkeypatch.setenv("REELFLOW_PLAN", "golden")
    assert "REELFLOW_PLAN cannot be used" in reelflow("make", "bees").err
