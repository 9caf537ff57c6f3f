"""A small known history: three films, a fallback, a retake, a refusal that was charged, an order nobody knows the fate of."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Engine, insert, update

from domain.brief import Brief
from domain.project import Project, Video
from domain.script import Script, Segment
from store import projects, videos
from store.database import writing
from store.tables import ledger, orders
from store.tables import videos as films

# name, segment, kind, take, vendor, state, estimated, charged, begun, error
ORDERS = (
    ("bees", 0, "text", 1, "claude", "done", "0.20", "0.0063", "2026-09-30T21:50", ""),
    ("bees", 1, "video", 1, "luma", "refused", "0.30", "0", "2026-09-30T21:55", "luma: The prompt was refused by moderation."),
    ("bees", 1, "video", 1, "runway", "done", "0.60", "0.60", "2026-09-30T21:58", ""),
    ("bees", 2, "video", 1, "luma", "done", "0.30", "0.30", "2026-09-30T21:59", ""),
    ("bees", 2, "video", 2, "luma", "done", "0.30", "0.36", "2026-10-02T08:00", ""),
    ("bees", 1, "speech", 1, "elevenlabs", "done", "0.05", "0.05", "2026-09-30T21:59", ""),
    (
        "sea",
        1,
        "video",
        1,
        "luma",
        "failed",
        "0.30",
        "0.30",
        "2026-10-10T10:00",
        "luma: cancelled; $0.30 is charged all the same.",
    ),
    ("sea", 1, "video", 2, "luma", "done", "0.30", "0.30", "2026-10-10T10:10", ""),
    ("sea", 2, "video", 1, "runway", "unknown", "0.60", "0", "2026-10-10T10:20", "runway: no answer came back"),
)


def tell(engine: Engine) -> None:
    """Write the history into an empty store."""
    for name, pillar, seconds, side, finished in (
        ("bees", "tips", 10.0, 720, "2026-10-02"),
        ("sea", "story", 5.0, 1080, "2026-10-10"),
    ):
        segments = tuple(Segment(id=n, narration={"en": f"Line {n}."}, prompt=f"a {name} {n}") for n in (1, 2))
        script = Script(title={"en": name.title()}, segments=segments)
        projects.save(engine, Project(id=name, title=name.title(), brief=Brief(theme=name, pillar=pillar), script=script))  # type: ignore[arg-type]
        for format in ("vertical", "square")[: 2 if name == "bees" else 1]:
            video = Video(format=format, language="en", path="x", seconds=seconds, width=side, height=side, sha256="0")
            videos.record(engine, name, video)
        with writing(engine) as connection:
            moment = datetime.fromisoformat(f"{finished}T12:00:00+00:00")
            connection.execute(update(films).where(films.c.project == name).values(encoded_at=moment))
    with writing(engine) as connection:
        for number, row in enumerate(ORDERS):
            _order(connection, number, *row)


def _order(connection, number, project, segment, kind, take, vendor, state, estimated, charged, begun, error):  # type: ignore[no-untyped-def]
    at = datetime.fromisoformat(begun).replace(tzinfo=UTC)
    about = {"project": project, "segment": segment, "kind": kind, "vendor": vendor, "model": f"{vendor}-1", "attempt": 1}
    later, name = at + timedelta(minutes=2), f"order-{number}"
    money = {"estimated_usd": Decimal(estimated), "charged_usd": Decimal(charged)}
    row = {**about, **money, "id": name, "take": take, "digest": name, "state": state, "job": f"job-{number}", "error": error}
    connection.execute(insert(orders).values(**row, owner=f"run-{project}", created_at=at, updated_at=later))
    moves = [("reserve", estimated, at, "")]
    if state != "unknown":
        moves += [("release", estimated, later, ""), ("spend", charged, later, "")]
        moves += [("waste", charged, later, error)] if state != "done" else []
    for entry, amount, moment, note in moves:
        if Decimal(amount):
            values = {**about, "order_id": name, "entry": entry, "amount_usd": Decimal(amount), "at": moment, "note": note}
            connection.execute(insert(ledger).values(**values, run=f"run-{project}"))
