"""A value's digest outlives the fields it gains later."""

from domain.base import Frozen, digest


class Before(Frozen):
    prompt: str


class After(Frozen):
    prompt: str
    still: str = ""


def test_a_field_that_was_added_with_a_default_changes_no_digest_made_before() -> None:
    assert digest(["ray-2", Before(prompt="a bee")]) == digest(["ray-2", After(prompt="a bee")])
    assert digest(After(prompt="a bee")) != digest(After(prompt="a bee", still="bee.png"))
