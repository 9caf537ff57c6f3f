"""`reelflow make`, and the commands that go on with a project: continue, assemble, retake."""

from typing import Annotated, Any

import typer

from cli.running import finish
from cli.server import contain_server
from domain import editing
from domain.ask import Ask, checked, checked_budget, styled
from domain.brief import checked_duration
from domain.formats import formats_named
from domain.project import Project, Report

_SAID_OTHERWISE = ("duration", "voice", "approve", "publish_to")
"""Flags that are spelt in another way than the parameters they stand for."""
Text = Annotated[str, typer.Option(show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output, nothing else.")]
Output = Annotated[str, typer.Option(help="File to write (.mp4), or a folder.", show_default="output/")]


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(make)
    app.command("continue")(go_on)
    app.command()(assemble)
    app.command()(retake)


def make(  # one parameter a flag: typer reads the signature
    theme: Annotated[str, typer.Argument(help='What the video is about, such as "5 Python beginner mistakes".')] = "",
    brief: Annotated[str, typer.Option(help="A request in plain language instead of a theme.")] = "",
    script: Annotated[str, typer.Option(help="Your own text (.txt, .md), spoken word for word.")] = "",
    pillar: Annotated[str, typer.Option(help="tips, education, story, promo or news.", show_default="tips")] = "",
    duration: Annotated[str, typer.Option(help="Seconds, 5 to 3600.", show_default="30")] = "",
    segments: Annotated[int | None, typer.Option(help="How many segments, all as long.", show_default="one for 5 s")] = None,
    seconds_per_segment: Annotated[
        float | None, typer.Option(help="Length of each segment, 2 to 60 seconds.", show_default="5")
    ] = None,
    language: Annotated[list[str] | None, typer.Option(help="en, fr or ar; repeat for several films.", show_default="en")] = None,
    format: Annotated[list[str] | None, typer.Option(help="Format; repeat for several.", show_default="vertical")] = None,
    publish_to: Annotated[
        list[str] | None, typer.Option(help="Platform the film is meant for; repeat for several.", show_default="none")
    ] = None,
    provider: Annotated[str, typer.Option(help="Video vendor.", show_default="VIDEO_PROVIDER, else procedural")] = "",
    fallback: Annotated[str, typer.Option(help="Video vendor after a clear no.", show_default="VIDEO_PROVIDER_FALLBACK")] = "",
    text: Annotated[str, typer.Option(help="Who writes the script.", show_default="TEXT_PROVIDER, else outline")] = "",
    voice: Annotated[
        list[str] | None, typer.Option(help="male, female, or a voice of the speech vendor; repeat for languages: fr=Charlotte.")
    ] = None,
    media: Annotated[str, typer.Option(help="Folder with your own clips, stills, voice or music.")] = "",
    parallel: Annotated[bool, typer.Option("--parallel/--sequential", help="Film all segments at once, or in turn.")] = True,
    voiceover: Annotated[bool, typer.Option("--voiceover/--no-voiceover")] = True,
    subtitles: Annotated[bool, typer.Option("--subtitles/--no-subtitles")] = True,
    music: Annotated[bool, typer.Option("--music/--no-music")] = True,
    captions: Annotated[
        str | None, typer.Option(help="highlight, karaoke, block, pop or minimal.", show_default="highlight")
    ] = None,
    caption_size: Annotated[str, typer.Option(help="small, medium or large.")] = "medium",
    caption_position: Annotated[str, typer.Option(help="bottom, middle or top.")] = "bottom",
    caption_color: Annotated[str, typer.Option(help="Colour of the captions as RRGGBB.", show_default="FFFFFF")] = "",
    accent: Annotated[str, typer.Option(help="Colour of the spoken word, rules, buttons.", show_default="FFD400")] = "",
    transition: Annotated[str, typer.Option(help="cut, fade, dissolve, dip, slide or wipe.")] = "cut",
    transition_seconds: Annotated[float, typer.Option(help="Length of each transition, up to 2.")] = 0.5,
    loudness: Annotated[float | None, typer.Option(help="Loudness in LUFS, -30 to -8.", show_default="-14")] = None,
    fit: Annotated[str, typer.Option(help="How clips of another shape fill the frame: cover, contain or blur.")] = "cover",
    brand: Annotated[str, typer.Option(help="Brand kit: its folder, its file, or block:NAME.")] = "",
    grade: Annotated[str, typer.Option(help="Colour: warm, cool, cinematic, vivid, mono, ... or a .cube file.")] = "",
    seed: Annotated[int, typer.Option(help="Another number, another variation.")] = 0,
    draft: Annotated[bool, typer.Option("--draft", help="Encode fast and rough.")] = False,
    encoder: Annotated[str, typer.Option(help="auto, x264 or nvenc.")] = "auto",
    budget: Annotated[float | None, typer.Option(help="Spending ceiling in US dollars.")] = None,
    review: Annotated[bool, typer.Option("--review", help="Stop after the script, before any clip is ordered.")] = False,
    approve: Annotated[
        list[str] | None, typer.Option(help="Stop for approval: script or film; repeat for both.", show_default="none")
    ] = None,
    output: Output = "",
    json: Json = False,
) -> None:
    """Make a video from a theme, a plain-language brief or your own script. The same request continues the same project."""
    ask = Ask(
        **{name: value for name, value in locals().items() if name in Ask.model_fields and name not in _SAID_OTHERWISE},
        voice=", ".join(voice or ()),
        duration=checked_duration(duration) if duration else None,
        languages=tuple(language or ()),
        formats=tuple(format or ()),
        publish_to=tuple(publish_to or ()),
        approval="human" if review or approve else "none",
        approve=(*(("script",) if review else ()), *(approve or ())),
        style=styled(locals()),
    )
    finish(lambda: _made(checked(ask)), as_json=json, again=lambda said: _made(checked(_answered(ask, said))))


def go_on(
    project: str,
    provider: Annotated[str, typer.Option(help="Video vendor for what is not filmed yet.", show_default="as before")] = "",
    fallback: Annotated[str, typer.Option(help="Video vendor after a clear no.", show_default="as before")] = "",
    budget: Annotated[float | None, typer.Option(help="Spending ceiling in US dollars.", show_default="as before")] = None,
    output: Output = "",
    json: Json = False,
) -> None:
    """Go on with a project: film what is missing, cut what has changed, join. What is filmed is not ordered again."""
    finish(lambda: _assembled(project, output, provider=provider, fallback=fallback, budget=budget), as_json=json)


def assemble(
    project: str,
    output: Output = "",
    voiceover: Annotated[bool | None, typer.Option("--voiceover/--no-voiceover")] = None,
    subtitles: Annotated[bool | None, typer.Option("--subtitles/--no-subtitles")] = None,
    music: Annotated[bool | None, typer.Option("--music/--no-music")] = None,
    format: Annotated[list[str] | None, typer.Option(help="Format to deliver in now; repeat for several.")] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Language to make a film in now, a new one too; repeat for several.")
    ] = None,
    text: Annotated[str, typer.Option(help="Who writes the words of a new language.", show_default="as before")] = "",
    budget: Annotated[float | None, typer.Option(help="Spending ceiling in US dollars.", show_default="as before")] = None,
    json: Json = False,
) -> None:
    """Assemble a project again: with or without voice, subtitles or music, in other formats or languages from the same clips."""
    parts: dict[str, Any] = {
        "voiceover": voiceover,
        "subtitles": subtitles,
        "music": music,
        "formats": formats_named(format or ()),
    }
    spoken = tuple(language or ())
    finish(lambda: _assembled(project, output, budget=budget, languages=spoken, text=text, **parts), as_json=json)


def retake(
    project: str,
    segment: Annotated[int, typer.Argument(help="Number of the segment, as `reelflow show` numbers them.")],
    prompt: Annotated[str, typer.Option(help="A new visual for it.")] = "",
    output: Output = "",
    json: Json = False,
) -> None:
    """Film one segment again, with another prompt if you give one; only that segment is encoded again."""
    finish(lambda: _retaken(project, segment, prompt, output), as_json=json)


# Everything below checks what needs no server before a flow starts one, so that a mistake is told in a second.


def _made(ask: Ask) -> Report:
    from tasks.briefs.asking import brief_for, sources_for, staff_for
    from tasks.briefs.equipping import check_encoder
    from tasks.briefs.questioning import await_answers
    from tasks.films.branding import check_brand
    from tasks.films.colouring import check_grade
    from tasks.films.delivering import check_output
    from tasks.guarding import check_room
    from tasks.money.plans import check_plan
    from tasks.wiring import store

    check_output(ask.output)
    check_room()
    staff_for(ask, sources_for(ask))
    brief = brief_for(ask, free=True)
    if brief.questions:
        return await_answers(ask, brief)
    check_plan(ask)
    check_grade(ask.style.grade)
    check_encoder(ask.encoder)
    store()
    contain_server()  # before the brand, which may be a block on the server
    check_brand(ask)
    from flows.make_video import make_video

    report: Report = make_video(**ask.model_dump())
    return report


def _answered(ask: Ask, said: dict[str, str]) -> Ask:
    from tasks.briefs.questioning import answered

    return answered(ask, said)


def _assembled(
    project: str,
    output: str,
    *,
    provider: str = "",
    fallback: str = "",
    budget: float | None = None,
    languages: tuple[str, ...] = (),
    text: str = "",
    **parts: Any,
) -> Report:
    from tasks.scripts.adding import check_languages
    from tasks.scripts.writing import relined

    found = _found(project, output)
    checked_budget(budget)
    relined(found, provider, fallback)
    parts |= {"languages": check_languages(found, languages, text), "text": text}
    contain_server()
    from flows.assemble_video import assemble_video

    said: dict[str, Any] = {"provider": provider, "fallback": fallback, "budget": budget, **parts}
    report: Report = assemble_video(project=found.id, output=output, **said)
    return report


def _retaken(project: str, segment: int, prompt: str, output: str) -> Report:
    found = _found(project, output)
    editing.retake(found.script, segment, prompt)
    contain_server()
    from flows.retake_segment import retake_segment

    return retake_segment(project=found.id, segment=segment, prompt=prompt, output=output)


def _found(project: str, output: str) -> Project:
    from store import projects
    from tasks.films.delivering import check_output
    from tasks.guarding import check_room, untouched
    from tasks.wiring import store

    check_output(output)
    check_room()
    found = projects.load(store(), project)
    with untouched(found):
        return found
