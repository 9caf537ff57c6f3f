"""Brand: a kit is read and checked before anything is ordered; its files go into the media store, and stay with the project."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import fsspec

from blocks.brand import saved_brand
from blocks.loading import PREFIX
from blocks.settings import located
from domain.ask import Ask
from domain.brand import Bookend, Brand, Sheet, sheet
from domain.colour import is_table, preset_or_table
from domain.errors import ConfigurationError
from domain.media import MediaRef
from domain.timeline import Watermark
from media import brand as kits
from media.brand import Kit
from media.loudness import SILENT, loudness
from media.probe import probe
from montage.sound import LOUDNESS
from tasks.films.colouring import table
from tasks.wiring import scratch, vault

_RAISED = 12.0
"""Decibels by which the sound of a quiet intro or outro is raised at the most."""


def check_brand(ask: Ask) -> None:
    """Raise `ConfigurationError` or `BadMedia` when the brand that is named cannot be used. Keeps nothing."""
    if ask.style.brand:
        with _opened(ask.style.brand):
            pass


def brand_for(ask: Ask) -> Brand | None:
    """Return the brand that a request names, its files in the media store; raise as `check_brand`."""
    if not ask.style.brand:
        return None
    with _opened(ask.style.brand) as kit:
        return _kept(kit)


@contextlib.contextmanager
def _opened(place: str) -> Iterator[Kit]:
    if not place.startswith(PREFIX):
        yield kits.read(located(place))
        return
    said = sheet(saved_brand(place.removeprefix(PREFIX)), place)
    with scratch() as folder:
        yield kits.checked(said, _fetched(said, folder, place), place)


def _fetched(said: Sheet, folder: Path, place: str) -> dict[str, Path]:
    """Return local copies of the files that a block names by their addresses."""
    copies = {}
    for number, (key, address) in enumerate(said.files):
        copy = folder / str(number) / address.rstrip("/").rpartition("/")[2]
        copy.parent.mkdir()
        try:
            with fsspec.open(str(located(address)) if "://" not in address else address, "rb") as source, copy.open("wb") as out:
                shutil.copyfileobj(source, out)
        except (OSError, ValueError, ImportError) as wrong:
            raise ConfigurationError(
                f"{place}: {key}: {address} cannot be read: {wrong}. See the address and its keys."
            ) from wrong
        copies[address] = copy
    return copies


def _kept(kit: Kit) -> Brand:
    said, logo = kit.sheet, _picture(kit)
    mark = said.watermark if logo else None
    shown = Watermark(media=logo, corner=mark.corner, width=mark.size, opacity=mark.opacity) if logo and mark else None
    fonts = dict.fromkeys(vault().put(kit.files[name], "other") for name in (*said.heading, *said.body))
    same = {key: getattr(said, key) for key in ("name", "accent", "caption_color", "captions", "call")}
    files = {"logo": logo, "watermark": shown, "fonts": tuple(fonts), "intro": _bookend(kit, "intro"), **_grade(kit)}
    return Brand.model_validate({**same, **files, "outro": _bookend(kit, "outro"), "heading": kit.heading, "body": kit.body})


def _picture(kit: Kit) -> MediaRef | None:
    if not kit.sheet.logo:
        return None
    path = kit.files[kit.sheet.logo]
    facts = probe(path)
    return vault().put(path, "image", width=facts.width, height=facts.height)


def _bookend(kit: Kit, place: Literal["intro", "outro"]) -> Bookend | None:
    name = getattr(kit.sheet, place)
    if not name:
        return None
    path = kit.files[name]
    facts = probe(path)
    media = vault().put(path, "video", seconds=round(facts.seconds, 3), width=facts.width, height=facts.height)
    heard = loudness(path) if place in kit.sounding else SILENT
    gain = round(min(_RAISED, LOUDNESS - heard), 2) if heard > SILENT else 0.0
    return Bookend(place=place, media=media, fit=kit.sheet.fit, sounding=heard > SILENT, gain=gain)


def _grade(kit: Kit) -> dict[str, object]:
    grade = kit.sheet.grade
    return {"cube": table(kit.files[grade])} if is_table(grade) else {"grade": preset_or_table(grade)}
