"""A brand's kit: what all of its films share. `Sheet` is what is written in `brand.yaml`, `Brand` what films are made with."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from domain.base import Frozen
from domain.errors import ConfigurationError
from domain.languages import LANGUAGES
from domain.media import MediaRef
from domain.style import CaptionStyle, coloured
from domain.timeline import Corner, Fit, Watermark

CALL_LIMIT = 120
_EVERY = tuple(LANGUAGES)


class Bookend(Frozen):
    """A clip of the brand before or after the film."""

    place: Literal["intro", "outro"]
    media: MediaRef
    fit: Fit | None = None
    """How it fills frames of another shape; None for the film's way."""
    sounding: bool = True
    """Whether it has a sound of its own."""
    gain: float = 0.0
    """Decibels that make it as loud as the film."""


class Brand(Frozen):
    """A brand as its films are made with it: the files by their bytes."""

    name: str = ""
    accent: str = ""
    caption_color: str = ""
    captions: str = ""
    logo: MediaRef | None = None
    """On end cards and covers."""
    watermark: Watermark | None = None
    heading: str = ""
    body: str = ""
    """Families of the typefaces for titles and for captions."""
    fonts: tuple[MediaRef, ...] = ()
    grade: str = ""
    """Colour preset."""
    cube: MediaRef | None = None
    """Colour table, instead of a preset."""
    intro: Bookend | None = None
    outro: Bookend | None = None
    call: dict[str, str] = Field(default_factory=dict)
    """What the end card says, by language code."""

    @property
    def bookends(self) -> tuple[Bookend, ...]:
        """Return the clips before and after the film."""
        return tuple(end for end in (self.intro, self.outro) if end)


def _listed(value: object) -> object:
    return () if value == "" else (value,) if isinstance(value, str) else value


def _by_language(value: object) -> object:
    if isinstance(value, str):
        value = dict.fromkeys(_EVERY, value) if value else {}
    if isinstance(value, Mapping):
        unknown = [code for code in value if code not in LANGUAGES]
        long = [text for text in value.values() if isinstance(text, str) and len(text) > CALL_LIMIT]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no language of ours; choose from {', '.join(LANGUAGES)}")
        if long:
            raise ValueError(f"{long[0][:40]!r}… has {len(long[0])} characters; at most {CALL_LIMIT} are possible")
    return value


def _marked(value: object) -> object:
    return {"none": None, "no": None, "false": None, "": {}}.get(value.lower(), value) if isinstance(value, str) else value


Colour = Annotated[str, BeforeValidator(coloured)]
Files = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Mark(Frozen):
    """How the logo stands over the picture."""

    corner: Corner = "top_right"
    size: float = Field(default=0.14, ge=0.03, le=0.5)
    """Longer side, as a share of the film's shorter side."""
    opacity: float = Field(default=0.8, gt=0, le=1)


class Sheet(Frozen):
    """What a brand's kit says. Files are named from the folder of the kit."""

    name: str = Field(min_length=1)
    accent: Colour = ""
    caption_color: Colour = ""
    captions: CaptionStyle | Literal[""] = ""
    logo: str = ""
    watermark: Annotated[Mark | None, BeforeValidator(_marked)] = Mark()
    heading: Files = ()
    body: Files = ()
    intro: str = ""
    outro: str = ""
    fit: Fit | None = None
    """How intro and outro fill frames of another shape."""
    grade: str = ""
    call: Annotated[dict[str, str], BeforeValidator(_by_language)] = Field(default_factory=dict)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Return the files that are named, each with the key that names it."""
        named = [(key, getattr(self, key)) for key in ("logo", "intro", "outro")]
        named += [("grade", self.grade)] if self.grade.lower().endswith(".cube") else []
        named += [(key, name) for key in ("heading", "body") for name in getattr(self, key)]
        return tuple((key, name) for key, name in named if name)


def sheet(said: object, place: str) -> Sheet:
    """Return what a kit says; raise `ConfigurationError` naming `place`, the key that is wrong, and what is possible."""
    if not isinstance(said, Mapping):
        raise ConfigurationError(f"{place} holds no keys. Write lines such as: name: Acme")
    unknown = [str(key) for key in said if key not in Sheet.model_fields]
    if unknown:
        keys = ", ".join(Sheet.model_fields)
        raise ConfigurationError(f"{place}: {unknown[0]!r} is not known. Choose from: {keys}.")
    if said.get("accent") == "" or said.get("caption_color") == "":
        key = "accent" if said.get("accent") == "" else "caption_color"
        raise ConfigurationError(f"{place}: {key} is empty; an unquoted # begins a comment. Write it as {key}: '#35E0A1'.")
    try:
        return Sheet.model_validate(dict(said))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if not str(part).startswith("literal[")) or "it"
        told = str(first.get("ctx", {}).get("error", "")) or _plain(first["type"], first["msg"])
        raise ConfigurationError(f"{place}: {key}: {told.rstrip('.')}.") from wrong


def _plain(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing; say it"
    if kind == "extra_forbidden":
        return f"is not known; choose from {', '.join(Mark.model_fields)}"
    return message
