"""Platforms have a shape each, and are known by any of their usual names."""

from typing import get_args

import pytest

from domain.ask import Ask, checked
from domain.errors import BriefError
from domain.platforms import Platform, platforms_named, shapes_of
from tasks.briefs.briefing import from_theme


def test_every_platform_has_a_shape() -> None:
    assert all(len(shapes_of([name])) == 1 for name in get_args(Platform))
    assert shapes_of(["instagram", "x", "reels", "YouTube Shorts"]) == ("instagram_reels", "twitter", "youtube_shorts")


def test_platforms_decide_the_formats_unless_some_are_named() -> None:
    ask = checked(Ask(theme="bees", publish_to=("TikTok", "twitter", "x")))
    assert (ask.publish_to, ask.formats) == (("tiktok", "x"), ("tiktok", "twitter"))
    assert checked(Ask(theme="bees", publish_to=("tiktok",), formats=("square",))).formats == ("square",)


def test_whoever_writes_knows_the_platforms_and_a_film_that_fits_none_is_refused() -> None:
    assert from_theme(checked(Ask(theme="bees", publish_to=("tiktok",)))).platforms == ("tiktok",)
    with pytest.raises(BriefError, match="twitter takes"):
        from_theme(checked(Ask(theme="bees", duration=300, publish_to=("x",))))


def test_a_platform_that_is_not_known_is_told_with_the_others() -> None:
    with pytest.raises(BriefError, match=r"'myspace' is not known\. Choose from: tiktok, youtube"):
        platforms_named(["myspace"])
