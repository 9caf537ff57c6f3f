"""Themes taken apart, and the grammar of their words."""

import pytest

from providers.writing.slots import of, softened
from providers.writing.themes import agreed, parse
from providers.writing.words import language_of


@pytest.mark.parametrize(
    ("theme", "form", "count", "subject"),
    [
        ("5 Python beginner mistakes", "mistakes", 5, "Python beginner"),
        ("Seven tips for growing tomatoes", "tips", 7, "growing tomatoes"),
        ("How to grow tomatoes", "howto", 0, "grow tomatoes"),
        ("Why cats purr", "why", 0, "cats purr"),
        ("The history of coffee", "history", 0, "coffee"),
        ("What is blockchain?", "whatis", 0, "blockchain"),
        ("Black holes", "topic", 0, "Black holes"),
        ("3 reasons to learn chess", "reasons", 3, "learn chess"),
        ("خمس نصائح للنوم", "tips", 5, "نصائح للنوم"),
        ("5 erreurs de jardinage", "mistakes", 5, "jardinage"),
        ("Comment faire son pain", "howto", 0, "faire son pain"),
        ("Comment l'IA change le travail", "why", 0, "l'IA change le travail"),
        ("L'histoire du jazz", "history", 0, "du jazz"),
        ("٥ أخطاء في الطبخ", "mistakes", 5, "الطبخ"),
        ("كيف تزرع الطماطم", "howto", 0, "تزرع الطماطم"),
    ],
)
def test_form_number_and_subject_of_a_theme(theme: str, form: str, count: int, subject: str) -> None:
    found = parse(theme)
    assert (found.form, found.count, found.subject) == (form, count, subject)


def test_a_comparison_has_two_sides() -> None:
    found = parse("Coffee vs tea")
    assert (found.form, found.a, found.b) == ("versus", "Coffee", "tea")


@pytest.mark.parametrize(
    ("noun", "joined"),
    [("le pain", "du pain"), ("les plantes", "des plantes"), ("l'eau", "de l'eau"), ("art", "d'art"), ("la mer", "de la mer")],
)
def test_french_de_is_joined_to_the_article(noun: str, joined: str) -> None:
    assert of(noun) == joined


def test_an_article_loses_its_capital_inside_a_sentence_and_a_name_does_not() -> None:
    assert (softened("The sea", "en"), softened("Python", "en"), softened("L'IA", "fr")) == ("the sea", "Python", "l'IA")


def test_arabic_numbers_agree_with_feminine_nouns() -> None:
    assert (agreed("خمسة نصائح"), agreed("ثمانية عادات"), agreed("خمسة أخطاء")) == ("خمس نصائح", "ثماني عادات", "خمسة أخطاء")


@pytest.mark.parametrize(
    ("text", "code"),
    [("The cat sat on the mat.", "en"), ("Le chat dort sur le tapis.", "fr"), ("القط نائم على السجادة", "ar"), ("Python", "en"),
     ("Il faut lire The Economist.", "fr"), ("café crème", "fr")],
)  # fmt: skip
def test_the_language_of_a_text_is_guessed(text: str, code: str) -> None:
    assert language_of(text) == code
