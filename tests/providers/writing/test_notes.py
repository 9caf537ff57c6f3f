"""The bank of notes: complete, short enough to be said, and native in three languages."""

import pytest

from domain.languages import LANGUAGES
from providers.writing.bank import Topic, general, recognised, topics
from providers.writing.themes import parse
from providers.writing.words import budget, language_of, spoken

GENERAL = (
    "mistakes",
    "tips",
    "howto",
    "why",
    "whatis",
    "topic",
    "versus",
    "history",
    "story",
    "promo",
    "news",
    "reasons",
    "practice",
)
ALL = [*topics().values(), *map(general, GENERAL)]


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.slug)
def test_every_sentence_can_be_said_in_five_seconds(topic: Topic) -> None:
    for point in topic.points:
        for code, wording in point.wording.items():
            lead = 0 if topic.slug == "practice" else 1
            assert len(spoken(wording.say)) + lead <= budget(code, 5), wording.say
            assert 0 < len(spoken(wording.more)) <= budget(code, 5), wording.more
            assert 0 < len(spoken(wording.key)) <= 4, wording.key


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.slug)
def test_every_text_is_in_its_own_language(topic: Topic) -> None:
    for code in LANGUAGES:
        text = " ".join(f"{point.wording[code].say} {point.wording[code].more}" for point in topic.points)
        assert language_of(text) == code


def test_there_are_notes_on_sixteen_topics_of_eight_points() -> None:
    assert len(topics()) >= 16
    assert min(len(topic.points) for topic in topics().values()) >= 8


def test_related_topics_exist() -> None:
    assert {slug for topic in topics().values() for slug in topic.related} <= set(topics())


@pytest.mark.parametrize(
    ("theme", "slug"),
    [
        ("5 Python beginner mistakes", "python_mistakes"), ("5 erreurs de débutant en Python", "python_mistakes"),
        ("أخطاء المبتدئين في بايثون", "python_mistakes"), ("Python list comprehension tips", "python_comprehensions"),
        ("Comment mieux dormir", "sleep"), ("نصائح للنوم الجيد", "sleep"), ("L'IA pour les PME algériennes", "ai_business"),
        ("Gagner du temps : gestion du temps", "productivity"), ("الذكاء الاصطناعي للشركات الصغيرة", "ai_business"),
        ("How to speak in public without stress: public speaking", "public_speaking"),
        ("Apprendre une langue", "language_learning"),
        ("10 conseils pour la photo au téléphone", "phone_photo"), ("السفر بحقيبة خفيفة", "travel"),
    ],
)  # fmt: skip
def test_topics_are_recognised_in_three_languages(theme: str, slug: str) -> None:
    found = recognised(parse(theme))
    assert found
    assert found.slug == slug


@pytest.mark.parametrize(
    "theme",
    [
        "The history of Python", "Why git is popular", "Digital art", "Python vs Ruby", "Les animaux du désert", "Time travel",
        "Climate change in Africa", "Wildlife photography", "Exercices de grammaire", "مستقبل الذكاء الاصطناعي",
    ],
)  # fmt: skip
def test_notes_are_not_forced_on_a_theme_they_do_not_answer(theme: str) -> None:
    assert recognised(parse(theme)) is None


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.slug)
def test_every_opening_and_closing_can_be_said_in_five_seconds(topic: Topic) -> None:
    for code in LANGUAGES:
        closings = [sentence for _, sentence in topic.close[code]]
        openings = [text.split("|")[-1] for text in (*topic.hook[code], *topic.plain_hook[code])]
        assert not [text for text in (*closings, *openings) if len(spoken(text)) > budget(code, 5)]
