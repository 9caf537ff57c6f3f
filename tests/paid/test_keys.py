"""A missing or wrong key, or a vendor that has ended: said before anything is ordered, and no money is left hanging."""

from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from blocks.credentials import VendorKeys, credentials
from domain.errors import MissingCredentials
from domain.secret import Secret
from tests.paid.conftest import Open

NEEDS = (Secret(field="api_key", env=("BEES_API_KEY",)),)


def test_a_missing_key_is_named_with_its_block_and_reserves_nothing(studio: Open) -> None:
    film = studio("luma", "runway")
    (told,) = film.film(count=1, environment={"LUMA_API_KEY": ""}).told
    assert told.error == "MissingCredentials"
    assert "LUMA_API_KEY" in told.message and '"Vendor keys" block named "luma"' in told.message
    assert (len(film.accepted("luma")), len(film.accepted("runway"))) == (0, 0)
    assert film.cost().reserved_usd == 0
    assert film.film(count=1).told[0].made
    assert len(film.accepted()) == 1


def test_half_a_key_is_no_key(studio: Open) -> None:
    film = studio("kling")
    (told,) = film.film(count=1, environment={"KLING_API_KEY": "", "KLING_ACCESS_KEY": "half"}).told
    assert told.error == "MissingCredentials"
    assert (len(film.accepted()), film.cost().reserved_usd) == (0, 0)


def test_a_wrong_key_is_the_persons_to_mend(studio: Open) -> None:
    film = studio("luma")
    (told,) = film.film(count=1, environment={"LUMA_API_KEY": "a-wrong-key"}).told
    assert told.error == "OutOfCredit"
    assert "a-wrong-key" not in told.message + told.cause
    assert (len(film.accepted()), film.states(), film.cost().reserved_usd) == (0, ["failed"], 0)


@pytest.mark.parametrize(("slug", "way_out"), [("sora", "SORA_BASE_URL"), ("stability", "fal:fal-ai/stable-video")])
def test_a_vendor_that_has_ended_names_the_ways_out(studio: Open, slug: str, way_out: str) -> None:
    film = studio(slug)
    still = {"still": "https://pictures.example.com/bee.png"} if slug == "stability" else {}
    shots = tuple(shot.model_copy(update={"seconds": 4, **still}) for shot in film.shots(1))
    film.shots = lambda count=6: shots  # type: ignore[method-assign]
    (told,) = film.film(count=1, environment={f"{slug.upper()}_API_KEY": "any"}).told
    assert told.error == "Unsupported" and way_out in told.message
    assert film.cost().reserved_usd == 0


def test_a_block_is_not_asked_for_where_that_would_start_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VendorKeys, "load", lambda name: pytest.fail("asks for a block"))
    with (
        temporary_settings({PREFECT_API_URL: None}),
        pytest.raises(MissingCredentials, match=r"BEES_API_KEY.*block named \"bees\""),
    ):
        credentials("bees", NEEDS)
    monkeypatch.setenv("BEES_API_KEY", "from the environment")
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        assert credentials("bees", NEEDS)["api_key"].get_secret_value() == "from the environment"


def test_a_saved_block_gives_the_key_where_there_is_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> Any:
        return VendorKeys(keys={"api_key": f"from the block {name}"})

    monkeypatch.setattr(VendorKeys, "load", load)
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        assert credentials("bees", NEEDS)["api_key"].get_secret_value() == "from the block bees"
