"""Who speaks which language, in which voice, and how words are spoken that are written otherwise."""

import pytest

from domain import editing
from domain.brief import Brief
from domain.casting import voice_for, voices_in
from domain.directing import lines
from domain.errors import BriefError, ConfigurationError, MissingCredentials, Unsupported
from domain.lineup import Choice, Lineup
from domain.project import Options, Project
from domain.script import Script, Segment
from store import projects
from tasks.orders.fulfil import fulfil
from tasks.scripts.editing import pronounced
from tasks.voices.casting import check_voices, listeners
from tasks.wiring import store
from tests.voices.conftest import Booth


def project(*slugs: str, languages: tuple[str, ...] = ("en", "fr"), **options: object) -> Project:
    """A film of two segments."""
    texts = {"en": ("Use SQL here.", "Then rest."), "fr": ("Le SQL sert ici.", "Repos."), "ar": ("مرحبا", "شكرا")}
    segments = tuple(
        Segment(id=place + 1, narration={code: texts[code][place] for code in languages}, prompt="a bee") for place in (0, 1)
    )
    return Project(
        id="bees-1",
        title="Bees",
        brief=Brief(theme="bees", languages=languages),
        script=Script(title={languages[0]: "Bees"}, segments=segments),
        lineup=Lineup(speech=Choice(slugs=slugs)),
        options=Options.model_validate(options),
    )


def test_one_voice_for_all_or_one_for_each_language() -> None:
    assert voice_for("George", "fr") == "George"
    assert [voice_for("fr=Charlotte, George", code) for code in ("fr", "en")] == ["Charlotte", "George"]
    assert [voice_for("fr=Charlotte", code) for code in ("fr", "en")] == ["Charlotte", ""]
    assert voices_in("") == {}


@pytest.mark.parametrize("wrong", ["fr=", "de=Klaus", "A, B", "fr=A, fr=B"])
def test_a_voice_for_no_language_of_ours_or_two_at_once_is_told(wrong: str) -> None:
    with pytest.raises(BriefError):
        voices_in(wrong)


def test_each_language_of_a_film_has_its_voice() -> None:
    film = project("elevenlabs", voice="fr=Charlotte, en=George")
    assert [{line.voice for line in lines(film, code)} for code in ("en", "fr")] == [{"George"}, {"Charlotte"}]


def test_nobody_is_asked_for_a_film_in_a_language_that_its_voice_does_not_speak(booth: Booth) -> None:
    with pytest.raises(Unsupported, match=r"bark: .*not ar\. Who can: azure, elevenlabs"):
        check_voices(project("bark", languages=("fr", "ar")))
    check_voices(project("bark", "espeak", languages=("fr", "ar")))
    check_voices(project("bark", languages=("fr", "ar"), voiceover=False))


def test_a_missing_key_or_address_is_told_before_anything_is_filmed(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    check_voices(project("elevenlabs"))
    monkeypatch.setenv("LISTEN_PROVIDER", "deepgram")
    monkeypatch.delenv("DEEPGRAM_API_KEY")
    with pytest.raises(MissingCredentials, match="DEEPGRAM_API_KEY"):
        check_voices(project("elevenlabs"))
    monkeypatch.delenv("LISTEN_PROVIDER")
    monkeypatch.delenv("XTTS_BASE_URL")
    with pytest.raises(ConfigurationError, match="XTTS_BASE_URL"):
        check_voices(project("xtts"))


def test_the_last_listener_is_always_this_machine(home: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert listeners().slugs == ("loudness",)
    monkeypatch.setenv("LISTEN_PROVIDER", "Whisper, deepgram")
    assert listeners().slugs == ("whisper", "deepgram", "loudness")


def test_another_pronunciation_is_spoken_and_only_where_the_word_is(booth: Booth) -> None:
    film = project("elevenlabs")
    projects.save(store(), film)
    for code in ("en", "fr"):
        before = [fulfil(line, "speech", film.lineup.speech) for line in lines(film, code)]
        assert [word.text for word in before[0].words] == film.script.segments[0].narration[code].split()
    assert booth.accepted("elevenlabs") == 4
    changed = pronounced(film, ["SQL=sequel"])
    assert projects.load(store(), film.id).sayings == changed.sayings
    after = [fulfil(line, "speech", film.lineup.speech) for line in lines(changed, "en")]
    assert [word.text for word in after[0].words] == ["Use", "SQL", "here."]
    said = [job["prompt"] for job in booth.player.journal()["jobs"]]
    assert (said[4:], booth.accepted("elevenlabs")) == (["Use sequel here."], 5)


def test_a_segments_own_edit_leaves_its_neighbours_as_they_were_spoken(booth: Booth) -> None:
    film = project("elevenlabs", languages=("en",))
    for line in lines(film, "en"):
        fulfil(line, "speech", film.lineup.speech)
    script = editing.rewrite(film.script, 2, narration="Then go on.")
    for line in lines(film.model_copy(update={"script": script}), "en"):
        fulfil(line, "speech", film.lineup.speech)
    assert booth.accepted("elevenlabs") == 3
