"""The type as libass really draws it, measured on frames: joined, in order, inside its place, never missing."""

from functools import lru_cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.timeline import Caption
from media import fonts
from tests.montage.type_frames import Mask, accent, drawn, extent, film, middle, spoken, title, touched, white

LATIN = Caption(words=spoken("Use None instead"), until=1.5)
ARABIC = Caption(words=spoken("استخدم القائمة مرة", each=0.5), language="ar", until=1.5)
KINDS = ("title", "keywords", "end_card")
TEXTS = {
    "en": "3 Never mutate a list while looping",
    "fr": "Réponds en commentaire. Abonne-toi !",
    "ar": "٣ لا تعدّل القائمة في Python",
}
SIZES = ((540, 960), (960, 540), (540, 540))


def letters(caption: Caption) -> Mask:
    """Return where the letters of a line are, whatever their colour, cut to their extent."""
    picture = drawn(film(size=(1080, 1920), captions=[caption]), [2])[0]
    mask = white(picture) | accent(picture)
    left, top, right, bottom = extent(mask)
    return mask[top : bottom + 1, left : right + 1]


def expected(text: str, language: str, shape: tuple[int, ...], *, features: list[str] | None = None) -> Mask:
    """Return the same line as Pillow shapes it (its own HarfBuzz), cut to its extent and brought to `shape`."""
    font = ImageFont.truetype(str(fonts.face(language, "bold", text)), 160)
    image = Image.new("L", (4000, 500))
    direction = "rtl" if language == "ar" else "ltr"
    ImageDraw.Draw(image).text((100, 100), text, font=font, fill=255, direction=direction, features=features)
    box = image.getbbox()
    assert box
    return np.asarray(image.crop(box).resize((shape[1], shape[0]), Image.Resampling.LANCZOS)) > 127


def likeness(one: Mask, other: Mask) -> float:
    """Return how much two masks share of what either covers, from 0 to 1."""
    return float((one & other).sum() / (one | other).sum())


def test_golden_arabic_is_joined_and_runs_from_the_right():
    seen = letters(ARABIC)
    assert likeness(seen, expected(ARABIC.text, "ar", seen.shape)) > 0.85


def test_the_proof_of_arabic_would_fail_on_separate_letters_and_on_reversed_ones():
    seen = letters(ARABIC)
    apart = "\u200c".join(ARABIC.text)
    assert likeness(seen, expected(apart, "ar", seen.shape)) < 0.6
    assert likeness(seen, expected(ARABIC.text[::-1], "ar", seen.shape)) < 0.6


def test_latin_type_is_what_its_face_draws():
    seen = letters(LATIN)
    assert likeness(seen, expected(LATIN.text, "en", seen.shape)) > 0.85


def test_the_spoken_word_moves_to_the_right_in_english():
    first, second, third = (middle(accent(picture)) for picture in drawn(film(captions=[LATIN]), [3, 20, 40]))
    assert first < second < third


def test_the_spoken_word_moves_to_the_left_in_arabic_and_begins_at_the_right():
    pictures = drawn(film(captions=[ARABIC]), [3, 20, 40])
    first, second, third = (middle(accent(picture)) for picture in pictures)
    assert first > second > third
    assert first > middle(white(pictures[0]))


def test_latin_words_in_an_arabic_line_are_lit_in_their_own_place():
    line = Caption(words=spoken("تعلم Python List اليوم"), language="ar", until=2)
    pictures = drawn(film(size=(960, 540), captions=[line]), [3, 20, 40, 50])
    learn, python, lists, today = (middle(accent(picture)) for picture in pictures)
    assert learn > lists > python > today


def test_an_arabic_line_that_begins_in_latin_still_begins_at_the_right():
    line = Caption(words=spoken("Python لغة سهلة"), language="ar", until=1.5)
    first, *_, last = (middle(accent(picture)) for picture in drawn(film(captions=[line]), [3, 40]))
    assert first > last


def test_the_line_never_moves_while_its_words_are_lit():
    places = {extent(touched(picture)) for picture in drawn(film(captions=[LATIN]), [1, 8, 20, 31, 44])}
    assert len(places) == 1


def test_no_frame_of_a_line_is_empty_and_none_after_it_is_written_on():
    pictures = drawn(film(captions=[LATIN]), list(range(46)))
    assert [bool(touched(picture).any()) for picture in pictures] == [True] * 45 + [False]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", TEXTS)
def test_captions_stay_inside_the_safe_place(size: tuple[int, int], language: str):
    timeline = film(size=size, captions=[Caption(words=spoken(TEXTS[language]), language=language, until=3)])
    left, _, right, bottom = extent(touched(drawn(timeline, [5])[0]))
    assert bottom < size[1] * (1 - timeline.safe_bottom)
    assert size[0] * timeline.safe_right * 0.9 < left < right < size[0] * (1 - timeline.safe_right * 0.9)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_titles_stay_inside_their_place_and_above_the_captions(size: tuple[int, int], language: str):
    for segment in (1, 2, 3, 4):
        timeline = film(size=size, titles=[title("keywords", TEXTS[language], language)], segment=segment)
        left, top, right, bottom = extent(touched(drawn(timeline, [45])[0]))
        assert size[0] * 0.02 < left < right < size[0] * (1 - timeline.safe_right * 0.7)
        assert size[1] * 0.05 < top < bottom < captions_begin(size)


@lru_cache
def captions_begin(size: tuple[int, int]) -> int:
    two_rows = Caption(words=spoken("Always copy the shared list before you change any of it"), until=3)
    return extent(touched(drawn(film(size=size, captions=[two_rows]), [5])[0]))[1]


@pytest.mark.parametrize("size", SIZES)
def test_the_end_card_leaves_the_captions_their_place(size: tuple[int, int]):
    picture = drawn(film(size=size, titles=[title("end_card", TEXTS["fr"], "fr")]), [60])[0]
    assert extent(white(picture) | accent(picture))[3] < captions_begin(size)


def test_the_end_card_darkens_the_picture_and_keeps_moving():
    timeline = film(titles=[title("end_card", "Follow for more")])
    before, early, late = drawn(timeline, [0, 50, 60])
    assert early[5, 5].sum() < before[5, 5].sum() * 0.6
    assert (early != late).any()


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_seen_from_its_first_frames_to_its_last(kind: str):
    pictures = drawn(film(titles=[title(kind, "Mutable defaults", duration=60)], segment=4), [3, 20, 40, 59, 60])  # type: ignore[arg-type]
    assert [bool(touched(picture).any()) for picture in pictures] == [True] * 4 + [False]


def test_a_title_rises_and_sharpens():
    blurred, settled = drawn(film(titles=[title("title", "Rising")]), [4, 30])
    assert extent(white(settled))[1] < extent(touched(blurred))[3]
    assert white(settled).sum() > white(blurred).sum()


@pytest.mark.parametrize(
    "text", ["x" * 200, "word " * 200, "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "{\\pos(0,0)}C:\\N"]
)
def test_text_of_any_length_fits(text: str):
    for kind in KINDS:
        picture = drawn(film(titles=[title(kind, text)], segment=2), [70])[0]  # type: ignore[arg-type]
        left, _, right, _ = extent(white(picture) | accent(picture))
        assert 10 < left < right < 530
    caption = Caption(words=spoken(" ".join(text.split()[:6]), each=0.3), until=3)
    left, _, right, _ = extent(touched(drawn(film(captions=[caption]), [3])[0]))
    assert 10 < left < right < 530
