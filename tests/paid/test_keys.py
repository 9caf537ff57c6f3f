"""A missing or wrong key, or a vendor that has ended: said before anything is ordered, and no money is left hanging."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from prefect import flow, task
from prefect.settings import PREFECT_API_URL, temporary_settings
from pydantic import SecretStr

from blocks.credentials import credentials
from blocks.keys import VendorApiKey, VendorKeys
from domain.errors import ConfigurationError, MissingCredentials
from domain.secret import Secret
from tests.paid.conftest import Open

NEEDS = (Secret(field="api_key", env=("BEES_API_KEY",)),)


def test_a_missing_key_is_named_with_its_block_and_reserves_nothing(studio: Open) -> None:
    film = studio("luma", "runway")
    (told,) = film.film(count=1, environment={"LUMA_API_KEY": ""}).told
    assert told.error == "MissingCredentials"
    assert "LUMA_API_KEY" in told.message and '"Vendor API key" block named "luma"' in told.message
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


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A server that is named and has a block for `bees` and half of one for `ants`; yields what is looked up there."""
    blocks = {
        ("bees", VendorApiKey): VendorApiKey(api_key=SecretStr("from the block")),
        ("ants", VendorKeys): VendorKeys(keys={"secret": "from the block"}),
        ("moths", VendorKeys): VendorKeys(keys={"api_key": "from the block for any vendor"}),
    }
    asked: list[str] = []

    def load(kind: Any, slug: str) -> Any:
        asked.append(slug)
        return blocks.get((slug, kind))

    monkeypatch.setattr("blocks.credentials.found", load)
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        yield asked


def key(slug: str, needs: tuple[Secret, ...] = NEEDS) -> tuple[str, str]:
    """A vendor's keys, open, and where they were found."""
    found = credentials(slug, needs)
    return " ".join(value.get_secret_value() for value in found.keys.values()), found.where


def test_the_block_goes_before_the_environment(saved: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEES_API_KEY", "from the environment")
    assert key("bees") == ("from the block", "block bees")
    assert key("wasps") == ("from the environment", "BEES_API_KEY")
    assert key("moths") == ("from the block for any vendor", "block moths")
    assert saved == ["bees", "wasps", "wasps", "moths", "moths"]  # its own type first, then the one for any vendor


def test_what_half_a_block_lacks_comes_from_the_environment(saved: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    both = (*NEEDS, Secret(field="secret", env=("BEES_SECRET",)))
    with pytest.raises(MissingCredentials, match=r"BEES_API_KEY, or.*block named \"ants\""):
        key("ants", both)
    monkeypatch.setenv("BEES_API_KEY", "from the environment")
    assert key("ants", both) == ("from the environment from the block", "block ants, BEES_API_KEY")


def test_a_run_looks_each_block_up_once_and_keeps_its_keys(saved: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blocks.credentials.run_at_work", lambda: uuid4().hex)
    assert key("bees") == key("bees")
    assert saved == ["bees", "bees"]  # two runs
    run = uuid4().hex
    for room in ("credentials", "loading"):
        monkeypatch.setattr(f"blocks.{room}.run_at_work", lambda: run)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(key, ["bees"] * 20)) == {("from the block", "block bees")}
    assert saved == ["bees"] * 3


def test_a_block_is_not_asked_for_where_that_would_start_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blocks.credentials.found", lambda kind, name: pytest.fail("asks for a block"))
    with (
        temporary_settings({PREFECT_API_URL: None}),
        pytest.raises(MissingCredentials, match=r"BEES_API_KEY.*block named \"bees\""),
    ):
        key("bees")


def test_a_server_that_is_away_is_none_outside_a_run_and_told_within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEES_API_KEY", "from the environment")
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        assert key("bees") == ("from the environment", "BEES_API_KEY")
        monkeypatch.setattr("blocks.credentials.run_at_work", lambda: "a run")
        with pytest.raises(ConfigurationError, match="does not answer"):
            key("bees")


@pytest.mark.slow
def test_a_task_finds_a_block_that_was_really_saved_and_logs_nothing_of_it(
    prefect: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("BEES_API_KEY", "from the environment")
    VendorApiKey(api_key=SecretStr("nobody may see this")).save("bees-at-work")
    caplog.set_level(logging.DEBUG)
    seen = flow(lambda: task(lambda: key("bees-at-work"), name="look").submit().result(), name="look-up")()
    assert seen == ("nobody may see this", "block bees-at-work")
    assert "nobody may see" not in caplog.text
    assert "nobody may see" not in repr(credentials("bees-at-work", NEEDS))
