"""Calendars with the slots they have worked off and the themes proposed for them; batches and their ceilings."""

import sqlalchemy as sa
from alembic import op

from store.columns import Microdollars, Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "calendars",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("worked_until", Moment, nullable=False),
    )
    op.create_table(
        "calendar_slots",
        sa.Column("calendar", sa.String(80), sa.ForeignKey("calendars.name", ondelete="CASCADE"), primary_key=True),
        sa.Column("slot", sa.String(80), primary_key=True),
        sa.Column("instant", Moment, primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
    )
    op.create_table(
        "calendar_themes",
        sa.Column("calendar", sa.String(80), primary_key=True),
        sa.Column("slot", sa.String(80), primary_key=True),
        sa.Column("instant", Moment, primary_key=True),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
    )
    op.create_table(
        "batches",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("ceiling_usd", Microdollars),
        sa.Column("updated_at", Moment, nullable=False),
    )
    op.create_table(
        "batch_videos",
        sa.Column("batch", sa.String(80), sa.ForeignKey("batches.name", ondelete="CASCADE"), primary_key=True),
        sa.Column("project", sa.String(200), primary_key=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("run", sa.String(64), nullable=False),
    )
    op.create_index("batch_by_project", "batch_videos", ["project"])
