"""Where the database is opened: apart from the rest of the wiring, so that looking at it does not load Prefect."""

from sqlalchemy import Engine

from blocks.settings import prepare_home, settings
from store.database import open_store


def store() -> Engine:
    """Return the database, migrated and ready."""
    prepare_home()
    return open_store(settings().store_url)
