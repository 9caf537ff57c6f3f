"""Named settings for tasks: how results are remembered and what is tried again.

A cache key is the task's own word, a version, the media store's identity and the digest of the inputs: another task with equal
inputs never shares it, and a new media store never finds results whose bytes are gone. The key of ordered work also counts its
orders, so that a file which was taken out of the media store is made again.
"""

from typing import Any

from prefect import runtime
from prefect.cache_policies import CacheKeyFnPolicy
from prefect.tasks import exponential_backoff

from domain.base import digest
from domain.errors import ReelflowError
from domain.requests import Kind, SpeechRequest
from tasks.orders.fulfil import ordered_again
from tasks.pages.progress import tell
from tasks.voices.casting import voiced
from tasks.wiring import vault


def _remembered(word: str, version: int, kind: Kind | None = None) -> CacheKeyFnPolicy:
    def key(_context: Any, inputs: dict[str, Any]) -> str:
        again = ordered_again(inputs["request"], kind) if kind else 0
        return f"{word}-v{version}-{digest([vault().identity, again, inputs, *_cast(inputs)])}"

    return CacheKeyFnPolicy(cache_key_fn=key)


def _cast(inputs: dict[str, Any]) -> list[SpeechRequest]:
    """Return a narration as each vendor of its choice would be asked: the settings name a voice for each."""
    request = inputs.get("request")
    if not isinstance(request, SpeechRequest):
        return []
    return [voiced(request, name.partition(":")[0]) for name in inputs["choice"].slugs]


def _worth_another_try(_task: Any, _run: Any, state: Any) -> bool:
    try:
        state.result()
    except ReelflowError as error:
        return error.retryable
    except OSError:
        return True
    return False


def _tells(stage: str) -> list[Any]:
    """Return a hook that tells that one more is done, for results found again too."""

    def progress(_task: Any, _run: Any, _state: Any) -> None:
        tell(stage, done=1)

    return [progress]


def ordered(word: str, kind: Kind, version: int = 1) -> dict[str, Any]:
    """Work of a kind that a vendor is asked for: remembered, and tried again only when the error itself says so."""
    return {
        "on_completion": _tells(word),
        "cache_policy": _remembered(word, version, kind),
        "persist_result": True,
        "result_serializer": "json",
        "retries": 2,
        "retry_delay_seconds": exponential_backoff(backoff_factor=2),
        "retry_jitter_factor": 0.3,
        "retry_condition_fn": _worth_another_try,
    }


def local(word: str, version: int = 1) -> dict[str, Any]:
    """Work on this machine: remembered, never tried again (the same inputs would fail the same way)."""
    return {
        "on_completion": _tells(word),
        "cache_policy": _remembered(word, version),
        "persist_result": True,
        "result_serializer": "json",
    }


def once_a_run(word: str) -> dict[str, Any]:
    """What a run must not do twice, though it begins anew after a person was waited for: ordering another take."""

    def key(_context: Any, _inputs: dict[str, Any]) -> str:
        return f"{word}-v1-{runtime.flow_run.id}"

    return {"cache_policy": CacheKeyFnPolicy(cache_key_fn=key), "persist_result": True, "result_serializer": "json"}


ONCE: dict[str, Any] = {"persist_result": False}
"""Work that must happen in every run: opening a project, reporting."""
