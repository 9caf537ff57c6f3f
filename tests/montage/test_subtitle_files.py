"""Subtitles as files: every line once, in time and in logical order, and nothing in it taken for markup."""

import re

import pytest

from domain.media import MediaRef
from domain.speech import Narration, Word
from domain.timeline import Clip, Timeline
from media.ffmpeg import run
from montage.exchange.subtitles import said, srt, vtt
from tests.montage.exchanged import FILM, at, line


def test_subrip_numbers_its_lines_and_says_when_they_are_seen() -> None:
    assert srt(FILM.captions, FILM.seconds) == (
        "1\n00:00:00,400 --> 00:00:02,200\nBees sleep well.\n\n2\n00:00:05,200 --> 00:00:06,600\nمع Python نلعب\n"
    )


def test_webvtt_says_when_each_word_is_heard() -> None:
    assert vtt(FILM.captions, FILM.seconds) == (
        "WEBVTT\n\n1\n00:00:00.400 --> 00:00:02.200\nBees <00:00:00.900>sleep <00:00:01.400>well.\n"
        "\n2\n00:00:05.200 --> 00:00:06.600\nمع <00:00:05.600>Python <00:00:06.100>نلعب\n"
    )


def test_a_line_leaves_when_the_next_comes_and_before_the_film_ends() -> None:
    lines = (line(("two", 2.0, 3.5), until=9.0), line(("one", 1.0, 2.4), until=2.4))
    assert re.findall(r"--> (\S+)", srt(lines, 4.0)) == ["00:00:02,000", "00:00:04,000"]


def test_hours_are_written_out() -> None:
    assert "01:01:01,500 --> 01:01:02,000" in srt([line(("late", 3661.5, 3662.0))], 4000)


def test_word_times_only_rise_and_stay_within_their_line() -> None:
    words = (("a", 1.0, 1.0), ("b", 1.0, 1.0), ("c", 1.2, 1.3), ("d", 1.2, 1.4), ("e", 1.1, 1.4), ("f", 2.0, 2.0))
    assert "\na b <00:00:01.200>c d e f\n" in vtt([line(*words)], 5)


def test_a_line_of_no_length_is_seen_for_a_moment() -> None:
    assert "00:00:01,000 --> 00:00:01,001" in srt([line(("now", 1.0, 1.0))], 5)


def test_webvtt_escapes_what_it_would_take_for_markup() -> None:
    text = vtt([line(("<b>", 0, 1), ("R&D", 1, 2), ("-->", 2, 3))], 3)
    assert "\n&lt;b&gt; <00:00:01.000>R&amp;D <00:00:02.000>--&gt;\n" in text


def test_a_player_shows_code_in_subrip_as_it_is_written(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("subtitles")
    written = "Use <b> and </i> or {\\an8} --> if a < b && c"
    lines = [line(*((word, 0.1 * n, 0.1 * n + 0.1) for n, word in enumerate(written.split())))]
    (folder / "a.srt").write_text(srt(lines, 9), encoding="utf-8")
    run(["-i", folder / "a.srt", folder / "a.vtt"])
    shown = (folder / "a.vtt").read_text(encoding="utf-8").replace("\u2060", "").splitlines()
    assert shown[3].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == written


def test_a_film_without_captions_has_what_is_said_at_its_place() -> None:
    def spoken(*words: Word) -> Narration:
        return Narration(media=MediaRef(sha256="f", suffix=".wav", kind="audio", seconds=2.0), language="en", words=words)

    voice = Clip(at=at(6, 54), media=MediaRef(sha256="f", suffix=".wav", kind="audio"))
    segment = Timeline(width=1080, height=1920, duration=60, audio=(voice,))
    silent = Timeline(width=1080, height=1920, duration=45)
    first, second = spoken(Word(text="Bees", start=0.0, end=0.5)), spoken(Word(text="sleep.", start=0.1, end=0.9))
    lines = said([segment, silent, segment], [first, None, second])
    assert [(one.text, round(one.words[0].start, 3)) for one in lines] == [("Bees", 0.2), ("sleep.", 3.8)]
