"""Every block type of reelflow in one place: `prefect block register -m blocks.catalogue` makes them known to a server."""

from prefect.blocks.core import Block

from blocks.brand import BrandKit
from blocks.calendar import CalendarDefaults
from blocks.keys import AzureSpeechKeys, GoogleVertexKeys, KlingKeys, VendorApiKey, VendorKeys
from blocks.storage import MediaStorage

TYPES: tuple[type[Block], ...] = (
    VendorApiKey,
    KlingKeys,
    AzureSpeechKeys,
    GoogleVertexKeys,
    VendorKeys,
    BrandKit,
    MediaStorage,
    CalendarDefaults,
)
