"""How a project stands: its script, its orders and its last run, put together as one report."""

from collections.abc import Iterable, Iterator, Sequence

from domain.directing import shots
from domain.money import ZERO, Money
from domain.project import Project, Report, SegmentReport, SegmentState
from domain.requests import Made, VideoRequest
from domain.review import Finding
from domain.scene import Scene
from domain.script import Segment
from domain.shapes import cropping, named
from domain.shelf import use
from domain.speech import Narration
from domain.timing import overrun
from providers.registry import all_vendors
from store import projects, videos
from store.ledger import spent_by_segment
from store.orders import Order, OrderState, cost_of, of_project
from tasks.films.viewing import unseen
from tasks.gathering import Outcome
from tasks.orders.fulfil import order_digest
from tasks.scripts.writers import is_free
from tasks.wiring import store

STATES: dict[OrderState, SegmentState] = {
    "reserved": "pending",
    "submitting": "processing",
    "submitted": "processing",
    "done": "completed",
    "refused": "failed",
    "failed": "failed",
    "unknown": "unknown",
}


def report_of(project: Project) -> Report:
    """Return how a project stands now: states and money from the orders, films from the store, the rest from its last run.

    What was edited since is a draft again, whatever clip it has.
    """
    last = project.report or Report(project=project.id, state="draft", title=project.title)
    lengths = {segment.id: segment for segment in last.segments}
    wanted = {shot.segment: shot for shot in shots(project)}
    orders = of_project(store(), project.id, kind="video")
    spent = spent_by_segment(store(), project.id)
    edited = _edited(project)
    rows = tuple(
        _segment(place, segment, wanted.get(segment.id), orders, lengths.get(segment.id), spent.get(segment.id, ZERO))
        for place, segment in enumerate(project.script.segments, start=1)
    )
    return last.model_copy(
        update={
            "state": "draft" if project.status == "script" and last.state in ("done", "failed") else last.state,
            "segments": tuple(row.model_copy(update={"state": "draft"}) if row.id in edited else row for row in rows),
            "videos": videos.latest(store(), project.id),
            "cost": cost_of(store(), project.id),
        }
    )


def _edited(project: Project) -> set[int]:
    if project.status != "script":
        return set()
    return {standing.id for standing in projects.standings(store(), project.id) if standing.state == "draft"}


def segments_of(project: Project, scenes: Sequence[Scene]) -> tuple[SegmentReport, ...]:
    """Return what a run knows of each segment: how long it is and which pieces it was encoded as."""
    return tuple(
        SegmentReport(
            index=place,
            id=segment.id,
            seconds=next((scene.timeline.seconds for scene in scenes if scene.segment == segment.id), segment.seconds),
            piece=" ".join(piece.key for scene in scenes if scene.segment == segment.id for piece in scene.pieces),
        )
        for place, segment in enumerate(project.script.segments, start=1)
    )


def degraded(project: Project, outcome: Outcome) -> tuple[str, ...]:
    """Return, as sentences, what stood in for a paid vendor and what was delivered in a lesser form than asked."""
    deliveries: tuple[Made | Narration, ...] = (*outcome.clips, *outcome.voices, *outcome.scores)
    written = {project.script.writer} if project.brief.source != "script" else set()
    done_by = {*written, *(made.vendor for made in deliveries)}
    stood_in = [one.stand_in for slug, one in all_vendors().items() if slug in done_by and one.stand_in]
    said: tuple[Narration | Made | Scene, ...] = (*outcome.voices, *outcome.scores, *outcome.scenes)
    told = [note for made in said for note in made.notes]
    lesser = (*_lengthened(project, outcome.voices), *_cropped(project, outcome.scenes), *unseen(outcome.looks))
    return tuple(dict.fromkeys([*stood_in, *told, *lesser]))


def script_review(project: Project) -> tuple[Finding, ...]:
    """Return what the script's reviewer still objects to, by the numbers that segments have now; without those that are gone."""
    numbers = {segment.id: place for place, segment in enumerate(project.script.segments, start=1)} | {0: 0}
    known = (one for one in project.script.review if one.segment in numbers)
    return tuple(one.model_copy(update={"segment": numbers[one.segment]}) for one in known)


def _lengthened(project: Project, voices: Iterable[Narration]) -> Iterator[str]:
    """Yield a sentence for each segment that lasts longer than it was asked to because its narration does."""
    places = {segment.id: (place, segment) for place, segment in enumerate(project.script.segments, start=1)}
    for voice in (voice for voice in voices if voice.segment in places):
        place, segment = places[voice.segment]
        if over := overrun(segment, voice.seconds):
            lasts, way = f"{segment.seconds + over:.1f} s instead of {segment.seconds:g}", f"reelflow edit {project.id} {place}"
            said = f"Segment {place} lasts {lasts}: its narration in {voice.language} takes {voice.seconds:.1f} s."
            yield f"{said} Shorten it: {way} --narration TEXT --language {voice.language}"


def _cropped(project: Project, scenes: Iterable[Scene]) -> Iterator[str]:
    """Yield a sentence for each shape of clips of which the film's own shape shows only a part."""
    places = {segment.id: place for place, segment in enumerate(project.script.segments, start=1)}
    found: dict[str, set[int]] = {}
    for scene in (scene for scene in scenes if scene.segment in places):  # a brand's intro is no segment
        film, clip = scene.timeline, scene.timeline.video[0]
        media = clip.media
        if media.width and media.height and clip.fit == "cover":
            said = cropping(f"{media.width}:{media.height}", f"{film.width}:{film.height}")
            found.setdefault(f"{named(media.width, media.height)}, {said}" if said else "", set()).add(places[scene.segment])
    for said, numbers in found.items():
        if said:
            many = "Segment" if len(numbers) == 1 else "Segments"
            yield f"{many} {', '.join(map(str, sorted(numbers)))}: filmed at {said}."


def findings(project: Project, causes: Iterable[BaseException]) -> tuple[str, ...]:
    """Return, as sentences, what the reader should know: what was assumed, what was not understood, what failed."""
    brief = project.brief
    assumed = [f"Assumed {note}" for note in brief.assumed]
    why = "Not understood without a text model" if is_free(project.lineup.text) else "Not possible here"
    unread = [f"{why}: {phrase}" for phrase in brief.unread]
    asked = [f"Left open in the brief: {question.question}" for question in brief.questions]
    told = (*assumed, *unread, *asked, *_on_screen(project))
    return (*told, *project.script.remarks, *(str(cause) or type(cause).__name__ for cause in causes))


def _on_screen(project: Project) -> tuple[str, ...]:
    """Return what became of somebody on screen who was asked for."""
    who = project.brief.avatar
    if not who or "avatar" in {use(source) for source in project.sources}:
        return ()
    return (f"Not made here: an avatar ({who}). Give a clip of one with --media, named avatar.mp4.",)


def _segment(
    place: int,
    segment: Segment,
    shot: VideoRequest | None,
    orders: Iterable[Order],
    last: SegmentReport | None,
    spent: Money,
) -> SegmentReport:
    mine = [order for order in orders if order.segment == segment.id]
    same = [order for order in mine if shot and order.digest == order_digest(shot, order.model)]
    current = next((order for order in same if order.state == "done"), same[-1] if same else None)
    return SegmentReport(
        index=place,
        id=segment.id,
        kept=segment.kept,
        state=STATES[current.state] if current else "draft",
        vendor=current.vendor if current else "",
        model=current.model if current else "",
        job=current.job if current else "",
        seconds=last.seconds if last else segment.seconds,
        cost_usd=spent,
        take=segment.take,
        error=current.error if current else "",
        narration=next(iter(segment.narration.values())),
        prompt=segment.prompt,
        still=segment.still.told if segment.still else "",
        last=segment.last.told if segment.last else "",
        piece=last.piece if last else "",
    )
