"""`reelflow make` with a request that no film can be made from: told in a sentence, in a second, and nothing is made."""

from collections.abc import Callable

import pytest

Refused = Callable[..., str]

NAMES = [
    ("--pillar", "poem", ("'poem'", "tips, education, story, promo, news")),
    ("--language", "xx", ("'xx'", "ar, en, fr")),
    ("--language", "", ("''", "ar, en, fr")),
    ("--format", "cinema", ("'cinema'", "vertical, tiktok")),
    ("--provider", "nobody", ("'nobody'", "video vendor", "procedural")),
    ("--fallback", "nobody", ("'nobody'", "video vendor", "procedural")),
    ("--provider", "outline", ("'outline'", "video vendor", "procedural")),
    ("--provider", "files", ("'files'", "--media")),
    ("--text", "nobody", ("'nobody'", "text vendor", "outline")),
    ("--captions", "neon", ("'neon'", "highlight, karaoke")),
    ("--encoder", "abacus", ("'abacus'", "auto, x264")),
    ("--encoder", "nvenc", ("nvenc does not work", "--encoder auto or x264")),
    ("--grade", "neon", ("'neon'", "warm, golden, cool, cinematic", ".cube")),
    ("--grade", "gone.cube", ("gone.cube is not a file",)),
    ("--transition", "explode", ("'explode'", "cut")),
    ("--seed", "-1", ("-1", "from 0 up")),
    ("--seed", "many", ("--seed", "reelflow make --help")),
    ("--budget", "-1", ("-1", "US dollars")),
    ("--budget", "nan", ("nan", "US dollars")),
    ("--budget", "inf", ("inf", "US dollars")),
    ("--budget", "much", ("--budget", "reelflow make --help")),
    ("--colour", "red", ("--colour", "reelflow make --help")),
]


@pytest.mark.parametrize("duration", ["0", "-5", "4", "3601", "abc", "30.5", "1e3", "½", "9" * 5000])
def test_a_length_that_cannot_be_made_is_named_with_its_limits(refused: Refused, duration: str) -> None:
    told = refused("make", "bees", "--duration", duration)
    assert duration in told
    assert "5 to 3600" in told


@pytest.mark.parametrize("theme", ["🎬✨", "!!! ...", "—", "\x1b\x07 .", "؟"])
def test_a_theme_without_a_word_is_refused(refused: Refused, theme: str) -> None:
    assert "has no word in it" in refused("make", theme)


@pytest.mark.parametrize("words", [("caf\udce9",), ("bees", "--voice", "Andr\udce9"), ("--brief", "a video about caf\udce9s")])
def test_what_is_not_utf8_is_refused(refused: Refused, words: tuple[str, ...]) -> None:
    assert "is not text in UTF-8" in refused("make", *words)


def test_a_theme_of_ten_thousand_characters_is_sent_elsewhere(refused: Refused) -> None:
    told = refused("make", "x" * 10_000)
    assert "10000 characters" in told
    assert "--brief" in told
    assert "--script" in told
    assert len(told) < 300, "the theme itself is not repeated"


@pytest.mark.parametrize("words", [(), ("",), ("   ",), ("\t\n",), ("--brief", ""), ("--script", " ")])
def test_a_request_about_nothing_is_asked_what_it_is_about(refused: Refused, words: tuple[str, ...]) -> None:
    assert refused("make", *words).endswith("with exactly one of: a theme, a brief, a script.")


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("--brief", "a video about bees", "--script", "a.md"), "2: brief, script"),
        (("bees", "--script", "a.md"), "2: theme, script"),
        (("bees", "--brief", "a video", "--script", "a.md"), "3: theme, brief, script"),
    ],
)
def test_a_request_about_two_things_is_told_which(refused: Refused, words: tuple[str, ...], given: str) -> None:
    assert given in refused("make", *words)


@pytest.mark.parametrize(("flag", "value", "said"), NAMES)
def test_an_unknown_name_is_told_with_those_that_are_known(
    refused: Refused, flag: str, value: str, said: tuple[str, ...]
) -> None:
    told = refused("make", "bees", flag, value)
    assert [part for part in said if part not in told] == []


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ("x" * 10_001, "10001 characters"),
        ("🎬 — !", "has no word in it"),
        ("a 20-minute video about bees for Instagram stories", "fits none of its platforms: instagram_stories takes 3 to 60 s"),
        ("a video on how to make a pipe bomb", "No platform publishes this: 'make a pipe bomb'"),
        ("a 2-second video about bees", "Duration 2 s"),
        ("a 90-minute video about bees", "Duration 5400 s"),
    ],
)
def test_a_brief_that_cannot_be_followed_is_refused(refused: Refused, brief: str, said: str) -> None:
    assert said in refused("make", "--brief", brief)


def test_a_flag_corrects_a_length_that_the_brief_got_wrong(reelflow: Callable[..., object]) -> None:
    with pytest.raises(pytest.fail.Exception, match="a flow began"):
        reelflow("make", "--brief", "a 2-second video about bees", "--duration", "20")
