"""The shapes a video is delivered in, one per platform and place."""

from collections.abc import Iterable
from typing import Literal

from domain.base import Frozen
from domain.errors import BriefError

FormatName = Literal[
    "vertical",
    "tiktok",
    "youtube_shorts",
    "instagram_reels",
    "instagram_stories",
    "facebook_reels",
    "threads",
    "instagram_feed",
    "square",
    "pinterest",
    "youtube",
    "linkedin",
    "facebook",
    "vimeo",
    "dailymotion",
    "twitter",
    "vertical_720p",
    "landscape_720p",
    "vertical_4k",
    "landscape_4k",
    "portrait",
    "square_720p",
    "square_4k",
]
"""Names for forms; `FORMATS` says what each is."""


class Format(Frozen):
    """A delivery shape: even pixel sizes, a constant frame rate, and what the platform's own buttons cover."""

    name: FormatName
    width: int
    height: int
    fps: int = 30
    safe_top: float = 0.06
    safe_bottom: float = 0.08
    safe_left: float = 0.06
    safe_right: float = 0.06
    """Shares of the picture, from each edge, that type stays out of."""
    shortest: float = 0.0
    longest: float = 12 * 3600.0
    """Lengths in seconds that the platform takes."""
    largest: int = 0
    """Bytes that the platform takes; 0 when there is no limit worth naming."""
    loudness: float = -14.0
    """LUFS."""

    @property
    def ratio(self) -> str:
        """Return the nearest of the ratios that video vendors sell: 9:16, 1:1, 4:5 or 16:9."""
        sold = {"9:16": 9 / 16, "4:5": 4 / 5, "1:1": 1.0, "16:9": 16 / 9}
        return min(sold, key=lambda name: abs(sold[name] - self.width / self.height))


_MB, _GB = 10**6, 10**9
_MINUTE, _HOUR = 60.0, 3600.0


def _upright(name: FormatName, **more: float) -> Format:
    return Format.model_validate({"name": name, "width": 1080, "height": 1920, "safe_bottom": 0.20, "safe_right": 0.12, **more})


def _wide(name: FormatName, **more: float) -> Format:
    return Format.model_validate({"name": name, "width": 1920, "height": 1080, **more})


FORMATS: dict[str, Format] = {
    shape.name: shape
    for shape in (
        _upright("vertical"),
        _upright("tiktok", shortest=3, longest=10 * _MINUTE, largest=_GB, safe_top=0.10),
        _upright("youtube_shorts", shortest=5, longest=179, largest=_GB),
        _upright("instagram_reels", shortest=3, longest=15 * _MINUTE, largest=290 * _MB, safe_top=0.15),
        _upright("instagram_stories", shortest=3, longest=60, largest=95 * _MB),
        _upright("facebook_reels", shortest=3, longest=90, largest=_GB),
        _upright("threads", shortest=1, longest=5 * _MINUTE, largest=950 * _MB),
        Format(name="instagram_feed", width=1080, height=1080, shortest=3, longest=15 * _MINUTE, largest=290 * _MB),
        Format(name="square", width=1080, height=1080),
        Format(name="pinterest", width=1080, height=1920, safe_bottom=0.15, shortest=4, longest=15 * _MINUTE, largest=_GB),
        _wide("youtube", shortest=1, longest=12 * _HOUR, largest=10 * _GB),
        _wide("linkedin", shortest=3, longest=30 * _MINUTE, largest=480 * _MB),
        _wide("facebook", shortest=1, longest=4 * _HOUR, largest=10 * _GB),
        _wide("vimeo"),
        _wide("dailymotion", shortest=1, longest=2 * _HOUR, largest=4 * _GB),
        Format(name="twitter", width=1280, height=720, shortest=0.5, longest=140, largest=500 * _MB),
        Format(name="vertical_720p", width=720, height=1280, safe_bottom=0.20, safe_right=0.12),
        Format(name="landscape_720p", width=1280, height=720),
        Format(name="vertical_4k", width=2160, height=3840, safe_bottom=0.20, safe_right=0.12),
        Format(name="landscape_4k", width=3840, height=2160),
        Format(name="portrait", width=1080, height=1350),
        Format(name="square_720p", width=720, height=720),
        Format(name="square_4k", width=2160, height=2160),
    )
}
"""Limits as the platforms' pages for developers gave them on 2026-11-20, sizes rounded down to what passes surely.

Where a platform gives two, the one every account has (140 s on X); YouTube's 12 hours, though, end at 15 minutes for an account
that has not been verified. TikTok's 3 s and Facebook's 4 hours and 10 GB are from other sources than their own pages. Vimeo's
limits are those of the account's plan. The lower fifth and the right eighth of upright films are where Shorts and its like put
their buttons; Reels keeps what matters within the middle 4:5; TikTok's tabs lie over
the uppermost tenth. All are made for -14 LUFS.
"""


def format_named(name: str) -> Format:
    """Return the format with this name; raise `BriefError` listing the others."""
    found = FORMATS.get(name.strip().lower().replace("-", "_"))
    if found is None:
        raise BriefError(f"Format {name!r} is not known. Choose from: {', '.join(FORMATS)}.")
    return found


def misfits(names: Iterable[str], seconds: float) -> tuple[str, ...]:
    """Return, as sentences, which formats do not take a film as long as this is planned to be."""
    shapes = [format_named(name) for name in names]
    long = [f"{one.name} takes at most {one.longest:g} s" for one in shapes if seconds > one.longest]
    short = [f"{one.name} takes {one.shortest:g} s and more" for one in shapes if seconds < one.shortest]
    return tuple(f"{limit}; this film is planned to last {seconds:g} s." for limit in (*long, *short))


def formats_named(names: Iterable[str]) -> tuple[FormatName, ...]:
    """Return formats in their usual spelling, each once; raise `BriefError` for the first that is not known."""
    return tuple(dict.fromkeys(format_named(name).name for name in names))
