"""Projects and their segments, orders and their ledger, finished videos."""

import sqlalchemy as sa
from alembic import op

from store.columns import Body, Microdollars, Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    _projects()
    _orders()
    _ledger()
    _only_grows()


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("body", Body, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
    )
    op.create_table(
        "segments",
        sa.Column("project", sa.String(200), sa.ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kept", sa.Boolean, nullable=False),
        sa.Column("take", sa.Integer, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("body", Body, nullable=False),
    )
    op.create_table(
        "videos",
        sa.Column("project", sa.String(200), sa.ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("format", sa.String(64), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("encoded_at", Moment, nullable=False),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("segment", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("take", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("vendor", sa.String(100), nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("job", sa.Text, nullable=False),
        sa.Column("estimated_usd", Microdollars, nullable=False),
        sa.Column("charged_usd", Microdollars, nullable=False),
        sa.Column("result", Body),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.UniqueConstraint("project", "segment", "kind", "take", "digest", "vendor", name="one_order"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("order_id", sa.String(32), sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("segment", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("vendor", sa.String(100), nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("entry", sa.String(16), nullable=False),
        sa.Column("amount_usd", Microdollars, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.CheckConstraint("amount_usd >= 0", name="no_negative_amount"),
    )
    op.create_index("ledger_by_project", "ledger", ["project"])
    op.create_index("ledger_by_order", "ledger", ["order_id"])


def _only_grows() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION reelflow_ledger_only_grows() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RAISE EXCEPTION 'the ledger never changes'; END $$"
        )
        op.execute(
            "CREATE TRIGGER ledger_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger "
            "FOR EACH STATEMENT EXECUTE FUNCTION reelflow_ledger_only_grows()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER ledger_refuses_{verb.lower()} BEFORE {verb} ON ledger "
            "BEGIN SELECT RAISE(ABORT, 'the ledger never changes'); END"
        )
