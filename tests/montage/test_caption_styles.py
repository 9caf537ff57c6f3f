"""The caption styles as libass draws them: golden frames in every script, in place, and legible in any colour."""

import os
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from domain.style import CaptionStyle
from domain.timeline import Caption, Look, Timeline
from montage.ass_captions import Field
from montage.captions import Band, caption_lines
from montage.lettering import Type, broken
from montage.palette import luminance, marking
from montage.typography import ass
from tests.montage.type_frames import Pixels, accent, drawn, extent, film, middle, spoken, touched, white

GOLDEN = Path(__file__).parent / "golden"
STYLES: tuple[CaptionStyle, ...] = ("highlight", "karaoke", "block", "pop", "minimal")
POSITIONS = ("bottom", "middle", "top")
SAID = {
    "english": ("en", "Never mutate a list while looping over it."),
    "french": ("fr", "L’œuvre coûte 5 € : « déjà » payée ?"),
    "arabic": ("ar", "لا تُعدّل القائمة أثناء المرور عليها، انسخها أولاً."),
    "latin in arabic": ("ar", "تعلم Python List و print() في 25 دقيقة"),
}
TALK = "Always copy the shared list before you change any of it, and never trust a default argument that can change."


def dressed(style: str, said: str = "english", size: tuple[int, int] = (540, 960), **look: str) -> Timeline:
    """Return a film with one text in this style, its lines broken for it."""
    language, text = SAID[said]
    dress = Look.model_validate({"captions": style, **look})
    lines = caption_lines(spoken(text, each=0.4), language, width=size[0], height=size[1], safe_right=0.12, look=dress)
    return film(size=size, captions=lines, look=dress, duration=150)


@lru_cache
def strip(style: str) -> Pixels:
    """Return the place of the captions early and late in each text, one under the other, half as large."""
    rows = []
    for said in SAID:
        timeline = dressed(style, said)
        top, bottom = (int(edge) for edge in Field.of(timeline))
        rows += [picture[top - 12 : bottom + 12] for picture in drawn(timeline, [6, 32])]
    image = Image.fromarray(np.concatenate(rows))
    return np.asarray(image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX))


def blocks(picture: Pixels) -> Pixels:
    """Return the mean of every eight by eight pixels: one lost mark of a letter changes one, the last bits change none."""
    high, wide = (side // 8 * 8 for side in picture.shape[:2])
    return picture[:high, :wide].reshape(high // 8, 8, wide // 8, 8, 3).mean(axis=(1, 3))


@pytest.mark.parametrize("style", STYLES)
def test_every_style_gives_its_golden_frames(style: str):
    path = GOLDEN / f"captions-{style}.png"
    if os.environ.get("GOLDEN") == "write":
        Image.fromarray(strip(style)).quantize(255).save(path, optimize=True)
    golden = np.asarray(Image.open(path).convert("RGB"))
    assert golden.shape == strip(style).shape
    assert np.abs(blocks(golden) - blocks(strip(style))).max() < 10


def test_the_golden_frames_would_show_one_lost_dot():
    picture = strip("highlight").copy()
    bright = np.argwhere(picture.min(axis=2) > 240)
    y, x = bright[len(bright) // 2]
    picture[y - 1 : y + 3, x - 1 : x + 3] = (28, 64, 128)
    assert np.abs(blocks(picture) - blocks(strip("highlight"))).max() > 10


def swept(text: str, language: str, frame: int) -> tuple[float, float]:
    """Return the middles of what is sung and of what is not, while the only word of a line is half sung."""
    line = Caption(words=spoken(text, each=1.0), language=language, until=1.0)
    picture = drawn(film(size=(960, 540), captions=[line], look="karaoke"), [frame])[0]
    return middle(accent(picture)), middle(white(picture))


def test_karaoke_runs_through_a_word_from_where_it_is_read():
    sung, rest = swept("instead", "en", 15)
    assert sung < rest
    sung, rest = swept("استخدم", "ar", 15)
    assert sung > rest
    sung, rest = swept("Python", "ar", 15)
    assert sung < rest


def test_karaoke_keeps_each_words_time_on_every_row():
    line = Caption(words=spoken("Always copy the shared list first", each=0.5), until=3.0)
    areas = [int(accent(picture).sum()) for picture in drawn(film(captions=[line], look="karaoke"), [0, 14, 44, 59, 75, 89])]
    assert areas == sorted(areas)
    assert areas[0] < areas[-1] * 0.05
    half = drawn(film(captions=[line], look="karaoke"), [45])[0]
    assert 0.3 < accent(half).sum() / areas[-1] < 0.7


@pytest.mark.parametrize("said", ["english", "latin in arabic"])
def test_a_line_of_karaoke_never_moves(said: str):
    timeline = dressed("karaoke", said)
    first = timeline.captions[0]
    frames = [1, int(first.words[-1].start * 30) - 2, int(first.words[-1].end * 30) - 1]
    assert len({extent(touched(picture)) for picture in drawn(timeline, frames)}) == 1


def test_karaoke_tells_the_same_moments_when_only_a_stretch_is_drawn():
    document = ass(film(captions=[Caption(words=spoken("one two three"), until=1.5)], look="karaoke"))
    assert r"{\kf50}one {\kf50}two {\kf50}three" in document


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("position", POSITIONS)
def test_captions_stay_in_their_place_in_every_style(style: str, position: str):
    timeline = dressed(style, "arabic", caption_position=position, caption_size="large")
    left, top, right, bottom = extent(touched(drawn(timeline, [12])[0]))
    field = Field.of(timeline)
    assert 540 * 0.1 < left < right < 540 * 0.9
    assert field.top - 8 <= top < bottom <= field.bottom + 4
    assert 960 * timeline.safe_top < field.top < field.bottom < 960 * (1 - timeline.safe_bottom)


def test_positions_are_above_each_other():
    tops = [Field.of(dressed("highlight", caption_position=position)).top for position in POSITIONS]
    assert tops == sorted(tops, reverse=True)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_lines_are_broken_in_the_size_in_use(style: CaptionStyle, size: str):
    look = Look.model_validate({"captions": style, "caption_size": size})
    band = Band.of(1080, 1920, 0.12, look)
    lines = caption_lines(spoken(TALK, each=0.3), "en", width=1080, height=1920, safe_right=0.12, look=look)
    kind = Type("en", band.em, "medium" if style == "minimal" else "bold")
    fits = [broken([word.text for word in line.words], kind.measure, band.width, 2) is not None for line in lines]
    longest = max(len(line.words) for line in lines)
    assert all(fits) or (style == "pop" and all(fit or len(line.words) == 1 for fit, line in zip(fits, lines, strict=True)))
    assert " ".join(line.text for line in lines) == TALK
    assert longest <= (3 if style == "pop" else 14)


def test_a_larger_size_is_larger():
    def tall(size: str) -> int:
        line = Caption(words=spoken("Copy"), until=1)
        _, top, _, bottom = extent(
            touched(drawn(film(captions=[line], look=Look.model_validate({"caption_size": size})), [5])[0])
        )
        return bottom - top

    assert tall("small") < tall("medium") * 0.9 < tall("large") * 0.8


def test_the_accent_never_looks_like_the_words_around_it():
    for colour in ("#FFFFFF", "#FFD400", "#101014", "#D4002A", "#808080", "#00FF88"):
        for said in ("#FFFFFF", "#FFD400", "#000000", colour):
            found = marking(said, colour)
            assert max(abs(int(found[k : k + 2], 16) - int(colour[k : k + 2], 16)) for k in (1, 3, 5)) >= 60


def test_dark_letters_take_a_light_edge_and_stay_legible_on_black():
    timeline = film(captions=[Caption(words=spoken("Use None"), until=1)], look=Look(caption_color="#101060", captions="minimal"))
    on_black = drawn(timeline, [5], ground=(0, 0, 0))[0]
    assert on_black.max() > 220
    assert luminance(marking("#FFD400", "#101060")) < 0.2


@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0)])
def test_a_plate_carries_its_letters_on_any_ground(ground: tuple[int, int, int]):
    line = Caption(words=spoken("Use None"), until=1)
    picture = drawn(film(captions=[line], look="block"), [20], ground=ground)[0]
    left, top, right, bottom = extent(white(picture) if ground == (0, 0, 0) else accent(picture))
    assert picture[top:bottom, left:right].min(axis=2).min() < 60
    assert picture[top:bottom, left:right].max() > 200


def test_a_popping_line_springs_up_and_then_stands():
    line = Caption(words=spoken("Use None", each=1.0), until=2)
    first, settled, later = drawn(film(captions=[line], look="pop"), [0, 12, 25])
    assert touched(first).sum() < touched(settled).sum() * 0.8
    assert extent(touched(settled)) == extent(touched(later))
