"""Who approved what, and when."""

import sqlalchemy as sa
from alembic import op

from store.columns import Body, Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project", sa.String(200), sa.ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("shown", Body, nullable=False),
    )
    op.create_index("approvals_by_project", "approvals", ["project", "stage"])
