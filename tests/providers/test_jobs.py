"""Where the bytes of a finished clip are, and who sees the key on the way to them."""

import base64
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from domain.errors import JobFailed
from media.ffmpeg import run
from providers.jobs import fetch
from providers.vendors.omni import VENDOR, OmniVideo
from providers.wire import Wire

HOME = VENDOR.base_url
KEY = "x-goog-api-key"
Play = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A clip of one second."""
    out = tmp_path_factory.mktemp("film") / "clip.mp4"
    run(["-f", "lavfi", "-i", "color=red:s=64x64:r=10:d=1", "-pix_fmt", "yuv420p", str(out)])
    return out.read_bytes()


def fetched(link: str, out: Path, play: Play) -> bytes:
    """What arrives from a link; the job, asked again, knows no other."""
    http = httpx.Client(transport=httpx.MockTransport(play))
    wire = Wire(vendor=VENDOR, base_url=HOME, sign=lambda: VENDOR.sign({"api_key": "k"}, 0.0), http=http)
    return fetch(wire, OmniVideo(), "i1", link, out / "clip.mp4", sleep=lambda _: None).read_bytes()


def nobody(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"status": "completed"})


def test_takes_a_clip_out_of_its_link(tmp_path: Path, film: bytes):
    inside = f"data:video/mp4;base64,{base64.b64encode(film).decode()}"
    assert fetched(inside, tmp_path, nobody) == film


@pytest.mark.parametrize(
    "inside", ["data:video/mp4;base64,AAA", "data:video/mp4;base64,????", "data:video/mp4;base64,QUJD", "data:"]
)
def test_what_is_inside_must_be_a_clip(tmp_path: Path, inside: str):
    with pytest.raises(JobFailed, match="not a whole clip"):
        fetched(inside, tmp_path, nobody)
    assert not list(tmp_path.glob("*.part*"))


def test_a_path_is_below_the_vendors_own_address_and_gets_the_key(tmp_path: Path, film: bytes):
    def play(request: httpx.Request) -> httpx.Response:
        assert str(request.url) == f"{HOME}/files/f1:download?alt=media"
        assert request.headers[KEY] == "k"
        return httpx.Response(200, content=film)

    assert fetched("/files/f1:download?alt=media", tmp_path, play) == film


def test_a_redirect_to_a_media_host_is_followed_without_the_key(tmp_path: Path, film: bytes):
    seen = []

    def play(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.host, request.headers.get(KEY)))
        if request.url.host == "media.example.com":
            return httpx.Response(200, content=film)
        return httpx.Response(302, headers={"location": "https://media.example.com/1.mp4?sig=1"})

    assert fetched("/files/f1:download?alt=media", tmp_path, play) == film
    assert seen == [("generativelanguage.googleapis.com", "k"), ("media.example.com", None)]


def test_a_link_that_leads_in_circles_is_given_up(tmp_path: Path):
    def play(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/i1"):
            return nobody(request)
        return httpx.Response(302, headers={"location": "https://media.example.com/again"})

    with pytest.raises(JobFailed, match="sent on more than 5 times"):
        fetched("https://media.example.com/1.mp4", tmp_path, play)
