"""The request as it was typed: the parameters of `make_video`, the form in Prefect and the flags of `reelflow make`."""

import math
from collections.abc import Mapping
from typing import Literal, get_args

from pydantic import ValidationError

from domain.approval import Stage
from domain.base import Frozen
from domain.brief import checked_duration, checked_pillar, checked_theme, decoded
from domain.casting import plain
from domain.cutting import checked_each, checked_segments
from domain.errors import BriefError
from domain.formats import formats_named
from domain.languages import language
from domain.platforms import platforms_named, shapes_of
from domain.script import Cut
from domain.style import CaptionStyle, Style

SUBJECTS = ("theme", "brief", "script")
LISTS = ("languages", "formats", "publish_to", "approve")
"""Fields that hold several words."""
Join = Cut
Encoder = Literal["auto", "x264", "nvenc"]
Approval = Literal["none", "human"]


class Ask(Frozen):
    """One request. Exactly one of `theme`, `brief` and `script` says what the video is about.

    A theme beside a brief says, as any other flag does, what the brief leaves open: its subject.
    """

    theme: str = ""
    brief: str = ""
    script: str = ""
    """Path of a text or Markdown file, or the text itself when it has more than one line."""
    pillar: str | None = None
    duration: int | None = None
    segments: int | None = None
    seconds_per_segment: float | None = None
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    publish_to: tuple[str, ...] = ()
    """Platforms the film is meant for. They decide its formats where none are named."""
    provider: str = ""
    fallback: str = ""
    text: str = ""
    voice: str = ""
    media: str = ""
    """Folder with the user's own clips, stills, voice or music."""
    voiceover: bool = True
    subtitles: bool = True
    music: bool = True
    parallel: bool = True
    captions: str | None = None
    transition: str = "cut"
    style: Style = Style()
    seed: int = 0
    draft: bool = False
    encoder: str = "auto"
    budget: float | None = None
    approval: str = "none"
    approve: tuple[str, ...] = ()
    output: str = ""
    batch: str = ""
    """The batch whose ceiling its money counts under, too."""

    @property
    def gates(self) -> tuple[str, ...]:
        """Return the stages at which a person is waited for; the script alone where human approval names none."""
        wanted = self.approve or ("script",)
        return tuple(stage for stage in get_args(Stage) if stage in wanted) if self.approval == "human" else ()


def checked(ask: Ask) -> Ask:
    """Return the request with every name in its usual spelling; raise `BriefError` for the first thing that is wrong."""
    for name, value in ask:
        if isinstance(value, str):
            decoded(value, name)
    subject = _subject(ask)
    changes: dict[str, object] = {
        **{name: "" for name in SUBJECTS if name != subject},
        **({"theme": checked_theme(ask.theme)} if ask.theme.strip() else {}),
        "segments": checked_segments(ask.segments),
        "seconds_per_segment": checked_each(ask.seconds_per_segment),
        "voice": plain(ask.voice),
        "pillar": checked_pillar(ask.pillar) if ask.pillar else None,
        "duration": None if ask.duration is None else checked_duration(ask.duration),
        "languages": tuple(dict.fromkeys(language(code).code for code in ask.languages)),
        "formats": formats_named(shaped(ask).formats),
        "publish_to": platforms_named(ask.publish_to),
        "captions": _one_of("captions", ask.captions, get_args(CaptionStyle)) if ask.captions is not None else None,
        "transition": _one_of("transition", ask.transition, get_args(Join)),
        "encoder": _one_of("encoder", ask.encoder, get_args(Encoder)),
        "approval": _one_of("approval", ask.approval, get_args(Approval)),
        "approve": tuple(_one_of("stage of approval", stage, get_args(Stage)) for stage in ask.approve),
    }
    checked_budget(ask.budget)
    if subject == "script" and (ask.segments or ask.seconds_per_segment):
        raise BriefError("Your own script decides how many segments there are. Leave out --segments and --seconds-per-segment.")
    if ask.seed < 0:
        raise BriefError(f"Seed {ask.seed} is below 0. Any whole number from 0 up makes a variation.")
    return ask.model_copy(update=changes)


def shaped(ask: Ask) -> Ask:
    """Return the request in the formats of its platforms where it names none; raise `BriefError` for one that is not known."""
    return ask if ask.formats else ask.model_copy(update={"formats": shapes_of(ask.publish_to)})


def styled(said: Mapping[str, object]) -> Style:
    """Return the choices of dress among what was said; raise `BriefError` for the first that is not possible."""
    try:
        return Style.model_validate({name: value for name, value in said.items() if name in Style.model_fields})
    except ValidationError as wrong:
        first = wrong.errors()[0]
        what, given = str(first["loc"][0]).replace("_", " ").capitalize(), first["input"]
        told = str(first.get("ctx", {}).get("error", "")) or f"{given!r} is not possible. {first['msg']}"
        raise BriefError(f"{what}: {told.rstrip('.')}.") from wrong


def checked_budget(budget: float | None) -> float | None:
    """Return a spending ceiling in US dollars; raise `BriefError` unless it is more than nothing."""
    if budget is not None and not (budget > 0 and math.isfinite(budget)):
        free = "A film for nothing needs no budget: leave out the paid vendor."
        raise BriefError(f"Budget {budget:g} is not an amount of US dollars above 0. Give a number such as 2.50. {free}")
    return budget


def _subject(ask: Ask) -> str:
    """Return which of theme, brief and script was given; raise `BriefError` unless exactly one was, or a theme for a brief."""
    given = [name for name in SUBJECTS if getattr(ask, name).strip()]
    if given == ["theme", "brief"]:
        return "brief"
    if len(given) != 1:
        there = f"; here are {len(given)}: {', '.join(given)}." if given else "."
        raise BriefError(f"Say what the video is about with exactly one of: a theme, a brief, a script{there}")
    return given[0]


def _one_of(what: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BriefError(f"{what.capitalize()} {value!r} is not known. Choose from: {', '.join(allowed)}.")
    return value
