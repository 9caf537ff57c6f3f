"""Still pictures of a film: one frame, a cover, and a labelled sheet of many."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from domain.errors import BadMedia
from media import fonts
from media.probe import SAFE

_GROUND, _EMPTY, _INK = "#14161C", "#23262F", "#F4F5F7"
_CELL, _GAP, _LABEL = 360, 20, 44
_SAMPLES = 12


def contact_sheet(pictures: Sequence[tuple[Path, str]], out: Path, *, columns: int = 3, width: int = _CELL) -> None:
    """Write to `out` one picture with all `pictures` in rows, each over its label.

    All cells have the shape of the first picture, `width` pixels wide; the others are fitted into it whole. Raises `BadMedia`
    for a file that is no picture and `ValueError` when there are none.
    """
    if not pictures:
        raise ValueError("a contact sheet needs at least one picture")
    images = [opened(path) for path, _ in pictures]
    across = min(max(1, columns), len(images))
    down = -(-len(images) // across)
    cell = (width, max(2, round(width * images[0].height / images[0].width)))
    step = (cell[0] + _GAP, cell[1] + _LABEL + _GAP)
    sheet = Image.new("RGB", (across * step[0] + _GAP, down * step[1] + _GAP), _GROUND)
    for index, (image, (_, label)) in enumerate(zip(images, pictures, strict=True)):
        left, top = _GAP + index % across * step[0], _GAP + index // across * step[1]
        sheet.paste(ImageOps.pad(image, cell, Image.Resampling.LANCZOS, color=_EMPTY), (left, top))
        _write(sheet, label, left, top + cell[1], cell[0])
    _save(sheet, out)


def frame(video: Path, seconds: float, out: Path, *, width: int | None = None) -> None:
    """Write to `out` the picture that is seen at `seconds`, or the last one if the video is over by then.

    `width` in pixels shrinks it, its shape kept. Raises `BadMedia` when the file has no picture that can be decoded.
    """
    with _decoder(video) as (container, stream):
        image = _picture_at(container, stream, seconds)
    if width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    _save(image, out)


def thumbnail(picture: Path, width: int, out: Path) -> None:
    """Write a picture to `out`, `width` pixels wide; raise `BadMedia` when it is none."""
    image = opened(picture)
    _save(image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS), out)


def cover(video: Path, out: Path) -> None:
    """Write to `out` the sharpest well-lit picture among samples of the whole video; raise `BadMedia` when it has none."""
    with _decoder(video) as (container, stream):
        length = float(container.duration or 0) / av.time_base
        times = [length * (k + 0.5) / _SAMPLES for k in range(_SAMPLES)]
        best = max((_picture_at(container, stream, time) for time in times), key=appeal)
    _save(best, out)


def appeal(image: Image.Image) -> float:
    """Return how good a cover a picture makes: fine detail, colour, and neither dark nor blown out."""
    small = (
        np.asarray(image.convert("HSV").resize((180, max(2, round(180 * image.height / image.width)))), dtype=np.float32) / 255
    )
    light, colour = small[..., 2], float(small[..., 1].mean())
    detail = float(np.abs(np.diff(light, axis=0)).mean() + np.abs(np.diff(light, axis=1)).mean())
    lit = min(1.0, float(light.mean()) / 0.35) * min(1.0, (1.02 - float(light.mean())) / 0.15)
    return (detail + 0.02 * colour) * max(0.01, lit)


@contextmanager
def _decoder(video: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    try:
        with av.open(str(video), options=SAFE) as container:
            if not container.streams.video:
                raise BadMedia(f"{video.name} has no picture to show.")
            container.streams.video[0].thread_type = "AUTO"
            yield container, container.streams.video[0]
    except (av.FFmpegError, OSError) as error:
        raise BadMedia(f"{video.name} cannot be read as a video ({error}).") from error


def _picture_at(container: InputContainer, stream: VideoStream, seconds: float) -> Image.Image:
    base = stream.time_base
    half = 0.5 / float(stream.average_rate or 30)
    if base:
        container.seek(max(0, int(seconds / base)), stream=stream)
    found = None
    for picture in container.decode(stream):
        found = picture
        if picture.time is None or picture.time > seconds - half:
            break
    if found is None:
        raise BadMedia("The video has no picture that can be decoded.")
    image = Image.fromarray(found.to_ndarray(format="rgb24"))
    return image.rotate(found.rotation, expand=True) if found.rotation else image


def picture_at(video: Path, seconds: float) -> Image.Image:
    """Return the picture that is seen at `seconds`, or the last one; raise `BadMedia` when there is none."""
    with _decoder(video) as (container, stream):
        return _picture_at(container, stream, seconds)


def opened(path: Path) -> Image.Image:
    """Return a picture as it is to be seen; raise `BadMedia` for a file that is none."""
    try:
        with Image.open(path) as image:
            return ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise BadMedia(f"{path.name} is not a picture.") from error


def _write(sheet: Image.Image, label: str, left: int, top: int, width: int) -> None:
    """Draw `label` under a picture, cut with an ellipsis where it would leave the cell."""
    language = "ar" if any("\u0600" <= char <= "\u08ff" for char in label) else "en"
    text = fonts.drawable(label, language)
    size = 22
    while text and fonts.width(text, language, size, "medium") > width:
        text = text[:-2].rstrip() + "…"
    font = ImageFont.truetype(str(fonts.face(language, "medium", text)), size)
    ImageDraw.Draw(sheet).text((left, top + _LABEL / 2 + 2), text, font=font, fill=_INK, anchor="lm")


def _save(image: Image.Image, out: Path) -> None:
    """Write a picture whole or not at all."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".still-") as folder:
        part = Path(folder) / out.name
        image.save(part, quality=90) if out.suffix.lower() in (".jpg", ".jpeg", ".webp") else image.save(part)
        part.replace(out)
