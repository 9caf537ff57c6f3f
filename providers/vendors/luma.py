"""Luma: clips from a prompt or between pictures. Works in jobs: create, poll, follow the link (valid for one hour).

Agents API as in the vendor's SDK luma-agents 0.5.0, Dream Machine (`ray-2`) as in lumaai 1.21.0; read on 2026-11-20.
Agents has no list and no look-up: an order whose answer is lost stays unknown until a person has looked. Dream Machine lists.
"""

from datetime import date
from decimal import Decimal

from domain.errors import ContentRefused, JobFailed, LostAnswer, OutOfCredit, ProviderError
from domain.requests import VideoRequest
from domain.secret import Secret
from providers.base import Vendor, Waiting
from providers.complaints import moderated
from providers.dialect import Call, Json, Lost, Progress, said, state_of, ticket_at
from providers.lists import Listed, found_in, items_of, made_at
from providers.offers import Offer
from providers.pictures import carried, image_type

_STATES = {"queued": "waiting", "processing": "running", "dreaming": "running", "completed": "done", "failed": "failed"}
_MODERATED = "content_moderated"
_WANTS_A_PERSON = {"budget_exhausted": OutOfCredit, _MODERATED: ContentRefused, "generation_failed": JobFailed}
_RATIOS = ("9:16", "3:4", "1:1", "4:3", "16:9", "21:9")
_READ = date(2026, 9, 19)

RAY_3 = Offer(
    kind="video",
    model="ray-3.2",
    usd_by_length={5: Decimal("0.30"), 10: Decimal("0.90")},
    quoted=_READ,
    source="Luma price page: 720p SDR, 5 s for $0.30, 10 s for three times that",
    ratios=_RATIOS,
    takes=("still", "last"),
    still_longest=5,
    prompt_limit=6000,
)
RAY_2 = Offer(
    kind="video",
    model="ray-2",
    usd_per_second=Decimal("0.142"),
    quoted=_READ,
    source="reseller's price: 720p, 5 s for $0.71",
    lengths=(5, 9),
    ratios=(*_RATIOS, "9:21"),
    takes=("still", "last"),
    image_bytes=0,
    base_url="https://api.lumalabs.ai/dream-machine/v1",
)


class LumaVideo:
    """Text to video and image to video, with either API."""

    def submit(self, request: VideoRequest, offer: Offer, key: str) -> Call:
        """Return the order; `key` has no place in it."""
        length = {"duration": f"{offer.sold(request.seconds):g}s", "resolution": "720p"}
        common = {"model": offer.model, "prompt": request.prompt, "aspect_ratio": request.ratio}
        if offer.model == RAY_2.model:
            frames = {"frame0": request.still, "frame1": request.last}
            images = {name: {"type": "image", "url": address} for name, address in frames.items() if address}
            body = {**common, "generation_type": "video", **length, **({"keyframes": images} if images else {})}
            return Call(method="POST", path="/generations/video", body=body)
        ends = {"start_frame": request.still, "end_frame": request.last}
        video = {**length, **{name: _image(address) for name, address in ends.items() if address}}
        return Call(method="POST", path="/generations", body={**common, "type": "video", "video": video})

    def ticket(self, reply: Json) -> str:
        """Return the generation's id."""
        return ticket_at("luma", reply, "id")

    def poll(self, ticket: str) -> Call:
        """Return the question after a generation."""
        return Call(path=f"/generations/{ticket}")

    def progress(self, reply: Json) -> Progress:
        """Return how a generation is; a new answer carries a freshly signed link."""
        state = state_of("luma", _STATES, said(reply, "state"))
        reason = said(reply, "failure_reason")
        if state == "failed" and (said(reply, "failure_code") == _MODERATED or moderated(reason)):  # ray-2 gives no code
            state = "refused"
        link = said(reply, "output", 0, "url") or said(reply, "assets", "video")
        return Progress.model_validate({"state": state, "link": link, "error": reason or said(reply, "failure_code")})

    def complaint(self, call: Call, status: int, reply: Json) -> ProviderError | None:
        """Return the error for a failure code in a refused order."""
        kind = _WANTS_A_PERSON.get(said(reply, "failure_code")) if status >= 400 else None
        return kind(f"luma: {said(reply, 'failure_reason') or said(reply, 'detail')}") if kind else None

    def look_up(self, lost: Lost) -> Call:
        """Return the list of Dream Machine's generations, newest first; Agents has none."""
        if lost.offer.model != RAY_2.model:
            raise LostAnswer("luma: its Agents API neither lists generations nor looks them up.")
        return Call(path="/generations", params={"limit": "100", "offset": "0"})

    def found(self, reply: Json, lost: Lost) -> str:
        """Return the generation with our prompt and time; raise `LostAnswer` where generations do not show them."""
        items = items_of("luma", reply, "generations")
        jobs = [Listed(ticket=said(item, "id"), prompt=said(item, "request", "prompt"), at=made_at(item)) for item in items]
        return found_in("luma", jobs, lost, whole=reply.get("has_more") is False)


def _image(address: str) -> Json:
    return {"data": carried(address), "media_type": image_type(address)} if carried(address) else {"url": address}


VENDOR = Vendor(
    slug="luma",
    name="Luma",
    base_url="https://agents.lumalabs.ai/v1",
    needs=(Secret(field="api_key", env=("LUMA_API_KEY", "LUMA_AGENTS_API_KEY")),),
    offers=(RAY_3, RAY_2),
    makers={"video": LumaVideo()},
    waiting=Waiting(first=10, every=5, patience=900),
    at_once=4,
)
