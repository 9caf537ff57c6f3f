"""Wait for a database or a media store that is away for a moment: restarted, moved to another machine, cut off."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from domain.errors import Unreachable

PATIENCE = 90.0
"""Seconds that what answered before is waited for: a restart takes some ten, a machine that takes over about a minute."""
_PAUSE, _LONGEST = 0.2, 5.0

Given = ParamSpec("Given")
Found = TypeVar("Found")


def patient(act: Callable[Given, Found]) -> Callable[Given, Found]:
    """Return a function that does `act` again while what it needs cannot be reached, from its beginning, for `PATIENCE` seconds.

    So `act` changes nothing before it fails, or may be done twice. Raises the last `Unreachable`.
    """

    @wraps(act)
    def again(*given: Given.args, **named: Given.kwargs) -> Found:
        deadline, pause = time.monotonic() + PATIENCE, _PAUSE
        while True:
            try:
                return act(*given, **named)
            except Unreachable:
                if time.monotonic() + pause > deadline:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST)

    return again
