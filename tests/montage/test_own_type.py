"""The user's own typeface on frames: the very file is drawn, measured as it is drawn, and only where it has the letters."""

import hashlib
from pathlib import Path

import fontpkg_amiri
import fontpkg_poppins
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.directing import Edition, Treatment
from domain.errors import BriefError
from domain.formats import format_named
from domain.media import MediaRef
from domain.timeline import Caption, Look
from media import own_fonts
from montage.overlays import notes_on_typefaces
from montage.typography import ass
from tests.montage.type_frames import Mask, accent, drawn, extent, film, spoken, title, touched, white

SERIF = fontpkg_amiri.ROOT / "files/Amiri-Regular.ttf"
THIN = fontpkg_poppins.ROOT / "files/Poppins-Thin.ttf"


def look(path: Path, **fields: str) -> Look:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    own_fonts.adopt(path, sha256)
    family = own_fonts.family_of(path)
    return Look.model_validate(
        {"heading": family, "body": family, "fonts": (MediaRef(sha256=sha256, suffix=".ttf", kind="other"),), **fields}
    )


def expected(text: str, path: Path, shape: tuple[int, ...]) -> Mask:
    """Return a line as Pillow shapes it in this file, cut to its extent and brought to `shape`."""
    image = Image.new("L", (4000, 500))
    ImageDraw.Draw(image).text((100, 100), text, font=ImageFont.truetype(str(path), 160), fill=255)
    box = image.getbbox()
    assert box
    return np.asarray(image.crop(box).resize((shape[1], shape[0]), Image.Resampling.LANCZOS)) > 127


def letters(dress: Look) -> Mask:
    caption = Caption(words=spoken("Use None instead"), until=1.5)
    picture = drawn(film(size=(1080, 1920), captions=[caption], look=dress), [2])[0]
    mask = white(picture) | accent(picture)
    left, top, right, bottom = extent(mask)
    return mask[top : bottom + 1, left : right + 1]


def alike(one: Mask, other: Mask) -> float:
    return float((one & other).sum() / (one | other).sum())


def test_captions_are_drawn_in_the_very_file():
    seen = letters(look(SERIF))
    assert alike(seen, expected("Use None instead", SERIF, seen.shape)) > 0.8


def test_a_file_of_a_house_familys_name_is_not_taken_for_the_houses():
    thin, bold = letters(look(THIN)), letters(Look())
    assert thin.mean() < bold.mean() * 0.5


def test_titles_and_key_words_are_set_in_it_and_stay_in_their_place():
    text = "Never mutate a list while looping over it"
    for kind in ("title", "keywords", "end_card", "lower_third", "list_point", "number", "call_to_action"):
        timeline = film(titles=[title(kind, f"{text} 5")], look=look(SERIF), segment=2)  # type: ignore[arg-type]
        assert "own-" in ass(timeline)
        picture = drawn(timeline, [60])[0]
        left, _, right, _ = extent(white(picture) | accent(picture) if kind == "end_card" else touched(picture))
        assert 20 < left < right < 520


def test_a_language_whose_letters_it_lacks_is_set_in_the_houses_and_that_is_said():
    line = Caption(words=spoken("استخدم القائمة"), language="ar", until=1)
    dressed, plain = (ass(film(captions=[line], look=one)) for one in (look(THIN), Look()))
    assert dressed == plain
    edition = Edition(language="ar", format=format_named("vertical"))
    [said] = notes_on_typefaces(Treatment(edition=edition, look=look(THIN)))
    assert "Poppins lacks letters of Arabic" in said
    assert notes_on_typefaces(Treatment(edition=edition, look=look(SERIF))) == ()


def test_a_letter_that_neither_draws_is_refused():
    with pytest.raises(BriefError, match="漢"):
        ass(film(captions=[Caption(words=spoken("the 漢 sign"), until=2)], look=look(SERIF)))
