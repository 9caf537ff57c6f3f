"""Overlays: laid over a segment with what is to be said of it, apart from each other, and each in its own place."""

import numpy as np
import pytest

from domain.directing import Edition, Treatment
from domain.errors import BriefError
from domain.formats import format_named
from domain.media import MediaRef
from domain.script import Overlay, Segment
from domain.timeline import Caption, Clip, Look, Timeline, TimeRange, Title, TitleKind
from montage.apart import apart, lane
from montage.ass_captions import Field
from montage.counting import counted, parts
from montage.overlays import notes_on, titles_of
from montage.places import corners
from montage.typography import ass
from tests.montage.type_frames import Mask, accent, drawn, extent, film, spoken, title, touched

SIZES = ((540, 960), (960, 540), (540, 540))
TEXTS: dict[TitleKind, dict[str, str]] = {
    "lower_third": {"en": "Dr. Amina Benali | Cardiologist, Casablanca", "ar": "د. أمينة بنعلي | طبيبة قلب في Casablanca"},
    "list_point": {"en": "1. Copy the shared list before you change it", "ar": "١ انسخ list.copy() قبل التعديل"},
    "number": {"en": "87% | of beginners make this mistake", "ar": "٨٧٪ | من المبتدئين يقعون في هذا الخطأ"},
    "call_to_action": {"en": "Save this for your next review", "ar": "احفظ هذا الفيديو لوقت المراجعة"},
}
KINDS = tuple(TEXTS)
ALL: tuple[TitleKind, ...] = ("title", "keywords", "lower_third", "list_point", "number", "call_to_action", "end_card")


def treatment(**fields: object) -> Treatment:
    edition = Edition(language="en", format=format_named("vertical"))
    return Treatment.model_validate({"edition": edition, **fields})


def segment(*overlays: Overlay, **fields: object) -> Segment:
    return Segment.model_validate({"id": 7, "narration": {"en": "x"}, "prompt": "x", "overlays": overlays, **fields})


def overlay(kind: TitleKind = "number", **fields: object) -> Overlay:
    return Overlay.model_validate({"kind": kind, "text": {"en": "87% | of bees"}, **fields})


def times(titles: tuple[Title, ...] | list[Title]) -> list[tuple[str, int, int]]:
    return [(one.kind, one.at.start, one.at.end) for one in titles]


def test_an_overlay_lies_where_it_was_asked_for():
    assert times(titles_of(segment(overlay(start=1, seconds=2)), treatment(), 150)) == [("number", 30, 90)]
    assert notes_on(segment(overlay(start=1, seconds=2)), treatment(), 150) == ()


def test_an_overlay_longer_than_its_segment_is_cut_and_that_is_said():
    long = segment(overlay(start=3, seconds=4.5))
    assert times(titles_of(long, treatment(), 150)) == [("number", 90, 150)]
    assert notes_on(long, treatment(), 150) == ("Segment 7: its number is cut off where the segment ends, 2.5 s early.",)


def test_an_overlay_after_the_end_is_left_out_and_that_is_said():
    late = segment(overlay(start=4.8))
    assert titles_of(late, treatment(), 150) == ()
    assert "left out" in notes_on(late, treatment(), 150)[0]


def test_an_overlay_ends_where_the_end_card_comes_in():
    closing = treatment(closing="Follow for more")
    assert times(titles_of(segment(overlay(start=0)), closing, 150)) == [("end_card", 52, 150), ("number", 0, 52)]
    assert "end card" in notes_on(segment(overlay(start=0)), closing, 150)[0]


def test_an_overlay_waits_for_the_films_title_unless_it_stands_low():
    opening = treatment(opening="Bees")
    high, low = segment(overlay(start=1, seconds=2)), segment(overlay("lower_third", start=1, seconds=2))
    assert times(titles_of(high, opening, 180))[-1] == ("number", 72, 132)
    assert times(titles_of(low, opening, 180))[-1] == ("lower_third", 30, 90)


def test_an_overlay_without_a_text_in_the_language_is_left_out_and_that_is_said():
    other = segment(Overlay(kind="title", text={"fr": "Abeilles"}))
    assert titles_of(other, treatment(), 150) == ()
    assert notes_on(other, treatment(), 150) == ("Segment 7: its title has no text in English and is left out there.",)


def seen(*titles: Title) -> list[tuple[str, int, int]]:
    return sorted(times(list(apart(titles))))


def test_key_words_make_room_for_an_overlay_and_stay_where_they_have_longer():
    assert seen(title("keywords", "x", duration=120), title("number", "5", start=20, duration=30)) == [
        ("keywords", 50, 120),
        ("number", 20, 50),
    ]


def test_key_words_that_would_be_seen_for_a_moment_are_not_seen():
    assert [kind for kind, _, _ in seen(title("keywords", "x", duration=60), title("number", "5", start=12, duration=40))] == [
        "number"
    ]
    assert seen(title("keywords", "x", duration=5)) == [("keywords", 0, 5)]


def test_of_two_alike_the_later_takes_over():
    assert seen(title("number", "5", duration=60), title("title", "x", start=90, duration=9), title("number", "6", start=40)) == [
        ("number", 0, 40),
        ("number", 40, 90),
        ("title", 90, 99),
    ]
    assert len(seen(title("number", "5"), title("number", "6"))) == 1


def test_what_stands_low_shares_the_picture_with_what_stands_high():
    assert len(seen(title("lower_third", "x"), title("title", "y"), title("keywords", "z"))) == 2
    assert seen(title("call_to_action", "x", duration=90), title("end_card", "y", start=60, duration=30))[0][2] == 60


def test_points_of_a_list_stand_under_each_other():
    points = [title("list_point", "a"), title("list_point", "b", start=20, duration=70)]
    assert len(seen(*points)) == 2
    assert [lane(one, points) for one in points] == [(0, 2), (1, 2)]


@pytest.mark.parametrize("kind", ALL)
def test_letters_that_no_typeface_draws_are_refused_in_every_overlay(kind: TitleKind):
    with pytest.raises(BriefError, match="漢"):
        ass(film(titles=[title(kind, "5 漢 | 漢")]))


def picture(kind: TitleKind, language: str, size: tuple[int, int], position: str = "bottom") -> tuple[Mask, Timeline]:
    timeline = film(
        size=size, titles=[title(kind, TEXTS[kind][language], language)], look=Look.model_validate({"caption_position": position})
    )
    return touched(drawn(timeline, [60])[0]), timeline


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES)
def test_an_overlay_stays_in_the_safe_zone_and_off_the_captions(kind: TitleKind, language: str, size: tuple[int, int]):
    mask, timeline = picture(kind, language, size)
    left, top, right, bottom = extent(mask)
    assert size[0] * 0.05 < left < right < size[0] * (1 - timeline.safe_right)
    assert size[1] * timeline.safe_top < top < bottom < Field.of(timeline).top


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("position", ["middle", "top"])
@pytest.mark.parametrize("size", SIZES[:2])
def test_an_overlay_finds_its_place_wherever_the_captions_stand(kind: TitleKind, position: str, size: tuple[int, int]):
    mask, timeline = picture(kind, "en", size, position)
    field = Field.of(timeline)
    _, top, _, bottom = extent(mask)
    assert bottom < field.top or top > field.bottom
    assert size[1] * timeline.safe_top < top < bottom < size[1] * (1 - timeline.safe_bottom)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("high", ["title", "keywords", "list_point", "number"])
def test_nothing_high_covers_a_lower_third(size: tuple[int, int], high: TitleKind):
    both = [
        title(high, TEXTS.get(high, {}).get("en", "Never mutate a list while looping over it")),
        title("lower_third", "Amina | Doctor"),
    ]
    together = film(size=size, titles=both, segment=2)
    low = film(size=size, titles=both[1:])
    [over], [under] = drawn(together, [60]), drawn(low, [60])
    place = extent(touched(under))
    assert np.array_equal(over[place[1] : place[3], place[0] : place[2]], under[place[1] : place[3], place[0] : place[2]])


@pytest.mark.parametrize("kind", KINDS)
def test_an_overlay_is_animated_in_and_fades_out(kind: TitleKind):
    timeline = film(titles=[title(kind, TEXTS[kind]["en"], duration=60)])
    areas = [int(touched(one).sum()) for one in drawn(timeline, [0, 40, 58, 60])]
    assert areas[0] < areas[1] * 0.9
    assert areas[3] == 0
    early, late = (one.astype(int) for one in drawn(timeline, [40, 58]))
    assert np.abs(late - [32, 64, 128]).max() <= np.abs(early - [32, 64, 128]).max()


def test_arabic_begins_at_the_right():
    for kind in ("lower_third", "list_point"):
        films = [film(titles=[title(kind, TEXTS[kind][code], code)]) for code in ("en", "ar")]
        english, arabic = (extent(accent(drawn(one, [60])[0])) for one in films)
        assert english[0] < 100
        assert arabic[2] > 400


def test_a_figure_counts_up():
    frames = [ass(film(titles=[title("number", "1,250 km | above sea")])).count(f"}}{n}") for n in ("0 km", "1,250 km", "1,2")]
    assert frames[1] >= 1
    assert counted("1,250 km", 0.5) == "625 km"


HALVES = {
    "87%": "44%", "$1,200": "$600", "4.8/5": "4.8/5", "2.5x": "1.2x", "1\u202f000\u202f000": "500\u202f000", "٨٧٪": "٤٤٪",
    "2024": "2024", "no": "no", "1,234.50": "617.25", "3,5": "1,8",
}  # fmt: skip


@pytest.mark.parametrize(("figure", "half"), HALVES.items())
def test_a_figure_is_counted_as_it_is_written(figure: str, half: str):
    assert counted(figure, 0.5) == half
    assert counted(figure, 1.0) == figure


def test_the_figure_and_its_label_are_parted():
    assert parts("87% | of bees") == ("87%", "of bees")
    assert parts("Over 20,000 kinds of bees") == ("20,000", "Over kinds of bees")
    assert parts("87%") == ("87%", "")


def test_captions_and_overlays_together_do_not_touch():
    caption = Caption(words=spoken("Always copy the shared list before you change it"), until=3)
    alone = touched(drawn(film(captions=[caption]), [60])[0])
    for kind in KINDS:
        over = touched(drawn(film(titles=[title(kind, TEXTS[kind]["en"])]), [60])[0])
        assert not (alone & over).any()


def test_the_media_of_a_look_is_named():
    ref = MediaRef(sha256="a" * 64, suffix=".ttf", kind="other")
    assert ref in film(look=Look(fonts=(ref,))).media


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["lower_third", "call_to_action"])
def test_type_at_the_foot_stands_beside_a_small_picture(size: tuple[int, int], language: str, kind: TitleKind):
    alone = film(size=size, titles=[title(kind, TEXTS[kind][language], language)])
    speaker = Clip(
        at=TimeRange(start=0, duration=90), media=MediaRef(sha256="1" * 64, suffix=".mp4", kind="video"), placement="corner"
    )
    for track, place in (("avatar", 1), ("broll", 0)):
        timeline = alone.model_copy(update={track: (speaker,)})
        small = corners(timeline)[place]
        seen = touched(drawn(timeline, [60])[0])
        assert seen.any() and not seen[small.y : small.y + small.height, small.x : small.x + small.width].any()
