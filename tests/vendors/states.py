"""Every word that vendors say of a job, in an answer as short as it can be, and what it means."""

from typing import Any

States = list[tuple[dict[str, Any], str]]


def _under(key: str, words: dict[str, str]) -> States:
    return [({key: word}, state) for word, state in words.items()]


def _task(words: dict[str, str]) -> States:
    return [({"task": {"status": word}}, state) for word, state in words.items()]


def _kling(words: dict[str, str]) -> States:
    return [({"code": 0, "data": [{"id": "t", "status": word}]}, state) for word, state in words.items()]


_V1 = {
    "Preparing": "waiting",
    "Queueing": "waiting",
    "Processing": "running",
    "Success": "done",
    "Fail": "failed",
    "Failed": "failed",
}
_V2 = {
    "queued": "waiting",
    "running": "running",
    "succeeded": "done",
    "failed": "failed",
    "cancelled": "failed",
    "expired": "failed",
}
_RUNWAY = {
    "PENDING": "waiting",
    "THROTTLED": "waiting",
    "RUNNING": "running",
    "SUCCEEDED": "done",
    "FAILED": "failed",
    "CANCELLED": "failed",
}
_OMNI = {
    "queued": "waiting",
    "in_progress": "running",
    "completed": "done",
    "failed": "failed",
    "cancelled": "failed",
    "incomplete": "failed",
    "budget_exceeded": "failed",
    "requires_action": "failed",
    "requires_continuation": "failed",
}
_KLING = {"submitted": "waiting", "processing": "running", "succeeded": "done", "succeed": "done", "failed": "failed"}

STATES: dict[str, States] = {
    "fal": [
        *_under("status", {"IN_QUEUE": "waiting", "IN_PROGRESS": "running", "COMPLETED": "done"}),
        ({"status": "COMPLETED", "error": "It broke off."}, "failed"),
    ],
    "hailuo": [*_task(_V2), *_under("status", _V1)],
    "kling": _kling(_KLING),
    "luma": _under(
        "state", {"queued": "waiting", "processing": "running", "dreaming": "running", "completed": "done", "failed": "failed"}
    ),
    "omni": _under("status", _OMNI),
    "pika": _under("status", {"queued": "waiting", "running": "running", "completed": "done", "failed": "failed"}),
    "replicate": _under(
        "status",
        {
            "starting": "waiting",
            "processing": "running",
            "succeeded": "done",
            "failed": "failed",
            "canceled": "failed",
            "aborted": "failed",
        },
    ),
    "runway": _under("status", _RUNWAY),
    "sora": _under("status", {"queued": "waiting", "in_progress": "running", "failed": "failed"}),
    "stability": [({"id": "g1", "status": "in-progress"}, "running"), ({"finish_reason": "BROKEN"}, "failed")],
    "veo": [({"done": False}, "running"), ({"done": True, "error": {"code": 13, "message": "Broke off."}}, "failed")],
}

UNKNOWN: dict[str, dict[str, Any]] = {
    "hailuo": {"task": {"status": "reticulating"}},
    "kling": {"code": 0, "data": [{"id": "t", "status": "reticulating"}]},
    "luma": {"state": "reticulating"},
}
"""An answer with a word that no contract names; for all others it stands under `status`."""

MODERATED: dict[str, list[dict[str, Any]]] = {
    "fal": [{"status": "COMPLETED", "error": "no", "error_type": "content_policy_violation"}],
    "hailuo": [
        {"task": {"status": "failed", "error": {"code": "unprocessable_entity_error", "message": "Unsafe output. (1027)"}}},
        {"status": "Fail", "base_resp": {"status_code": 1027, "status_msg": "output new_sensitive"}},
    ],
    "kling": [{"code": 0, "data": [{"status": "failed", "message": "Failure to pass the risk control system"}]}],
    "luma": [{"state": "failed", "failure_code": "content_moderated"}],
    "omni": [{"status": "failed", "errors": [{"code": "SAFETY", "message": "Blocked by the safety policy."}]}],
    "pika": [{"status": "failed", "error": {"code": "content_moderation", "message": "no"}}],
    "replicate": [{"status": "failed", "error": "The input or output was flagged as sensitive. (E005)"}],
    "runway": [{"status": "FAILED", "failureCode": "SAFETY.OUTPUT.VIDEO"}],
    "sora": [{"status": "failed", "error": {"code": "moderation_blocked", "message": "no"}}],
    "stability": [{"finish_reason": "CONTENT_FILTERED"}],
    "veo": [{"done": True, "response": {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["no"]}}],
}

CANCELLED: dict[str, dict[str, Any]] = {
    "fal": {"status": "COMPLETED", "error": "The request was cancelled.", "error_type": "request_cancelled"},
    "hailuo": {"task": {"status": "cancelled"}},
    "omni": {"status": "cancelled"},
    "replicate": {"status": "canceled"},
    "runway": {"status": "CANCELLED"},
}
"""A job that was stopped, at each vendor that can stop one."""
_RUN = "https://queue.fal.run/fal-ai/pika/requests/job-1"
TICKETS = {"fal": f"{_RUN}/status {_RUN} {_RUN}/cancel"}
"""How a vendor names a job, where `job-1` would not do."""
