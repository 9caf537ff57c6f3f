"""Pictures made ready to be sent: small, of the shape ordered, and nothing in them but the picture."""

import base64
import io
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image

from domain.errors import BadMedia, Unavailable
from providers.fetching import LARGEST_PICTURE, picture_from
from providers.pictures import carried, image_type, packed


def noise(path: Path, size: tuple[int, int] = (1600, 1200)) -> Path:
    """A picture that is hard to make small."""
    pixels = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def opened(address: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(carried(address))))


@pytest.mark.parametrize(("ratio", "size"), [("9:16", (720, 1280)), ("16:9", (1280, 720)), ("1:1", (720, 720))])
def test_a_picture_is_sent_in_the_shape_that_is_ordered(tmp_path: Path, ratio: str, size: tuple[int, int]) -> None:
    Image.new("RGB", (300, 200), "red").save(tmp_path / "a.png")
    address = packed(tmp_path / "a.png", ratio=ratio, side=720, most=5_000_000)
    assert (image_type(address), opened(address).size, opened(address).format) == ("image/jpeg", size, "JPEG")


def test_a_large_one_is_made_small_enough(tmp_path: Path) -> None:
    address = packed(noise(tmp_path / "a.png"), ratio="9:16", side=1080, most=256_000)
    assert len(address) <= 256_000
    assert min(opened(address).size) >= 360


def test_one_that_cannot_be_made_small_enough_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadMedia, match="cannot be made smaller"):
        packed(noise(tmp_path / "a.png"), ratio="9:16", side=1080, most=20_000)


def test_it_is_cropped_around_its_middle_upright_and_without_what_a_camera_wrote(tmp_path: Path) -> None:
    picture = Image.new("RGB", (600, 400), "blue")
    picture.paste("red", (0, 0, 300, 400))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"  # turned by a quarter: red is at the top
    picture.save(tmp_path / "a.jpg", exif=exif, quality=95)
    sent = opened(packed(tmp_path / "a.jpg", ratio="1:1", side=200, most=5_000_000))
    top, bottom = sent.getpixel((100, 20)), sent.getpixel((100, 180))
    assert top[0] > 200 > 60 > top[2]  # type: ignore[index]
    assert bottom[2] > 200 > 60 > bottom[0]  # type: ignore[index]
    assert not sent.getexif()


def test_what_is_behind_a_transparent_picture_is_dark(tmp_path: Path) -> None:
    Image.new("RGBA", (100, 100), (255, 255, 255, 0)).save(tmp_path / "a.png")
    assert max(opened(packed(tmp_path / "a.png", ratio="1:1", side=100, most=100_000)).getpixel((50, 50))) < 40  # type: ignore[arg-type,type-var]


def web(answer: httpx.Response) -> httpx.MockTransport:
    return httpx.MockTransport(lambda request: answer)


def test_a_picture_is_fetched_from_the_web(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    found = picture_from("https://a/1.png", tmp_path, transport=web(httpx.Response(200, content=out.getvalue())))
    assert Image.open(found).size == (30, 20)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404), r"a/1\.png answers 404"),
        (httpx.Response(200, html="<!doctype html><html></html>"), "no picture that can be used"),
        (httpx.Response(200, content=b"x" * (LARGEST_PICTURE + 1)), "larger than 20 MB"),
        (httpx.Response(200, content=b""), "no picture that can be used"),
    ],
)
def test_what_is_no_picture_is_not_taken(tmp_path: Path, answer: httpx.Response, said: str) -> None:
    with pytest.raises(BadMedia, match=said) as no:
        picture_from("https://a/1.png?token=secret", tmp_path, transport=web(answer))
    assert "secret" not in str(no.value)


def test_a_place_that_cannot_be_reached_is_said_without_what_may_be_a_key(tmp_path: Path) -> None:
    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(Unavailable) as no:
        picture_from("https://a/1.png?token=secret", tmp_path, transport=httpx.MockTransport(down))
    assert "secret" not in str(no.value)


def test_redirects_do_not_go_on_for_ever(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="TooManyRedirects"):
        picture_from("https://a/1.png", tmp_path, transport=web(httpx.Response(302, headers={"Location": "https://a/1.png"})))
