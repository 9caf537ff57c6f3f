"""What is shown with the form of approval, as Markdown: the plan, who does it, the price, and pictures of what there is."""

from domain.approval import MARK, Shown
from domain.money import dollars
from domain.project import Project
from store.orders import cost_of
from tasks.picturing import pictured
from tasks.wiring import store

ASKS = {
    "script": "Approve the script of “{title}”? No clip is ordered before.",
    "film": "Approve the film “{title}”? It does not count as delivered before.",
}


def page(project: Project, shown: Shown, notes: tuple[str, ...] = ()) -> str:
    """Return the page about what is shown."""
    parts = [f"## {ASKS[shown.stage].format(title=project.title)}", *(f"> {note}" for note in notes), _facts(project, shown)]
    if sheet := pictured(project):
        parts.append(f"![What is filmed so far]({sheet})")
    parts += [_table(project, shown), *(f"- {remark}" for remark in project.script.remarks)]
    parts.append(f"You approve exactly this, `{shown.digest[:MARK]}`. Any later edit asks again.")
    return "\n\n".join(parts)


def price_told(project: Project, shown: Shown) -> str:
    """Return the price of all, what is paid already, and the ceiling, as a sentence."""
    spent, budget = cost_of(store(), project.id).spent_usd, project.options.budget
    ceiling = f" of a ceiling of {dollars(budget)}" if budget is not None else ", without a ceiling of its own"
    return f"Price: {dollars(shown.usd)}. Spent so far: {dollars(spent)}{ceiling}."


def _facts(project: Project, shown: Shown) -> str:
    brief = project.brief
    told = [
        f"{len(shown.parts)} segments, {project.script.seconds:g} s; {', '.join(shown.languages)}; {', '.join(shown.formats)}.",
        price_told(project, shown),
        "Done by: " + "; ".join(f"{kind} {', then '.join(slugs)}" for kind, slugs in shown.vendors.items()) + ".",
    ]
    films = [f"Film: {video.path}" for video in (project.report.videos if project.report and shown.films else ())]
    assumed = [f"Assumed {note}" for note in brief.assumed]
    return "\n\n".join([*told, *films, *assumed])


def _table(project: Project, shown: Shown) -> str:
    numbers = {segment.id: place for place, segment in enumerate(project.script.segments, start=1)}
    rows = ["| segment | seconds | says | shows | filmed by | price |", "|---|---|---|---|---|---|"]
    for part in shown.parts:
        said = " / ".join(part.narration.values())
        cells = [numbers[part.segment], f"{part.seconds:g}", said, part.prompt, part.vendor or "nobody", dollars(part.usd)]
        rows.append("| " + " | ".join(_cell(str(cell)) for cell in cells) + " |")
    return "\n".join(rows)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())
