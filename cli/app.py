"""reelflow: a theme in, a finished video out."""

import sys
from collections.abc import Sequence

import typer

from cli import (
    approve,
    batch,
    calendar,
    cancel,
    costs,
    cover,
    edit,
    exchange,
    inspect,
    make,
    operate,
    rehearse,
    spend,
    sweep,
    voices,
)
from cli.console import complain
from cli.environment import prepare
from domain.errors import ReelflowError

HELP = "Turn a theme or a plain-language brief into a finished short video."

app = typer.Typer(help=HELP, add_completion=False, pretty_exceptions_enable=False)
PLANNED, LOOKED_AFTER = (calendar, batch), (sweep, operate)
MADE, PAID = (make, edit, approve, voices, inspect, exchange, cover), (spend, costs, cancel)
for family in (*MADE, *PAID, *PLANNED, rehearse, *LOOKED_AFTER):
    family.register(app)


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(answer(sys.argv[1:]))


def answer(words: Sequence[str]) -> int:
    """Run a command and return its exit code: what goes wrong is told in a sentence, with `--json` as one object too.

    Only a fault of our own leaves a traceback.
    """
    as_json = "--json" in words
    try:
        prepare()
        return app(words or ["--help"], prog_name="reelflow", standalone_mode=False) or 0
    except ReelflowError as error:
        return complain(error, error.exit_code, as_json=as_json)
    except typer.TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "reelflow")
        return complain(f"{error.format_message().rstrip('.')}. Try: {command} --help", error.exit_code, as_json=as_json)
    except Exception as error:
        complain(f"{type(error).__name__}: {error}", 1, as_json=as_json)
        raise
