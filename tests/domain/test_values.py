"""Names, amounts, digests and errors."""

import inspect
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import errors
from domain.ask import Ask, checked
from domain.base import canonical, digest
from domain.brief import Brief, checked_duration, checked_pillar, checked_theme
from domain.errors import BriefError, ReelflowError, RunFailed
from domain.formats import FORMATS, FormatName, format_named
from domain.languages import LANGUAGES, LanguageCode, language
from domain.money import dollars


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "$0.00"),
        ("0.00", "$0.00"),
        ("1", "$1.00"),
        ("1.5", "$1.50"),
        ("0.125", "$0.1250"),
        ("0.0001", "$0.0001"),
        ("1234567.891", "$1234567.8910"),
        ("2.50000", "$2.50"),
    ],
)
def test_money_is_shown_in_cents_and_finer_where_cents_are_not_enough(amount: str, shown: str) -> None:
    assert dollars(Decimal(amount)) == shown


@given(st.decimals(0, 10**9, places=4))
def test_no_ten_thousandth_of_a_dollar_is_hidden(amount: Decimal) -> None:
    assert Decimal(dollars(amount).removeprefix("$")) == amount


def test_forms_offer_exactly_the_formats_and_languages_there_are() -> None:
    assert set(get_args(FormatName)) == set(FORMATS)
    assert set(get_args(LanguageCode)) == set(LANGUAGES)


@pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)
def test_a_format_can_be_encoded_and_leaves_room_for_type(shape: object) -> None:
    found = format_named(shape.name)  # type: ignore[attr-defined]
    assert found is shape
    assert found.width % 2 == found.height % 2 == 0
    assert found.fps > 0
    assert 0 < found.safe_bottom < 0.5
    assert 0 < found.safe_right < 0.5


@pytest.mark.parametrize(
    ("name", "size", "ratio"),
    [
        ("tiktok", (1080, 1920), "9:16"),
        ("youtube_shorts", (1080, 1920), "9:16"),
        ("instagram_reels", (1080, 1920), "9:16"),
        ("instagram_feed", (1080, 1080), "1:1"),
        ("youtube", (1920, 1080), "16:9"),
        ("linkedin", (1920, 1080), "16:9"),
        ("twitter", (1280, 720), "16:9"),
        ("vertical_720p", (720, 1280), "9:16"),
        ("landscape_4k", (3840, 2160), "16:9"),
    ],
)
def test_each_platform_gets_its_own_shape(name: str, size: tuple[int, int], ratio: str) -> None:
    shape = format_named(name)
    assert ((shape.width, shape.height), shape.ratio) == (size, ratio)


@pytest.mark.parametrize("name", ["YouTube", " youtube ", "YOUTUBE"])
def test_a_format_is_known_in_any_spelling(name: str) -> None:
    assert format_named(name).name == "youtube"


@pytest.mark.parametrize("code", ["fr", "FR", "fr-FR", "fr_CA", " fr "])
def test_a_language_is_known_in_any_spelling(code: str) -> None:
    assert language(code).code == "fr"


def test_every_error_says_by_its_code_what_a_script_should_do() -> None:
    family = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, ReelflowError)]
    named = {code: {one.__name__ for one in family if one.exit_code == code} for code in {one.exit_code for one in family}}
    assert named[2] == {
        "BriefError", "NotFound", "ConfigurationError", "MissingCredentials", "UnknownVendor", "NewerStore", "Busy",
        "Unsupported", "BadMedia",
    }  # fmt: skip
    assert (named[3], named[4]) == ({"CeilingReached"}, {"OrderUnknown", "Rejected"})
    assert set(named) == {1, 2, 3, 4}
    assert {one.__name__ for one in family if one.retryable} == {"RateLimited", "Unavailable"}
    assert [one.__name__ for one in family if one.__name__ not in str(errors.__doc__)] == []


def test_a_failed_run_says_each_cause_once_and_ends_with_the_gravest_code() -> None:
    failed = RunFailed("p", [BriefError("Too long."), errors.OrderUnknown("Who knows."), BriefError("Too long.")])
    assert str(failed) == "Too long. Who knows."
    assert failed.exit_code == 4
    assert RunFailed("p", [ValueError("oops")]).exit_code == 1


@given(st.integers(5, 3600))
def test_every_whole_number_of_seconds_within_the_limits_is_a_length(seconds: int) -> None:
    assert checked_duration(seconds) == checked_duration(str(seconds)) == seconds


@given(st.text())
def test_a_theme_is_one_readable_line_or_refused(text: str) -> None:
    try:
        line = checked_theme(text)
    except BriefError:
        return
    assert line == " ".join(line.split())
    assert line.isprintable() or not any(ord(letter) < 32 for letter in line)
    assert checked_theme(line) == line
    line.encode()


def test_a_pillar_is_known_in_any_case() -> None:
    assert checked_pillar(" News ") == "news"


def test_a_request_is_checked_into_its_usual_spelling() -> None:
    ask = Ask(theme=" bees ", brief="  ", pillar="TIPS", languages=("fr-FR", "fr", "en"), formats=("TikTok", "tiktok"))
    found = checked(ask)
    assert (found.theme, found.brief, found.pillar) == ("bees", "", "tips")
    assert (found.languages, found.formats) == (("fr", "en"), ("tiktok",))
    assert checked(found) == found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"duration": 4}, "Duration 4 s"),
        ({"seed": -1}, "Seed -1"),
        ({"budget": float("nan")}, "Budget nan"),
        ({"budget": float("inf")}, "Budget inf"),
        ({"budget": -0.01}, "Budget -0.01"),
        ({"approval": "boss"}, "Approval 'boss'"),
        ({"captions": ""}, "Captions ''"),
        ({"script": "and a script"}, "2: theme, script"),
        ({"theme": ""}, "exactly one of"),
        ({"media": "caf\udce9"}, "not text in UTF-8"),
    ],
)
def test_a_request_with_one_thing_wrong_is_refused_for_it(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(BriefError, match=said):
        checked(Ask.model_validate({"theme": "bees", **wrong}))


@given(st.dictionaries(st.text(), st.one_of(st.integers(), st.text(), st.none())))
def test_a_digest_does_not_depend_on_the_order_of_names(value: dict[str, object]) -> None:
    assert canonical(value) == canonical(dict(reversed(list(value.items()))))


def test_equal_values_have_equal_digests_and_others_do_not() -> None:
    assert digest(Brief(theme="bees")) == digest(Brief(theme="bees")) != digest(Brief(theme="bees", duration=31))
    assert digest({"b", "a"}) == digest({"a", "b"})
