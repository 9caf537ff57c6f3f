"""A project goes on with another vendor: what was filmed is kept, what may be filming is waited for, nothing is paid twice."""

from decimal import Decimal

import pytest

from tests.paid.conftest import Open


def test_what_another_vendor_has_filmed_is_kept(studio: Open) -> None:
    film = studio("luma")
    film.film(count=3)
    film.slugs = ("runway",)
    made = [told.made for told in film.film().told]
    assert [one.vendor for one in made if one] == ["luma"] * 3 + ["runway"] * 3
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (3, 3)
    assert film.cost().spent_usd == film.charged()


def test_what_another_vendor_may_be_filming_is_asked_for_there(studio: Open) -> None:
    film = studio("luma")
    assert film.film(count=1, doom="while polling").killed
    film.slugs = ("runway",)
    (told,) = film.film(count=1).told
    assert told.made and told.made.vendor == "luma"
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (1, 0)


@pytest.mark.parametrize("step", ["before it is sent", "after it is sent"])
def test_what_nobody_knows_the_fate_of_is_not_given_to_another_vendor(studio: Open, step: str) -> None:
    film = studio("luma")
    assert film.film(count=1, doom=step).killed
    film.slugs = ("runway",)
    for _ in range(2):
        (told,) = film.film(count=1).told
        assert told.error == "OrderUnknown"
    assert (len(film.accepted("runway")), film.cost().reserved_usd) == (0, Decimal("0.30"))


def test_what_was_never_sent_gives_its_money_back(studio: Open) -> None:
    film = studio("luma")
    assert film.film(count=1, doom="after reserve").killed
    assert film.cost().reserved_usd == Decimal("0.30")
    film.slugs = ("runway",)
    (told,) = film.film(count=1).told
    assert told.made and told.made.vendor == "runway"
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, Decimal("0.60"))


def test_what_the_other_vendor_refused_is_filmed_by_this_one(studio: Open) -> None:
    film = studio("luma", faults=("luma/refused",))
    assert film.film(count=1).told[0].error == "ContentRefused"
    film.slugs = ("runway",)
    (told,) = film.film(count=1).told
    assert told.made and told.made.vendor == "runway"
