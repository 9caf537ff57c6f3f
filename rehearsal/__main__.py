"""Stand-ins as a process of their own: `python -m rehearsal --vendor luma --fault lost-answer:3`.

Prints one line of JSON and answers until it is stopped; it outlives whoever talks to it.
"""

import argparse
import json
import signal
import sys
import threading

from domain.errors import ReelflowError
from rehearsal.cast import cast, part_of
from rehearsal.faults import fault_from
from rehearsal.player import KEY, Player


def main() -> int:
    """Play until SIGTERM or Ctrl-C; return the exit code."""
    asked = _arguments()
    try:
        parts = [part_of(slug) for slug in asked.vendor or cast()]
        faults = [fault_from(text) for text in asked.fault]
        player = Player(parts, faults=faults, key=asked.key, questions=asked.questions, seconds=asked.seconds, port=asked.port)
    except ReelflowError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with player:
        sys.stdout.write(json.dumps({"url": player.url, "base_urls": player.base_urls, "key": asked.key}) + "\n")
        sys.stdout.flush()
        stopped.wait()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rehearsal", description="Stand-ins for the vendors' HTTP APIs on loopback.")
    parser.add_argument("--vendor", action="append", default=[], help="play this vendor (repeatable); all when none is named")
    parser.add_argument("--fault", action="append", default=[], help="[vendor/]name[:orders][xtimes], e.g. lost-answer:3")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--key", default=KEY, help="the key that is right")
    parser.add_argument("--questions", type=int, default=2, help="a job is finished after so many questions about it")
    parser.add_argument("--seconds", type=float, default=0.0, help="a job takes at least so long")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
