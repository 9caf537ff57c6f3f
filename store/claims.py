"""Which of a vendor's jobs belong to which order: two orders with the same prompt never have one job."""

from sqlalchemy import ColumnElement, Connection, Engine, and_, select, update

from store.columns import now
from store.database import hold, reading, writing
from store.orders import Order
from store.patience import patient
from store.tables import orders


@patient
def jobs_of_others(engine: Engine, order: Order) -> frozenset[str]:
    """Return the jobs that a vendor took for all orders but this one."""
    with reading(engine) as connection:
        return _jobs(connection, _others(order))


@patient
def claim(engine: Engine, order: Order, job: str) -> bool:
    """Move an order that was sent to `submitted` with its job; False, and nothing moved, when another order has that job.

    An order that is no longer `submitting` is let be.
    """
    sent = and_(orders.c.id == order.id, orders.c.state == "submitting")
    with writing(engine) as connection:
        hold(connection, f"vendor {order.vendor}")
        if _jobs(connection, and_(_others(order), orders.c.job == job)):
            return False
        connection.execute(update(orders).where(sent).values(state="submitted", job=job, updated_at=now()))
        return True


def _others(order: Order) -> ColumnElement[bool]:
    return and_(orders.c.vendor == order.vendor, orders.c.id != order.id, orders.c.job != "")


def _jobs(connection: Connection, which: ColumnElement[bool]) -> frozenset[str]:
    return frozenset(connection.scalars(select(orders.c.job).where(which)))
