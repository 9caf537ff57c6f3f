"""Where films are published, and in which shape each platform shows them best."""

from collections.abc import Iterable
from typing import Literal, get_args

from domain.errors import BriefError
from domain.formats import FORMATS, FormatName

Platform = Literal[
    "tiktok",
    "youtube",
    "youtube_shorts",
    "instagram",
    "instagram_stories",
    "instagram_feed",
    "facebook",
    "facebook_reels",
    "linkedin",
    "x",
    "threads",
    "pinterest",
    "vimeo",
    "dailymotion",
]
"""Platforms, and the places of those that have several; Instagram's own is Reels."""
_SHAPES: dict[str, FormatName] = {"instagram": "instagram_reels", "x": "twitter"}
"""Formats of platforms that are named otherwise; every other has a format of its name."""
_ALSO = {"twitter": "x", "shorts": "youtube_shorts", "reels": "instagram", "instagram_reels": "instagram"}


def platform_named(name: str) -> Platform:
    """Return the platform with this name; raise `BriefError` listing the others."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    known: tuple[Platform, ...] = get_args(Platform)
    found = next((one for one in known if one == _ALSO.get(plain, plain)), None)
    if found is None:
        raise BriefError(f"Platform {name!r} is not known. Choose from: {', '.join(known)}.")
    return found


def platforms_named(names: Iterable[str]) -> tuple[Platform, ...]:
    """Return platforms in their usual spelling, each once; raise `BriefError` for the first that is not known."""
    return tuple(dict.fromkeys(map(platform_named, names)))


def shapes_of(platforms: Iterable[str]) -> tuple[FormatName, ...]:
    """Return the formats in which platforms show films, each once; raise `BriefError` for one that is not known."""
    names = map(platform_named, platforms)
    return tuple(dict.fromkeys(FORMATS[_SHAPES.get(name, name)].name for name in names))
