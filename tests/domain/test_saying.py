"""Words that are spoken in another way than they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BriefError
from domain.saying import Saying, aloud, saying_from, with_saying

SQL = Saying(written="SQL", spoken="sequel")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Use SQL, not NoSQL.", "Use sequel, not NoSQL."),
        ("sql's way: PostgreSQL?", "sequel's way: PostgreSQL?"),
        ("SQL", "sequel"),
        ("l'IA et le C++.", "l'intelligence artificielle et le c plus plus."),
        ("الذكاء IA هنا", "الذكاء intelligence artificielle هنا"),
        ("nothing", "nothing"),
    ],
)
def test_whole_words_are_spoken_as_the_dictionary_says(text: str, spoken: str) -> None:
    sayings = (SQL, Saying(written="IA", spoken="intelligence artificielle"), Saying(written="C++", spoken="c plus plus"))
    assert aloud(text, sayings).text == spoken


def test_the_longest_entry_counts() -> None:
    assert aloud("SQL Server", (SQL, Saying(written="SQL Server", spoken="see kwul server"))).text == "see kwul server"


def test_what_is_spoken_is_not_looked_up_again() -> None:
    assert aloud("A B", (Saying(written="A", spoken="B"), Saying(written="B", spoken="A"))).text == "B A"


@given(st.text(alphabet="SQLab é'.\n", max_size=40))
def test_every_spoken_character_stands_for_a_written_one_in_order(text: str) -> None:
    said = aloud(text, (SQL, Saying(written="a", spoken="one two three")))
    assert len(said.places) == len(said.text)
    assert list(said.places) == sorted(said.places)
    assert all(0 <= place < len(text) for place in said.places)


def test_an_entry_is_added_changed_and_taken_out() -> None:
    one = with_saying((), saying_from("SQL = sequel"))
    assert one == (SQL,)
    other = with_saying(one, saying_from("sql=ess cue ell"))
    assert [saying.spoken for saying in other] == ["ess cue ell"]
    assert with_saying(other, saying_from("SQL=")) == ()


@pytest.mark.parametrize("wrong", ["SQL", "=sequel", "--=x", "SQL=🔥", "a" * 101 + "=b"])
def test_what_says_no_pronunciation_is_told(wrong: str) -> None:
    with pytest.raises(BriefError):
        saying_from(wrong)


def test_an_entry_that_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(BriefError, match="no pronunciation of 'SQL'"):
        with_saying((), saying_from("SQL="))
