"""The local writer: what it promises of every script, whatever the theme."""

import pytest

from domain.brief import PILLARS, Brief
from domain.languages import LANGUAGES
from domain.requests import BriefRequest, ScriptRequest
from domain.script import Script
from providers.registry import vendor
from providers.writing.words import budget, spoken

THEMES = (
    "5 Python beginner mistakes", "Python list comprehension tips", "git", "AI for small businesses", "10 productivity tips",
    "Why sleep matters", "Getting fit at home", "Healthy cooking", "Saving money", "Instagram marketing", "Phone photography",
    "Working from home", "Learning a language", "Public speaking", "Saving energy at home", "Cheap travel",
    "How to grow tomatoes on a balcony", "Why cats purr", "Coffee vs tea", "The history of coffee", "What is blockchain?",
    "7 houseplant mistakes", "30 things to know about the long and winding road to the independence of small nations",
    "Comment faire son pain", "5 erreurs de jardinage", "L'histoire du jazz", "Les plantes d'intérieur", "Ville ou campagne ?",
    "كيف تزرع الطماطم في الشرفة", "5 نصائح لتربية القطط", "تاريخ القهوة", "العسل الطبيعي", "12 خطأ في الطبخ",
)  # fmt: skip


def write(theme: str, *languages: str, seed: int = 0, segment_seconds: float = 5.0, **brief: object) -> Script:
    asked = Brief.model_validate({"theme": theme, "languages": languages or ("en",), **brief})
    request = ScriptRequest(project="p", brief=asked, seed=seed, segment_seconds=segment_seconds)
    writer = vendor("outline", "text").makers["text"]
    script = writer.write(request)
    assert isinstance(script, Script)
    return script


def said(script: Script, code: str = "en") -> str:
    return " ".join(segment.narration[code] for segment in script.segments)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("duration", [5, 10, 30, 60])
def test_no_segment_has_more_words_than_its_voice_can_say(theme: str, duration: int) -> None:
    for segment in write(theme, "en", "fr", "ar", duration=duration).segments:
        for code, text in segment.narration.items():
            assert 0 < len(spoken(text)) <= budget(code, segment.seconds), text


@pytest.mark.parametrize("theme", THEMES)
def test_a_thirty_second_film_has_six_segments_of_five_seconds(theme: str) -> None:
    assert [segment.seconds for segment in write(theme, "en", "fr", "ar").segments] == [5.0] * 6


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pillar", PILLARS)
def test_no_line_is_said_twice_in_ten_minutes(theme: str, pillar: str) -> None:
    script = write(theme, "en", "fr", "ar", duration=600, pillar=pillar)
    assert script.seconds == pytest.approx(600, abs=1)
    for code in LANGUAGES:
        lines = [segment.narration[code] for segment in script.segments]
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pillar", PILLARS)
def test_no_slot_or_mark_of_the_notes_is_left_in_a_script(theme: str, pillar: str) -> None:
    script = write(theme, "en", "fr", "ar", pillar=pillar, audience="new parents")
    everything = [*script.title.values(), *script.call_to_action.values()]
    everything += [text for segment in script.segments for text in (*segment.narration.values(), *segment.on_screen.values())]
    assert not [text for text in everything if any(mark in text for mark in ("{", "}", "|", "None.", "?.", "؟."))]


def test_five_mistakes_are_five_mistakes_then_a_call_to_action() -> None:
    script = write("5 Python beginner mistakes")
    assert script.title["en"] == "5 Python beginner mistakes"
    assert [word for word in ("One:", "Two:", "Three:", "Four:", "Five:") if word in said(script)] == [
        "One:", "Two:", "Three:", "Four:", "Five:",
    ]  # fmt: skip
    assert said(script).startswith("Five Python")
    assert [segment.role for segment in script.segments] == ["hook", "point", "point", "point", "point", "call_to_action"]


def test_a_film_never_announces_more_points_than_it_makes() -> None:
    script = write("30 Python mistakes", duration=30)
    assert script.title["en"] == "10 Python mistakes"
    assert "Ten:" in said(script)
    assert any("promises 30" in remark for remark in script.remarks)


def test_points_that_nobody_here_knows_are_not_counted_out() -> None:
    script = write("7 wonders of the world")
    assert "One:" not in said(script)
    assert any("7 points that the theme promises are not known here" in remark for remark in script.remarks)


def test_an_english_theme_with_notes_gives_a_native_french_film() -> None:
    script = write("Python list comprehension tips", "fr")
    assert script.title["fr"] == "Conseils : les listes en compréhension en Python"
    assert "écrivez d'abord le résultat" in said(script, "fr")
    assert script.remarks == ()


def test_a_theme_that_cannot_be_translated_is_quoted_and_said_to_be() -> None:
    script = write("The history of coffee", "fr")
    assert script.title["fr"] == "« The history of coffee »"
    assert any("could not be translated into French" in remark for remark in script.remarks)


def test_a_theme_without_notes_is_said_to_get_general_advice() -> None:
    assert any("no notes on this theme" in remark for remark in write("Beekeeping").remarks)


def test_pillars_open_or_close_differently() -> None:
    ends = {(script.segments[0].narration["en"], script.segments[-1].narration["en"]) for script in
            (write("sleep", pillar=pillar) for pillar in PILLARS)}  # fmt: skip
    assert len(ends) == len(PILLARS)


def test_tone_and_audience_are_heard() -> None:
    plain, toned = write("sleep"), write("sleep", tone="professionnel", audience="new parents")
    assert toned.segments[0].narration["en"].startswith("For new parents.")
    assert "team" in toned.segments[-1].narration["en"]
    assert plain.segments[-1].narration != toned.segments[-1].narration


def test_a_story_is_told_to_its_end_however_short() -> None:
    assert "shows others" in said(write("Home composting", duration=20, pillar="story"))


def test_the_same_seed_gives_the_same_script_and_another_seed_another() -> None:
    assert write("sleep", seed=3) == write("sleep", seed=3)
    assert said(write("sleep", seed=3)) != said(write("sleep", seed=4))


def test_neighbouring_segments_are_not_filmed_alike() -> None:
    for theme in THEMES:
        prompts = [segment.prompt for segment in write(theme).segments]
        assert len(set(prompts)) == len(prompts)


def test_longer_segments_say_more() -> None:
    script = write("sleep", segment_seconds=10)
    assert len(script.segments) == 3
    assert len(spoken(script.segments[1].narration["en"])) > 12


def test_what_was_said_of_the_music_sets_the_mood() -> None:
    assert [write("sleep", mood=mood).mood for mood in ("motivating", "douce", "ملحمية", "")] == [
        "upbeat",
        "calm",
        "epic",
        "calm",
    ]


def test_a_brief_is_read_through_the_vendor() -> None:
    reading = vendor("outline", "text").makers["text"].read(BriefRequest(project="p", text="30s TikTok about why cats purr"))
    assert (reading.theme, reading.duration, reading.platforms) == ("Why cats purr", 30, ("tiktok",))
