"""Go on with a project, or put it together again with other parts."""

from prefect import flow

from domain.formats import FormatName
from domain.languages import LanguageCode
from domain.project import Report
from flows.production import RUNNER, produce
from tasks.orders.calling_off import call_off
from tasks.scripts.adding import worded_in
from tasks.scripts.writing import reopen, with_options


@flow(name="assemble-video", flow_run_name="assemble {project}", task_runner=RUNNER, on_cancellation=[call_off])
def assemble_video(
    project: str,
    voiceover: bool | None = None,
    subtitles: bool | None = None,
    music: bool | None = None,
    formats: tuple[FormatName, ...] = (),
    languages: tuple[LanguageCode, ...] = (),
    text: str = "",
    provider: str = "",
    fallback: str = "",
    budget: float | None = None,
    output: str = "",
) -> Report:
    """Film what is missing, cut what has changed, and join a project's films.

    Args:
        project: Id of the project, the beginning of its id, or "last".
        voiceover: With or without the voice; as before when empty.
        subtitles: With or without captions; as before when empty.
        music: With or without music; as before when empty.
        formats: Delivery formats to make now, from the clips that are there; as before when empty.
        languages: Languages to make films in now, from the same clips; as before when empty. Words it lacks are written first.
        text: Who writes those words, by slug; as before when empty.
        provider: Video vendor for what is not filmed yet, by its slug; as before when empty.
        fallback: Video vendor that is tried after a clear no; as before when empty.
        budget: Spending ceiling for the whole video in US dollars; as before when empty.
        output: File to write, or a folder when several films are made. Empty for the output folder.
    """
    opened = worded_in(reopen(project), languages, text=text, budget=budget)
    films = {"formats": formats or None, "languages": languages or None}
    parts = {"voiceover": voiceover, "subtitles": subtitles, "music": music, "budget": budget, **films}
    return produce(with_options(opened, provider=provider, fallback=fallback, **parts), output=output)
