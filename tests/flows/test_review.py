"""Every film is read back before it is given out; what is found is told everywhere, what is small is mended."""

import shutil
from pathlib import Path

import pytest

import tasks.films.reviewing
from domain.project import Report
from flows.assemble_video import assemble_video
from media.ffmpeg import run
from montage.reviewing.coded import read
from tasks.wiring import pieces
from tests.flows.conftest import Made
from tests.flows.stage import QuickFilms


def spoil(home: Path, *change: str) -> Path:
    """Change the one mixed sound that is kept, as if it had been mixed so."""
    [sound] = (home / "pieces").rglob("*.m4a")
    run(("-i", sound, *change, home / "spoilt.m4a"))
    shutil.move(home / "spoilt.m4a", sound)
    return sound


def test_a_good_film_has_nothing_but_notes(made: Made) -> None:
    assert [one for one in made.report.review if one.severity != "note"] == []


def test_pictures_that_stand_still_are_told_with_the_command(plain_made: Made) -> None:
    report = plain_made.report
    assert {one.check for one in report.review} == {"frozen"}
    assert {one.mend for one in report.review if one.segment == 2} == {"retake segment 2"}
    assert {(one.format, one.language) for one in report.review} == {("vertical_720p", "en")}
    assert any(note.endswith(f"Film it again: reelflow retake {report.project} 2") for note in report.findings)
    assert report.state == "done"


def test_a_film_that_is_the_same_is_not_reviewed_again(plain: Report, quick: QuickFilms, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("reviewed again")

    monkeypatch.setattr(tasks.films.reviewing, "review", never)
    assert assemble_video(plain.project).review == plain.review


@pytest.mark.slow
def test_a_sound_that_is_too_quiet_is_mended_and_said(
    home: Path, plain: Report, quick: QuickFilms, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(home, "-af", "volume=-4dB")
    report = assemble_video(plain.project)
    [said] = [one for one in report.review if one.check == "loudness"]
    assert (said.severity, said.mend) == ("note", "mended") and "too quiet" in said.said
    assert not any("too quiet" in note for note in report.findings)
    monkeypatch.setattr(tasks.films.reviewing.mending, "remaster", None)
    again = assemble_video(plain.project)
    assert [video.sha256 for video in again.videos] == [video.sha256 for video in report.videos]
    assert again.review == report.review


@pytest.mark.slow
def test_a_sound_longer_than_the_picture_is_trimmed_and_said(home: Path, plain: Report, quick: QuickFilms) -> None:
    spoil(home, "-af", "apad=pad_dur=0.3")
    report = assemble_video(plain.project)
    [said] = [one for one in report.review if one.check == "ends"]
    assert said.mend == "mended" and "trimmed" in said.said
    coded = read(Path(report.videos[0].path))
    assert coded.sound and coded.picture and coded.sound.end == pytest.approx(coded.picture.end, abs=0.02)


def test_damage_to_a_piece_is_told_and_the_film_is_kept(home: Path, plain: Report, quick: QuickFilms) -> None:
    piece = pieces().place(plain.segments[1].piece, ".mp4")
    data = bytearray(piece.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 300] = b"\x55" * 300
    piece.write_bytes(data)
    report = assemble_video(plain.project)
    assert (report.state, Path(report.videos[0].path).is_file()) == ("done", True)
    assert any("damaged" in note for note in report.findings)
