"""The calendar's schedule: on while a calendar is named, off otherwise."""

from deployments.asking import asked

CALENDAR = "content-calendar/default"


def schedule_calendar(api: str, *, active: bool) -> None:
    """Switch the schedule that works a calendar off every ten minutes on or off, on the server at `api`.

    Raises `ConfigurationError` where the server has no such deployment.
    """
    deployment = asked(api, f"/deployments/name/{CALENDAR}")
    for schedule in deployment["schedules"]:
        if schedule["active"] != active:
            asked(api, f"/deployments/{deployment['id']}/schedules/{schedule['id']}", {"active": active}, "PATCH")
