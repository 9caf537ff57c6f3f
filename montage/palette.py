"""Colour arithmetic: what can be read on what."""

DARK, LIGHT = "#101014", "#FFFFFF"


def channels(colour: str) -> tuple[int, int, int]:
    """Return the red, green and blue of #RRGGBB."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return how light a colour is, from 0 to 1, as the eye sees it (WCAG)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def limited(colour: str) -> tuple[int, int, int]:
    """Return a colour as video stores it: Y, U and V in BT.709's limited range."""
    red, green, blue = channels(colour)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return round(16 + luma * 219 / 255), _chroma((blue - luma) / 1.8556), _chroma((red - luma) / 1.5748)


def _chroma(difference: float) -> int:
    return round(128 + difference * 224 / 255)


def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` of `other` in it."""
    parts = (round(a + (b - a) * share) for a, b in zip(channels(colour), channels(other), strict=True))
    return "#" + "".join(f"{part:02X}" for part in parts)


def legible(accent: str, edge: str = DARK) -> str:
    """Return `accent`, lightened as far as type on a dark edge needs, darkened for a light one (a contrast of about 5 to 1)."""
    dark = luminance(edge) < 0.5
    steps = (mixed(accent, LIGHT if dark else DARK, share / 10) for share in range(11))
    return next(colour for colour in steps if (luminance(colour) >= 0.22 if dark else luminance(colour) <= 0.16))


def marking(accent: str, colour: str) -> str:
    """Return the colour that marks a word among words in `colour`: the accent, unless the eye would not tell them apart."""
    edge = ink_on(colour)
    choices = [legible(one, edge) for one in (accent, LIGHT, DARK, "#FFD400", "#D4002A")]
    return next((one for one in choices if _apart(one, colour)), choices[0])


def _apart(one: str, other: str) -> bool:
    return max(abs(a - b) for a, b in zip(channels(one), channels(other), strict=True)) >= 80


def ink_on(ground: str) -> str:
    """Return near-black or white, whichever reads better on `ground`."""
    return DARK if luminance(ground) > 0.24 else LIGHT
