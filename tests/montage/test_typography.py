"""The ASS document: pure text that says what is drawn when."""

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from domain.errors import BriefError, ConfigurationError
from domain.speech import Word
from domain.timeline import Caption, Title
from montage.ass_document import clock, escaped
from montage.captions import caption_lines
from montage.lettering import Type, broken, parted, seen_order
from montage.typography import ass
from tests.montage.type_frames import UPRIGHT, film, spoken, title

GOLDEN = Path(__file__).parent / "golden" / "small.ass"
TALK = "Never use a mutable default argument. Python creates it once, and every call shares the same list! Use None instead."


def lines(text: str, language: str = "en", each: float = 0.3) -> tuple[Caption, ...]:
    return caption_lines(spoken(text, each=each), language, width=1080, height=1920, safe_right=0.12)


def dialogues(document: str) -> list[str]:
    return [line for line in document.splitlines() if line.startswith("Dialogue")]


def test_a_small_film_gives_its_golden_document():
    timeline = film(captions=[Caption(words=spoken("Use None"), until=1.2)], titles=[title("title", "Two words", duration=30)])
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(ass(timeline), encoding="utf-8")
    assert ass(timeline) == GOLDEN.read_text(encoding="utf-8")


def test_a_film_without_type_has_no_document():
    assert ass(film()) == ""


def test_only_colours_differ_between_the_states_of_a_line():
    events = dialogues(ass(film(captions=[Caption(words=spoken("one two three"), until=1.5)])))
    bare = {re.sub(r"\{\\1c&H\w+&\}", "", event.split(",,0,0,0,,")[1]) for event in events}
    assert len(events) == 3
    assert len(bare) == 1


def test_every_moment_of_a_line_has_exactly_one_state():
    events = dialogues(ass(film(captions=[Caption(words=spoken("one two three"), until=1.5)])))
    times = [event.split(",")[1:3] for event in events]
    assert times == [["0:00:00.00", "0:00:00.50"], ["0:00:00.50", "0:00:01.00"], ["0:00:01.00", "0:00:01.50"]]


def test_an_event_begins_on_its_own_frame_at_any_rate():
    for rate in (24, 25, 30, 50, 60):
        for frame in range(600):
            hours, minutes, seconds = clock(frame / rate).split(":")
            at = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
            assert (frame - 1) / rate < at <= frame / rate + 1e-9


def test_an_unknown_caption_style_is_refused_with_those_there_are():
    with pytest.raises(ConfigurationError, match="highlight, karaoke"):
        ass(film(look="sparkle"))


def test_letters_that_no_typeface_draws_are_refused():
    with pytest.raises(BriefError, match="漢"):
        ass(film(captions=[Caption(words=spoken("the 漢 sign"), until=2)]))
    with pytest.raises(BriefError, match="漢"):
        ass(film(titles=[title("title", "漢")]))


def test_emoji_are_left_out_and_the_words_stay():
    document = ass(film(captions=[Caption(words=spoken("go 🚀 now"), until=2)]))
    assert "now" in document
    assert "🚀" not in document


def test_a_users_braces_and_backslashes_are_text_not_commands():
    assert escaped("{\\b1}") == "\\{\\\u2060b1\\}"
    assert "\\N" not in escaped("C:\\New\nline")


def test_words_are_kept_exactly_and_in_order():
    for text, language in (
        (TALK, "en"),
        ("« Oui » ? Non, c’est l’anticonstitutionnellement !", "fr"),
        ("لا تستخدم قائمة.", "ar"),
    ):
        assert " ".join(line.text for line in lines(text, language)) == text


def test_lines_end_where_sentences_end():
    assert "Never use a mutable default argument." in [line.text for line in lines(TALK)]


def test_lines_part_at_a_pause():
    words = (*spoken("so it goes on"), *spoken("until it stops", start=3.2))
    found = caption_lines(words, "en", width=1080, height=1920, safe_right=0.12)
    assert [line.text for line in found] == ["so it goes on", "until it stops"]


def test_lines_do_not_overlap_and_do_not_blink_between_close_words():
    found = lines(TALK)
    for line, following in pairwise(found):
        assert line.until == following.words[0].start


def test_a_line_lingers_only_a_moment_before_a_long_silence():
    words = (*spoken("before the silence"), *spoken("after the silence", start=9.0))
    assert 1.5 < caption_lines(words, "en", width=1080, height=1920, safe_right=0.12)[0].until < 2.5


def test_every_line_fits_two_rows():
    kind = Type("en", 1080 * 0.071, "bold")
    for line in lines(TALK * 3):
        assert broken([word.text for word in line.words], kind.measure, 1080 * 0.76, 2)


def test_no_words_give_no_lines():
    assert caption_lines((), "en", width=1080, height=1920, safe_right=0.12) == ()


def test_words_at_one_instant_still_make_lines():
    words = [Word(text=f"w{k}", start=1.0, end=1.0) for k in range(40)]
    found = caption_lines(words, "en", width=1080, height=1920, safe_right=0.12)
    assert sum(len(line.words) for line in found) == 40
    assert ass(film(captions=found)) != ""


def test_rows_are_even_and_lone_marks_stay_with_their_word():
    assert broken(["aaaa", "aaaa", "aaaa", "aaaa"], len, 14, 3) == (("aaaa", "aaaa"), ("aaaa", "aaaa"))
    assert broken(["vraiment", "?"], len, 8, 2) is None
    assert broken(["aa", "«", "b", "»", "cc"], len, 8, 2) == (("aa",), ("«", "b", "»", "cc"))


def test_a_word_longer_than_a_row_is_parted_without_loss():
    pieces = parted("x" * 95, len, 10)
    assert "".join(pieces) == "x" * 95
    assert max(map(len, pieces)) <= 10


def test_latin_words_keep_their_order_inside_an_arabic_line():
    assert seen_order(["تعلم", "Python", "List", "اليوم"], rtl=True) == [3, 1, 2, 0]
    assert seen_order(["one", "two"], rtl=False) == [0, 1]


def test_neighbouring_segments_move_differently():
    documents = [ass(film(titles=[title("keywords", "Mutable default arguments")], segment=k)) for k in (1, 2, 3, 4)]
    assert len(set(documents)) == 4


def test_numbered_key_words_move_differently_when_segments_are_not_known():
    documents = [ass(film(titles=[title("keywords", f"{k} Mutable defaults")])).replace(f"}}{k}", "}N") for k in (1, 2, 3)]
    assert len(set(documents)) == 3


def test_key_words_wait_for_the_title_and_leave_for_the_end_card():
    titles = [
        title("title", "Alpha", duration=40),
        title("keywords", "Beta gamma"),
        title("end_card", "Delta", start=60, duration=30),
    ]
    events = [event for event in dialogues(ass(film(titles=titles, segment=4))) if re.search(r"}(Beta|gamma)", event)]
    assert min(event.split(",")[1] for event in events) >= "0:00:01.33"
    assert max(event.split(",")[2] for event in events) <= "0:00:02.00"


def test_a_title_of_one_frame_or_of_spaces_does_no_harm():
    short = Title.model_validate({"at": {"start": 0, "duration": 1}, "kind": "title", "text": "Hello there"})
    assert "Hello" in ass(film(titles=[short])) or ass(film(titles=[short])) == ""
    assert ass(film(titles=[title("keywords", "  \n ")])) == ""


def test_the_same_timeline_gives_the_same_text():
    timeline = film(size=UPRIGHT, titles=[title("end_card", "Save this. Follow for more")], captions=lines(TALK))
    assert ass(timeline) == ass(timeline)
