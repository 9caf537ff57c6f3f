"""Six briefs as people write them, with recorded answers of a model, and what rules alone make of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.ask import Ask
from domain.brief import Brief
from domain.languages import LANGUAGES
from tasks.briefs.asking import brief_for
from tests.words.conftest import Seat

ANSWERS = Path("rehearsal/answers")
SAID = {path.stem: json.loads(path.read_text(encoding="utf-8"))["brief"] for path in sorted(ANSWERS.glob("*.json"))}

FIELDS: dict[str, dict[str, Any]] = {
    "french": {
        "theme": "L'IA pour les PME algériennes", "duration": 120, "languages": ("ar", "fr"), "voice": "male", "avatar": "male",
        "mood": "motivante", "tone": "professionnel", "platforms": ("youtube", "linkedin", "tiktok"),
        "formats": ("youtube", "linkedin", "tiktok"), "pillar": "education", "audience": "PME algériennes",
    },
    "english": {
        "theme": "Sourdough subscription from a bakery in Leeds", "duration": 20, "languages": ("en",), "voice": "female",
        "avatar": "", "pillar": "promo", "tone": "warm, a bit cheeky", "formats": ("instagram_reels", "facebook"),
    },
    "arabic": {
        "theme": "ترشيد استهلاك الماء", "duration": 60, "languages": ("ar",), "voice": "female", "avatar": "female",
        "formats": ("youtube_shorts",), "audience": "تلاميذ المدارس", "tone": "مرح",
    },
    "spanish": {
        "theme": "La historia de una cafetería familiar de Oaxaca", "duration": 45, "voice": "male", "pillar": "story",
        "languages": tuple(code for code in ("es", "en") if code in LANGUAGES), "formats": ("linkedin",), "mood": "tranquila",
    },
    "mixed": {"theme": "Lancement de notre app de covoiturage", "languages": ("en",), "formats": ("tiktok",), "tone": "friendly"},
    "vague": {"pillar": "tips", "languages": ("en",)},
}  # fmt: skip
QUESTIONS = {
    "mixed": [("duration", "30 ou 60 secondes ?", ("30 s", "60 s"))],
    "vague": [("theme", "What should the video be about?", ())],
}
ASSUMED = {
    "french": (),
    "english": ("languages: not said, so en.",),
    "arabic": (),
    "spanish": (),
    "mixed": ("audience: left to the film. Pour quel public ?",),
    "vague": (
        "pillar: not said, so tips.", "duration: not said, so 30 s.", "languages: not said, so en.",
        "voice: left to the film. A man's or a woman's voice?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_a_model_reads_fields_questions_and_assumptions(desk: Seat, name: str) -> None:
    seat = desk("claude")
    brief = brief_for(Ask(brief=SAID[name], text="claude"))
    assert {field: getattr(brief, field) for field in FIELDS[name]} == FIELDS[name]
    assert [(one.field, one.question, one.choices) for one in brief.questions] == QUESTIONS.get(name, [])
    assert brief.assumed == ASSUMED[name]
    assert (brief.said, seat.taken("claude")) == (SAID[name], 1)


def test_what_no_field_can_hold_is_quoted(desk: Seat) -> None:
    desk("claude")
    assert brief_for(Ask(brief=SAID["mixed"], text="claude")).unread == ("ajoutez un QR code",)


BY_RULE: dict[str, dict[str, Any]] = {
    "french": {
        "theme": "L'IA pour les PME algeriennes", "duration": 120, "languages": ("ar", "fr"), "voice": "male", "avatar": "male",
        "mood": "motivante", "tone": "professionnel", "platforms": ("youtube", "linkedin", "tiktok"),
        "formats": ("youtube", "linkedin", "tiktok"), "unread": (), "assumed": ("pillar: not said, so tips.",),
    },
    "english": {"duration": 20, "pillar": "promo", "voice": "female", "formats": ("instagram_reels", "facebook")},
    "arabic": {"duration": 60, "languages": ("ar",), "tone": "مرح", "voice": "female", "formats": ("youtube_shorts",)},
    "spanish": {"duration": 45, "tone": "cercano", "voice": "male", "mood": "tranquila", "formats": ("linkedin",)},
    "mixed": {"languages": ("en",), "formats": ("tiktok",), "tone": "friendly"},
    "vague": {},
}  # fmt: skip


def ruled(name: str) -> Brief:
    """A brief as rules read it."""
    return brief_for(Ask(brief=SAID[name]))


@pytest.mark.parametrize("name", SAID)
def test_rules_alone_read_what_is_said_plainly(name: str) -> None:
    brief = ruled(name)
    assert {field: getattr(brief, field) for field in BY_RULE[name]} == BY_RULE[name]
    asked = {"mixed": [("duration", ("30 s", "60 s"))], "vague": [("theme", ())]}
    assert [(one.field, one.choices) for one in brief.questions] == asked.get(name, [])
