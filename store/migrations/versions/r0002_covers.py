"""A finished video's cover."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give every video a place for the path of its cover; those there are have none."""
    op.add_column("videos", sa.Column("cover", sa.Text, nullable=False, server_default=""))
