"""Which shape is ordered for which wish, and what cropping loses."""

import pytest

from domain.shapes import cropping, lost, named, nearest

SIX = ("9:16", "3:4", "1:1", "4:3", "16:9", "21:9")


@pytest.mark.parametrize(
    ("wanted", "sold", "ordered"),
    [
        ("9:16", SIX, "9:16"),
        ("9:16", (), "9:16"),
        ("4:5", SIX, "3:4"),
        ("4:5", ("9:16", "1:1", "16:9"), "9:16"),
        ("4:5", ("16:9", "1:1"), "1:1"),
        ("16:9", ("9:16", "4:3", "21:9"), "21:9"),
        ("1:1", ("16:9", "9:16"), "16:9"),
        ("1:1", ("9:16", "3:4"), "3:4"),
        ("9:16", ("16:9",), "16:9"),
    ],
)
def test_the_same_orientation_counts_first_then_the_smallest_loss(wanted: str, sold: tuple[str, ...], ordered: str) -> None:
    assert nearest(wanted, sold) == ordered


def test_an_upright_film_out_of_a_landscape_clip_loses_two_thirds() -> None:
    assert lost("16:9", "9:16") == pytest.approx(0.6836, abs=1e-3)
    assert lost("9:16", "16:9") == lost("16:9", "9:16")
    assert cropping("16:9", "9:16") == "cropped to 9:16: 68% of the picture is lost"
    assert cropping("1280:720", "1080:1920") == cropping("16:9", "9:16")


@pytest.mark.parametrize(("made", "wanted"), [("9:16", "9:16"), ("1584:672", "21:9"), ("832:1104", "3:4")])
def test_a_few_pixels_are_not_worth_saying(made: str, wanted: str) -> None:
    assert cropping(made, wanted) == ""


@pytest.mark.parametrize(("size", "name"), [((720, 1280), "9:16"), ((1584, 672), "21:9"), ((1000, 300), "1000x300")])
def test_a_picture_is_called_by_its_usual_ratio(size: tuple[int, int], name: str) -> None:
    assert named(*size) == name
