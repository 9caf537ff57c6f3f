"""Make narrations fit: by estimate when a script is new, by their sound once spoken. Only what is too long is changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from prefect import allow_failure, task

from domain.directing import lines
from domain.lineup import Choice
from domain.money import Money
from domain.project import Project
from domain.requests import Long, ScriptRequest, SpeechRequest, TightenRequest
from domain.saying import heeded
from domain.script import Script, Segment
from domain.speech import Narration
from domain.timing import LEAD, TAIL, overrun
from providers.agents.script_rules import SLACK
from providers.agents.tighten import TIGHTEN, TightenAnswer
from providers.writing.words import budget, spoken
from tasks.orders.consulting import Consultation
from tasks.orders.fulfil import fulfil
from tasks.policies import ONCE
from tasks.scripts.advising import EXCUSED, Advice, advice, models_in, writes_by_model
from tasks.voices.casting import listeners
from tasks.voices.listening import timed

ROUNDS = 2
"""How often one narration is made shorter and spoken again."""
FEWEST = 3
"""Words below which nothing is shortened."""


def tightened(script: Script, wanted: ScriptRequest, text: Choice, limit: Money | None) -> Script:
    """Return a new script with lines that fit in the place of those too long for their voice's pace, where they can be had."""
    models = models_in(text)
    if not models:
        return script
    segments, remarks = [], list(script.remarks)
    for segment in script.segments:
        if long := tuple(_long(segment, wanted)):
            about = _about(wanted.project, segment, long).model_copy(update={"theme": wanted.brief.theme, "tone": script.tone})
            shorter = _shorter(about, models, limit)
            remarks += [f"Segment {segment.id} is longer to say than it lasts: {shorter.missing}"] if shorter.missing else []
            segment = segment.model_copy(update={"narration": {**segment.narration, **(shorter.given or {})}})
        segments.append(segment)
    return script.model_copy(update={"segments": tuple(segments), "remarks": tuple(remarks)})


def fitted(project: Project, language: str, spoken: Sequence[Any]) -> list[Any]:
    """Have narrations that make their segment too long shortened and spoken again, where a model may change the words."""
    if not writes_by_model(project):
        return list(spoken)
    heard_by, pairs = listeners(), zip(lines(project, language), spoken, strict=True)
    return [voice if line.fixed or line.source else _fitting(line, voice, project, heard_by) for line, voice in pairs]


def _fitting(line: SpeechRequest, voice: Any, project: Project, heard_by: Choice) -> Any:
    said: Any = allow_failure(voice)
    return fit.submit(line, said, project, heard_by)


@task(task_run_name="fit segment {request.segment} in {request.language}", **ONCE)
def fit(request: SpeechRequest, narration: Narration | Exception, project: Project, listeners: Choice) -> Narration:
    """Return a narration as it is when it fits its segment, else shortened and spoken again, a fixed number of times.

    What cannot be made to fit stays as short as it got: its segment lasts longer, which the report says.
    Raises what speaking it came to, where nothing was spoken.
    """
    if isinstance(narration, Exception):
        raise narration
    segment = next(one for one in project.script.segments if one.id == request.segment)
    best, said, notes = narration, request, list(narration.notes)
    for _ in range(ROUNDS):
        if not overrun(segment, best.seconds) or len(spoken(said.text)) < FEWEST:
            break
        shorter = _by_sound(project, segment, said, best)
        if shorter.given is None:
            notes.append(f"Segment {request.segment}, {request.language}: not shortened. {shorter.missing}")
            break
        text = shorter.given[request.language]
        said = said.model_copy(update={"text": text, "sayings": heeded(text, project.sayings)})
        try:
            again = timed(said, fulfil(said, "speech", project.lineup.speech), listeners)
        except EXCUSED as no:
            notes.append(f"Segment {request.segment}, {request.language}: not spoken again, shortened. {no}")
            break
        notes += again.notes
        best = min(best, again, key=lambda one: one.seconds)
    kept = {"notes": tuple(dict.fromkeys(notes)), "instead": request.text if best is not narration else ""}
    return best.model_copy(update=kept)


def as_spoken(project: Project, voices: Sequence[Narration]) -> Project:
    """Return the project with the words that were spoken in the place of those that they were made shorter from."""
    changed = {(one.segment, one.language, one.instead): one.text for one in voices if one.instead}
    segments = tuple(
        segment.model_copy(
            update={"narration": {code: changed.get((segment.id, code, text), text) for code, text in segment.narration.items()}}
        )
        for segment in project.script.segments
    )
    return project.model_copy(update={"script": project.script.model_copy(update={"segments": segments})}) if changed else project


def _long(segment: Segment, wanted: ScriptRequest) -> Iterator[Long]:
    for code, text in segment.narration.items():
        most = budget(code, segment.seconds, wanted.pace(code))
        if len(spoken(text)) > most * SLACK:
            yield Long(language=code, text=text, words=most)


def _by_sound(project: Project, segment: Segment, said: SpeechRequest, heard: Narration) -> Advice[dict[str, str]]:
    """Return the line with as many words as fit at the pace it was spoken."""
    count = len(spoken(said.text))
    fits = int(count / heard.seconds * (segment.seconds - LEAD - TAIL))
    most = max(FEWEST - 1, min(count - 1, fits))
    line = Long(language=said.language, text=said.text, words=most, before=said.before, after=said.after)
    about = _about(project.id, segment, (line,)).model_copy(update={"theme": project.brief.theme, "tone": project.script.tone})
    models = models_in(project.lineup.text)
    assert models
    return _shorter(about, models, project.options.budget)


def _about(project: str, segment: Segment, long: tuple[Long, ...]) -> TightenRequest:
    return TightenRequest(project=project, segment=segment.id, role=segment.role, lines=long)


def _shorter(about: TightenRequest, models: Choice, limit: Money | None) -> Advice[dict[str, str]]:
    what: Consultation[TightenRequest, TightenAnswer, dict[str, str]] = Consultation(
        TIGHTEN,
        about,
        of=lambda answer, _by: {line.language: " ".join(line.text.split()) for line in answer.lines},
        by_rule=lambda _writer: {},
        budget=limit,
    )
    return advice(what, models)
