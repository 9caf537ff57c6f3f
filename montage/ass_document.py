"""The grammar of an ASS document: header, styles, events, times, colours, escaping. Knows nothing of captions or titles."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# In an Arabic line a Latin word would lose its closing signs to its other side: `()print`, `++C`.
_CODE = re.compile(r"(?<!\S)[^\s\u0590-\u08ff]*[A-Za-z][^\s\u0590-\u08ff]*[+#*()\[\]<>=_/](?=$|[\s.,،;؛:!?؟])")

_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, \
ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
{styles}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
{events}
"""


class Style(NamedTuple):
    """One named face at one size. Encoding -1 lets libass find the direction of the text by itself."""

    name: str
    font: str
    size: float
    bold: bool = False
    colour: str = "#FFFFFF"
    edge: str = "#101014"
    outline: float = 0.0

    def line(self) -> str:
        """Return the style as a line of the document."""
        inks = ",".join((ink(self.colour), ink(self.colour), ink(self.edge), ink("#000000", 0.5)))
        shape = f"{-1 if self.bold else 0},0,0,0,100,100,0,0,1,{number(self.outline)},0,7,0,0,0,-1"
        return f"Style: {self.name},{self.font},{number(self.size)},{inks},{shape}"


class Event(NamedTuple):
    """Something seen from `start` to `end`, in seconds; higher layers lie on top."""

    start: float
    end: float
    style: Style
    text: str
    layer: int = 0

    def line(self) -> str:
        """Return the event as a line of the document."""
        return f"Dialogue: {self.layer},{clock(self.start)},{clock(self.end)},{self.style.name},,0,0,0,,{self.text}"


def document(width: int, height: int, events: Iterable[Event]) -> str:
    """Return the whole document for a picture of this size; "" when nothing is ever seen."""
    seen = [event for event in events if clock(event.start) != clock(event.end) and event.end > event.start]
    if not seen:
        return ""
    styles = dict.fromkeys(event.style.line() for event in seen)
    lines = (event.line() for event in seen)
    return _HEAD.format(width=width, height=height, styles="\n".join(styles), events="\n".join(lines))


def clock(seconds: float) -> str:
    """Return a time as h:mm:ss.cc, rounded down so that an event begins on its own frame and never one late."""
    hundredths = max(0, int(seconds * 100 + 1e-4))
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def ink(colour: str, transparency: float = 0.0) -> str:
    """Return #RRGGBB as the &HAABBGGRR of a style."""
    return f"&H{round(transparency * 255):02X}{colour[5:7]}{colour[3:5]}{colour[1:3]}".upper()


def tint(colour: str) -> str:
    """Return #RRGGBB as the colour of an override tag."""
    return f"&H{colour[5:7]}{colour[3:5]}{colour[1:3]}&".upper()


def number(value: float) -> str:
    """Return `value` with at most two decimals and no spare zeros."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """Return user text that libass draws as it stands: braces are no tags, a backslash is no command, lines do not break."""
    # A word joiner after a backslash keeps it from meaning anything; libass draws nothing for it.
    joined = _CODE.sub("\\g<0>\u200e", " ".join(text.split("\n")).replace("\r", ""))
    return joined.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")
