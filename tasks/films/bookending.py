"""Bookend: the brand's clips before and after a film, cut once for all films of its shape."""

from typing import Any

from prefect import task

from domain.brand import Bookend
from domain.directing import Treatment, bare
from domain.project import Project
from domain.scene import Scene
from montage.bookends import bookended
from montage.pieces import compile_pieces
from tasks.films.cutting import encode_all, encoding_of
from tasks.films.lettering import typefaces_ready
from tasks.policies import local


@task(task_run_name="cut the brand's {end.place} for {treatment.edition.format.name}", **local("cut"))
def bookend(end: Bookend, treatment: Treatment) -> Scene:
    """Lay the brand's intro or outro out and encode it; a piece that is there already is not encoded again."""
    typefaces_ready(treatment.look)
    timeline = bookended(end, treatment)
    refs, fresh = encode_all(compile_pieces(timeline, encoding_of(treatment)), timeline)
    return Scene(segment=0, timeline=timeline, pieces=refs, encoded=fresh)


def between(project: Project, treatment: Treatment, cuts: Any, spoken: Any) -> tuple[list[Any], list[Any]]:
    """Return a film's scenes with the brand's intro before and its outro after them, and the voices, of which these have none."""
    ends = {end.place: bookend.submit(end, bare(treatment)) for end in (project.brand.bookends if project.brand else ())}
    front, back = ([ends[place]] if place in ends else [] for place in ("intro", "outro"))
    return [*front, *cuts, *back], [*([None] * len(front)), *spoken, *([None] * len(back))]
