"""Typefaces that the user brings: accepted or refused with a reason, kept by their bytes, and never mistaken for another."""

import hashlib
import struct
from pathlib import Path

import fontpkg_amiri
import fontpkg_poppins
import pytest

from domain.errors import BadMedia, ConfigurationError
from domain.media import MediaRef
from domain.timeline import Look
from media import fonts, own_fonts, sfnt

POPPINS, AMIRI = fontpkg_poppins.ROOT / "files", fontpkg_amiri.ROOT / "files"
THIN, HEAVY, SLANTED = (POPPINS / f"Poppins-{cut}.ttf" for cut in ("Thin", "Bold", "BoldItalic"))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for remembered in (fonts.face, own_fonts.own, own_fonts.covers):
        remembered.cache_clear()
    return tmp_path


def adopted(path: Path) -> MediaRef:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    own_fonts.adopt(path, sha256)
    return MediaRef(sha256=sha256, suffix=path.suffix, kind="other")


def family(*paths: Path) -> own_fonts.Own:
    look = Look(heading=own_fonts.family_of(paths[0]), fonts=tuple(map(adopted, paths)))
    return own_fonts.own(look, look.heading)


def test_all_weights_of_a_family_have_one_name():
    assert own_fonts.family_of(THIN) == own_fonts.family_of(HEAVY) == "Poppins"


def test_a_family_that_nobody_named_is_no_family():
    assert own_fonts.own(Look(fonts=(adopted(THIN),)), "") == ()


def test_the_nearest_weight_is_taken_and_slanted_letters_only_when_there_are_no_others():
    mine = family(THIN, HEAVY, SLANTED)
    assert len(mine) == 2
    assert [sfnt.read(fonts.face("en", weight, own=mine)).weight for weight in ("medium", "black")] == [700, 700]
    assert len(family(SLANTED)) == 1


def test_the_name_in_the_script_is_that_of_the_bytes():
    mine = family(THIN)
    assert fonts.metrics("en", "bold", own=mine).family == f"own-{mine[0]}"


def test_a_word_is_measured_in_the_face_that_draws_it():
    assert fonts.width("wide", "en", 50, own=family(THIN)) < fonts.width("wide", "en", 50) * 0.95


def test_a_family_without_a_languages_letters_gives_way_to_the_house():
    mine = family(HEAVY)
    assert own_fonts.covers(mine, "fr")
    assert not own_fonts.covers(mine, "ar")
    assert fonts.face("ar", own=mine) == fonts.face("ar")
    assert own_fonts.covers(family(AMIRI / "Amiri-Bold.ttf"), "ar")


def test_the_room_for_libass_holds_the_house_and_what_the_script_names(tmp_path: Path):
    mine, other = family(THIN), family(HEAVY)
    fonts.lay_out(tmp_path / "fonts", f"Style: T,own-{mine[0]},40")
    names = {path.name for path in (tmp_path / "fonts").iterdir()}
    assert f"{mine[0]}.font" in names
    assert f"{other[0]}.font" not in names
    assert "Poppins-Black.ttf" in names


def test_a_family_without_a_file_is_told_with_those_that_have_one():
    with pytest.raises(ConfigurationError, match=r"'Futura'.*Poppins"):
        own_fonts.own(Look(fonts=(adopted(THIN),)), "Futura")


def test_a_font_that_is_not_here_is_told():
    with pytest.raises(ConfigurationError, match="not at hand"):
        own_fonts.own(Look(heading="Poppins", fonts=(MediaRef(sha256="a" * 64, suffix=".ttf", kind="other"),)), "Poppins")


def variable(path: Path) -> bytes:
    """A font that claims to have axes: one of its tables goes by the name of theirs."""
    data = bytearray(path.read_bytes())
    count = struct.unpack_from(">H", data, 4)[0]
    spare = next(12 + 16 * k for k in range(count) if data[12 + 16 * k : 16 + 16 * k] in (b"gasp", b"DSIG", b"kern", b"prep"))
    data[spare : spare + 4] = b"fvar"
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<html>", "cannot be read as a font"),
        (THIN.read_bytes()[:4000], "cannot be read as a font"),
        (b"", "cannot be read as a font"),
        (b"wOF2" + bytes(40), "a web font"),
        (b"ttcf" + bytes(40), "a collection"),
        (variable(THIN), "variable"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, data: bytes, told: str):
    (tmp_path / "brand.ttf").write_bytes(data)
    with pytest.raises(BadMedia, match=told):
        own_fonts.family_of(tmp_path / "brand.ttf")
    with pytest.raises(BadMedia, match=r"brand\.ttf"):
        own_fonts.adopt(tmp_path / "brand.ttf", "b" * 64)
