"""Markdown to what is spoken: the words of the text in order, without the marks around them."""

import re
from collections.abc import Iterator

from domain.base import Frozen

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_RULE = re.compile(r"^ {0,3}(?:[-*_]\s*){3,}$|^ {0,3}=+\s*$")
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+")
_MARKS = (
    (re.compile(r"!\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)"), ""),
    (re.compile(r"!\[([^\]]*)\]\[[^\]]*\]"), ""),
    (re.compile(r"\[([^\]]+)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"<(?:https?://|mailto:)[^>]+>"), ""),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]*[^\s<>()\[\].,;:!?…»”]"), ""),
    (re.compile(r"(?<!\\)`+([^`]+)`+"), r"\1"),
    (re.compile(r"(?<!\\)(\*{1,3}|~~)(?=\S)(.+?)(?<=\S)(?<!\\)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=\S)(?<!\\)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


class Spoken(Frozen):
    """A text as it is read aloud: its title, its paragraphs, and what in it is not spoken."""

    title: str = ""
    paragraphs: tuple[str, ...]
    silent: tuple[str, ...] = ()
    """What was left out, each once: `code`, `table`, `picture`, `address`."""


def spoken_text(text: str) -> Spoken:
    """Return what is spoken of a Markdown or plain text: every word in order, headings as paragraphs of their own.

    Not spoken: front matter, comments, code blocks, tables, pictures and bare web addresses.
    """
    front, body = _front_matter(text.replace("\r\n", "\n").lstrip("\ufeff"))
    body = re.sub(r"<!--.*?-->", " ", body, flags=re.DOTALL)
    silent: list[str] = []
    blocks = list(_blocks(body, silent))
    heading = next((block for block, is_heading in blocks if is_heading), "")
    silent += [name for name, mark in (("picture", "!["), ("address", "http")) if mark in body]
    paragraphs = tuple(block for block, _ in blocks if any(character.isalnum() for character in block))
    return Spoken(title=front or heading, paragraphs=paragraphs, silent=tuple(dict.fromkeys(silent)))


def plain(line: str) -> str:
    """Return a line without its inline marks; link texts stay, bare addresses and pictures go."""
    for mark, kept in _MARKS:
        line = mark.sub(kept, line)
    return " ".join(line.split())


def _front_matter(text: str) -> tuple[str, str]:
    found = re.match(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if not found or not re.match(r"\s*[\w-]+\s*:", found[1]):
        return "", text
    title = re.search(r"^title:\s*(.+?)\s*$", found[1], re.MULTILINE)
    return (title[1].strip("\"'") if title else ""), text[found.end() :]


def _blocks(body: str, silent: list[str]) -> Iterator[tuple[str, bool]]:
    paragraph: list[str] = []
    fence = ""
    for line in [*body.split("\n"), ""]:
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]) else fence
            continue
        heading, bullet = _HEADING.match(line), _BULLET.match(line)
        starts = (
            mark or heading or bullet or not line.strip() or _RULE.match(line) or _TABLE.match(line) or _REFERENCE.match(line)
        )
        if starts and paragraph:
            yield plain(" ".join(paragraph)), bool(_RULE.match(line) and line.strip() and not line.strip().strip("=-"))
            paragraph = []
        if mark:
            fence = mark[1]
            silent.append("code")
        elif heading:
            yield plain(heading[1]), True
        elif _TABLE.match(line):
            silent.append("table")
        elif line.strip() and not _RULE.match(line) and not _REFERENCE.match(line):
            paragraph.append(_BULLET.sub("", line, count=1) if bullet else re.sub(r"^\s*(?:>\s?)+", "", line).strip())
