"""Look at finished segments: a model sees a contact sheet of each and says what a viewer would object to. It mends nothing."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from prefect import task

from domain.base import digest
from domain.directing import Edition, editions
from domain.media import MediaRef
from domain.project import Project
from domain.requests import Made, VisionRequest
from domain.review import Finding, Viewed
from domain.scene import Scene
from domain.script import Segment
from domain.shelf import match
from montage.sheet import contact_sheet, frame
from providers.agents.vision import VISION, VisionAnswer, finding_of
from providers.registry import all_vendors
from tasks.orders.consulting import Consultation
from tasks.policies import ONCE
from tasks.scripts.advising import advice, viewers
from tasks.wiring import pieces, scratch

MOMENTS = (0.1, 0.37, 0.63, 0.9)
"""When the pictures of a sheet are taken, as shares of what is seen of the segment alone."""
UPRIGHT, LEVEL = (4, 360), (2, 600)
"""Pictures in a row and the pixels of their width: a sheet that models take without making it smaller."""


def viewed(project: Project, edition: Edition, cuts: Sequence[Any], clips: Sequence[Any]) -> list[Any]:
    """Have the segments of the project's first film looked at as soon as each is cut; nothing where nobody looks."""
    first = editions(project, project.languages[0])[0]
    if edition != first or not viewers():
        return []
    return list(look.map(project.script.kept, cuts, clips, [project] * len(cuts), [edition] * len(cuts)))


@task(task_run_name="look at segment {segment.id}", **ONCE)
def look(segment: Segment, scene: Scene, clip: Made, project: Project, edition: Edition) -> Viewed:
    """Return what a model objects to in a segment that is cut, or why nobody has looked at it. Films nothing again."""
    number = [one.id for one in project.script.segments].index(segment.id) + 1
    choice = viewers()
    assert choice
    what: Consultation[VisionRequest, VisionAnswer, tuple[Finding, ...]] = Consultation(
        VISION,
        _request(segment, scene, clip, project, edition),
        of=lambda answer, by: tuple(finding_of(one, number, by) for one in answer.findings),
        by_rule=lambda _writer: (),
        budget=project.options.budget,
    )
    found = advice(what, choice)
    placed = (_placed(one, segment, project, edition) for one in found.given or ())
    return Viewed(segment=number, review=tuple(placed), unseen=found.missing)


def unseen(looks: Sequence[Viewed]) -> tuple[str, ...]:
    """Return, as sentences, which segments nobody looked at, and why."""
    why: dict[str, list[str]] = {}
    for one in (one for one in looks if one.unseen):
        why.setdefault(one.unseen, []).append(str(one.segment))
    return tuple(f"Nobody looked at segment {', '.join(numbers)}: {reason}" for reason, numbers in why.items())


def _request(segment: Segment, scene: Scene, clip: Made, project: Project, edition: Edition) -> VisionRequest:
    path, moments = _sheet(scene)
    picture, language = path.read_bytes(), edition.language
    with Image.open(path) as image:
        width, height = image.size
    return VisionRequest(
        project=project.id,
        segment=segment.id,
        take=segment.take,
        visual=segment.prompt,
        # As it is captioned: a line may be spoken shorter than the script has it until the run has ended.
        narration=" ".join(word.text for caption in scene.timeline.captions for word in caption.words),
        on_screen=segment.on_screen.get(language, ""),
        language=language,
        brand=project.brand.name if project.brand else "",
        stylised=clip.vendor != "files" and all_vendors()[clip.vendor].local,
        moments=moments,
        sheet=MediaRef(sha256=hashlib.sha256(picture).hexdigest(), suffix=".jpg", kind="image", width=width, height=height),
        picture=picture,
    )


def _sheet(scene: Scene) -> tuple[Path, tuple[float, ...]]:
    """Return the contact sheet of a scene, made once for the same piece, and when its pictures are seen, in seconds."""
    piece = max(scene.pieces, key=lambda one: one.frames)
    moments = tuple(round(share * piece.frames / scene.timeline.rate, 2) for share in MOMENTS)
    key = digest(["sheet-1", piece.key, moments])
    if known := pieces().cached(key, ".jpg"):
        return known, moments
    columns, width = UPRIGHT if scene.timeline.height > scene.timeline.width else LEVEL
    with scratch() as folder:
        pictures = [(folder / f"{place}.png", f"{at:.1f} s") for place, at in enumerate(moments)]
        for (picture, _), at in zip(pictures, moments, strict=True):
            frame(pieces().place(piece.key, ".mp4"), at, picture, width=width)
        contact_sheet(pictures, folder / "sheet.jpg", columns=columns, width=width)
        return pieces().keep(key, folder / "sheet.jpg"), moments


def _placed(found: Finding, segment: Segment, project: Project, edition: Edition) -> Finding:
    """Return a finding with its film; another take of the user's own clip would be the same clip, so that is asked."""
    own = match(project.sources, "video", segment.id, len(project.script.segments)) and not segment.still
    mend = "ask" if own else found.mend
    return found.model_copy(update={"language": edition.language, "format": edition.format.name, "mend": mend})
