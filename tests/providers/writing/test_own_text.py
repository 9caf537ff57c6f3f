"""The user's own text: every word is spoken, in order, and none is added."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.brief import Brief
from domain.errors import BriefError
from domain.requests import ScriptRequest
from domain.script import Script
from providers.writing.markdown import plain, spoken_text
from providers.writing.own_text import follow
from providers.writing.remarks import remarks
from providers.writing.splitting import pieces
from providers.writing.words import spoken

ARTICLES = Path(__file__).parent / "articles"
WORDS = st.text("abcdéèêçœ'’-0123456789سلامةЖ", min_size=1, max_size=9).filter(lambda word: any(map(str.isalnum, word)))
TOKENS = st.builds(
    "{}{}".format, WORDS, st.sampled_from(["", "", "", ",", ".", "!", "?", "…", " :", " ;", " ?", " »", "،", "؟", ".”", " —"])
)
PARAGRAPHS = st.lists(st.lists(TOKENS, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=6)


def request(text: str, *languages: str) -> ScriptRequest:
    return ScriptRequest(project="p", brief=Brief(theme="x", source="script", text=text, languages=languages or ("en",)))


def narration(script: Script) -> str:
    return " ".join(text for segment in script.segments for text in segment.narration.values())


@given(PARAGRAPHS, st.integers(3, 20))
def test_pieces_joined_are_the_text(paragraphs: list[str], target: int) -> None:
    assert " ".join(pieces(paragraphs, target, "fr")).split() == " ".join(paragraphs).split()


@settings(max_examples=60)
@given(PARAGRAPHS)
def test_no_word_of_plain_text_is_lost_or_invented(paragraphs: list[str]) -> None:
    script = follow(request("\n\n".join(f"Début {paragraph}" for paragraph in paragraphs)))
    assert spoken(narration(script)) == spoken(" ".join(f"Début {paragraph}" for paragraph in paragraphs))


@pytest.mark.parametrize("name", ["sourdough", "velo"])
def test_an_article_is_spoken_word_for_word(name: str) -> None:
    script = follow(request((ARTICLES / f"{name}.md").read_text(encoding="utf-8")))
    expected = (ARTICLES / f"{name}.spoken.txt").read_text(encoding="utf-8")
    assert narration(script).split() == expected.split()


@pytest.mark.parametrize(("name", "code"), [("sourdough", "en"), ("velo", "fr")])
def test_segments_of_an_article_last_two_to_eight_seconds_and_mostly_end_with_a_sentence_or_clause(name: str, code: str) -> None:
    segments = follow(request((ARTICLES / f"{name}.md").read_text(encoding="utf-8"))).segments
    assert all(2 <= segment.seconds <= 8 for segment in segments)
    ended = [segment for segment in segments if segment.narration[code][-1] in ".,;:!?…»"]
    assert len(ended) > 0.8 * len(segments)


def test_the_title_comes_from_the_front_matter_and_is_not_spoken_twice() -> None:
    script = follow(request("---\ntitle: Bread at dawn\n---\nFlour, water, salt."))
    assert script.title == {"en": "Bread at dawn"}
    assert narration(script) == "Flour, water, salt."


def test_what_is_not_spoken_is_said() -> None:
    told = remarks(request((ARTICLES / "sourdough.md").read_text(encoding="utf-8"), "en", "ar"))
    assert [word for word in ("Code", "Tables", "Pictures", "addresses") if word in " ".join(told)] == [
        "Code", "Tables", "Pictures", "addresses",
    ]  # fmt: skip


def test_arabic_text_is_cut_at_arabic_marks() -> None:
    script = follow(request("في صباح بارد من أيام الشتاء، خرجت إلى السوق القديم وحدي، ثم عدت بعد ساعة كاملة. كان كل شيء هادئًا؟"))
    assert [segment.narration["ar"][-1] for segment in script.segments] == ["،", ".", "؟"]


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(BriefError, match="no words"):
        follow(request("```\nprint(1)\n```\n\n---"))


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("a **bold** and *soft* word", "a bold and soft word"),
        ("see [the chart](https://a.b/c_(d)) now", "see the chart now"),
        ("see https://www.example.com/a?b=c, please", "see example.com, please"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("![a jar](jar.jpg) beside `code`", "beside code"),
        ("five \\* stars", "five * stars"),
    ],
)
def test_inline_marks_go_and_words_stay(line: str, heard: str) -> None:
    assert plain(line) == heard


def test_a_number_that_starts_a_broken_line_is_not_taken_for_a_list() -> None:
    assert spoken_text("The answer is\n42. It always was.").paragraphs == ("The answer is 42. It always was.",)


OVERLAID = """# Three checks before you deploy

[lower third: Dr. Amina Benali | Cardiologist]
Run the tests on a clean machine. A cache hides what is missing.

[number@0.5+2: 87% | of outages follow a change]

Read the migration twice. It runs once, and there is no way back.
- [title: not an overlay in the middle of a list] is spoken
"""


def test_overlays_stand_over_the_words_that_follow_them_and_are_not_spoken() -> None:
    script = follow(request(OVERLAID))
    over = [(segment.narration["en"], one) for segment in script.segments for one in segment.overlays]
    assert [one.kind for _, one in over] == ["lower_third", "number"]
    assert over[0][1].text == {"en": "Dr. Amina Benali | Cardiologist"}
    assert "Run the tests" in over[0][0]
    assert "migration" in over[1][0]
    assert (over[1][1].start, over[1][1].seconds) == (0.5, 2.0)
    said = " ".join(segment.narration["en"] for segment in script.segments)
    assert "Cardiologist" not in said
    assert "87%" not in said


def test_an_overlay_after_the_last_word_stands_over_the_last_segment() -> None:
    script = follow(request("Bees dance to tell where flowers are.\n\n[call_to_action: Plant some]\n"))
    assert script.segments[-1].overlays[0].kind == "call_to_action"


def test_a_wrong_overlay_of_a_script_is_refused() -> None:
    with pytest.raises(BriefError, match="no figure"):
        follow(request("Bees dance.\n\n[number: many | bees]\n"))
