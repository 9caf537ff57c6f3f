"""The next vendor is asked after a clear no, and only then."""

from decimal import Decimal

from tests.paid.conftest import Open


def test_refused_when_it_is_ordered_the_next_vendor_films_and_that_is_said(studio: Open) -> None:
    film = studio("luma", "runway", faults=("luma/refused",))
    (told,) = film.film(count=1).told
    assert told.made and told.made.vendor == "runway"
    assert told.made.notes[0].endswith("Made by runway instead.")
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (0, 1)
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, film.charged())


def test_a_lost_answer_never_falls_back(studio: Open) -> None:
    film = studio("luma", "runway", faults=("luma/lost-answer",))
    for _ in range(2):
        (told,) = film.film(count=1).told
        assert told.error == "OrderUnknown"
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (1, 0)
    assert film.cost().reserved_usd == Decimal("0.30")


def test_a_vendor_that_asks_to_come_back_later_gets_the_order_later(studio: Open) -> None:
    film = studio("luma", "runway", faults=("luma/rate-limit",))
    (told,) = film.film(count=1).told
    assert told.made and told.made.vendor == "luma"
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (1, 0)
    assert [order.attempt for order in film.orders()] == [1]


def test_a_vendor_that_turns_away_for_too_long_gets_its_money_released(studio: Open) -> None:
    film = studio("luma", "runway", faults=("luma/rate-limitx99",))
    (told,) = film.film(count=1, patience=0.5).told
    assert told.made and told.made.vendor == "runway"
    assert film.states() == ["done", "failed"]
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, film.charged())


def test_a_vendor_that_cannot_be_reached_is_a_clear_no(studio: Open) -> None:
    film = studio("luma", "runway")
    (told,) = film.film(count=1, patience=0.2, environment={"LUMA_BASE_URL": "http://127.0.0.1:9"}).told
    assert told.made and told.made.vendor == "runway"
    assert film.states() == ["done", "failed"]


def test_started_again_after_a_fallback_the_first_vendor_is_not_paid_as_well(studio: Open) -> None:
    film = studio("luma", "runway", faults=("luma/failed",))
    for step in ("after done", ""):
        film.film(count=1, doom=step)
        film.stage.play(())
    (told,) = film.film(count=1).told
    assert told.made and told.made.vendor == "runway"
    assert told.made.notes[0].endswith("Made by runway instead.")
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (1, 1)


def test_a_refusal_of_an_order_that_is_repeated_says_nothing_of_the_first_time(studio: Open) -> None:
    film = studio("pika", "runway", faults=("pika/server-error", "pika/refused"))
    (told,) = film.film(count=1).told
    assert told.error == "OrderUnknown"
    assert len(film.accepted("runway")) == 0
    assert film.states() == ["unknown"]


def test_when_nobody_delivers_every_reason_is_kept(studio: Open) -> None:
    film = studio("luma", "runway", faults=("luma/refused", "runway/refused"))
    (told,) = film.film(count=1).told
    assert told.error == "AllVendorsFailed"
    assert "luma: " in told.message and "runway: " in told.message
    assert (film.cost().reserved_usd, film.cost().spent_usd) == (0, 0)
