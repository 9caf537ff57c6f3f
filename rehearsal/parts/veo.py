"""Veo on Vertex AI, played from the contract sheet of 2026-11-20. The clip comes inside the answer; nothing finds an order again.

The access token is taken as it is: who issued it is not played. Delivery to a storage bucket is not played either.
"""

import base64
from datetime import date
from decimal import Decimal

from rehearsal.part import Answer, Asked, Desk, Json, No, Order, Part, Route, among, key_in, need, prompt_in

_NO = {
    "key": (401, "UNAUTHENTICATED"),
    "invalid": (400, "INVALID_ARGUMENT"),
    "missing": (404, "NOT_FOUND"),
    "refused": (400, "INVALID_ARGUMENT"),
    "rate": (429, "RESOURCE_EXHAUSTED"),
    "server": (500, "INTERNAL"),
    "gone": (403, "PERMISSION_DENIED"),
}
_A_SECOND = {
    "veo-3.1-generate-001": {"720p": "0.40", "1080p": "0.40", "4k": "0.60"},
    "veo-3.1-fast-generate-001": {"720p": "0.10", "1080p": "0.12", "4k": "0.30"},
    "veo-3.1-lite-generate-001": {"720p": "0.05", "1080p": "0.08"},
}
_MODEL = "/publishers/google/models/{model}"
_ACCOUNT = "/projects/{project}/locations/{location}"
_USUAL = {"project": "rehearsal", "location": "loopback"}
"""The account of a client whose base address says nothing of it."""


def create(asked: Asked, desk: Desk) -> Answer:
    """Begin an operation."""
    wish = asked.body.get("parameters", {})
    instance = need(asked.body, "instances")[0]
    prices = _A_SECOND.get(asked.args["model"])
    if prices is None:
        raise No("missing", f"There is no model {asked.args['model']}.")
    among(wish.get("sampleCount", 1), (1,), "sampleCount")
    if wish.get("storageUri"):
        raise No("invalid", "storageUri: delivery to a bucket is not played here.")
    seconds = among(wish.get("durationSeconds", 8), (4, 6, 8), "durationSeconds")
    order = Order(
        prompt=prompt_in(instance, "prompt", most=10_000),
        model=asked.args["model"],
        seconds=seconds,
        ratio=among(wish.get("aspectRatio", "16:9"), ("16:9", "9:16"), "aspectRatio"),
        usd=Decimal(prices[among(wish.get("resolution", "720p"), tuple(prices), "resolution")]) * seconds,
    )
    seen = desk.accept(order, asked.body)
    return Answer(body={"name": f"{(_ACCOUNT + _MODEL)[1:].format(**_USUAL | asked.args)}/operations/{seen.id}"})


def show(asked: Asked, desk: Desk) -> Answer:
    """Say how an operation is; a finished one holds the clip."""
    name = str(need(asked.body, "operationName"))
    seen = desk.look(name.rpartition("/")[2])
    said: Json = {"name": name}
    if seen.phase == "failed":
        said |= {"done": True, "error": {"code": 13, "message": "Rendering broke off."}}
    if seen.phase == "refused":
        said |= {"done": True, "response": {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["The output was filtered."]}}
    if seen.phase == "done":
        token = desk.token(seen.id)
        videos = {"videos": [{"bytesBase64Encoded": _bytes(desk, token), "mimeType": "video/mp4"}]} if token else {}
        said |= {"done": True, "response": videos}
    return Answer(body=said)


def no(why: No, _asked: Asked) -> Answer:
    """Say no."""
    status, name = _NO[why.kind]
    text = f"The prompt violates the usage guidelines: {why.text}" if why.kind == "refused" else why.text
    return Answer(status=status, body={"error": {"code": status, "message": text, "status": name}})


def _bytes(desk: Desk, token: str) -> str:
    return base64.b64encode(desk.clip(token).body).decode()


PART = Part(
    slug="veo",
    read=date(2026, 11, 20),
    homes=("/v1", "/v1beta1"),
    signed=key_in("Authorization", "Bearer "),
    no=no,
    cannot=frozenset({"envelope", "expired-link", "unknown-status"}),
    routes=(
        Route(method="POST", path=f"{_ACCOUNT}{_MODEL}:predictLongRunning", does="create", play=create),
        Route(method="POST", path=f"{_ACCOUNT}{_MODEL}:fetchPredictOperation", does="look", play=show),
        Route(method="POST", path=f"{_MODEL}:predictLongRunning", does="create", play=create),
        Route(method="POST", path=f"{_MODEL}:fetchPredictOperation", does="look", play=show),
    ),
)
