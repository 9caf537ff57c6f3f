"""The families of scenes: who paints each, and in which colours it looks its best."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from providers.painting.palettes import Array
from providers.painting.scenes import bokeh, mesh, network, ridges, silk
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
    "silk": Family(silk.paint, ("plum", "lagoon", "blush", "midnight", "ember", "mint"), general=True),
    "bokeh": Family(bokeh.paint, ("honey", "midnight", "blush", "lagoon", "dusk", "neon"), general=True),
    "ridges": Family(ridges.paint, ("dusk", "glacier", "ember", "meadow", "plum", "lagoon"), general=True),
    "network": Family(network.paint, ("midnight", "mint", "neon", "lagoon", "graphite", "dusk"), general=True),
}
