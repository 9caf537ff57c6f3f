"""The opening says what the film is about, whatever pillar, audience and language; a theme of mistakes promises mistakes."""

import pytest

from domain.brief import Brief, Pillar
from domain.requests import ScriptRequest
from domain.script import Script
from providers.vendors.outline import VENDOR
from providers.writing.pictures import LIT, prompt
from providers.writing.themes import is_spanish, parse
from providers.writing.words import fold


def written(theme: str, language: str = "en", **more: object) -> Script:
    """A script of half a minute by rule."""
    brief = Brief.model_validate({"theme": theme, "languages": (language,), **more})
    script: Script = VENDOR.makers["text"].write(ScriptRequest(project="", brief=brief))
    return script


@pytest.mark.parametrize("pillar", ["tips", "education", "story", "promo", "news"])
@pytest.mark.parametrize(
    ("theme", "language", "about"),
    [
        ("How to repair a bicycle", "en", "repair a bicycle"),
        ("Our new bakery in Oran", "en", "bakery in Oran"),
        ("Le compost en ville", "fr", "compost en ville"),
        ("3 astuces Excel pour les comptables", "fr", "Excel"),
        ("تاريخ القهوة", "ar", "القهوة"),
    ],
)
def test_an_opening_names_its_subject(theme: str, language: str, about: str, pillar: Pillar) -> None:
    assert fold(about) in fold(written(theme, language, pillar=pillar).segments[0].narration[language])


def test_an_audience_does_not_push_the_subject_out() -> None:
    said = written("Our new bakery in Oran", pillar="promo", audience="families").segments[0].narration["en"]
    assert "bakery" in said


@pytest.mark.parametrize(
    ("theme", "language", "promise"),
    [
        ("5 sleep mistakes", "en", "mistakes"),
        ("5 erreurs de sommeil", "fr", "erreurs"),
        ("5 أخطاء في تعلم اللغات", "ar", "أخطاء"),
    ],
)
def test_a_theme_of_mistakes_is_not_told_as_habits(theme: str, language: str, promise: str) -> None:
    script = written(theme, language)
    assert promise in script.segments[0].narration[language]
    points = " ".join(segment.on_screen[language] for segment in script.segments)
    assert all(f"{number} · " in points for number in range(1, 6))


@pytest.mark.parametrize("theme", ["5 errores al dormir", "Cómo ahorrar dinero", "¿Qué es el compost?", "Los trucos del pan"])
def test_a_spanish_theme_is_known_as_one(theme: str) -> None:
    assert is_spanish(theme)
    assert parse(theme).language == "es"


@pytest.mark.parametrize("theme", ["5 sleep mistakes", "Les erreurs de sommeil", "La vie en rose"])
def test_others_are_not_taken_for_spanish(theme: str) -> None:
    assert not is_spanish(theme)


def test_a_spanish_theme_is_filmed_from_the_notes_and_said_so() -> None:
    script = written("5 errores al dormir")
    assert (script.title["en"], "sleep" in script.segments[0].narration["en"]) == ("5 mistakes to avoid: better sleep", True)
    assert any("in Spanish" in remark for remark in script.remarks)
    unknown = written("Los beneficios del té verde")
    assert "“Los beneficios del té verde”" in unknown.title["en"]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("pillar", ["tips", "education", "story", "promo", "news"])
def test_no_line_comes_twice_in_a_long_film_and_pillars_differ(language: str, pillar: Pillar) -> None:
    script = written("Sleep better", language, pillar=pillar, duration=120)
    said = [segment.narration[language] for segment in script.segments]
    assert len(set(said)) == len(said)
    assert script.segments[-1].role == "call_to_action"
    if pillar != "tips":
        other = [segment.narration[language] for segment in written("Sleep better", language, duration=120).segments]
        assert (said[0], said[-1]) != (other[0], other[-1])


def test_a_scene_with_its_own_light_gets_no_second_one() -> None:
    assert "lamp" not in prompt("a hiker at a crossroads, morning fog", "slow pan right", "low evening lamp light")
    assert "low evening lamp light" in prompt("a hiker at a crossroads", "slow pan right", "low evening lamp light")
    assert "morning" in LIT
