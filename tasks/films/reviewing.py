"""Review: a joined film is read back, small faults of its sound are mended, and what was found is remembered by its bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from domain.base import digest
from domain.directing import Edition
from domain.project import Project
from domain.review import Finding
from domain.shelf import match
from domain.speech import Narration
from domain.timeline import Timeline
from montage import mending
from montage.join import join
from montage.mending import Cure
from montage.review import Review, review
from montage.reviewing.coded import read
from store.shelf import hashed
from tasks.wiring import pieces, scratch, seat


class Reel(NamedTuple):
    """What one film is joined from and judged by."""

    timeline: Timeline
    pictures: Sequence[tuple[Path, int]]
    """The encoded pieces in order, each with its number of frames."""
    sound: Path
    narrations: Sequence[Narration]
    edition: Edition
    project: Project


def proved(reel: Reel, out: Path) -> tuple[Finding, ...]:
    """Join a film into `out`, review it, mend its sound where that is enough, and return what was found."""
    reel, told = _fitted(reel)
    join(reel.pictures, reel.sound, out)
    first = _reviewed(reel, out)
    findings = (*told, *first.findings)
    needed = mending.cure(first, reel.timeline)
    if needed:
        sound, now = _remastered(reel, needed)
        if mending.healthy(now, reel.timeline):
            join(reel.pictures, sound, out)
            findings = mending.mended(findings, now)
    return tuple(placed(one, reel) for one in findings)


def _fitted(reel: Reel) -> tuple[Reel, tuple[Finding, ...]]:
    """Return the reel with a sound that ends with the picture, and what is to be said about that."""
    ends = read(reel.sound).sound
    apart = mending.misfit(ends.end, reel.timeline) if ends else 0.0
    if not apart:
        return reel, ()
    return reel._replace(sound=_remastered(reel, Cure())[0]), (mending.trimmed(apart),)


def _reviewed(reel: Reel, film: Path) -> Review:
    """Return the review of a film, made once for the same bytes, plan and limits."""
    numbers = _numbers(reel.project)
    key = digest(["review-1", hashed(film), reel.timeline, reel.edition.format, reel.narrations, sorted(numbers.items())])
    known = pieces().cached(key, ".json")
    if known:
        return Review.model_validate_json(known.read_text(encoding="utf-8"))
    with seat():
        found = review(film, reel.timeline, reel.edition.format, narrations=reel.narrations, numbers=numbers)
    return _kept(key, found)


def _remastered(reel: Reel, needed: Cure) -> tuple[Path, Review]:
    """Return a cured sound and how it measures, made once."""
    key = digest(["remastered-1", hashed(reel.sound), needed, reel.timeline.duration, reel.timeline.rate])
    sound, known = pieces().cached(key, ".m4a"), pieces().cached(key, ".json")
    if sound and known:
        return sound, Review.model_validate_json(known.read_text(encoding="utf-8"))
    with seat(), scratch() as folder:
        now = mending.remaster(reel.sound, needed, reel.timeline, folder / "sound.m4a")
        return pieces().keep(key, folder / "sound.m4a"), _kept(key, now)


def _kept(key: str, found: Review) -> Review:
    with scratch() as folder:
        (folder / "review.json").write_text(found.model_dump_json(), encoding="utf-8")
        pieces().keep(key, folder / "review.json")
    return found


def _numbers(project: Project) -> dict[int, int]:
    return {segment.id: place for place, segment in enumerate(project.script.segments, start=1)}


def placed(found: Finding, reel: Reel) -> Finding:
    """Return a finding with its film; another take of the user's own clip would be the same clip, so that is asked."""
    segments = reel.project.script.segments
    theirs = found.segment and match(reel.project.sources, "video", segments[found.segment - 1].id, len(segments))
    mend = "ask" if theirs and found.mend.startswith("retake") else found.mend
    return found.model_copy(update={"language": reel.edition.language, "format": reel.edition.format.name, "mend": mend})
