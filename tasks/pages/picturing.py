"""Pictures for pages, as data addresses, so that a page needs no other server: contact sheets, and covers made small."""

import base64
from collections.abc import Sequence
from pathlib import Path

from domain.directing import shots
from domain.project import Project, SegmentReport, Video
from domain.requests import Made
from montage.sheet import contact_sheet, frame, thumbnail
from store.orders import OrderState, of_project
from tasks.orders.fulfil import order_digest
from tasks.wiring import scratch, store, vault

SHEET_WIDTH = 300
"""Pixels of one picture; the sheet travels inside the page, so it stays small."""


DONE: tuple[OrderState, ...] = ("done",)


def film_sheet(film: Video, segments: Sequence[SegmentReport], start: float) -> str:
    """Return a picture of the middle of every segment of a film; the first begins `start` seconds into it."""
    with scratch() as folder:
        pictures = []
        for segment in (one for one in segments if one.kept):
            picture = folder / f"{segment.index}.png"
            frame(Path(film.path), start + segment.seconds / 2, picture, width=SHEET_WIDTH)
            pictures.append((picture, f"{segment.index}"))
            start += segment.seconds
        return _sheet(pictures, folder)


def opening(project: Project) -> float:
    """Return for how many seconds the brand's intro plays before the first segment."""
    return (project.brand.intro.media.seconds or 0.0) if project.brand and project.brand.intro else 0.0


def pictured(project: Project) -> str:
    """Return a picture of the middle of every clip that a project has by now; nothing when it has none."""
    numbers = {segment.id: place for place, segment in enumerate(project.script.segments, start=1)}
    with scratch() as folder:
        pictures = []
        for number, made in sorted((numbers[segment], made) for segment, made in _clips(project).items()):
            picture = folder / f"{number}.png"
            frame(vault().open(made.media), (made.media.seconds or 0.0) / 2, picture, width=SHEET_WIDTH)
            pictures.append((picture, f"{number}"))
        return _sheet(pictures, folder) if pictures else ""


def made_small(picture: Path, width: int) -> str:
    """Return a picture, `width` pixels wide."""
    with scratch() as folder:
        thumbnail(picture, width, folder / "small.jpg")
        return _address(folder / "small.jpg")


def _clips(project: Project) -> dict[int, Made]:
    """Return the clips that are wanted and there, by the id of their segment."""
    done = of_project(store(), project.id, kind="video", states=DONE)
    found = {}
    for shot in shots(project):
        mine = [order for order in done if order.segment == shot.segment and order.digest == order_digest(shot, order.model)]
        clips = [made for made in (Made.model_validate(order.result) for order in mine) if vault().has(made.media)]
        if clips:
            found[shot.segment] = clips[0]
    return found


def _sheet(pictures: Sequence[tuple[Path, str]], folder: Path) -> str:
    contact_sheet(pictures, folder / "sheet.jpg")
    return _address(folder / "sheet.jpg")


def _address(jpeg: Path) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg.read_bytes()).decode()}"
