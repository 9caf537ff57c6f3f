"""Markdown to what is spoken: the words of the text in order, without the marks around them."""

import re
from collections.abc import Iterable, Iterator

from domain.base import Frozen

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_RULE = re.compile(r"^ {0,3}(?:[-*_]\s*){3,}$|^ {0,3}=+\s*$")
_TABLE = re.compile(r"^\s*\|.*\|\s*$")
_KINDS = "title|keywords|lower[_ -]third|list[_ -]point|number|call[_ -]to[_ -]action|end[_ -]card"
_OVERLAY = re.compile(rf"^\s*\[\s*((?:{_KINDS})\s*(?:@[^:\]]*)?:.*)\]\s*$", re.IGNORECASE)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+")
_PICTURE = re.compile(r"!\[[^\]]*\][(\[]")
_BARE_ADDRESS = re.compile(r"^(?! {0,3}\[)(?:.*[\s<])?https?://", re.MULTILINE)
_MARKS = (
    (re.compile(r"!\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)"), ""),
    (re.compile(r"!\[([^\]]*)\]\[[^\]]*\]"), ""),
    (re.compile(r"\[([^\]]+)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[(?:[^\]\d][^\]]*)?\]"), r"\1"),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"<(?:mailto:)?([^\s<>@]+@[^\s<>@]+)>"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]+)>"), r"\1"),
    (re.compile(r"""</?[A-Za-z][A-Za-z0-9]*(?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|[^\s<>"']+))*\s*/?>"""), ""),
    (re.compile(r"(?:https?://)(?:www\.)?([^\s/?#<>()\[\]]*[\w])(?:[/?#](?:[^\s<>()\[\]]*[^\s<>()\[\].,;:!?…»”])?)?"), r"\1"),
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
    overlays: tuple[tuple[int, str], ...] = ()
    """Type over the picture, as `KIND: TEXT`, each with how many letters are spoken before it, spaces not counted."""


def spoken_text(text: str) -> Spoken:
    """Return what is spoken of a Markdown or plain text: every word in order, headings as paragraphs of their own.

    Not spoken: front matter, comments, code blocks, tables, pictures and overlays; of a bare web address only the site.
    """
    front, body = _front_matter(text.replace("\r\n", "\n").lstrip("\ufeff"))
    body = re.sub(r"<!--.*?-->", " ", body, flags=re.DOTALL)
    silent: list[str] = []
    typed: list[tuple[int, str]] = []
    blocks = list(_blocks(body, silent, typed))
    heading = next((block for block, is_heading in blocks if is_heading), "")
    silent += [name for name, mark in (("picture", _PICTURE), ("address", _BARE_ADDRESS)) if mark.search(body)]
    paragraphs = tuple(block for block, _ in blocks if any(character.isalnum() for character in block))
    overlays = tuple((_letters(block for block, _ in blocks[:before]), overlay) for before, overlay in typed)
    return Spoken(title=front or heading, paragraphs=paragraphs, silent=tuple(dict.fromkeys(silent)), overlays=overlays)


def _letters(blocks: Iterable[str]) -> int:
    return sum(len("".join(block.split())) for block in blocks if any(character.isalnum() for character in block))


def plain(line: str) -> str:
    """Return a line without its inline marks; link texts stay, bare addresses shrink to their site, pictures go."""
    for mark, kept in _MARKS:
        line = mark.sub(kept, line)
    return " ".join(line.split())


def _front_matter(text: str) -> tuple[str, str]:
    found = re.match(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if not found or not re.match(r"\s*[\w-]+\s*:", found[1]):
        return "", text
    title = re.search(r"^title:\s*(.+?)\s*$", found[1], re.MULTILINE)
    return (title[1].strip("\"'") if title else ""), text[found.end() :]


def _blocks(body: str, silent: list[str], typed: list[tuple[int, str]]) -> Iterator[tuple[str, bool]]:
    """Yield the spoken blocks of a text, each with whether it is a heading; `typed` gets overlays with the blocks before them."""
    paragraph: list[str] = []
    before, count = "blank", 0
    for kind, content in [*_lines(body), ("blank", "")]:
        if kind == "number" and paragraph and before == "text" and not content.startswith("1"):
            kind = "text"  # a sentence that happens to break before a number, as Markdown itself has it
        if kind != "text" and paragraph:
            yield plain(" ".join(paragraph)), kind == "underline"
            paragraph = []
            count += 1
        if kind in ("text", "bullet", "number"):
            paragraph.append(_BULLET.sub("", content, count=1) if kind in ("bullet", "number") else content)
        elif kind == "heading":
            yield plain(content), True
            count += 1
        elif kind == "overlay":
            typed.append((count, content))
        elif kind in ("code", "table"):
            silent.append(kind)
        before = kind


def _lines(body: str) -> Iterator[tuple[str, str]]:
    """Yield each line outside code with its kind: text, heading, bullet, number, underline, table, code, overlay or blank."""
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]) else fence
        elif mark:
            fence = mark[1]
            yield "code", ""
        elif heading := _HEADING.match(line):
            yield "heading", heading[1]
        elif overlay := _OVERLAY.match(line):
            yield "overlay", overlay[1]
        elif _RULE.match(line):
            yield "underline", ""
        elif _TABLE.match(line):
            yield "table", ""
        elif not line.strip() or _REFERENCE.match(line):
            yield "blank", ""
        elif bullet := _BULLET.match(line):
            yield "number" if bullet[0].strip()[0].isdigit() else "bullet", line.strip()
        else:
            yield "text", re.sub(r"^\s*(?:>\s?)+", "", line).strip()
