"""What flow tests look at: a film's pictures and sound, a project's orders, and a vendor that is quick."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from domain.errors import JobFailed
from domain.money import Money
from domain.requests import Kind, VideoRequest
from media.ffmpeg import run
from providers.base import Delivery, Vendor
from providers.offers import Offer
from store.orders import Order, of_project
from tasks.wiring import store

Picture = NDArray[np.uint8]
CAPTIONS = slice(0.66, 0.81)
"""Where captions stand, as a share of the height of an upright film."""
ACCENT = (255, 212, 0)
SHORT: dict[str, Any] = {"duration": 10, "formats": ("vertical_720p",), "draft": True}
"""The cheapest film that has two segments."""
PLAIN: dict[str, Any] = {**SHORT, "duration": 15, "music": False, "provider": "quick"}
"""A film that is made in a moment."""


def pictures(film: Path) -> list[Picture]:
    """Every picture of a film, small enough to keep: a third of its size."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        width, height = stream.width // 3, stream.height // 3
        return [picture.reformat(width, height, "rgb24").to_ndarray() for picture in container.decode(stream)]


def sound(film: Path) -> NDArray[np.float32]:
    """A film's sound, its channels one after another in time."""
    with av.open(str(film)) as container:
        return np.concatenate([part.to_ndarray().mean(axis=0) for part in container.decode(container.streams.audio[0])])


def loudness(samples: NDArray[np.float32]) -> float:
    """Decibels below full scale."""
    return float(20 * np.log10(max(1e-9, float(np.sqrt(np.mean(np.square(samples)))))))


def accented(picture: Picture) -> int:
    """How many pixels of the caption's place have the colour of the spoken word."""
    height = picture.shape[0]
    place = picture[int(height * CAPTIONS.start) : int(height * CAPTIONS.stop)].astype(int)
    return int((np.abs(place - np.array(ACCENT)).max(axis=2) < 40).sum())


def orders(project: str, kind: Kind = "video") -> tuple[Order, ...]:
    """A project's orders of one kind."""
    return of_project(store(), project, kind=kind)


class QuickFilms:
    """Films in a moment: one dark colour for each prompt and take. Says no to what it is told to refuse."""

    def __init__(self, refuses: Callable[[VideoRequest], bool] = lambda request: False) -> None:
        self.refuses = refuses
        self.asked: list[VideoRequest] = []

    def make(self, request: VideoRequest, folder: Path) -> Delivery:
        self.asked.append(request)
        if self.refuses(request):
            raise JobFailed(f"quick: the model broke down at segment {request.segment}.")
        red, green, blue = (byte // 3 for byte in sha256(f"{request.prompt} {request.take}".encode()).digest()[:3])
        picture = f"color=c=0x{red:02x}{green:02x}{blue:02x}:size=180x320:rate=30:duration={request.seconds}"
        run(("-f", "lavfi", "-i", picture, "-c:v", "libx264", "-preset", "ultrafast", folder / "quick.mp4"))
        return Delivery(path=folder / "quick.mp4")


def vendor(slug: str, maker: Any) -> Vendor:
    """A vendor of clips on this machine, known by this slug."""
    offer = Offer(kind="video", model=f"{slug}-1", usd_per_second=Money(0))
    return Vendor(slug=slug, name=slug, offers=(offer,), makers={"video": maker}, local=True)
