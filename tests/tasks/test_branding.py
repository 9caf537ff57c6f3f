"""A brand named by a request: from a folder or a saved block, its files in the media store, the same for the same bytes."""

from pathlib import Path

import pytest
from PIL import Image

from blocks.brand import BrandKit
from domain.ask import Ask
from domain.base import digest
from domain.directing import look_of
from domain.errors import ReelflowError
from domain.project import Options
from domain.style import Style
from media.ffmpeg import run
from tasks.films.branding import brand_for, check_brand
from tasks.wiring import vault


def asked(brand: object) -> Ask:
    return Ask(theme="Sleep better", style=Style(brand=str(brand)))


def logo(folder: Path, colour: str) -> Path:
    Image.new("RGB", (40, 20), colour).save(folder / "logo.png")
    return folder / "logo.png"


@pytest.fixture
def kit(home: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    folder.mkdir()
    logo(folder, "red")
    (folder / "brand.yaml").write_text("name: Acme\naccent: 35E0A1\ncaptions: block\nlogo: logo.png\ngrade: Warm\n")
    return folder


def test_without_a_brand_nothing_is_kept(home: Path) -> None:
    check_brand(Ask(theme="Sleep better"))
    assert brand_for(Ask(theme="Sleep better")) is None


def test_the_same_kit_is_the_same_brand_wherever_it_lies(kit: Path, tmp_path: Path) -> None:
    first = brand_for(asked(kit))
    moved = kit.rename(tmp_path / "elsewhere")
    assert digest(brand_for(asked(moved))) == digest(first)
    logo(moved, "blue")
    assert digest(brand_for(asked(moved / "brand.yaml"))) != digest(first)


def test_a_brands_files_are_in_the_media_store(kit: Path) -> None:
    brand = brand_for(asked(kit))
    assert brand and brand.logo and brand.watermark and brand.grade == "warm"
    assert vault().open(brand.logo).read_bytes() == (kit / "logo.png").read_bytes()
    assert (brand.logo.width, brand.logo.height, brand.watermark.media) == (40, 20, brand.logo)


def test_a_check_keeps_nothing(kit: Path) -> None:
    check_brand(asked(kit))
    assert not list(vault()._shelf.folder.rglob("*.png"))


def test_what_is_said_goes_before_the_brand_and_the_brand_before_the_house(kit: Path) -> None:
    brand = brand_for(asked(kit))
    quiet, loud = look_of(Options(), brand), look_of(Options(captions="pop", style=Style(accent="FF0000")), brand)
    assert (quiet.accent, quiet.captions, quiet.grade) == ("#35E0A1", "block", "warm")
    assert (loud.accent, loud.captions) == ("#FF0000", "pop")
    assert look_of(Options()).captions == "highlight"


@pytest.mark.parametrize(("level", "sounding"), [(0.02, True), (0.0, False)])
def test_a_quiet_intro_is_raised_and_a_silent_one_is_not_heard(kit: Path, level: float, sounding: bool) -> None:
    heard = ("-f", "lavfi", "-i", f"sine=440:d=1,volume={level}")
    run(["-f", "lavfi", "-i", "testsrc=s=64x64:d=1", *heard, "-c:v", "libx264", "-pix_fmt", "yuv420p", kit / "intro.mp4"])
    (kit / "brand.yaml").write_text("name: Acme\nintro: intro.mp4\n")
    brand = brand_for(asked(kit))
    assert brand and brand.intro and brand.intro.sounding is sounding
    assert brand.intro.gain == (12.0 if sounding else 0.0)


def test_a_saved_block_is_a_brand(prefect: str, kit: Path) -> None:
    saved = {"name": "Acme", "accent": "35E0A1", "captions": "block", "grade": "warm"}
    BrandKit(logo=(kit / "logo.png").as_uri(), watermark="none", call={"en": "Follow Acme"}, **saved).save("acme")
    brand, folder = brand_for(asked("block:acme")), brand_for(asked(kit))
    assert brand and folder
    assert brand == folder.model_copy(update={"watermark": None, "call": {"en": "Follow Acme"}})
    with pytest.raises(ReelflowError, match='There is no "Brand kit" block named'):
        check_brand(asked("block:nobody"))
    BrandKit(name="Acme", logo=str(kit / "gone.png")).save("broken")
    with pytest.raises(ReelflowError, match=r"block:broken: logo: .*gone\.png cannot be read"):
        check_brand(asked("block:broken"))


def test_every_field_of_the_block_is_described() -> None:
    fields = [field for name, field in BrandKit.model_fields.items() if not name.startswith("_")]
    assert all((field.description or "").endswith(".") for field in fields)
