"""A key that a vendor needs: its name and where it may be found. Never the key itself."""

from domain.base import Frozen


class Secret(Frozen):
    """A field of the vendor's block and the environment variables that may hold it, in order."""

    field: str
    env: tuple[str, ...]
    optional: bool = False
    """True when the vendor can do without it, given another; of keys that are all optional, one has to be there."""
    spare: bool = False
    """True when the vendor can do without any key."""
