"""The calendar's schedule: on while a calendar is named, off otherwise."""

import httpx

from deployments.asking import signed
from domain.errors import ConfigurationError

CALENDAR = "content-calendar/default"


def schedule_calendar(api: str, *, active: bool) -> None:
    """Switch the schedule that works a calendar off every ten minutes on or off, on the server at `api`."""
    with httpx.Client(base_url=api, timeout=30, headers=signed()) as server:
        found = server.get(f"/deployments/name/{CALENDAR}")
        if found.is_error:
            raise ConfigurationError(f"The server has no deployment {CALENDAR}: {found.text[:200]}")
        deployment = found.json()
        for schedule in deployment["schedules"]:
            change = {"active": active}
            server.patch(f"/deployments/{deployment['id']}/schedules/{schedule['id']}", json=change).raise_for_status()
