"""Scripts and projects to try things on, drawn by hypothesis."""

from hypothesis import strategies as st

from domain.brief import Brief
from domain.project import Project
from domain.script import Script, Segment


def script_of(count: int, *, dropped: frozenset[int] = frozenset(), **fields: object) -> Script:
    """A script of `count` segments whose ids are their first places."""
    segments = tuple(
        Segment(id=n, narration={"en": f"Line {n}.", "fr": f"Ligne {n}."}, prompt=f"a bee {n}", kept=n not in dropped)
        for n in range(1, count + 1)
    )
    return Script(title={"en": "Bees", "fr": "Abeilles"}, segments=tuple(one.model_copy(update=fields) for one in segments))


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Scripts of 1 to 8 segments in any order, at least one of them kept."""
    count = draw(st.integers(1, 8))
    dropped = draw(st.frozensets(st.integers(1, count), max_size=count - 1))
    whole = script_of(count, dropped=dropped)
    return whole.model_copy(update={"segments": tuple(draw(st.permutations(whole.segments)))})


def project_of(script: Script, **fields: object) -> Project:
    """A project with this script in English and French."""
    brief = Brief(theme="bees", languages=("en", "fr"), formats=("vertical", "linkedin"))
    return Project.model_validate({"id": "bees-a1b2c3", "title": "Bees", "brief": brief, "script": script, **fields})
