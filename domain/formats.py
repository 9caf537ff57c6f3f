"""The shapes a video is delivered in, one per platform and place."""

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
    longest: float = 3600.0
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


def _upright(name: FormatName) -> Format:
    return Format(name=name, width=1080, height=1920, safe_bottom=0.20, safe_right=0.12)


FORMATS: dict[str, Format] = {
    shape.name: shape
    for shape in (
        Format(name="vertical", width=1080, height=1920, safe_bottom=0.20, safe_right=0.12),
        _upright("tiktok"),
        _upright("youtube_shorts"),
        _upright("instagram_reels"),
        _upright("instagram_stories"),
        _upright("facebook_reels"),
        _upright("threads"),
        Format(name="instagram_feed", width=1080, height=1080),
        Format(name="square", width=1080, height=1080),
        Format(name="pinterest", width=1080, height=1920, safe_bottom=0.15),
        Format(name="youtube", width=1920, height=1080),
        Format(name="linkedin", width=1920, height=1080),
        Format(name="facebook", width=1920, height=1080),
        Format(name="vimeo", width=1920, height=1080),
        Format(name="dailymotion", width=1920, height=1080),
        Format(name="twitter", width=1280, height=720),
        Format(name="vertical_720p", width=720, height=1280, safe_bottom=0.20, safe_right=0.12),
        Format(name="landscape_720p", width=1280, height=720),
        Format(name="vertical_4k", width=2160, height=3840, safe_bottom=0.20, safe_right=0.12),
        Format(name="landscape_4k", width=3840, height=2160),
    )
}


def format_named(name: str) -> Format:
    """Return the format with this name; raise `BriefError` listing the others."""
    found = FORMATS.get(name.strip().lower().replace("-", "_"))
    if found is None:
        raise BriefError(f"Format {name!r} is not known. Choose from: {', '.join(FORMATS)}.")
    return found
