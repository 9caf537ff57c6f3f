"""Overlays as they are typed, and as a segment keeps them."""

import pytest

from domain import editing
from domain.errors import BriefError
from domain.overlaying import overlays
from tests.domain.values import script_of


def test_an_overlay_is_a_kind_and_a_text():
    [found] = overlays(["Lower-Third : Dr. Amina Benali | Cardiologist"], "en")
    assert (found.kind, found.text) == ("lower_third", {"en": "Dr. Amina Benali | Cardiologist"})
    assert (found.start, found.seconds) == (0.4, 3.0)


def test_a_colon_in_the_text_stays_in_it():
    assert overlays(["title: Bees: a life"], "en")[0].text == {"en": "Bees: a life"}


def test_its_time_may_be_said():
    [found] = overlays(["number@1.5+4: 87% | of bees"], "en")
    assert (found.start, found.seconds) == (1.5, 4.0)
    assert overlays(["number@2: 87%"], "en")[0].seconds == 3.0


def test_points_of_a_list_come_one_after_another_and_leave_together():
    found = overlays(["list_point: one", "title: x", "list_point: two", "list_point@0+1: said"], "en")
    points = [one for one in found if one.kind == "list_point"]
    assert [one.text["en"] for one in points] == ["one", "two", "said"]
    assert points[0].start < points[1].start
    assert points[0].start + points[0].seconds == pytest.approx(points[1].start + points[1].seconds)
    assert points[2].start == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Dr. Amina Benali", "KIND: TEXT"),
        ("banner: hello", "Choose from: title, keywords, lower_third"),
        ("lower_third:  ", "empty"),
        ("lower_third: | Cardiologist", "no name"),
        ("number: many | bees", "no figure"),
        ("title: 🚀", "no word"),
        ("title: " + "x" * 201, "201 characters"),
        ("title@1+0: now", "lasts no time"),
    ],
)
def test_what_is_no_overlay_is_refused_with_the_reason(typed: str, told: str):
    with pytest.raises(BriefError, match=told):
        overlays([typed], "en")


def test_overlays_add_up_and_the_other_segments_stay():
    script = editing.overlay(script_of(3), 2, ["title: Bees"])
    script = editing.overlay(script, 2, ["number: 20,000 | kinds"])
    assert [one.kind for one in script.segments[1].overlays] == ["title", "number"]
    assert script.segments[0] == script_of(3).segments[0]


def test_the_same_kind_in_another_language_is_its_translation():
    script = editing.overlay(script_of(1), 1, ["list_point: one", "list_point: two"])
    script = editing.overlay(script, 1, ["list_point: un", "list_point: deux"], language="fr")
    assert [one.text for one in script.segments[0].overlays] == [{"en": "one", "fr": "un"}, {"en": "two", "fr": "deux"}]


def test_overlays_are_taken_away_in_one_language_or_in_all():
    script = editing.overlay(editing.overlay(script_of(1), 1, ["title: Bees"]), 1, ["title: Abeilles"], language="fr")
    assert editing.overlay(script, 1, [], language="fr", clear=True).segments[0].overlays[0].text == {"en": "Bees"}
    assert editing.overlay(script, 1, [], clear=True).segments[0].overlays == ()
    assert [one.kind for one in editing.overlay(script, 1, ["number: 5"], clear=True).segments[0].overlays] == ["number"]


def test_a_language_that_is_not_spoken_is_refused():
    with pytest.raises(BriefError, match="no narration in 'ar'"):
        editing.overlay(script_of(1), 1, ["title: x"], language="ar")
