"""What is shown with the form of approval, as Markdown: the plan, who does it, the price, and pictures of what there is."""

import re
from collections.abc import Iterator

from domain.approval import MARK, Shown
from domain.money import dollars
from domain.project import Project
from domain.review import sentences
from tasks.pages.picturing import film_sheet, opening, pictured
from tasks.pages.progress_page import spent_told
from tasks.pages.showing import link_to
from tasks.pages.standing import script_review

ASKS = {
    "script": "Approve the script of “{title}”? No clip is ordered before.",
    "film": "Approve the film “{title}”? It does not count as delivered before.",
}


def asks(project: Project, shown: Shown) -> str:
    """Return what is asked of a person, as a sentence."""
    return ASKS[shown.stage].format(title=plain(project.title))


def page(project: Project, shown: Shown, notes: tuple[str, ...] = ()) -> str:
    """Return the page about what is shown."""
    parts = [f"### {asks(project, shown)}", *(f"**{plain(note)}**" for note in notes), _facts(project, shown)]
    if sheet := _sheet(project, shown):
        parts.append(f"![Contact sheet]({sheet})")
    parts += [*_segments(project, shown), *(f"Note: {plain(remark)}" for remark in project.script.remarks)]
    parts += [f"Reviewer: {plain(found)}" for found in sentences(script_review(project), project.id)]
    parts.append(f"You approve exactly this, `{shown.digest[:MARK]}`. Any later edit asks again.")
    return "\n\n".join(parts)


def price_told(project: Project, shown: Shown) -> str:
    """Return the price of all, what is paid already, and the ceiling, as sentences."""
    return f"Price: {dollars(shown.usd)}. {spent_told(project)}"


def _facts(project: Project, shown: Shown) -> str:
    brief, count = project.brief, len(shown.parts)
    size = f"{count} segment{'s' if count > 1 else ''}, {project.script.seconds:g} s"
    told = [
        f"{size}; {', '.join(shown.languages)}; {', '.join(shown.formats)}.",
        price_told(project, shown),
        "Done by: " + "; ".join(f"{kind} {', then '.join(slugs)}" for kind, slugs in shown.vendors.items()) + ".",
    ]
    films = [f"Film: [{plain(video.path)}]({link_to(video)})" for video in (project.report.videos if project.report else ())]
    assumed = [f"Assumed {note}" for note in brief.assumed]
    return "\n\n".join([*told, *(films if shown.films else ()), *assumed])


def _sheet(project: Project, shown: Shown) -> str:
    """Return pictures of the first film, once there is one, else of the clips that are there."""
    films = project.report.videos if project.report and shown.films else ()
    return film_sheet(films[0], project.report.segments, opening(project)) if project.report and films else pictured(project)


def _segments(project: Project, shown: Shown) -> Iterator[str]:
    """Yield paragraphs for each segment: the window is too narrow for a table, and swallows what follows a list or a quote."""
    numbers = {segment.id: place for place, segment in enumerate(project.script.segments, start=1)}
    for part in shown.parts:
        facts = f"**{numbers[part.segment]}.** {part.seconds:g} s, {part.vendor or 'nobody can film it'}, {dollars(part.usd)}"
        yield from (facts, *map(plain, part.narration.values()), f"*{plain(part.prompt)}*")


def plain(text: str) -> str:
    """Return a text as Markdown that reads just so: nobody's words become a heading, a link or a picture."""
    return re.sub(r"([\\`*_{}\[\]<>#|!~])", r"\\\1", " ".join(text.split()))
