"""Timelines and exports of finished films: what they show and write, and what they refuse."""

import json
from collections.abc import Callable
from pathlib import Path

import opentimelineio as otio
import pytest

from domain.final_cut import FinalCut
from domain.project import Project, Video
from domain.timeline import Timeline
from store import timelines, videos
from tasks.wiring import store, vault
from tests.cli.conftest import Command
from tests.montage.exchanged import FILM

Refused = Callable[..., str]

VIDEO = Video(format="vertical", language="en", path="bees.mp4", seconds=14.0, width=1080, height=1920, sha256="0")


def keep(project: Project, timeline: Timeline, **more: object) -> FinalCut:
    """Finish a film as far as these commands look at it."""
    cut = FinalCut.model_validate({"language": "en", "format": "vertical", "timeline": timeline, **more})
    videos.record(store(), project.id, VIDEO.model_copy(update={"language": cut.language, "format": cut.format}))
    timelines.record(store(), project.id, cut)
    return cut


@pytest.fixture
def film(project: Project, tmp_path: Path) -> Timeline:
    """A finished film whose clips are in the media store."""
    (tmp_path / "clip.mp4").write_bytes(b"a clip")
    media = vault().put(tmp_path / "clip.mp4", "video", seconds=6.0)
    clips = tuple(clip.model_copy(update={"media": media}) for clip in FILM.video)
    film = FILM.model_copy(update={"video": clips, **dict.fromkeys(("avatar", "broll", "audio", "effects", "music"), ())})
    keep(project, film)
    return film


def test_a_timeline_is_shown_track_by_track(reelflow: Command, film: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    said = reelflow("show", "last", "--timeline")
    assert (said.code, said.err) == (0, "")
    tracks = ("VIDEO", "AVATAR", "B-ROLL", "AUDIO", "EFFECTS", "MUSIC", "TEXT", "MARKERS")
    shown = (*tracks, "1080x1920", "00:00:14:00", "dissolve", "title: Bees [bold]", "مع Python نلعب", "segment 2")
    assert [words for words in shown if words not in said.out] == []


def test_programs_read_a_timeline_as_it_was_kept(reelflow: Command, project: Project, film: Timeline) -> None:
    told = reelflow("show", "last", "--timeline", "--json").json
    assert (told["project"], told["language"], told["format"]) == (project.id, "en", "vertical")
    assert Timeline.model_validate(told["timeline"]) == film


def test_a_timeline_is_written_for_other_editors(reelflow: Command, film: Timeline, stage: Path) -> None:
    said = reelflow("export", "last", "--as", "otio", "--output", "bees.otio", "--json")
    assert (said.code, said.json["path"]) == (0, str(stage / "bees.otio"))
    read = otio.adapters.read_from_file(str(stage / "bees.otio"))
    assert (read.name, read.tracks.trimmed_range().duration.value) == ("Bees [bold]", film.duration)
    addresses = {clip.media_reference.target_url for clip in read.find_clips()}
    assert [otio.url_utils.filepath_from_url(address) for address in addresses] == [str(vault().open(film.video[0].media))]


@pytest.mark.parametrize(
    ("form", "begins"), [("srt", "1\n00:00:00,400 --> 00:00:02,200\nBees"), ("VTT", "WEBVTT\n"), ("ass", "[Script Info]\n")]
)
def test_subtitles_are_written_into_the_output_folder_under_the_projects_name(
    reelflow: Command, film: Timeline, stage: Path, form: str, begins: str
) -> None:
    said = reelflow("export", "last", "--as", form)
    assert (said.code, said.err) == (0, "")
    [written] = (stage / "output").iterdir()
    assert written.name == f"bees-a1b2c3-en-vertical.{form.lower()}"
    assert str(written) in said.out.replace("\n", "")
    assert written.read_text(encoding="utf-8").startswith(begins)


def test_the_drawn_type_is_in_the_ass_document(reelflow: Command, film: Timeline, stage: Path) -> None:
    reelflow("export", "last", "--as", "ass", "--output", str(stage))
    text = next(stage.glob("*.ass")).read_text(encoding="utf-8")
    assert "PlayResY: 1920" in text
    assert "Python" in text


def test_a_film_without_captions_still_has_what_is_said(reelflow: Command, project: Project, stage: Path) -> None:
    keep(project, FILM.model_copy(update={"captions": ()}), said=FILM.captions)
    reelflow("export", "last", "--as", "srt", "--output", "bees.srt")
    assert "Bees sleep well." in (stage / "bees.srt").read_text(encoding="utf-8")


def test_an_edited_project_says_that_its_film_is_from_before(reelflow: Command, film: Timeline) -> None:
    assert "edited since" in reelflow("show", "last", "--timeline").out


SEVERAL = [
    ((), "That fits 3 films of bees-a1b2c3: en vertical, fr square, fr vertical. Choose with --language and --format."),
    (("--language", "fr"), "That fits 2 films of bees-a1b2c3: fr square, fr vertical."),
    (("--format", "tiktok"), "bees-a1b2c3 has no film tiktok. It has: en vertical, fr square, fr vertical."),
    (("--language", "ar", "--format", "square"), "bees-a1b2c3 has no film ar square."),
    (("--language", "de"), "Language 'de' is not one of ours."),
    (("--format", "cinema"), "Format 'cinema' is not known."),
]


@pytest.mark.parametrize("words", [("show", "last", "--timeline"), ("export", "last", "--as", "srt")])
@pytest.mark.parametrize(("choice", "said"), SEVERAL)
def test_the_film_that_is_meant_has_to_be_said_and_there(
    refused: Refused, project: Project, words: tuple[str, ...], choice: tuple[str, ...], said: str
) -> None:
    for more in ({}, {"language": "fr"}, {"language": "fr", "format": "square"}):
        keep(project, FILM, **more)
    assert said in refused(*words, *choice)


def test_one_of_several_films_is_chosen_by_language_and_format(reelflow: Command, project: Project) -> None:
    for more in ({}, {"language": "fr"}, {"language": "fr", "format": "square"}):
        keep(project, FILM, **more)
    told = reelflow("show", "last", "--timeline", "--language", "fr-FR", "--format", "square", "--json").json
    assert (told["language"], told["format"]) == ("fr", "square")


@pytest.mark.parametrize("words", [("show", "last", "--timeline"), ("export", "last", "--as", "otio")])
def test_a_film_that_is_not_finished_has_no_timeline(refused: Refused, project: Project, words: tuple[str, ...]) -> None:
    assert refused(*words) == "bees-a1b2c3 has no finished film yet. Finish it: reelflow continue bees-a1b2c3"


@pytest.mark.parametrize("words", [("show", "last", "--timeline"), ("export", "last", "--as", "otio")])
def test_a_film_from_before_timelines_were_kept_is_assembled_once(
    refused: Refused, project: Project, words: tuple[str, ...]
) -> None:
    videos.record(store(), project.id, VIDEO)
    assert refused(*words) == "No timeline was kept with this film. Assemble it once: reelflow assemble bees-a1b2c3"


PLACES = [
    (("--as", "edl"), "--as 'edl' is not known. Choose from: otio, srt, vtt, ass."),
    (("--as", "srt", "--output", "film.mp4"), "srt is written as a .srt file"),
    (("--as", "srt", "--output", "nowhere/film.srt"), "does not exist"),
    (("--as", "srt", "--output", "/proc/film.srt"), "cannot be written"),
    (("--as", "srt", "--output", "/dev/null/film.srt"), "does not exist"),
    (("--as", "srt", "--output", f"{'x' * 300}.srt"), "cannot be written"),
    (("--as", "srt", "--output", "~nobody-here/film.srt"), "whose home is not known"),
]


@pytest.mark.parametrize(("words", "said"), PLACES)
def test_a_form_or_a_place_that_cannot_be_is_told(refused: Refused, film: Timeline, words: tuple[str, ...], said: str) -> None:
    assert said in refused("export", "last", *words)


def test_a_folder_is_not_written_over(refused: Refused, film: Timeline, stage: Path) -> None:
    (stage / "there" / "bees-a1b2c3-en-vertical.srt").mkdir(parents=True)
    assert "is a folder" in refused("export", "last", "--as", "srt", "--output", "there")


@pytest.mark.parametrize(("form", "said"), [("srt", "Nobody speaks"), ("vtt", "--voiceover"), ("ass", "--subtitles")])
def test_a_film_without_words_has_no_subtitles(refused: Refused, project: Project, form: str, said: str) -> None:
    keep(project, FILM.model_copy(update={"captions": (), "titles": ()}))
    assert said in refused("export", "last", "--as", form)


def test_a_clip_that_is_gone_is_told_before_a_timeline_is_written(refused: Refused, film: Timeline) -> None:
    vault().open(film.video[0].media).unlink()
    assert "reelflow continue" in refused("export", "last", "--as", "otio")


def test_a_film_is_chosen_only_for_its_timeline(refused: Refused, film: Timeline) -> None:
    assert "Add --timeline" in refused("show", "last", "--language", "en")


def test_showing_a_project_says_nothing_of_its_timeline(reelflow: Command, film: Timeline) -> None:
    assert "timeline" not in json.dumps(reelflow("show", "last", "--json").json)
