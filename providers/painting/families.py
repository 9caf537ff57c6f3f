"""The families of scenes: who paints each, and in which colours it looks its best."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from providers.painting.palettes import Array
from providers.painting.scenes import (
    bokeh,
    charts,
    city,
    clockwork,
    cup,
    editor,
    mesh,
    mosaic,
    network,
    ocean,
    paper,
    pulse,
    rain,
    ridges,
    silk,
    space,
)
from providers.painting.stage import Stage


@dataclass(frozen=True)
class Family:
    """One kind of scene."""

    paint: Callable[[Stage], Iterator[Array]]
    palettes: tuple[str, ...]
    general: bool = False
    """True when it suits words that call for nothing in particular."""


FAMILIES = {
    "mesh": Family(mesh.paint, ("dusk", "lagoon", "neon", "blush", "mint", "midnight"), general=True),
    "silk": Family(silk.paint, ("dusk", "plum", "lagoon", "ember", "neon", "midnight"), general=True),
    "bokeh": Family(bokeh.paint, ("honey", "midnight", "dusk", "blush", "lagoon", "plum"), general=True),
    "ridges": Family(ridges.paint, ("dusk", "glacier", "ember", "meadow", "plum", "lagoon"), general=True),
    "ocean": Family(ocean.paint, ("dusk", "midnight", "lagoon", "ember", "neon", "glacier"), general=True),
    "city": Family(city.paint, ("midnight", "dusk", "neon", "lagoon", "plum", "ember")),
    "rain": Family(rain.paint, ("dusk", "midnight", "lagoon", "plum", "neon", "ember")),
    "network": Family(network.paint, ("neon", "midnight", "lagoon", "mint", "graphite", "plum"), general=True),
    "editor": Family(editor.paint, ("neon", "midnight", "graphite", "mint", "lagoon", "plum")),
    "charts": Family(charts.paint, ("lagoon", "midnight", "honey", "mint", "neon", "plum")),
    "space": Family(space.paint, ("dusk", "midnight", "neon", "glacier", "lagoon", "ember"), general=True),
    "clockwork": Family(clockwork.paint, ("honey", "midnight", "lagoon", "plum", "graphite", "ember")),
    "cup": Family(cup.paint, ("honey", "ember", "dusk", "plum", "lagoon", "blush")),
    "paper": Family(paper.paint, ("meadow", "dusk", "lagoon", "mint", "glacier", "ember"), general=True),
    "mosaic": Family(mosaic.paint, ("dusk", "mint", "neon", "midnight", "lagoon", "ember"), general=True),
    "pulse": Family(pulse.paint, ("dusk", "blush", "lagoon", "mint", "neon", "ember")),
}
