"""The documents as data: their code blocks, commands, links and headings."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b|\.\.\.")


class Command(NamedTuple):
    """One command line shown in a document, without the program's name."""

    page: str
    words: tuple[str, ...]


def commands(program: str) -> Iterator[Command]:
    """Yield every whole command line of a program: in blocks of shell, and in spans of text that name no placeholder."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = [body for language, body in _FENCE.findall(text) if language == "sh"]
        spans = [span for span in _SPAN.findall(_FENCE.sub("", text)) if not _PLACEHOLDER.search(span)]
        lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
        for line in [*lines, *spans]:
            if line.strip().startswith(f"{program} "):
                yield Command(page.relative_to(ROOT).as_posix(), tuple(shlex.split(line, comments=True)[1:]))


def links(page: Path) -> list[str]:
    """Return the targets of a page's links and pictures."""
    return _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """Return the names by which a page's headings can be linked to."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def first_column(page: Path) -> set[str]:
    """Return the code words in the first cells of a page's tables."""
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return {word for row in rows for word in _SPAN.findall(row.split("|")[1])}
