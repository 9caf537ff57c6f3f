"""Which run ordered what, what runs took from before, and the videos that count for a plan's month."""

import sqlalchemy as sa
from alembic import op

from store.columns import Microdollars, Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables; nobody knows which run caused the entries that are there, so theirs is empty."""
    op.add_column("ledger", sa.Column("run", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "reuses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("vendor", sa.String(100), nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("orders", sa.Integer, nullable=False),
        sa.Column("saved_usd", Microdollars, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "places",
        sa.Column("project", sa.String(200), primary_key=True),
        sa.Column("taken_at", Moment, nullable=False),
    )
