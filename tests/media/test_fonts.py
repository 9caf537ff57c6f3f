"""Our own typefaces: found by libass, measured as it draws, and honest about what they cannot draw."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import ImageFont

from domain.errors import BriefError, ConfigurationError
from media import fonts, sfnt

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_the_folder_holds_only_whole_static_faces(cache: Path):
    faces = sorted(fonts.folder().iterdir())
    assert len(faces) == 8
    for path in faces:
        assert sfnt.read(path).characters
        with pytest.raises(OSError, match=r"\w"):
            ImageFont.truetype(str(path), 20).get_variation_axes()


def test_fontconfig_sees_our_folder_and_nothing_else(cache: Path):
    conf = ET.parse(fonts.environment()["FONTCONFIG_FILE"]).getroot()
    assert [part.tag for part in conf] == ["dir", "cachedir"]
    assert conf.findtext("dir") == str(fonts.folder())
    assert str(cache) in (conf.findtext("cachedir") or "")


def test_a_damaged_face_is_put_right(cache: Path):
    face = fonts.folder() / "Poppins-Black.ttf"
    face.write_bytes(b"half")
    assert sfnt.read(fonts.folder() / "Poppins-Black.ttf").family == "Poppins Black"


def test_several_processes_may_fill_the_folder_at_once(cache: Path):
    program = "from media import fonts, sfnt; print(len([sfnt.read(p) for p in fonts.folder().iterdir()]))"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    several = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in several] == ["8"] * 3


def test_no_folder_to_write_in_is_said_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    with pytest.raises(ConfigurationError, match="XDG_CACHE_HOME"):
        fonts.folder()


def test_each_language_has_its_family():
    assert [fonts.family(language) for language in ("en", "fr", "ar")] == ["Poppins", "Poppins", "Tajawal"]


def test_arabic_letters_that_the_first_face_lacks_take_the_whole_line_to_another():
    assert not any(char in "\u06d6" for char in map(chr, sfnt.read(fonts.face("ar")).characters))
    assert fonts.family("ar", "كلمة\u06d6") == "Amiri"


def test_width_grows_with_the_text_and_with_the_size():
    assert fonts.width("wide wide", "en", 50) > fonts.width("wide", "en", 50) > 0
    assert fonts.width("wide", "en", 100) == pytest.approx(2 * fonts.width("wide", "en", 50))


def test_arabic_is_measured_joined():
    apart = sum(fonts.width(letter, "ar", 100) for letter in "تستخدم")
    assert fonts.width("تستخدم", "ar", 100) < apart * 0.8


def test_text_in_two_scripts_is_measured_in_the_faces_that_will_draw_it():
    assert fonts.width("مرحبا", "en", 100) == pytest.approx(fonts.width("مرحبا", "ar", 100), rel=0.02)


@pytest.mark.parametrize(
    ("text", "language"),
    [("L’œuvre coûte 5 € « déjà » ?", "fr"), ("لا تُستخدم القائمة، أبدًا؟ ٥ %", "ar"), ("a_b == {c[0]} \\ ~", "en")],
)
def test_what_people_write_can_be_drawn(text: str, language: str):
    fonts.check_coverage(text, language)
    assert fonts.drawable(text, language) == text


def test_letters_that_nobody_draws_are_named():
    with pytest.raises(BriefError, match=r"漢 \(U\+6F22\)"):
        fonts.check_coverage("ok 漢", "en")


def test_emoji_are_dropped_and_reported(caplog: pytest.LogCaptureFixture):
    assert fonts.drawable("Go 🚀 now ✅ 1️⃣ 👩‍💻 → end", "en") == "Go now 1 end"
    assert "🚀" in caplog.text


def test_letters_are_never_dropped_in_silence():
    assert fonts.drawable("漢 🚀", "en") == "漢"


def test_direction_marks_and_odd_spaces_of_a_user_do_not_reach_the_type():
    assert fonts.drawable("a\u202eb\u200fc\u2011d", "en") == "abc-d"


def test_a_letter_with_a_loose_accent_is_composed():
    assert fonts.drawable("e\u0301", "fr") == "é"


def test_an_unknown_language_is_refused():
    with pytest.raises(BriefError, match="Language"):
        fonts.family("xx")


def test_a_file_that_is_no_font_is_refused(tmp_path: Path):
    (tmp_path / "x.ttf").write_text("<html>")
    with pytest.raises(ValueError, match="not a TrueType"):
        sfnt.read(tmp_path / "x.ttf")
