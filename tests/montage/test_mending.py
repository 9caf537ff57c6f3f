"""Small faults of the sound are put right, and measured again."""

from pathlib import Path

import pytest

from domain.review import Finding
from montage.mending import Cure, cure, healthy, mended, misfit, remaster
from montage.review import Review
from montage.reviewing.coded import read
from tests.montage.footage import Footage, good
from tests.montage.material import Shelf


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Footage:
    return good(Shelf(tmp_path_factory.mktemp("footage")))


@pytest.mark.parametrize("change", ["volume=-4dB", "volume=3dB", "volume=13dB:enable='between(t,4,4.1)'"])
def test_a_sound_off_its_loudness_or_too_high_is_brought_back(footage: Footage, tmp_path: Path, change: str) -> None:
    spoilt = footage.spoilt(tmp_path, sound=change)
    found = footage.reviewed(spoilt)
    assert not healthy(found, footage.timeline)
    needed = cure(found, footage.timeline)
    assert needed
    now = remaster(spoilt, needed, footage.timeline, tmp_path / "sound.m4a")
    assert healthy(now, footage.timeline)
    sound = read(tmp_path / "sound.m4a").sound
    assert sound and sound.end == pytest.approx(6.0, abs=1e-6)


def test_a_good_sound_is_left_alone(footage: Footage) -> None:
    assert cure(Review(loudness=-14.6, peak=-1.2), footage.timeline) is None


def test_what_is_far_off_or_silent_is_not_blown_up(footage: Footage) -> None:
    assert cure(Review(loudness=-30.0, peak=-12.0), footage.timeline) is None
    assert cure(Review(), footage.timeline) is None


def test_a_sound_of_another_length_is_fitted(footage: Footage, tmp_path: Path) -> None:
    for name, change in (("long", "apad=pad_dur=0.2"), ("short", "atrim=end=5.8")):
        spoilt = footage.spoilt(tmp_path, sound=change, more=("-vn",))
        before = read(spoilt).sound
        assert before and abs(misfit(before.end, footage.timeline)) == pytest.approx(0.2, abs=0.03)
        remaster(spoilt, Cure(), footage.timeline, tmp_path / f"{name}.m4a")
        after = read(tmp_path / f"{name}.m4a").sound
        assert after and misfit(after.end, footage.timeline) == 0


def test_only_what_a_gain_mends_is_called_mended() -> None:
    quiet = Finding(check="loudness", severity="warning", said="The film is 3.0 LU too quiet.")
    black = Finding(check="black", severity="error", said="It is black.", mend="retake segment 1")
    first, second = mended([quiet, black], Review(loudness=-14.1, peak=-1.6))
    assert (first.severity, first.mend) == ("note", "mended") and "-14.1 LUFS" in first.said
    assert second == black
