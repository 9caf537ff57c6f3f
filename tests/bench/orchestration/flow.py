"""One film of many segments, in a process of its own: `python -m tests.bench.orchestration.flow SEGMENTS`.

The real tasks order every clip of a stand-in that takes its time; the store, the locks, the progress on the run page and the
results are as in any run. Only what is done to pictures and sound is left out: scenes are cut and joined without encoding.
Prints, as its last line, what it measured on itself as JSON.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil
from prefect import flow, task, unmapped

from blocks.settings import lineup
from domain.base import Frozen
from domain.brief import Brief
from domain.directing import lines, shots
from domain.project import Options, Project
from domain.requests import Made, SpeechRequest
from domain.script import Script, Segment
from flows.production import RUNNER
from store import projects
from tasks.films.filming import film
from tasks.guarding import exclusive
from tasks.pages.progress import heard_by, tell
from tasks.pages.progress_page import progress_shown
from tasks.policies import ONCE, local, ordered
from tasks.wiring import check_keys, store

_SAMPLE = 0.5
MANY = 500
"""Segments of a film that is all about waiting."""


class Spoken(Frozen):
    """A narration that nobody speaks."""

    segment: int


class Cut(Frozen):
    """A scene that nobody encodes."""

    segment: int
    clip: str


@task(task_run_name="speak segment {request.segment}", **ordered("bench-speak", "speech"))
def speak(request: SpeechRequest) -> Spoken:
    """Say that a segment was spoken."""
    return Spoken(segment=request.segment)


@task(task_run_name="cut segment {segment.id}", **local("bench-cut"))
def cut(segment: Segment, clip: Made, spoken: Spoken) -> Cut:
    """Say that a segment was cut, as soon as its own clip and voice are there."""
    return Cut(segment=spoken.segment, clip=clip.media.sha256)


@task(task_run_name="finish", **ONCE)
def finish(cuts: Sequence[Cut]) -> int:
    """Return how many segments were joined."""
    return len(cuts)


@flow(name="orchestration", task_runner=RUNNER)
def orchestration(project: Project) -> int:
    """Film, speak, cut and finish as `produce` does; of a film of very many segments only what waits for the vendor."""
    with exclusive(project), progress_shown(project):
        for stage in ("film", "bench-cut"):
            tell(stage, total=len(project.script.kept))
        clips: Any = film.map(shots(project), unmapped(project.lineup.video))
        if len(project.script.kept) >= MANY:
            return len(clips.result())
        spoken = speak.map(lines(project, "en"))
        cuts: Any = cut.map(project.script.kept, clips, spoken)
        joined: Any = finish.submit(cuts)
        return int(joined.result())


@dataclass
class Memory:
    """What this process took, in bytes."""

    waiting: int = 0
    """When the last thing before the first clip came was to wait."""
    peak: int = 0


def film_of(count: int) -> Project:
    """A written film of so many segments, saved."""
    written = tuple(Segment(id=n, narration={"en": f"Line {n}."}, prompt=f"shot {n} of {count}") for n in range(1, count + 1))
    script = Script(title={"en": "Bench"}, segments=written)
    brief = Brief(theme="bench", formats=("vertical_720p",), duration=5 * count)
    project = Project(
        id=f"bench-{count}-{os.getpid()}",
        title="Bench",
        brief=brief,
        script=script,
        options=Options(),
        lineup=lineup(video="luma"),
    )
    return projects.save(store(), project)


def main() -> None:
    """Make the film and print what it took."""
    count = int(sys.argv[1])
    project = film_of(count)
    check_keys(project.lineup)  # loads the vendors, as the steps before filming do in every run
    memory, came, over = Memory(), threading.Event(), threading.Event()
    watch = threading.Thread(target=_watched, args=(memory, came, over))
    watch.start()
    begun, used = time.monotonic(), time.process_time()
    with heard_by(lambda step: came.set() if step.stage == "film" and step.done else None):
        joined = orchestration(project)
    wall, cpu = time.monotonic() - begun, time.process_time() - used
    over.set()
    watch.join()
    told = {"waiting": memory.waiting / 2**20, "peak": memory.peak / 2**20}
    print(json.dumps({"segments": joined, "wall": wall, "cpu": cpu, **told}))


def _watched(memory: Memory, came: threading.Event, over: threading.Event) -> None:
    """Look at this process's memory (PSS) until the end, and while everything waits: until the first clip came."""
    me = psutil.Process()
    while not over.wait(_SAMPLE):
        now = int(me.memory_full_info().pss)
        memory.peak = max(memory.peak, now)
        if not came.is_set():
            memory.waiting = now


if __name__ == "__main__":
    main()
