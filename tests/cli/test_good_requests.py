"""Odd but good requests: what is understood of them, before anything is made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import prefect
import pytest

from blocks.settings import lineup
from domain.ask import Ask
from domain.brief import Brief
from domain.errors import ConfigurationError
from domain.project import Project
from domain.requests import Source
from domain.script import Script
from store import projects
from tasks.briefs.asking import brief_for, staff_for
from tasks.films.delivering import output_path
from tasks.pages.standing import findings
from tasks.scripts.writing import options_of, write
from tasks.wiring import store
from tests.cli.conftest import Command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, reelflow: Command) -> Callable[..., dict[str, Any]]:
    """Run `reelflow make` up to the flow and return the parameters that the flow is called with."""

    class Started(Exception):
        pass

    asked: dict[str, Any] = {}

    def begun(_flow: object, **parameters: Any) -> None:
        asked.update(parameters)
        raise Started

    def run(*words: str) -> dict[str, Any]:
        monkeypatch.setattr(prefect.Flow, "__call__", begun)
        with pytest.raises(Started):
            reelflow("make", *words)
        return asked

    return run


def written(ask: Ask) -> Project:
    """The project of a request, as the flow's first two steps make it."""
    return write.fn(brief_for(ask), ask)


@pytest.mark.parametrize(
    "theme",
    [
        """"Don't panic" & other 100% <true> stories: a/b\\c""",
        "🐝 Bees 🍯 and honey",
        "C++ & C# {x} %d [bold] :bee:",
        "خمس نصائح لنوم أفضل",
        "L'été à Orléans : où aller ?",
        "北京",
        "5",
        "../../etc/passwd",
        "-rf ~",
        "a" * 300,
    ],
)
def test_an_odd_theme_is_kept_letter_for_letter_and_its_project_opens_again(home: Path, theme: str) -> None:
    project = written(Ask(theme=theme))
    assert project.brief.theme == theme
    assert projects.load(store(), project.id).script == project.script
    assert set(project.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not project.id.startswith("-")
    assert output_path(project, _edition(), "").parent == Path("output").resolve()


def test_spaces_line_ends_and_control_characters_of_a_theme_are_straightened() -> None:
    assert brief_for(Ask(theme="  5 Python\n\tbeginner\x1b\x00  mistakes ")).theme == "5 Python beginner mistakes"


def test_the_same_request_is_the_same_project_and_another_seed_another(home: Path) -> None:
    one, again, other = (written(Ask(theme="bees", seed=seed)) for seed in (0, 0, 1))
    assert one.id == again.id
    assert other.id != one.id
    assert len(projects.listing(store())) == 2


def test_languages_formats_and_pillars_are_known_by_any_of_their_spellings(started: Callable[..., dict[str, Any]]) -> None:
    languages = [word for code in ("fr-FR", "FR", "en_US", "fr") for word in ("--language", code)]
    formats = [word for name in ("YouTube-Shorts", "youtube_shorts", "LinkedIn") for word in ("--format", name)]
    asked = started("bees", *languages, *formats, "--pillar", " Story ", "--duration", " 45 ")
    assert asked["languages"] == ("fr", "en")
    assert asked["formats"] == ("youtube_shorts", "linkedin")
    assert (asked["pillar"], asked["duration"]) == ("story", 45)


def test_flags_become_parameters_of_the_flow(started: Callable[..., dict[str, Any]], stage: Path) -> None:
    flags = ("--no-voiceover", "--no-subtitles", "--no-music", "--sequential", "--draft", "--review", "--seed", "7")
    asked = started("bees", *flags, "--captions", "minimal", "--budget", "2.50", "--voice", "male", "--output", str(stage))
    expected = {
        "theme": "bees", "brief": "", "script": "", "voiceover": False, "subtitles": False, "music": False,
        "parallel": False, "draft": True, "approval": "human", "seed": 7, "captions": "minimal", "budget": 2.5,
        "voice": "male", "output": str(stage), "duration": None, "pillar": None,
    }  # fmt: skip
    assert {name: asked[name] for name in expected} == expected
    assert options_of(Ask(**asked)).parallel is False


def test_no_flag_is_a_parameter_that_the_flow_does_not_have(started: Callable[..., dict[str, Any]]) -> None:
    from flows.make_video import make_video

    assert set(started("bees")) == set(make_video.parameters.properties)


BRIEFS = {
    "A 45-second TikTok about saving water for students, in French and English, energetic, with a female voice": {
        "theme": "Saving water for students", "duration": 45, "languages": ("fr", "en"), "platforms": ("tiktok",),
        "formats": ("tiktok",), "audience": "students", "tone": "energetic", "voice": "female",
    },
    "Une vidéo de 45 secondes pour YouTube et LinkedIn sur le café, en français, voix d'homme": {
        "theme": "Le café", "duration": 45, "languages": ("fr",), "formats": ("youtube", "linkedin"), "voice": "male",
    },
    "فيديو مدته ٤٥ ثانية عن فوائد النوم باللغة العربية على تيك توك": {
        "theme": "فوائد النوم", "duration": 45, "languages": ("ar",), "formats": ("tiktok",),
    },
}  # fmt: skip


@pytest.mark.parametrize("said", BRIEFS)
def test_a_brief_goes_to_its_typed_fields(said: str) -> None:
    brief = brief_for(Ask(brief=said))
    assert brief.source == "brief"
    assert {name: getattr(brief, name) for name in BRIEFS[said]} == BRIEFS[said]


def test_what_a_brief_does_not_say_is_told_as_assumed() -> None:
    assert brief_for(Ask(brief="Explain black holes")).assumed == (
        "pillar: not said, so tips.",
        "duration: not said, so 30 s.",
        "languages: not said, so en.",
    )


def test_what_a_flag_says_is_not_assumed_and_goes_before_the_brief() -> None:
    brief = brief_for(Ask(brief="a 45-second video about bees", duration=20, pillar="news", formats=("square",)))
    assert (brief.duration, brief.pillar, brief.formats) == (20, "news", ("square",))
    assert brief.assumed == ("languages: not said, so en.",)


def test_what_could_not_be_read_is_quoted_to_the_user() -> None:
    brief = brief_for(Ask(brief="A 20-second video about bees, filmed by a drone over Paris"))
    assert brief.unread == ("filmed by a drone over Paris",)
    told = findings(Project(id="p", title="p", brief=brief, script=Script(title={"en": "p"}, segments=())), ())
    assert "Not understood without a text model: filmed by a drone over Paris" in told
    assert "Assumed pillar: not said, so tips." in told


ARTICLE = "---\ntitle: Le pain de l'aube\nauthor: Ana\n---\n\n# Pain\n\nLa farine, l'eau et le **sel** dorment toute la nuit.\n"


@pytest.mark.parametrize("given", ["file", "text"])
def test_a_markdown_article_is_titled_by_its_front_matter_and_known_by_its_language(stage: Path, given: str) -> None:
    (stage / "pain.md").write_text(ARTICLE, encoding="utf-8-sig")
    brief = brief_for(Ask(script="pain.md" if given == "file" else ARTICLE))
    assert (brief.theme, brief.languages, brief.source) == ("Le pain de l'aube", ("fr",), "script")
    assert brief.text == ARTICLE


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("# Bees\n\nThey fly.", "Bees"),
        ("They fly far. They rest.", "They fly far"),
        ("---\ntitle: 🎬\n---\nThey fly.", "They fly"),
        ("\n\n\n***\n\nThey fly.\n", "They fly"),
        ("![a bee](bee.png)\n\nThey fly.\n", "They fly"),
        ("bees " * 100 + "\n", "Bees" + " bees" * 58 + "…"),
    ],
)
def test_a_text_without_front_matter_is_titled_by_its_first_words(stage: Path, text: str, theme: str) -> None:
    (stage / "a.md").write_text(text, encoding="utf-8")
    assert brief_for(Ask(script="a.md")).theme == theme


def test_a_script_and_its_project_have_one_title(home: Path) -> None:
    project = written(Ask(script=ARTICLE))
    assert project.title == project.brief.theme == "Le pain de l'aube"
    assert project.id.startswith("le-pain-de-l-aube-")


def test_the_script_may_be_asked_in_its_own_language(stage: Path) -> None:
    assert brief_for(Ask(script=ARTICLE, languages=("fr",))).languages == ("fr",)


def test_own_files_go_before_the_vendors_named() -> None:
    clip, song = (Source(path=f"/a/{name}", sha256=name, kind=kind) for name, kind in (("1", "video"), ("music", "audio")))
    staff = staff_for(Ask(theme="bees"), [clip])
    assert (staff.video.slugs, staff.speech.slugs) == (("files", "procedural"), ("espeak",))
    assert staff_for(Ask(theme="bees"), [song]).music.slugs == ("files", "synth")
    assert staff_for(Ask(theme="bees", provider="files"), [clip]).video.slugs == ("files",)
    with pytest.raises(ConfigurationError, match="--media"):
        staff_for(Ask(theme="bees", provider="files"), [song])


def test_vendors_that_do_nothing_for_this_film_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_PROVIDER", "nobody")
    assert staff_for(Ask(theme="bees", voiceover=False), ()).speech.slugs == ("nobody",)


def test_vendors_are_read_from_lists_and_empty_lists_mean_the_local_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEO_PROVIDER", " , ")
    assert (lineup().video.slugs, lineup().video.said) == (("procedural",), False)
    assert lineup(video="Files, procedural", fallback="procedural").video.slugs == ("files", "procedural")


def _edition() -> Any:
    from domain.directing import editions

    return editions(Project(id="p", title="p", brief=Brief(theme="p"), script=Script(title={"en": "p"}, segments=())), "en")[0]
