"""What is planned is no fault, and captions are judged by arithmetic."""

from collections.abc import Sequence

import pytest

from domain.formats import FORMATS, Format
from domain.media import MediaRef
from domain.review import Finding, sentences
from domain.speech import Word
from domain.timeline import Caption, Clip, Look, Timeline, TimeRange, Title, Transition
from montage.caption_styles import STYLES
from montage.captions import caption_lines
from montage.reviewing.lettered import lettered
from montage.reviewing.seen import seen
from montage.reviewing.segments import Segments
from montage.reviewing.spans import Span, merged, without
from montage.reviewing.watching import Signals

SHAPE = FORMATS["vertical"]


def clip(start: int, length: int, *, kind: str = "video", seconds: float | None = None, **more: object) -> Clip:
    media = MediaRef.model_validate({"sha256": f"{start:064}", "suffix": ".mp4", "kind": kind, "seconds": seconds})
    return Clip.model_validate({"at": TimeRange(start=start, duration=length), "media": media, **more})


def timeline(*clips: Clip, **more: object) -> Timeline:
    end = max((one.at.end for one in clips), default=300)
    return Timeline.model_validate({"width": 1080, "height": 1920, "duration": end, "video": clips, **more})


def looked(plan: Timeline, signals: Signals) -> list[Finding]:
    return list(seen(Segments(plan, {}), signals))


def dark(start: int, end: int, percent: int = 100) -> tuple[tuple[float, int], ...]:
    return tuple((frame / 30, percent) for frame in range(start, end))


def test_a_still_may_stand_still() -> None:
    plan = timeline(clip(0, 90, kind="image", segment=1), clip(90, 90, segment=2))
    assert looked(plan, Signals(frozen=(Span(0, 3.03),))) == []
    [found] = looked(plan, Signals(frozen=(Span(0, 5),)))
    assert (found.segment, found.start, found.end) == (2, pytest.approx(3.1), 5.0)


def test_an_end_card_may_stand_still() -> None:
    card = Title(at=TimeRange(start=30, duration=120), kind="end_card", text="Follow")
    assert looked(timeline(clip(0, 150), titles=(card,)), Signals(frozen=(Span(1.1, 1e9),))) == []


def test_a_held_picture_is_said_and_not_called_frozen() -> None:
    short = timeline(clip(0, 150, seconds=4.6, segment=3))
    [found] = looked(short, Signals(frozen=(Span(4.57, 5.0),)))
    assert (found.check, found.severity, found.mend, found.start) == ("hold", "note", "mended", pytest.approx(4.6))
    [longer] = looked(timeline(clip(0, 150, seconds=3.0, segment=3)), Signals(frozen=(Span(2.97, 5.0),)))
    assert longer.mend == "retake segment 3"


def test_a_slowed_clip_with_a_head_is_held_from_where_it_ends() -> None:
    plan = timeline(clip(0, 150, seconds=4.0, speed=0.8, head=15, segment=1))
    assert looked(plan, Signals())[0].start == pytest.approx(4.5)


@pytest.mark.parametrize("kind", ["fade", "dip"])
def test_a_transition_may_go_through_black(kind: str) -> None:
    join = Transition.model_validate({"kind": kind, "at": 90, "in_offset": 9, "out_offset": 9})
    two = (clip(0, 90, segment=1), clip(90, 90, segment=2))
    assert looked(timeline(*two, transitions=(join,)), Signals(dark=dark(82, 98))) == []
    assert [one.segment for one in looked(timeline(*two), Signals(dark=dark(82, 98)))] == [1, 2]


def test_a_film_may_come_out_of_black_and_end_in_it() -> None:
    plan = timeline(clip(0, 150, fade_in=15, fade_out=15))
    assert looked(plan, Signals(dark=(*dark(0, 10), *dark(140, 150)))) == []


def test_letters_on_black_do_not_hide_it() -> None:
    title = Title(at=TimeRange(start=0, duration=60), kind="title", text="Night")
    signals = Signals(dark=dark(0, 60, 90))
    assert looked(timeline(clip(0, 60)), signals) == []
    assert [one.check for one in looked(timeline(clip(0, 60), titles=(title,)), signals)] == ["black"]


def words(*starts: float, text: str = "word", length: float = 0.3) -> tuple[Word, ...]:
    return tuple(Word(text=text, start=start, end=start + length) for start in starts)


def read(lines: Sequence[Caption], spoken: Sequence[Word] = (), shape: Format = SHAPE, **more: object) -> list[Finding]:
    plan = timeline(clip(0, 300, segment=4), captions=tuple(lines), safe_bottom=0.2, safe_right=0.12, **more)
    return list(lettered(Segments(plan, {4: 2}), shape, spoken))


def test_two_captions_at_once_are_found() -> None:
    [found] = read([Caption(words=words(1.0, 1.5, 2.0)), Caption(words=words(2.1, 2.5))])
    assert (found.check, found.segment, found.start, found.end) == ("overlap", 2, 2.1, 2.3)


def test_a_caption_too_fast_to_read_is_a_note_and_said_once_a_segment() -> None:
    fast = [Caption(words=words(at, at + 0.3, text="unreadable"), until=at + 0.6) for at in (1.0, 2.0)]
    [found] = read(fast)
    assert (found.check, found.severity, found.start) == ("reading speed", "note", pytest.approx(1.0, abs=1.1))
    assert "35 characters a second" in found.said and "1 more" in found.said


def test_words_beside_the_voice_are_found() -> None:
    shown = words(1.0, 1.5, 2.0)
    late = (shown[0], shown[1].model_copy(update={"start": 1.35}), shown[2].model_copy(update={"start": 1.95}))
    [found] = read([Caption(words=shown)], late)
    assert (found.check, found.start) == ("words", 1.5)
    assert "150 ms" in found.said


def test_words_that_are_spoken_and_not_shown_are_found() -> None:
    [found] = read([Caption(words=words(1.0, 1.5))], words(1.0, 1.5, 2.0))
    assert (found.check, found.severity) == ("words", "warning")


def test_a_caption_of_three_lines_is_found() -> None:
    found = read([Caption(words=words(1.0, text="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau" * 2, length=8))])
    assert "lines" in {one.check for one in found}


def test_captions_under_the_buttons_of_a_platform_are_found() -> None:
    line = Caption(words=words(1.0, 1.5, 2.0), until=3.0)
    assert read([line]) == []
    found = read([line], shape=SHAPE.model_copy(update={"safe_bottom": 0.4}))
    assert [(one.check, one.segment) for one in found] == [("safe zone", 2)]
    assert [one.check for one in read([line], shape=SHAPE.model_copy(update={"safe_right": 0.45}))] == ["safe zone"]


@pytest.mark.parametrize("position", ["bottom", "middle", "top"])
@pytest.mark.parametrize("style", STYLES)
def test_no_style_in_any_place_breaks_a_rule(style: str, position: str) -> None:
    text = "Nobody reads what stands under the buttons of a platform, and nobody hears what is never said aloud."
    spoken = tuple(Word(text=word, start=0.5 * k, end=0.5 * k + 0.45) for k, word in enumerate(text.split()))
    look = Look(captions=style, caption_position=position, caption_size="large")  # type: ignore[arg-type]
    lines = caption_lines(spoken, "en", width=1080, height=1920, safe_right=0.12, look=look)
    assert read(lines, spoken, look=look) == []


def test_sentences_name_the_films_and_the_command() -> None:
    black = Finding(check="black", severity="error", said="It is black.", segment=2, mend="retake segment 2", format="vertical")
    quiet = Finding(check="loudness", severity="note", said="It was quiet.", mend="mended")
    both = [black.model_copy(update={"language": code}) for code in ("en", "fr")]
    [told] = sentences([*both, quiet], "p-1")
    assert told == "It is black (vertical in en, vertical in fr). Film it again: reelflow retake p-1 2"


def test_what_is_left_of_a_stretch() -> None:
    assert without([Span(0, 10)], [Span(2, 3), Span(9, 12)]) == (Span(0, 2), Span(3, 9))
    assert merged([Span(0, 1), Span(1.05, 2)], gap=0.1) == (Span(0, 2),)
