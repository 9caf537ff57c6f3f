"""A project that is filmed by other processes: what they said, what the vendors took, and where the money is."""

import multiprocessing
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from domain.brief import Brief
from domain.money import Cost
from domain.project import Options, Project
from domain.requests import VideoRequest
from domain.script import Script, Segment
from rehearsal.faults import Fault
from store import projects
from store.ledger import cost_of, entries
from store.orders import Order, of_project
from tasks.wiring import store
from tests.paid.child import Report, Work, work

STILL = "https://pictures.example.com/bee.png"
LONGEST = 90
"""Seconds that a process may take."""


@dataclass
class Rehearsal:
    """The stand-ins."""

    url: str
    base_urls: dict[str, str]
    key: str
    http: httpx.Client

    def play(self, faults: Iterable[Fault]) -> None:
        """Let these faults strike from now on, and no others."""
        told = {"faults": [fault.model_dump(mode="json") for fault in faults]}
        self.http.put(f"{self.url}/_rehearsal/faults", json=told).raise_for_status()

    def journal(self) -> dict[str, Any]:
        """What happened at the stand-ins, in all projects."""
        said: dict[str, Any] = self.http.get(f"{self.url}/_rehearsal/journal").json()
        return said


@dataclass(frozen=True)
class Run:
    """A process at work."""

    process: BaseProcess
    pipe: Connection

    def end(self) -> Report:
        """Wait for its end."""
        try:
            report = self.pipe.recv() if self.pipe.poll(LONGEST) else None
        except EOFError:
            report = Report(killed=True)
        self.process.join(LONGEST)
        assert report is not None, "a run does not end"
        assert self.process.exitcode == (-9 if report.killed else 0)
        return report


class Studio:
    """One project of six segments."""

    def __init__(self, stage: Rehearsal, home: Path, slugs: tuple[str, ...], store_url: str = "") -> None:
        self.stage = stage
        self.slugs = slugs
        self.project = f"bees-{uuid4().hex[:8]}"
        self.environment = {"REELFLOW_HOME": str(home), "REELFLOW_POLL_SECONDS": "0.02", "REELFLOW_STORE_URL": store_url}
        for slug, url in stage.base_urls.items():
            self.environment |= {f"{slug.upper()}_BASE_URL": url, f"{slug.upper()}_API_KEY": stage.key}

    def shots(self, count: int = 6) -> tuple[VideoRequest, ...]:
        """Requests for its segments. Pika makes upright clips from a still alone."""
        still = STILL if "pika" in self.slugs else ""
        return tuple(
            VideoRequest(project=self.project, segment=number, prompt=f"{self.project}, shot {number}", seconds=5, still=still)
            for number in range(1, count + 1)
        )

    def start(self, *, count: int = 6, skip: int = 0, **told: Any) -> Run:
        """Let a process begin to film."""
        environment = self.environment | told.pop("environment", {})
        context = multiprocessing.get_context("forkserver")
        mine, theirs = context.Pipe(duplex=False)
        orders = Work(environment=environment, requests=self.shots(count)[skip:], slugs=self.slugs, **told)
        process = context.Process(target=work, args=(orders, theirs), daemon=True)
        process.start()
        theirs.close()
        return Run(process, mine)

    def film(self, **told: Any) -> Report:
        """Let a process film, and wait for its end. No key is ever in what it says."""
        report = self.start(**told).end()
        assert self.stage.key not in f"{report.log}{report.told}"
        return report

    def budgeted(self, budget: Decimal) -> None:
        """Keep the project with a ceiling."""
        script = Script(title={"en": "Bees"}, segments=(Segment(id=1, narration={"en": "Bees."}, prompt="a bee"),))
        brief, options = Brief(theme="bees"), Options(budget=budget)
        projects.save(store(), Project(id=self.project, title="Bees", brief=brief, script=script, options=options))

    def accepted(self, slug: str = "") -> list[dict[str, Any]]:
        """The orders that a vendor took for this project, oldest first."""
        mine = [job for job in self.stage.journal()["jobs"] if job["prompt"].startswith(f"{self.project},")]
        return [job for job in mine if job["vendor"] == (slug or self.slugs[0])]

    def charged(self) -> Decimal:
        """What all vendors charged for this project, in dollars."""
        jobs = [job for slug in self.stage.base_urls for job in self.accepted(slug)]
        return sum((Decimal(str(job["cents"])) / 100 for job in jobs), Decimal(0))

    def orders(self) -> tuple[Order, ...]:
        """The project's orders as they stand."""
        return of_project(store(), self.project)

    def states(self) -> list[str]:
        """How the project's orders stand, in alphabetical order."""
        return sorted(order.state for order in self.orders())

    def cost(self) -> Cost:
        """Where the project's money is. Not a cent is lost: what was reserved was released, or stands for an open order."""
        cost, booked = cost_of(store(), self.project), entries(store(), self.project)
        reserved, released = (sum(one["amount_usd"] for one in booked if one["entry"] == kind) for kind in ("reserve", "release"))
        still_open = [order for order in self.orders() if order.state in ("reserved", "submitting", "submitted", "unknown")]
        assert reserved == released + cost.reserved_usd
        assert cost.reserved_usd == sum((order.estimated_usd for order in still_open), Decimal(0))
        return cost
