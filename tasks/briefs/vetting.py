"""Whether a request can be made at all, told before anything is begun or paid."""

from domain.ask import Ask
from tasks.briefs.asking import brief_for, sources_for, staff_for
from tasks.briefs.equipping import check_encoder
from tasks.films.branding import check_brand
from tasks.films.colouring import check_grade
from tasks.films.delivering import check_output
from tasks.wiring import check_keys


def vet(ask: Ask) -> None:
    """Raise what is wrong with a request, as making it would; orders nothing, keeps nothing."""
    check_output(ask.output)
    check_keys(staff_for(ask, sources_for(ask)))
    brief_for(ask, free=True)
    check_grade(ask.style.grade)
    check_encoder(ask.encoder)
    check_brand(ask)
