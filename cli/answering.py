"""Ask on the terminal what a request leaves open."""

import sys
from collections.abc import Sequence

from rich.markup import escape

from cli.console import err
from domain.brief import Question
from domain.errors import BriefError


def can_ask() -> bool:
    """Return whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_back(questions: Sequence[Question]) -> dict[str, str]:
    """Return the answers by field; nothing when the asker gives none."""
    err.print("\nThe brief leaves this open. Enter alone leaves the film for later.")
    answers: dict[str, str] = {}
    for question in questions:
        if not (said := _answer(question)):
            return {}
        answers[question.field] = said
    return answers


def _answer(question: Question) -> str:
    """Return an answer that can be used, asking again while it cannot; nothing for an empty line or the end of input."""
    from domain.ask import Ask
    from tasks.briefs.questioning import answered

    choices = f" [dim]({escape(' / '.join(question.choices))})[/]" if question.choices else ""
    while True:
        err.print(f"[bold yellow]?[/] {escape(question.question)}{choices} ", end="")
        said = sys.stdin.readline().strip()
        if not said:
            return ""
        try:
            answered(Ask(), {question.field: said})
        except BriefError as wrong:
            err.print(f"  {escape(str(wrong))}")
        else:
            return said
