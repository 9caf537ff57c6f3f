"""Look at everything that could stand in a film's way before anything is paid for."""

from domain.project import Project
from tasks.adding import check_words
from tasks.advising import check_advisers
from tasks.casting import check_voices
from tasks.fitting import check_film


def check(project: Project) -> None:
    """Raise for the first thing that nobody in the lineup can film, say, read or look at."""
    check_film(project)
    check_words(project)
    check_voices(project)
    check_advisers()
