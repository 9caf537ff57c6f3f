"""What people and programs read: words and tables on a terminal, one JSON object with `--json`."""

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.errors import RunFailed
from domain.money import dollars
from domain.project import Report, SegmentReport
from domain.review import Finding, sentences

out = Console(highlight=False, emoji=False)
err = Console(stderr=True, highlight=False, emoji=False)

COLOURS = {"completed": "green", "failed": "red", "unknown": "red", "processing": "yellow"}


SEVERITIES = {"note": "dim", "warning": "yellow", "error": "red"}

STATES = {3: "stopped", 4: "waiting", 130: "stopped"}
"""What an exit code says of a run that did not end well; the others say that it failed."""


def complain(problem: object, exit_code: int, *, as_json: bool) -> int:
    """Say what is wrong in a sentence on standard error, with `--json` as one object too, and return the exit code."""
    if as_json:
        told = {"state": STATES.get(exit_code, "failed"), "error": str(problem), "exit_code": exit_code}
        run = {"project": problem.project, "findings": problem.findings} if isinstance(problem, RunFailed) else {}
        print_json(json.dumps(told | run))
    err.print(f"[bold red]reelflow:[/] {escape(str(problem))}", soft_wrap=True)
    return exit_code


def print_json(value: str) -> None:
    """Write one JSON object to standard output and nothing else."""
    sys.stdout.write(value + "\n")


def show_report(report: Report) -> None:
    """Print a run: its films, its segments, its cost, and what the reader should know."""
    for video in report.videos:
        size = Path(video.path).stat().st_size / 1e6 if Path(video.path).exists() else 0.0
        out.print(f"\n[bold green]✓[/] [bold]{escape(video.path)}[/]", soft_wrap=True)
        out.print(f"  {video.format}, {video.language}, {video.width}x{video.height}, {video.seconds:.1f} s, {size:.1f} MB")
        if video.cover:
            out.print(f"  cover: {escape(video.cover)}", soft_wrap=True)
    for one in report.questions:
        choices = f" ({' / '.join(one.choices)})" if one.choices else ""
        out.print(f"[bold yellow]?[/] {escape(one.question + choices)}", soft_wrap=True)
    if report.segments:
        out.print(segment_table(report.segments))
    text = f", {dollars(report.cost.text_usd)} of it for text" if report.cost.text_usd else ""
    out.print(f"Cost: [bold]{dollars(report.cost.spent_usd)}[/] spent{text}, {dollars(report.cost.reserved_usd)} reserved.")
    _notes("Done by local stand-ins, or in a lesser form:", report.degraded)
    if report.review:
        out.print(review_table(report.review, report.project))
    told = sentences(report.review, report.project)
    _notes("Good to know:", tuple(note for note in report.findings if note not in told))


def review_table(findings: tuple[Finding, ...], project: str) -> Table:
    """Return the table of what was found in script and films, and whose move is next."""
    table = Table(show_edge=False, pad_edge=False, title="\nReview", title_justify="left")
    for name in ("film", "severity", "found", "mend"):
        table.add_column(name, overflow="fold")
    for one in findings:
        severity = f"[{SEVERITIES[one.severity]}]{one.severity}[/]"
        mend = f"reelflow retake {project} {one.segment}" if one.mend.startswith("retake") else one.mend
        table.add_row(
            escape(f"{one.format}, {one.language}" if one.format else "script"), severity, escape(one.said), escape(mend)
        )
    return table


def segment_table(segments: tuple[SegmentReport, ...]) -> Table:
    """Return the table of a project's segments."""
    table = Table(show_edge=False, pad_edge=False, title_justify="left")
    for name in ("#", "state", "seconds", "vendor", "take", "cost", "narration"):
        table.add_column(name, justify="right" if name in ("#", "seconds", "take", "cost") else "left")
    for segment in segments:
        state = f"[{COLOURS.get(segment.state, 'white')}]{segment.state}[/]" if segment.kept else "[dim]dropped[/]"
        said = escape(segment.narration if len(segment.narration) <= 80 else segment.narration[:79] + "…")
        table.add_row(
            str(segment.index),
            state,
            f"{segment.seconds:.1f}",
            segment.vendor,
            str(segment.take),
            dollars(segment.cost_usd),
            said if not segment.error else f"{said}\n[red]{escape(segment.error)}[/]",
        )
    return table


def next_steps(*commands: str) -> None:
    """Print the commands worth trying next."""
    out.print("\nNext:")
    for command in commands:
        out.print(f"  {escape(command)}", soft_wrap=True)


def _notes(heading: str, notes: tuple[str, ...]) -> None:
    if notes:
        out.print(f"\n{heading}")
        for note in notes:
            out.print(f"  · {escape(note)}", soft_wrap=True)
