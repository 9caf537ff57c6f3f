"""Theme in, finished video out."""

from prefect import flow

from domain.approval import Stage
from domain.ask import Approval, Ask, Encoder, Join
from domain.brief import Pillar
from domain.formats import FormatName
from domain.languages import LanguageCode
from domain.platforms import Platform
from domain.project import Report
from domain.style import UNSAID, CaptionStyle, Style
from flows.production import RUNNER, produce
from tasks.briefs.questioning import await_answers, settled
from tasks.money.plans import check_plan
from tasks.orders.calling_off import call_off
from tasks.scripts.writing import write


@flow(name="make-video", flow_run_name="make {theme}{brief}{script}", task_runner=RUNNER, on_cancellation=[call_off])
def make_video(
    theme: str = "",
    brief: str = "",
    script: str = "",
    pillar: Pillar | None = None,
    duration: int | None = None,
    segments: int | None = None,
    seconds_per_segment: float | None = None,
    languages: tuple[LanguageCode, ...] = (),
    formats: tuple[FormatName, ...] = (),
    publish_to: tuple[Platform, ...] = (),
    provider: str = "",
    fallback: str = "",
    text: str = "",
    voice: str = "",
    media: str = "",
    voiceover: bool = True,
    subtitles: bool = True,
    music: bool = True,
    parallel: bool = True,
    captions: CaptionStyle | None = None,
    transition: Join = "cut",
    style: Style = UNSAID,
    seed: int = 0,
    draft: bool = False,
    encoder: Encoder = "auto",
    budget: float | None = None,
    approval: Approval = "none",
    approve: tuple[Stage, ...] = (),
    output: str = "",
    batch: str = "",
) -> Report:
    """Turn exactly one of a theme, a brief in plain language and your own script into a finished, captioned, narrated video.
    The same request continues the same project and pays for nothing twice.

    Args:
        theme: What the video is about, in one line, such as "5 Python beginner mistakes". Beside a brief: its subject.
        brief: A request in plain language: topic, length, languages, platforms, in one paragraph.
        script: Your own text to be spoken: the path of a text or Markdown file, or the text itself.
        pillar: Content pillar, which decides how the story is told. Tips when empty.
        duration: Length in seconds, 5 to 3600. 30 when empty; with your own script the text decides.
        segments: How many segments, each as long as the others. About one for every five seconds when empty.
        seconds_per_segment: Length of each segment in seconds, 2 to 60. About 5 when empty.
        languages: Languages of voice, captions and type; one film each. English when empty.
        formats: Delivery formats such as vertical, tiktok, youtube, linkedin, instagram_feed; one file each.
        publish_to: Platforms the film is meant for: they decide its formats where none are named, and its writer knows of them.
        provider: Video vendor by its slug. Empty for VIDEO_PROVIDER, else the local motion graphics.
        fallback: Video vendor that is tried after a clear no. Empty for VIDEO_PROVIDER_FALLBACK.
        text: Who writes the script, by slug. Empty for TEXT_PROVIDER, else the rule-based outline.
        voice: Voice of the narrator: male, female, or a voice of the speech vendor; for languages: en=George, fr=Charlotte.
        media: Folder with your own clips, stills, voice or music, matched by number in the name or by order.
        voiceover: Speak the narration.
        subtitles: Burn in captions.
        music: Put a music bed under the voice.
        parallel: Film all segments at once; otherwise one after another.
        captions: Caption style. The brand's, else highlight, when empty.
        transition: How segments join.
        style: Size, place and colours of the captions, colour, loudness, brand.
        seed: Another number makes another variation of the same request.
        draft: Encode fast and rough, for a preview.
        encoder: Video encoder; auto is nvenc where it works, else x264.
        budget: Spending ceiling for this video in US dollars.
        approval: With human, wait for a person before any clip is ordered; the run is suspended meanwhile.
        approve: Where to wait: script is before clips are ordered, film before films count as delivered. Script when empty.
        output: File to write, or a folder when several films are made. Empty for the output folder.
        batch: Name of a batch; what this video costs counts under its ceiling, too.
    """
    ask = Ask.model_validate(locals())
    check_plan(ask)
    ask, understood = settled(ask)
    if understood.questions:
        return await_answers(ask, understood)
    return produce(write(understood, ask), output=output)
