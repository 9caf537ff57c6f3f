"""Block types: secrets stay closed, every field has a default and a help, and what cannot be used is told in a sentence."""

import json
from typing import Any

import httpx
import pytest
from prefect.blocks.core import Block
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.utilities.dispatch import register_type
from pydantic import SecretStr, ValidationError

from blocks.calendar import CalendarDefaults, saved_defaults
from blocks.catalogue import TYPES
from blocks.keys import AzureSpeechKeys, GoogleVertexKeys, KlingKeys, VendorApiKey, VendorKeys, family, opened
from blocks.loading import found, required
from blocks.storage import MediaStorage, _saved, storage
from domain.errors import ConfigurationError
from providers.registry import all_vendors
from tasks.wiring import vault

KEY = "nobody-may-see-this"


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_field_has_a_default_and_a_help_so_that_blocks_saved_before_it_load(kind: type[Block]) -> None:
    for name, field in kind.model_fields.items():
        if not name.startswith("_"):
            assert not field.is_required(), f"{kind.__name__}.{name}"
            assert (field.description or "").endswith("."), f"{kind.__name__}.{name}"


@pytest.mark.parametrize("slug", sorted(slug for slug, one in all_vendors().items() if one.needs))
def test_every_vendor_of_ours_has_a_block_type_with_its_fields(slug: str) -> None:
    assert family([need.field for need in all_vendors()[slug].needs]) is not VendorKeys


@pytest.mark.parametrize(
    "block",
    [
        VendorApiKey(api_key=SecretStr(KEY)),
        KlingKeys(access_key=SecretStr(KEY), secret_key=SecretStr(KEY)),
        AzureSpeechKeys(api_key=SecretStr(KEY), region="westeurope"),
        GoogleVertexKeys(access_token=SecretStr(KEY)),
        VendorKeys(keys={"api_key": KEY}),
        MediaStorage(url="s3://films", key=SecretStr(KEY), secret=SecretStr(KEY)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_secret_is_not_in_what_a_block_shows(block: Block) -> None:
    assert KEY not in f"{block!r} {block} {block.model_dump()} {block.model_dump_json()}"
    schema = json.dumps(type(block).model_json_schema())
    assert KEY not in schema


def test_a_block_of_keys_says_what_is_in_it_and_not_what_is_empty() -> None:
    assert opened(AzureSpeechKeys(api_key=SecretStr(" key "))) == {"api_key": "key"}
    assert opened(VendorKeys(keys={"api_key": "key", "none": ""})) == {"api_key": "key"}


def fails(error: Exception) -> Any:
    """A way to load that ends so."""

    def load(_name: str) -> Any:
        raise error

    return load


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def test_a_block_that_is_not_there_is_none_or_told_with_the_way_to_save_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CalendarDefaults, "load", fails(caused(ValueError("house"), ObjectNotFound(http_exc=ValueError()))))
    monkeypatch.setattr("blocks.loading.can_be_asked", lambda: True)
    assert found(CalendarDefaults, "house") is None
    with pytest.raises(ConfigurationError, match="\"Calendar defaults\" block named 'house'"):
        saved_defaults("house")


def test_a_block_of_an_old_shape_is_told_with_its_fields_and_never_with_what_they_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError) as wrong:
        MediaStorage(url=[KEY])
    monkeypatch.setattr(MediaStorage, "load", fails(caused(RuntimeError(f"no {KEY}"), wrong.value)))
    with pytest.raises(ConfigurationError, match=r"old shape \(look at url\)\. Open it in the UI and save it again") as told:
        required(MediaStorage, "films")
    assert KEY not in str(told.value)


@pytest.mark.parametrize(("status", "move"), [(401, "PREFECT_API_AUTH_STRING"), (500, "answers 500")])
def test_a_server_that_refuses_the_question_is_named_with_the_move(
    status: int, move: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = httpx.Request("GET", "http://127.0.0.1/api")
    no = httpx.HTTPStatusError("no", request=request, response=httpx.Response(status, request=request))
    monkeypatch.setattr(VendorApiKey, "load", fails(no))
    with pytest.raises(ConfigurationError, match=move):
        found(VendorApiKey, "luma")


@pytest.fixture
def films(monkeypatch: pytest.MonkeyPatch) -> None:
    """The media store is the block `films`, which this process has not read yet."""
    _saved.cache_clear()
    monkeypatch.setenv("REELFLOW_MEDIA_URL", "block:films")


def test_a_store_named_by_a_block_opens_with_its_address_and_keys(
    films: None, home: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blocks.loading.can_be_asked", lambda: True)
    monkeypatch.setattr(MediaStorage, "load", lambda _name: MediaStorage(url=str(tmp_path / "far"), link="http://films"))
    (tmp_path / "clip.mp4").write_bytes(b"clip")
    ref = vault().put(tmp_path / "clip.mp4", "video")
    assert vault().url(ref) == f"http://films/{ref.name[:2]}/{ref.name}"
    assert (tmp_path / "far" / ref.name[:2] / ref.name).is_file()


def test_the_keys_of_a_store_go_to_it_and_what_is_empty_is_left_to_the_environment() -> None:
    from blocks.storage import Storage

    whole = Storage(url="s3://films", key=SecretStr("k"), secret=SecretStr("s"), endpoint="http://minio:9000", region="eu")
    assert whole.options == {
        "key": "k", "secret": "s", "endpoint_url": "http://minio:9000", "client_kwargs": {"region_name": "eu"},
    }  # fmt: skip
    assert Storage(url="s3://films").options == {}


def test_a_store_named_by_a_block_without_a_server_says_what_to_start(films: None, home: Any) -> None:
    with temporary_settings({PREFECT_API_URL: None}), pytest.raises(ConfigurationError, match="reelflow up"):
        storage()


@pytest.mark.slow
def test_what_is_saved_in_a_server_is_found_there_and_an_old_shape_is_told(prefect: str, films: None) -> None:
    VendorApiKey(api_key=SecretStr(KEY)).save("types-luma")
    MediaStorage(url="s3://films/media", key=SecretStr("k")).save("films")
    CalendarDefaults(time_zone="Europe/Berlin", parameters={"languages": ["de"]}).save("types-house")
    assert opened(required(VendorApiKey, "types-luma")) == {"api_key": KEY}
    assert (storage().url, storage().options) == ("s3://films/media", {"key": "k"})
    assert saved_defaults("types-house") == {"time_zone": "Europe/Berlin", "parameters": {"languages": ["de"]}}

    class Older(Block):
        """As it was before its address had to be a word."""

        _block_type_name = "Media storage"
        _block_type_slug = "media-storage"
        url: list[str] = []  # noqa: RUF012

    Older(url=["s3://films"]).save("older")
    with pytest.raises(ConfigurationError, match="old shape"):
        required(MediaStorage, "older")
    register_type(MediaStorage)
