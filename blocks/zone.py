"""The user's time zone, and the plan that the workspace is held to."""

from zoneinfo import ZoneInfo

from tzlocal import get_localzone_name

from blocks.settings import settings
from domain.errors import BriefError, ConfigurationError
from domain.period import zone_named
from domain.plans import Plan, plan_named


def zone(named: str = "") -> ZoneInfo:
    """Return the zone that is named, else that of REELFLOW_ZONE, else this machine's.

    Raises `BriefError` for a name that is none, `ConfigurationError` when it stands in the setting.
    """
    if named.strip():
        return zone_named(named)
    try:
        return zone_named(settings().reelflow_zone or _here())
    except BriefError as wrong:
        raise ConfigurationError(f"The setting REELFLOW_ZONE cannot be used: {wrong}") from None


def plan() -> Plan | None:
    """Return the plan that REELFLOW_PLAN names, None when it names none; raise `ConfigurationError` for an unknown one."""
    try:
        return plan_named(settings().reelflow_plan) if settings().reelflow_plan else None
    except BriefError as wrong:
        raise ConfigurationError(f"The setting REELFLOW_PLAN cannot be used: {wrong} Mend or unset it.") from None


def _here() -> str:
    """Return the name of this machine's zone; UTC where it has none, as in many containers."""
    try:
        return get_localzone_name() or "UTC"
    except (LookupError, OSError, ValueError):
        return "UTC"
