"""Colour: the filters of a grade, between cropping a clip and scaling it."""

from domain.colour import TABLE_SUFFIX, UNGRADED
from domain.media import MediaRef
from domain.timeline import Clip, Look, Timeline

LINES_SUFFIX = f"{TABLE_SUFFIX}1"
"""Of a one-dimensional table's file in the media store, where no name tells more than its bytes and its kind."""
_ROOM = "format=gbrp"
"""All grades work on red, green and blue: the same picture comes out whatever a clip is coded in."""
_PRESETS: dict[str, tuple[str, ...]] = {
    "warm": ("curves=r='0/0 .5/.53 1/1':g='0/0 .5/.505 1/.99':b='0/0 .5/.46 1/.945'",),
    "golden": ("curves=r='0/.012 .5/.56 1/1':g='0/.006 .5/.52 1/.975':b='0/.004 .5/.435 1/.87'", "vibrance=intensity=.05"),
    "cool": ("curves=r='0/0 .5/.47 1/.96':g='0/.003 .5/.5 1/.99':b='0/.008 .5/.53 1/1'",),
    "cinematic": (
        "curves=r='0/0 .25/.22 .5/.51 .75/.79 1/1':g='0/.006 .25/.235 .5/.5 .75/.76 1/.985'"
        ":b='0/.022 .25/.252 .5/.485 .75/.7 1/.92'",
        "vibrance=intensity=-.06",
    ),
    "vivid": ("curves=all='0/0 .25/.23 .5/.51 .75/.78 1/1'", "vibrance=intensity=.18"),
    "soft": ("curves=all='0/.035 .25/.29 .5/.535 .75/.765 1/.985'", "vibrance=intensity=-.12"),
    "faded": ("curves=r='0/.09 .5/.5 1/.94':g='0/.09 .5/.5 1/.93':b='0/.1 .5/.495 1/.9'", "vibrance=intensity=-.2"),
    "vintage": ("curves=r='0/.07 .5/.54 1/.98':g='0/.055 .5/.51 1/.94':b='0/.085 .5/.445 1/.79'", "vibrance=intensity=-.18"),
    "mono": ("colorchannelmixer=.299:.587:.114:0:.299:.587:.114:0:.299:.587:.114", "curves=all='0/0 .25/.235 .75/.77 1/1'"),
    "noir": ("colorchannelmixer=.36:.55:.09:0:.36:.55:.09:0:.36:.55:.09", "curves=all='0/.012 .25/.175 .5/.47 .75/.82 1/1'"),
}
"""Blacks keep their hue and skins their place between red and yellow, from the lightest to the darkest."""


def filters(look: Look, clip: Clip) -> tuple[str, ...]:
    """Return the filters that grade a clip, its own grade before the look's; none when neither names one."""
    name, table = (clip.grade, clip.cube) if clip.grade or clip.cube else (look.grade, look.cube)
    if table:
        return _ROOM, _through(table)
    return (_ROOM, *_PRESETS[name]) if name not in ("", UNGRADED) else ()


def tables(timeline: Timeline, graph: str) -> tuple[MediaRef, ...]:
    """Return the colour tables that a graph of this timeline reads."""
    every = (timeline.look.cube, *(clip.cube for clip in (*timeline.video, *timeline.avatar, *timeline.broll)))
    return tuple(dict.fromkeys(table for table in every if table and table_name(table) in graph))


def _through(table: MediaRef) -> str:
    if table.suffix == LINES_SUFFIX:
        return f"lut1d=file={table_name(table)}:interp=linear"
    return f"lut3d=file={table_name(table)}:interp=tetrahedral"


def table_name(table: MediaRef) -> str:
    """Return the name of a colour table inside the folder in which a piece is cut."""
    return f"{table.sha256[:16]}{TABLE_SUFFIX}"
