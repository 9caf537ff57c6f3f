"""Google Veo on Vertex AI: clips from a prompt or a still. Works in jobs: long-running operations.

Written from the vendor's SDK google-genai 3.3.0, read on 2026-11-20. Signs with an OAuth access token, which lasts about an
hour: renewing it is the operator's for now (`gcloud auth print-access-token`); a run that outlives it goes on with a new one.
The clip comes inside the answer. No list, no look-up and no cancelling: an order whose answer is lost stays unknown until a
person has looked. An operation's name holds its model, which is how it is asked for.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from domain.errors import ProviderError
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import moderated
from providers.dialect import Call, Json, Progress, said, ticket_at
from providers.google import google_complaint
from providers.offers import Offer
from providers.pictures import carried, image_type

_MODELS = "/publishers/google/models/"
_FAST = "veo-3.1-fast-generate-001"
_STORAGE = "https://storage.googleapis.com/"
_LARGEST_SEED = 2**32


def _offer(model: str, usd: str, *takes: str) -> Offer:
    fields: dict[str, Any] = {"takes": takes}
    return Offer(
        kind="video",
        model=model,
        usd_per_second=Decimal(usd),
        quoted=date(2026, 11, 20),
        source="copies of Vertex AI's price page, the day they were read: 720p",
        lengths=(4, 6, 8),
        ratios=("9:16", "16:9"),
        image_links=False,
        **fields,
    )


class VeoVideo:
    """Text to video and image to video."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order, silent; `key` has no place in it."""
        frames = {"image": request.still, "lastFrame": request.last}
        instance = {"prompt": request.prompt, **{name: _image(address) for name, address in frames.items() if address}}
        parameters = {
            "sampleCount": 1,
            "durationSeconds": int(offer.sold(request.seconds)),
            "aspectRatio": request.ratio,
            "resolution": "720p",
            "seed": request.seed % _LARGEST_SEED,
            "generateAudio": False,
        }
        body = {"instances": [instance], "parameters": parameters}
        return Call(method="POST", path=f"{_MODELS}{quote(offer.model, safe='')}:predictLongRunning", body=body)

    def ticket(self, reply: Json) -> str:
        """Return the operation's name."""
        return ticket_at("veo", reply, "name")

    def poll(self, ticket: str) -> Call:
        """Return the question after an operation."""
        model = ticket.partition("/models/")[2].partition("/")[0] or _FAST
        return Call(method="POST", path=f"{_MODELS}{model}:fetchPredictOperation", body={"operationName": ticket})

    def progress(self, reply: Json) -> Progress:
        """Return how an operation is; done with nothing in it is not the end."""
        if reply.get("done") is not True:
            return Progress(state="running")
        error = said(reply, "error", "message") or said(reply, "response", "raiMediaFilteredReasons", 0)
        if link := _link(reply):
            return Progress(state="done", link=link)
        if said(reply, "response", "raiMediaFilteredCount") not in ("", "0") or moderated(error):
            return Progress(state="refused", error=error)
        return Progress(state="failed" if reply.get("error") else "done", error=error)

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for a refused prompt or a token that does not work."""
        renew = "Access tokens last an hour: set VEO_ACCESS_TOKEN anew, and see to the project's rights."
        return google_complaint("veo", status, reply, see_to=renew)


def _image(address: str) -> Json:
    where = {"gcsUri": address} if address.startswith("gs://") else {"bytesBase64Encoded": carried(address)}
    return {**where, "mimeType": image_type(address)}


def _link(reply: Json) -> str:
    """Return the clip itself; one that was put into a bucket all the same is at its web address."""
    first = ("response", "videos", 0)
    if clip := said(reply, *first, "bytesBase64Encoded"):
        return f"data:{said(reply, *first, 'mimeType') or 'video/mp4'};base64,{clip}"
    bucket = said(reply, *first, "gcsUri")
    return _STORAGE + quote(bucket.removeprefix("gs://")) if bucket.startswith("gs://") else ""


def sign(keys: Mapping[str, str], _now: float) -> dict[str, str]:
    """Return the header with the access token."""
    return {"Authorization": f"Bearer {keys['access_token']}"}


VENDOR = Vendor(
    slug="veo",
    name="Google Veo (Vertex AI)",
    base_url="https://{location}-aiplatform.googleapis.com/v1",
    account="/projects/{project}/locations/{location}",
    needs=(
        Secret(field="access_token", env=("VEO_ACCESS_TOKEN", "GOOGLE_ACCESS_TOKEN")),
        Secret(field="project", env=("GOOGLE_CLOUD_PROJECT",)),
        Secret(field="location", env=("GOOGLE_CLOUD_LOCATION",)),
    ),
    sign=sign,
    offers=(
        _offer(_FAST, "0.10", "still", "last"),
        _offer("veo-3.1-lite-generate-001", "0.05", "still"),
        _offer("veo-3.1-generate-001", "0.40", "still", "last"),
    ),
    makers={"video": VeoVideo()},
    waiting=Waiting(first=20, every=15, patience=1200),
    at_once=4,
)
