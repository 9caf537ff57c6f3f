"""Gather what a run's tasks came to: values and causes of failure, without stopping at the first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from prefect.exceptions import UpstreamTaskError
from prefect.futures import PrefectConcurrentFuture, PrefectFuture, wait
from pydantic import ConfigDict

from domain.base import Frozen
from domain.requests import Made
from domain.review import Viewed
from domain.scene import Extras, Scene
from domain.speech import Narration
from tasks.films.cutting import Bridge
from tasks.films.finishing import Film
from tasks.pages.progress import tell

STAGES = {"clips": "film", "voices": "speak", "scores": "score", "scenes": "cut", "joins": "join", "films": "finish"}
"""What is told of work that ends in another process, where nobody listens."""

Work = defaultdict[str, list[Any]]
"""Futures by what they come to: the fields of `Outcome`."""
_ENCODING = ("scenes", "joins", "films")


class Outcome(Frozen):
    """Everything that a run made, and what went wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    clips: tuple[Made, ...] = ()
    voices: tuple[Narration, ...] = ()
    scores: tuple[Made, ...] = ()
    extras: tuple[Extras, ...] = ()
    scenes: tuple[Scene, ...] = ()
    joins: tuple[Bridge, ...] = ()
    films: tuple[Film, ...] = ()
    looks: tuple[Viewed, ...] = ()
    encoded: int = 0
    """Pieces that this run encoded."""
    causes: tuple[BaseException, ...] = ()
    """What failed, each once; a task that only lacked its inputs is no cause."""


def gather(work: Mapping[str, Sequence[Any]]) -> Outcome:
    """Wait for all futures and return what they came to, by kind."""
    _tell_of_what_ends_elsewhere(work)
    wait([future for futures in work.values() for future in futures if isinstance(future, PrefectFuture)])
    results = {kind: [_result(future) for future in futures] for kind, futures in work.items()}
    made = {kind: tuple(one for one in found if isinstance(one, Frozen)) for kind, found in results.items()}
    causes = _causes(one for found in results.values() for one in found)
    encoded = sum(map(_encoded, (one for kind in _ENCODING for one in work.get(kind, ()))))
    return Outcome.model_validate({**made, "encoded": encoded, "causes": causes})


def _tell_of_what_ends_elsewhere(work: Mapping[str, Sequence[Any]]) -> None:
    for kind, stage in STAGES.items():
        for future in work.get(kind, ()):
            if isinstance(future, PrefectFuture) and not isinstance(future, PrefectConcurrentFuture):
                future.add_done_callback(partial(_tell_one, stage))


def _tell_one(stage: str, _ended: PrefectFuture[Any]) -> None:
    tell(stage, done=1)


def _result(future: Any) -> Any:
    """Return what a task came to; nothing for one that could not begin, whose state Prefect leaves pending."""
    if not isinstance(future, PrefectFuture):
        return future
    return future.result(raise_on_failure=False) if future.state.is_final() else None


def _encoded(future: PrefectFuture[Scene | Bridge | Film]) -> int:
    """Return how many pieces a task encoded in this run; a remembered cut encoded none."""
    return future.result().encoded if future.state.is_completed() and future.state.name != "Cached" else 0


def _causes(results: Iterable[Any]) -> tuple[BaseException, ...]:
    failed = [one for one in results if isinstance(one, BaseException) and not isinstance(one, UpstreamTaskError)]
    return tuple({str(one): one for one in failed}.values())
