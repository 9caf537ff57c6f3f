"""`reelflow rehearse`: any command against stand-ins for the vendors, with no key and no money, faults on request."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from blocks.settings import prepare_home
from cli.console import err
from domain.errors import ConfigurationError
from domain.money import Money, dollars

PACE = "0.3"
"""Seconds between questions to the stand-ins."""
ANY = {"allow_extra_args": True, "ignore_unknown_options": True}


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command(context_settings=ANY)(rehearse)


def rehearse(
    context: typer.Context,
    fault: Annotated[
        list[str] | None, typer.Option(help="What goes wrong, such as lost-answer:3 or luma/refused:2; repeatable.")
    ] = None,
) -> None:
    """Run a reelflow command on the whole paid path against stand-ins on this machine, in a home of its own.

    For example: reelflow rehearse --fault refused:2 make "5 Python beginner mistakes" --provider luma
    """
    with _stand_ins(fault or []) as stage:
        done = subprocess.run([sys.executable, "-m", "cli", *context.args], env=_environment(stage))
        _tell(stage)
    raise typer.Exit(done.returncode)


@contextmanager
def _stand_ins(faults: list[str]) -> Iterator[dict[str, Any]]:
    """Start the stand-ins as a process of their own and give their addresses and key."""
    words = [word for fault in faults for word in ("--fault", fault)]
    command = [sys.executable, "-m", "rehearsal", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            said = process.stderr.read().strip() if process.stderr else ""
            raise ConfigurationError(said or "The stand-ins did not start.")
        try:
            yield json.loads(line)
        finally:
            process.terminate()


def _environment(stage: dict[str, Any]) -> dict[str, str]:
    """Return an environment in which every vendor is a stand-in, and nothing touches the real projects."""
    from providers.registry import all_vendors

    ours = {"REELFLOW_HOME": str(prepare_home() / "rehearsal"), "REELFLOW_POLL_SECONDS": PACE}
    for slug, address in stage["base_urls"].items():
        ours[f"{slug.upper().replace('-', '_')}_BASE_URL"] = address
    for vendor in all_vendors().values():
        ours |= {need.env[0]: stage["key"] for need in vendor.needs if not need.optional} or {
            need.env[0]: stage["key"] for need in vendor.needs[:1]
        }
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("REELFLOW_STORE_URL", "REELFLOW_MEDIA_URL", "PREFECT_HOME")
    }
    return {"VIDEO_PROVIDER": "luma", **kept, **ours}


def _tell(stage: dict[str, Any]) -> None:
    """Say what the stand-ins were asked for: orders taken, and what they would have charged."""
    with urllib.request.urlopen(f"{stage['url']}/_rehearsal/journal", timeout=10) as answer:
        journal = json.load(answer)
    for slug, accepted in journal["accepted"].items():
        if accepted:
            charged = dollars(Money(str(journal["charged_cents"][slug])) / 100)
            orders = "1 order" if accepted == 1 else f"{accepted} orders"
            err.print(f"Rehearsal: {slug} took {orders} and would have charged {charged}.")
