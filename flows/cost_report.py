"""What it costs and what it brings, every week and every month."""

from prefect import flow

from domain.cost_report import CostReport
from domain.spending import Grouping
from tasks.money.cost_report import Period, published, wish_for
from tasks.pages.notifying import checked_block


@flow(name="cost-report", flow_run_name="costs of the {period}")
def cost_report(
    period: Period = "week",
    by: Grouping = "vendor",
    zone: str = "",
    alarm: float = 10.0,
    notify: str = "",
) -> CostReport:
    """Report what was spent, wasted, saved and made: a summary, tables and plots on the run page, files in the media store.

    Args:
        period: The last whole week or month before today, this month so far, or all of the ledger.
        by: What the first table is grouped by.
        zone: Time zone of days and months. Empty for REELFLOW_ZONE, else this machine's.
        alarm: Percent between estimate and charge that is worth a look.
        notify: Notification block that the summary is sent by, such as slack-webhook/team. Empty for none.
    """
    checked_block(notify)
    return published(wish_for(period, by=by, zone=zone, alarm=alarm), notify)
