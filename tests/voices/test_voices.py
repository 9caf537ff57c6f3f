"""`reelflow voices`: which there are, how one sounds, how fast it speaks, and new ones with their owner's consent."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from cli.app import answer
from domain.brief import Brief
from domain.errors import BadMedia, BriefError, CeilingReached, Unsupported
from domain.languages import LANGUAGES
from domain.lineup import Choice, Lineup
from domain.project import Options
from domain.requests import ScriptRequest
from media.probe import accept
from providers.registry import all_vendors
from rehearsal import tones
from tasks.scripts.writing import script_request
from tasks.voices import casting, keeping, listing
from tasks.voices.keeping import kept, words_per_second
from tests.voices.conftest import Booth

AGREED = "I, Amina B., agree that my voice is learned for the films of our shop."


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Ten seconds and more of somebody's voice."""
    path = tmp_path / "amina.wav"
    path.write_bytes(tones.wav(tones.say("My name is Amina and this is how I speak. " * 5)))
    return path


def test_lists_every_voice_that_can_be_asked_and_says_why_others_cannot(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BARK_BASE_URL")
    rows, notes = listing.listed()
    found = {(row.vendor, row.voice.name) for row in rows}
    assert {("elevenlabs", "Amina"), ("openai", "nova"), ("xtts", "Damien Black"), ("espeak", "female")} <= found
    assert [note.split(":")[0] for note in notes] == ["azure", "bark"]


def test_lists_by_language_and_by_vendor(booth: Booth) -> None:
    rows, _ = listing.listed("bark", "fr")
    assert {row.voice.languages for row in rows} == {("fr",)}
    assert listing.listed("bark", "ar")[0] == ()


def test_a_sample_is_written_to_a_file_once_it_is_allowed_and_paid_once(booth: Booth, tmp_path: Path) -> None:
    request = listing.sample("elevenlabs", "Amina", "fr", "Bonjour à tous.")
    with pytest.raises(CeilingReached, match=r"\$0\.0015.*--budget 0\.0015"):
        listing.spoken("elevenlabs", request, None)
    for _ in range(2):
        narration = listing.spoken("elevenlabs", request, Decimal("0.01"))
    path = listing.saved(narration, str(tmp_path / "a" / "x.wav"))
    assert accept(path, kind="audio").seconds == pytest.approx(tones.say("Bonjour à tous.").seconds, abs=0.01)
    assert booth.accepted("elevenlabs") == 1
    with pytest.raises(BriefError, match=r"\.wav"):
        listing.saved(narration, "x.mp3")


def test_a_sample_in_a_language_that_the_voice_does_not_speak_names_others(booth: Booth) -> None:
    with pytest.raises(Unsupported, match=r"bark does not speak Arabic.*elevenlabs"):
        listing.sample("bark", "", "ar", "مرحبا")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voice_is_measured_and_scripts_are_planned_with_it(booth: Booth, language: str) -> None:
    request = listing.sample("espeak", "", language, LANGUAGES[language].sample)
    pace = listing.measured("espeak", request, listing.spoken("espeak", request, None))
    assert pace == pytest.approx(LANGUAGES[language].words_per_second, rel=0.25)
    assert words_per_second("espeak", "", language) == pace
    asked = script_request("p", Brief(theme="bees", languages=(language,)), Lineup(), Options())
    assert asked.pace(language) == pace


def test_a_slower_voice_gets_fewer_words(booth: Booth) -> None:
    writer, brief = all_vendors()["outline"].makers["text"], Brief(theme="Sleep better", duration=30)
    said = [
        sum(
            len(one.narration["en"].split())
            for one in writer.write(ScriptRequest(project="p", brief=brief, paces=paces)).segments
        )
        for paces in ({}, {"en": 1.7})
    ]
    assert said[1] < 0.85 * said[0]


def test_the_pace_is_that_of_the_voice_that_will_speak(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.keep_pace("elevenlabs", "Amina", "fr", 2.2, 20.0)
    choice = Choice(slugs=("elevenlabs:eleven_v3", "espeak"))
    assert casting.paces(choice, "en=George, fr=Amina", ("en", "fr")) == {"fr": 2.2}
    assert casting.paces(choice, "", ("fr",)) == {}
    monkeypatch.setenv("ELEVENLABS_VOICE", "Amina")
    assert casting.paces(choice, "female", ("fr",)) == {"fr": 2.2}


@pytest.mark.parametrize("slug", ["elevenlabs", "xtts"])
def test_a_voice_is_learned_with_consent_and_speaks_then(booth: Booth, slug: str, recording: Path) -> None:
    listing.cloned(slug, "Amina shop", str(recording), AGREED)
    (record,) = kept().learned
    assert (record.consent.line, record.consent.sample) == (AGREED, "amina.wav")
    assert record.consent.sample_sha256 == hashlib.sha256(recording.read_bytes()).hexdigest()
    assert record.consent.by and record.consent.at
    assert booth.speak(slug, voice="Amina shop").vendor == slug
    body = [job.body for job in booth.player._books[slug].jobs.values()][-1]
    spoken = [one["path"] for one in booth.player.journal()["requests"] if one["does"] == "create"][-1]
    assert "clone" in spoken or body["speaker_embedding"] == record.kept["speaker_embedding"]
    with pytest.raises(BriefError, match="already"):
        listing.cloned(slug, "Amina shop", str(recording), AGREED)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"consent": "yes"}, BriefError, "Say who agrees"),
        ({"voice": "a,b"}, BriefError, "no name for a voice"),
        ({"voice": "male"}, BriefError, "already"),
        ({"name": "openai"}, Unsupported, "Who does: elevenlabs, xtts"),
    ],
)
def test_without_consent_or_a_good_name_nothing_is_handed_in(
    booth: Booth, recording: Path, change: dict[str, str], error: type[Exception], said: str
) -> None:
    asked = {"name": "elevenlabs", "voice": "Amina shop", "recording": str(recording), "consent": AGREED, **change}
    with pytest.raises(error, match=said):
        listing.cloned(**asked)
    assert (booth.accepted("elevenlabs"), kept().learned) == (0, ())


def test_a_recording_that_is_none_or_too_short_is_told(booth: Booth, tmp_path: Path) -> None:
    short, none = tmp_path / "short.wav", tmp_path / "none.wav"
    short.write_bytes(tones.wav(tones.say("Hi.")))
    none.write_text("no sound")
    with pytest.raises(BriefError, match="5 to 600 s"):
        listing.cloned("elevenlabs", "Amina", str(short), AGREED)
    with pytest.raises(BadMedia):
        listing.cloned("elevenlabs", "Amina", str(none), AGREED)


def test_the_command_lists_previews_and_asks_for_an_allowance(
    booth: Booth, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert answer(["voices", "--vendor", "openai", "--json"]) == 0
    assert {"onyx", "nova"} <= {row["voice"]["name"] for row in json.loads(capsys.readouterr().out)["voices"]}
    paid = ["voices", "--vendor", "openai", "--preview", "Good morning.", "--output", str(tmp_path / "v.wav"), "--json"]
    assert answer(paid) == 3
    assert "--budget" in json.loads(capsys.readouterr().out)["error"]
    assert answer([*paid, "--budget", "0.01"]) == 0
    assert json.loads(capsys.readouterr().out)["file"].endswith("v.wav")
    assert answer(["voices", "--clone", "A"]) == 2
    assert answer(["voices", "--measure", "--preview", "x"]) == 2
