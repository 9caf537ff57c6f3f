"""The timelines of finished films."""

import sqlalchemy as sa
from alembic import op

from store.columns import Body, Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table; films that were finished before have no row."""
    op.create_table(
        "timelines",
        sa.Column("project", sa.String(200), sa.ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("format", sa.String(64), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("body", Body, nullable=False),
        sa.Column("finished_at", Moment, nullable=False),
    )
