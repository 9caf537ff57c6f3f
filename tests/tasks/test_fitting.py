"""From a wish to what a vendor is sent: near shapes, pictures as each takes them, and bytes that are kept and logged nowhere."""

import base64
import contextlib
import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from domain.errors import ContentRefused, JobFailed, NotFound, ReelflowError, Unsupported
from domain.lineup import Choice, Lineup
from domain.picture import Picture
from domain.project import Project
from domain.requests import VideoRequest
from domain.script import Script, Segment
from media.ffmpeg import run
from media.probe import probe
from providers.base import Vendor
from providers.offers import Offer
from providers.pictures import carried
from providers.registry import offer
from providers.wire import Wire
from store.orders import of_project
from tasks.orders import fitting, ordering
from tasks.orders.fitting import check, check_film, choice_for, fitted
from tasks.orders.fulfil import fulfil
from tasks.wiring import store, vault
from tests.domain.values import project_of
from tests.vendors.lines import line, told

SHOT = VideoRequest(project="bees", segment=1, prompt="a bee", seconds=4, ratio="9:16")
LINK = "https://pictures.example.com/sea.jpg"
Played = Callable[..., list[httpx.Request]]


@pytest.fixture
def still(home: Path, tmp_path: Path) -> str:
    """The address of a picture in the media store: blue, with a red middle."""
    picture = Image.new("RGB", (900, 600), "blue")
    picture.paste("red", (300, 0, 600, 600))
    picture.save(tmp_path / "bee.png")
    return Picture(media=vault().put(tmp_path / "bee.png", "image", width=900, height=600)).address


@pytest.fixture
def clip(tmp_path: Path) -> bytes:
    """A whole clip of four seconds."""
    run(("-f", "lavfi", "-i", "testsrc2=s=180x320:r=30:d=4", "-c:v", "libx264", "-preset", "ultrafast", tmp_path / "clip.mp4"))
    return (tmp_path / "clip.mp4").read_bytes()


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Played:
    """Let whoever is ordered from give these answers, and return what it is asked."""

    def play(*answers: httpx.Response) -> list[httpx.Request]:
        asked: list[httpx.Request] = []

        @contextlib.contextmanager
        def ready(by: Vendor, terms: Offer) -> Iterator[Wire]:
            yield line(by, *answers, asked=asked)

        monkeypatch.setattr(ordering, "ready", ready)
        monkeypatch.setenv("REELFLOW_POLL_SECONDS", "0.01")
        return asked

    return play


def sent(address: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(carried(address)))).convert("RGB")


def everything_kept(home: Path) -> bytes:
    """Every byte of the database, its journals too."""
    return b"".join(path.read_bytes() for path in sorted(home.glob("reelflow.db*")))


def test_a_picture_of_the_media_store_goes_out_as_bytes_in_the_shape_that_is_ordered(still: str) -> None:
    request = fitted(SHOT.model_copy(update={"still": still}), offer("runway", "video"), sending=True)
    picture = sent(request.still)
    assert picture.size == (1080, 1920)
    assert picture.getpixel((540, 960))[0] > 200, "it is cropped around its middle"  # type: ignore[index]
    assert request.last == ""


def test_nothing_is_packed_when_nothing_will_be_sent(still: str) -> None:
    wish = SHOT.model_copy(update={"still": still, "ratio": "1:1"})
    assert fitted(wish, offer("veo", "video"), sending=False) == wish.model_copy(update={"ratio": "9:16"})


def test_a_web_address_stays_one_where_the_vendor_fetches_and_is_fetched_where_it_takes_bytes_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(link: str, folder: Path) -> Path:
        Image.new("RGB", (90, 160), "green").save(folder / "picture.png")
        return folder / "picture.png"

    monkeypatch.setattr(fitting, "picture_from", fetched)
    wish = SHOT.model_copy(update={"still": LINK})
    assert fitted(wish, offer("kling", "video"), sending=True).still == LINK
    assert sent(fitted(wish, offer("veo", "video"), sending=True).still).size == (1080, 1920)


def test_a_picture_that_is_gone_says_how_to_give_it_again(still: str, home: Path) -> None:
    for file in (home / "media").rglob("*.png"):
        file.unlink()
    with pytest.raises(NotFound, match="reelflow edit bees 1 --still FILE"):
        fitted(SHOT.model_copy(update={"still": still}), offer("veo", "video"), sending=True)


def test_bytes_of_pictures_and_clips_are_kept_and_logged_nowhere(
    still: str, clip: bytes, home: Path, played: Played, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    inside = base64.b64encode(clip).decode()
    asked = played(
        told({"name": "operations/1"}),
        told({"name": "operations/1", "done": True, "response": {"videos": [{"bytesBase64Encoded": inside}]}}),
    )
    made = fulfil(SHOT.model_copy(update={"still": still}), "video", Choice(slugs=("veo",)))
    assert vault().open(made.media).read_bytes() == clip
    picture = json.loads(asked[0].content)["instances"][0]["image"]["bytesBase64Encoded"]
    (order,) = of_project(store(), "bees")
    kept = everything_kept(home).decode("latin-1") + caplog.text + made.model_dump_json() + order.model_dump_json()
    assert [word for word in (inside[:60], inside[3000:3060], picture[:60], picture[3000:3060], "base64,") if word in kept] == []


@pytest.mark.parametrize("quoted", ["data:image/jpeg;base64,{}", "{}"])
@pytest.mark.parametrize(("status", "kind"), [(422, JobFailed), (400, ReelflowError)])
def test_a_vendor_that_quotes_a_picture_back_does_not_get_it_kept(
    still: str, home: Path, played: Played, quoted: str, status: int, kind: type[ReelflowError]
) -> None:
    bytes_of = base64.b64encode(bytes(range(256)) * 4).decode()
    played(told({"detail": f"Input is not valid: {quoted.format(bytes_of)}"}, status))
    with pytest.raises(kind) as no:
        fulfil(SHOT.model_copy(update={"still": still}), "video", Choice(slugs=("luma",)))
    assert "Input is not valid: …" in str(no.value)
    assert bytes_of[:40].encode() not in everything_kept(home)


def test_a_refused_job_does_not_keep_what_it_quotes(still: str, home: Path, played: Played) -> None:
    bad = {
        "id": "g1",
        "state": "failed",
        "failure_code": "content_moderated",
        "failure_reason": "No: data:image/png;base64,QUJDRA==",
    }
    played(told({"id": "g1", "state": "queued"}), told(bad))
    with pytest.raises(ContentRefused, match="No: …"):
        fulfil(SHOT.model_copy(update={"still": still}), "video", Choice(slugs=("luma",)))
    assert b"QUJDRA" not in everything_kept(home)


def test_the_nearest_shape_is_ordered_and_the_wish_keeps_its_digest(home: Path, clip: bytes, played: Played) -> None:
    inside = base64.b64encode(clip).decode()
    asked = played(
        told({"name": "operations/1"}),
        told({"name": "operations/1", "done": True, "response": {"videos": [{"bytesBase64Encoded": inside}]}}),
    )
    square = SHOT.model_copy(update={"ratio": "1:1"})
    first = fulfil(square, "video", Choice(slugs=("veo",)))
    assert json.loads(asked[0].content)["parameters"]["aspectRatio"] == "9:16"
    assert fulfil(square, "video", Choice(slugs=("veo",))) == first
    assert len(asked) == 2, "it is found again and not ordered again"


@pytest.mark.parametrize("slug", ["procedural", "files"])
def test_on_this_machine_a_slow_camera_films_the_picture(still: str, slug: str) -> None:
    wish = SHOT.model_copy(update={"still": still, "seconds": 0.5})
    made = fulfil(wish, "video", Choice(slugs=(slug,)))
    facts = probe(vault().open(made.media))
    assert (facts.width, facts.height, facts.frames) == (1080, 1920, 15)


def test_the_users_folder_is_not_asked_for_a_segment_with_a_picture_of_its_own() -> None:
    both, alone = Choice(slugs=("files", "luma")), Choice(slugs=("files",))
    wish = SHOT.model_copy(update={"still": LINK})
    assert choice_for(wish, both).slugs == ("luma",)
    assert choice_for(wish, alone) == alone
    assert choice_for(SHOT, both) == both


@pytest.mark.parametrize(
    ("name", "wish", "said"),
    [
        ("hailuo:MiniMax-Hailuo-02", {}, r"makes 16:9, not 9:16: cropping would lose 68%.*Who can: .*kling"),
        ("pika", {}, r"Use fal:fal-ai/pika"),
        ("veo:veo-3.1-lite-generate-001", {"still": LINK, "last": LINK}, r"cannot end on an image.*Who can: .*luma"),
    ],
)
def test_a_refusal_names_who_can(name: str, wish: dict[str, Any], said: str) -> None:
    with pytest.raises(Unsupported, match=said):
        check(offer(name, "video"), SHOT.model_copy(update=wish))


def film(*slugs: str, **segment: Any) -> Project:
    script = Script(title={"en": "Bees"}, segments=(Segment(id=1, narration={"en": "x"}, prompt="a bee", **segment),))
    return project_of(script).model_copy(update={"lineup": Lineup(video=Choice(slugs=slugs))})


def test_a_film_that_nobody_can_make_is_refused_before_anything_is_ordered() -> None:
    with pytest.raises(Unsupported, match="Who can: "):
        check_film(film("pika"))
    check_film(film("pika", "procedural"))
    check_film(film("pika", still=Picture(link=LINK)))
