"""The forms that people fill in: every field is named, explained and has its choices, and what is wrong is refused."""

from typing import Any

import pytest
from jsonschema.validators import validator_for
from prefect._internal.pydantic.v2_schema import create_v2_schema
from prefect.utilities.callables import parameter_schema

from domain.approval import Approval, Verdict
from domain.brief import Brief
from domain.project import Project
from domain.script import Script, Segment
from flows.assemble_video import assemble_video
from flows.compare_providers import compare_providers
from flows.make_video import make_video
from flows.retake_segment import retake_segment
from tasks.approvals.approval_form import answer_of, form_for
from tasks.approvals.approval_page import plain

FLOWS = (make_video, assemble_video, compare_providers, retake_segment)
CHOICES = {
    "pillar": {"tips", "education", "story", "promo", "news"},
    "captions": {"highlight", "karaoke", "block", "pop", "minimal"},
    "transition": {"cut", "fade", "dissolve", "dip", "slide", "wipe"},
    "encoder": {"auto", "x264", "nvenc"},
    "approval": {"none", "human"},
    "approve": {"script", "film"},
}


def listed(field: Any, schema: Any) -> set[str]:
    """The choices that a form offers for a field, wherever its schema keeps them."""
    if isinstance(field, list):
        return set().union(*(listed(one, schema) for one in field))
    if not isinstance(field, dict):
        return set()
    if reference := field.get("$ref"):
        return listed(schema["definitions"][reference.rsplit("/", 1)[1]], schema)
    parts = [field.get(name, ()) for name in ("items", "anyOf", "allOf")]
    return {*map(str, field.get("enum", ())), *(str(field["const"]) for _ in [0] if "const" in field)}.union(
        *(listed(part, schema) for part in parts)
    )


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_every_field_has_a_name_and_help(flow: Any) -> None:
    schema = parameter_schema(flow).model_dump()
    nested = [part["properties"] for part in schema["definitions"].values() if "properties" in part]
    fields = {name: field for part in (schema["properties"], *nested) for name, field in part.items()}
    assert [name for name, field in fields.items() if not field.get("title") or len(field.get("description", "")) < 10] == []


def test_where_there_is_a_choice_the_form_lists_it() -> None:
    schema = parameter_schema(make_video).model_dump()
    assert {name: listed(schema["properties"][name], schema) for name in CHOICES} == CHOICES
    assert {"vertical", "tiktok", "youtube"} <= listed(schema["properties"]["formats"], schema)
    assert listed(schema["properties"]["languages"], schema) == {"en", "fr", "ar"}


def test_every_field_of_a_video_may_be_left_alone() -> None:
    schema = parameter_schema(make_video).model_dump()
    assert schema["required"] == []
    assert [name for name, field in schema["properties"].items() if "default" not in field] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"duration": "soon"}, "duration"),
        ({"languages": ["xx"]}, "languages"),
        ({"formats": ["cinema"]}, "formats"),
        ({"approve": ["stills"]}, "approve"),
        ({"approval": "boss"}, "approval"),
        ({"budget": "much"}, "budget"),
    ],
)
def test_a_parameter_of_the_wrong_kind_is_refused_by_its_name(wrong: dict[str, Any], said: str) -> None:
    from prefect.exceptions import ParameterTypeError

    with pytest.raises(ParameterTypeError, match=said):
        make_video.validate_parameters({"theme": "Bees", **wrong})


@pytest.fixture
def form() -> Any:
    said = {"en": "Bees dance.", "fr": "Les abeilles dansent."}
    segments = tuple(Segment(id=n, narration=said, prompt=f"bees {n}", kept=n != 2) for n in (1, 2, 3))
    brief = Brief(theme="bees", languages=("en", "fr"))
    return form_for(
        Project(id="bees", title="Bees", brief=brief, script=Script(title={"en": "Bees"}, segments=segments)), "# All"
    )


def test_the_form_of_approval_is_filled_in_and_explains_itself(form: Any) -> None:
    schema = create_v2_schema("form", model_base=form)
    row = schema["definitions"]["Segment"]
    fields = {**schema["properties"], **row["properties"]}
    assert [name for name, field in fields.items() if not field.get("title") or not field.get("description")] == []
    assert schema["properties"]["decision"]["description"].startswith("# All\n")
    assert row["properties"]["segment"]["enum"] == [1, 2, 3]
    assert [(one["segment"], one["keep"]) for one in schema["properties"]["segments"]["default"]] == [
        (1, True),
        (2, False),
        (3, True),
    ]


BOTH = {"narration_en": "a", "narration_fr": "b", "prompt": "c"}
YES = {"decision": "approve", "by": "ada"}


@pytest.mark.parametrize(
    ("answer", "sound"),
    [
        (YES, True),
        ({**YES, "segments": [{"segment": 3, **BOTH}]}, True),
        ({"decision": "approve"}, False),
        ({**YES, "decision": "maybe"}, False),
        ({**YES, "segments": []}, False),
        ({**YES, "segments": [{"segment": 4, **BOTH}]}, False),
        ({**YES, "segments": [{"segment": 1, "narration_en": "a", "prompt": "c"}]}, False),
    ],
)
def test_the_server_refuses_what_the_form_does_not_offer(form: Any, answer: dict[str, Any], sound: bool) -> None:
    schema = create_v2_schema("form", model_base=form)
    assert validator_for(schema)(schema).is_valid(answer) is sound


def test_an_answer_becomes_a_verdict_and_rows(form: Any) -> None:
    row = {"segment": 3, "narration_en": "Hi.", "narration_fr": "Salut.", "prompt": "sea"}
    said = form(decision="ask for changes", by=" ada ", remark=" shorter ", segments=[row])
    assert said.verdict == Verdict(decision="changes", by="ada", remark="shorter")
    (left,) = said.rows
    assert (left.segment, left.keep, left.prompt, left.narration) == (3, True, "sea", {"en": "Hi.", "fr": "Salut."})


def test_a_decision_made_in_a_terminal_fits_the_form(form: Any) -> None:
    about = {"project": "p", "stage": "script", "digest": "0", "at": "2026-11-20T12:00:00Z"}
    for decision in ("approve", "changes", "reject"):
        said = Approval.model_validate({"decision": decision, "by": "ada", "remark": "x" * 5000, **about})
        assert form(**answer_of(said)).verdict.decision == decision


def test_nobodys_words_become_a_heading_a_link_or_a_picture() -> None:
    assert plain("# a\n![x](http://e.com) <img> | *b*") == r"\# a \!\[x\](http://e.com) \<img\> \| \*b\*"
