"""A process that has a script written and dies at one step: `python -m tests.words.child before|after|kept`."""

import os
import signal
import sys
from typing import Any

from domain.brief import Brief
from domain.lineup import Choice
from domain.requests import ScriptRequest
from providers.agents import asking
from tasks.orders import consulting
from tasks.scripts.writers import Writers


def die() -> None:
    """Die as a pulled plug makes one die."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(step: str) -> None:
    """Write until death."""
    real, move = asking._Patient.request, consulting.move

    async def request(*given: Any) -> Any:
        if step == "before":
            die()
        answer = await real(*given)
        if step == "after":
            die()
        return answer

    def moved(*given: Any, **named: Any) -> Any:
        done = move(*given, **named)
        if step == "kept":
            die()
        return done

    asking._Patient.request = request  # type: ignore[method-assign]
    consulting.move = moved
    brief = Brief(theme="5 Python beginner mistakes", languages=("en", "fr"))
    wanted = ScriptRequest(project="bees-1", brief=brief, filmed_by="luma", prompt_limit=500)
    Writers(Choice(slugs=("claude",))).write(wanted)


if __name__ == "__main__":
    main(sys.argv[1])
