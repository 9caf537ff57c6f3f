"""reelflow: a theme in, a finished video out."""

import sys

import typer

from cli import edit, inspect, make, operate, rehearse, spend
from cli.console import complain
from cli.environment import prepare
from domain.errors import ReelflowError

HELP = "Turn a theme or a plain-language brief into a finished short video."

app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for family in (make, edit, inspect, spend, rehearse, operate):
    family.register(app)


def main() -> None:
    """Run the command; a `ReelflowError` becomes a sentence and its exit code, never a traceback."""
    prepare()
    try:
        app()
    except ReelflowError as error:
        complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        complain("Stopped; what is finished is kept. Go on with: reelflow continue last")
        sys.exit(130)
