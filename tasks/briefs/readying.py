"""Before anything is paid for: whether everybody can do what is asked of them, and what the machine and the plan add."""

from domain.project import Project
from tasks.briefs.equipping import equipped
from tasks.money.plans import marked
from tasks.orders.fitting import check_film
from tasks.scripts.adding import check_words
from tasks.scripts.advising import check_advisers
from tasks.voices.casting import check_voices


def check(project: Project) -> None:
    """Raise for the first thing that nobody in the lineup can film, say, read or look at."""
    check_film(project)
    check_words(project)
    check_voices(project)
    check_advisers()


def prepared(project: Project) -> Project:
    """Return a project with its encoder settled, and with the watermark that a plan asks for."""
    return marked(equipped(project))
