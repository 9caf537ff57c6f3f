"""Shapes of pictures: which of those on sale comes nearest to a wish, and how much of the picture cropping loses.

The rule, for every vendor: a shape that is sold as wished is ordered so. Else the nearest is ordered and the cutting room crops:
first one that stands (or lies, or is square) like the wish, and among those the one of which cropping loses least. What would
lose more than half of the picture is not ordered at all: an upright film is not cut out of a landscape clip.
"""

from collections.abc import Sequence

MOST_LOST = 0.5
"""Share of a picture that cropping may lose."""
WORTH_SAYING = 0.05
"""A loss below this share is nobody's business: makers round their pixels."""
_SQUARE = 1.02
_NAMED = ("9:16", "16:9", "1:1", "4:5", "5:4", "3:4", "4:3", "2:3", "3:2", "21:9", "9:21")


def aspect(ratio: str) -> float:
    """Return the width of a ratio such as `9:16` for a height of one."""
    wide, _, high = ratio.partition(":")
    return float(wide) / float(high)


def lost(made: str, wanted: str) -> float:
    """Return the share of a picture of the ratio `made` that is lost when it is cropped to `wanted`."""
    one, other = aspect(made), aspect(wanted)
    return 1 - min(one / other, other / one)


def nearest(wanted: str, sold: Sequence[str]) -> str:
    """Return the ratio to order for the one wanted; the wanted one itself when anything is sold (`sold` is empty)."""
    if not sold or wanted in sold:
        return wanted
    return min(sold, key=lambda ratio: (_stands(ratio) != _stands(wanted), round(lost(ratio, wanted), 6)))


def named(width: int, height: int) -> str:
    """Return the ratio of a picture in a reader's words: the usual name where one fits, else its pixels."""
    size = f"{width}:{height}"
    return next((name for name in _NAMED if lost(size, name) < WORTH_SAYING / 2), f"{width}x{height}")


def cropping(made: str, wanted: str) -> str:
    """Return in words what cropping does to a picture; nothing when it does nothing worth saying."""
    share, (wide, _, high) = lost(made, wanted), wanted.partition(":")
    return f"cropped to {named(int(wide), int(high))}: {share:.0%} of the picture is lost" if share >= WORTH_SAYING else ""


def _stands(ratio: str) -> int:
    """1 for upright, -1 for landscape, 0 for square."""
    wide = aspect(ratio)
    return 1 if wide < 1 / _SQUARE else -1 if wide > _SQUARE else 0
