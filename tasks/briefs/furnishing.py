"""Furnish: the user's own avatar, B-roll and sound effects of one segment, into the media store."""

from collections.abc import Sequence

from prefect import task

from domain.lineup import Choice
from domain.requests import ExtraRequest
from domain.scene import Extras
from tasks.orders.fulfil import fulfil
from tasks.policies import ONCE

OWN = Choice(slugs=("files",), said=True)


@task(task_run_name="bring the extras of a segment", **ONCE)
def furnish(wanted: Sequence[ExtraRequest]) -> Extras:
    """Return what a segment shows or sounds besides its clip and voice; a file that is there already is not copied again."""
    made = [(request.kind, fulfil(request, request.kind, OWN)) for request in wanted]
    media = {kind: found.media for kind, found in made if kind != "effect"}
    return Extras(
        avatar=media.get("avatar"),
        broll=media.get("broll"),
        effects=tuple(found.media for kind, found in made if kind == "effect"),
        notes=tuple(note for _, found in made for note in found.notes),
    )
