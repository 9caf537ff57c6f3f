"""A brand's kit: read strictly, and what is wrong is said with its key."""

from pathlib import Path

import fontpkg_amiri
import fontpkg_poppins
import pytest
from PIL import Image

from domain.errors import ReelflowError
from media.brand import Kit, read
from media.ffmpeg import run

BOLD = fontpkg_poppins.ROOT / "files/Poppins-ExtraBold.ttf"
BLACK = fontpkg_poppins.ROOT / "files/Poppins-Black.ttf"
AMIRI = fontpkg_amiri.ROOT / "files/Amiri-Bold.ttf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a logo, clips, typefaces and files that are none of these."""
    place = tmp_path_factory.mktemp("acme")
    Image.new("RGBA", (60, 30), (53, 224, 161, 200)).save(place / "logo.png")
    picture = ("-f", "lavfi", "-i", "testsrc=s=64x64:d=1:r=25")
    run([*picture, "-f", "lavfi", "-i", "sine=440:d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", place / "intro.mp4"])
    run([*picture, "-c:v", "libx264", "-pix_fmt", "yuv420p", place / "outro.mp4"])
    run(["-f", "lavfi", "-i", "testsrc=s=64x64:d=0.2:r=25", "-c:v", "libx264", "-pix_fmt", "yuv420p", place / "blink.mp4"])
    for name, font in (("a.ttf", BOLD), ("b.ttf", BLACK), ("c.ttf", AMIRI)):
        (place / name).write_bytes(font.read_bytes())
    (place / "note.png").write_text("not a picture")
    (place / "broken.ttf").write_bytes(BOLD.read_bytes()[:400])
    return place


def kit(folder: Path, text: str) -> Kit:
    (folder / "brand.yaml").write_text(text, encoding="utf-8")
    return read(folder)


def test_a_whole_kit_is_read(folder: Path) -> None:
    found = kit(
        folder,
        "name: Acme\naccent: 001122\ncaption_color: '#fff2cc'\ncaptions: block\nlogo: logo.png\n"
        "watermark: {corner: bottom_left, size: 0.2, opacity: 1}\nheading: [a.ttf, b.ttf]\nbody: c.ttf\n"
        "intro: intro.mp4\noutro: outro.mp4\ngrade: warm\ncall: {en: Follow Acme, ar: تابع}\n",
    )
    said = found.sheet
    assert (said.accent, said.caption_color, said.captions, said.grade) == ("#001122", "#FFF2CC", "block", "warm")
    assert said.watermark and (said.watermark.corner, said.watermark.size, said.watermark.opacity) == ("bottom_left", 0.2, 1.0)
    assert (found.heading, found.body, found.sounding) == ("Poppins", "Amiri", ("intro",))
    assert said.call == {"en": "Follow Acme", "ar": "تابع"}


def test_a_kit_may_be_named_by_its_file_and_say_next_to_nothing(folder: Path) -> None:
    (folder / "small.yaml").write_text("name: Acme\ncall: Follow us\nwatermark: none\n", encoding="utf-8")
    said = read(folder / "small.yaml").sheet
    assert said.watermark is None
    assert said.call == {"en": "Follow us", "fr": "Follow us", "ar": "Follow us"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no keys"),
        ("- one\n", "holds no keys"),
        ("accent: FF0000\n", "name: is missing"),
        ("name: A\ncolour: red\n", "'colour' is not known. Choose from: name, accent"),
        ("name: A\nname: B\n", "name is said twice"),
        ("name: [A\n", r"is no YAML text \(line"),
        ("name: A\naccent: #FF0000\n", "accent is empty; an unquoted # begins a comment"),
        ("name: A\naccent: red\n", "accent: 'red' is not a colour"),
        ("name: A\ncaptions: loud\n", "captions: .*'highlight', 'karaoke'"),
        ("name: A\nwatermark: {corner: middle}\n", "watermark.corner: .*'top_left'"),
        ("name: A\nwatermark: {place: top}\n", "watermark.place: is not known; choose from corner, size, opacity"),
        ("name: A\nwatermark: {size: 3}\n", "watermark.size: .*less than or equal to 0.5"),
        ("name: A\ngrade: loud\n", "grade: 'loud' is not known. Choose from: warm"),
        ("name: A\ncall: {de: Folgt}\n", "call: 'de' is no language of ours"),
        ("name: A\nlogo: nowhere.png\n", "logo: there is no file .*nowhere.png"),
        ("name: A\nlogo: note.png\n", "logo: note.png is plain text"),
        ("name: A\nlogo: intro.mp4\n", "logo: intro.mp4 is a video"),
        ("name: A\nintro: logo.png\n", "intro: logo.png is a picture"),
        ("name: A\noutro: blink.mp4\n", "outro: blink.mp4 lasts 0.2 s"),
        ("name: A\nheading: broken.ttf\n", "heading: broken.ttf cannot be read as a font"),
        ("name: A\nbody: [a.ttf, c.ttf]\n", "body: Poppins and Amiri are two families"),
        ("name: A\ngrade: note.cube\n", "grade: there is no file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_key(folder: Path, text: str, told: str) -> None:
    with pytest.raises(ReelflowError, match=told) as caught:
        kit(folder, text)
    assert "brand.yaml" in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_folder_without_a_sheet_is_no_kit(tmp_path: Path) -> None:
    with pytest.raises(ReelflowError, match=r"cannot be read: No such file.*folder with a brand\.yaml"):
        read(tmp_path)
