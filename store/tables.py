"""The tables. A change here is a new file in `migrations/versions`; a test compares the two."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.columns import Body, Microdollars, Moment

metadata = MetaData()

projects = Table(
    "projects",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("title", Text, nullable=False),
    Column("status", String(32), nullable=False),
    Column("body", Body, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

segments = Table(
    "segments",
    metadata,
    Column("project", String(200), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("take", Integer, nullable=False),
    Column("status", String(32), nullable=False),
    Column("error", Text, nullable=False),
    Column("body", Body, nullable=False),
)

# No foreign key to projects: the brief and the script are ordered before there is a project to save.
orders = Table(
    "orders",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("project", String(200), nullable=False),
    Column("segment", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("take", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("vendor", String(100), nullable=False),
    Column("model", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("state", String(32), nullable=False),
    Column("job", Text, nullable=False),
    Column("estimated_usd", Microdollars, nullable=False),
    Column("charged_usd", Microdollars, nullable=False),
    Column("result", Body),
    Column("error", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("project", "segment", "kind", "take", "digest", "vendor", name="one_order"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order_id", String(32), ForeignKey("orders.id"), nullable=False),
    Column("project", String(200), nullable=False),
    Column("segment", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("vendor", String(100), nullable=False),
    Column("model", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("entry", String(16), nullable=False),
    Column("amount_usd", Microdollars, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    Column("run", Text, nullable=False, server_default=""),
    CheckConstraint("amount_usd >= 0", name="no_negative_amount"),
    Index("ledger_by_project", "project"),
    Index("ledger_by_order", "order_id"),
)

videos = Table(
    "videos",
    metadata,
    Column("project", String(200), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("format", String(64), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("path", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("cover", Text, nullable=False, server_default=""),
    Column("encoded_at", Moment, nullable=False),
)

# Beside the videos, not in them: a timeline is long, and listing films does not read it.
timelines = Table(
    "timelines",
    metadata,
    Column("project", String(200), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("format", String(64), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("body", Body, nullable=False),
    Column("finished_at", Moment, nullable=False),
)

# Never changed: who decided what about exactly which words, pictures and price.
approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("project", String(200), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("remark", Text, nullable=False),
    Column("shown", Body, nullable=False),
    Index("approvals_by_project", "project", "stage"),
)

calendars = Table(
    "calendars",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("worked_until", Moment, nullable=False),
)

calendar_slots = Table(
    "calendar_slots",
    metadata,
    Column("calendar", String(80), ForeignKey("calendars.name", ondelete="CASCADE"), primary_key=True),
    Column("slot", String(80), primary_key=True),
    Column("instant", Moment, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("theme", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("run", String(64), nullable=False),
    Column("project", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

calendar_themes = Table(
    "calendar_themes",
    metadata,
    Column("calendar", String(80), primary_key=True),
    Column("slot", String(80), primary_key=True),
    Column("instant", Moment, primary_key=True),
    Column("theme", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("by", String(100), nullable=False),
    Column("updated_at", Moment, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("ceiling_usd", Microdollars),
    Column("updated_at", Moment, nullable=False),
)

# No foreign key to projects, as with orders: a batch knows its videos before there is a project to save.
batch_videos = Table(
    "batch_videos",
    metadata,
    Column("batch", String(80), ForeignKey("batches.name", ondelete="CASCADE"), primary_key=True),
    Column("project", String(200), primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("run", String(64), nullable=False),
    Index("batch_by_project", "project"),
)

# What a run took from before instead of paying for it again.
reuses = Table(
    "reuses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("project", String(200), nullable=False),
    Column("run", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("vendor", String(100), nullable=False),
    Column("model", Text, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("saved_usd", Microdollars, nullable=False),
    Column("at", Moment, nullable=False),
)

# Which videos count for the month of a plan, and since when.
places = Table(
    "places",
    metadata,
    Column("project", String(200), primary_key=True),
    Column("taken_at", Moment, nullable=False),
)
