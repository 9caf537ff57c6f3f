"""Which run this is."""

from prefect import runtime


def run_id() -> str:
    """Return the id of the flow run that this is part of, nothing outside of any."""
    return str(runtime.flow_run.id or "")
