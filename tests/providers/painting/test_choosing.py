"""The scene suits the words, and neighbours do not look alike."""

import itertools

import pytest

from domain.requests import VideoRequest
from providers.painting.choosing import CYCLE, Scene, choose
from providers.painting.families import FAMILIES
from providers.painting.palettes import PALETTES


def scene(prompt: str, **asked: object) -> Scene:
    return choose(VideoRequest.model_validate({"project": "p", "prompt": prompt, "seconds": 5, **asked}))


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("5 Python beginner mistakes", "editor"),
        ("les boucles et les fonctions en programmation", "editor"),
        ("تعلم البرمجة بلغة بايثون", "editor"),
        ("how to save money and invest it", "charts"),
        ("gérer son budget et épargner de l'argent", "charts"),
        ("كيف توفر المال وتستثمر في السوق", "charts"),
        ("waves of the sea", "ocean"),
        ("la mer et les vagues", "ocean"),
        ("أمواج البحر", "ocean"),
        ("artificial intelligence and neural networks", "network"),
        ("une ville la nuit, ses rues", "city"),
        ("صوت المطر", "rain"),
        ("les étoiles et les planètes", "space"),
        ("وصفة قهوة", "cup"),
        ("healthy heart, cardio workout", "pulse"),
        ("a walk in the forest, trees and leaves", "paper"),
        ("le temps, les heures, une horloge", "clockwork"),
        ("voyage dans le désert", "ridges"),
    ],
)
def test_the_scene_suits_the_words(words: str, family: str) -> None:
    assert scene(words).family == family


def test_the_narration_counts_when_the_prompt_says_nothing() -> None:
    assert scene("segment 1", words="The sea rises with every wave.").family == "ocean"


def test_the_prompt_outweighs_the_narration() -> None:
    assert scene("a wide sea", words="Save money.").family == "ocean"


def test_a_colour_of_the_day_chooses_the_palette() -> None:
    assert {"sunset"} & set(PALETTES[scene("the sea at sunset").palette].moods)
    assert {"night"} & set(PALETTES[scene("la ville, la nuit").palette].moods)


@pytest.mark.parametrize("prompt", ["Python tips", "money", "waves of the sea", "nothing in particular", ""])
@pytest.mark.parametrize("seed", [0, 1, 7])
def test_no_two_of_24_segments_share_family_and_composition(prompt: str, seed: int) -> None:
    film = [scene(prompt, position=place, seed=seed) for place in range(1, CYCLE + 1)]
    assert len({(one.family, one.composition) for one in film}) == CYCLE


@pytest.mark.parametrize("prompt", ["Python tips", "money", "waves of the sea", "sunset on the beach", ""])
def test_neighbours_differ_in_palette_and_in_composition(prompt: str) -> None:
    film = [scene(prompt, position=place) for place in range(1, CYCLE + 1)]
    for one, following in itertools.pairwise(film):
        assert one.palette != following.palette
        assert one.composition % 4 != following.composition % 4


@pytest.mark.parametrize("prompt", ["Python tips", "how to invest money", "a calm mind", "nothing in particular"])
def test_neighbours_about_one_subject_come_from_different_families(prompt: str) -> None:
    film = [scene(prompt, position=place) for place in range(1, CYCLE + 1)]
    assert all(one.family != following.family for one, following in itertools.pairwise(film))


def test_every_family_can_be_reached() -> None:
    words = ("", "python", "money", "city", "rain", "time", "coffee", "heart", "forest")
    reached = {scene(word, position=place, seed=seed).family for word in words for place in range(1, 25) for seed in range(3)}
    assert reached == set(FAMILIES)


def test_the_same_request_gets_the_same_scene() -> None:
    assert scene("Python tips", position=3, seed=4) == scene("Python tips", position=3, seed=4)


@pytest.mark.parametrize("change", [{"seed": 1}, {"take": 2}, {"position": 3}])
def test_another_seed_take_or_place_is_another_picture(change: dict[str, int]) -> None:
    first, other = scene("Python tips"), scene("Python tips", **change)
    assert first.seed != other.seed
    assert first.composition != other.composition


def test_the_project_does_not_change_the_picture() -> None:
    assert scene("Python tips", project="a") == scene("Python tips", project="b")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_three_palettes_for_each_half_of_the_places(family: str) -> None:
    for half in (0, 1):
        assert len(set(FAMILIES[family].palettes) & set(tuple(PALETTES)[half::2])) == 3


def test_neighbours_share_no_palette_whatever_they_are_about() -> None:
    words = ("python", "the sea at night", "money", "sunset", "love", "", "forest", "ice")
    odd = {scene(word, position=place).palette for word in words for place in range(1, 25, 2)}
    even = {scene(word, position=place).palette for word in words for place in range(2, 25, 2)}
    assert not odd & even
