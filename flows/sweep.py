"""What dead runs have left, settled; what nobody needs any more, removed."""

from prefect import flow

from domain.sweeping import Sweep, age, size
from tasks.sweeps.clearing import clear
from tasks.sweeps.sweep_page import show_sweep
from tasks.sweeps.sweeping import settle


@flow(name="sweep", flow_run_name="sweep what is older than {older}")
def sweep(older: str = "30d", most: str = "", dry_run: bool = False) -> Sweep:
    """Settle the orders of dead runs, give back money that was surely not spent, and remove old pieces and half-made files.
    Nothing is ordered, and a project that a living run has is left alone. What nobody can settle waits for a person.

    Args:
        older: Age after which kept pieces and copies go, such as 30d, 12h or 2w. They are made again when needed.
        most: Size that they may take together, such as 20GB; the longest unwanted go first. Empty for no limit.
        dry_run: Only say what would be done.
    """
    limits = age(older), size(most) if most else None
    done = settle(dry_run=dry_run)
    return show_sweep(done.model_copy(update={"cleared": clear(*limits, dry_run=dry_run)}))
