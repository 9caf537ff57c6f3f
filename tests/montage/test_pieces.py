"""A piece is its content: the same wherever it stands, another as soon as anything in it changes."""

from collections.abc import Callable

import pytest

from domain.errors import ConfigurationError, RenderError
from domain.media import MediaRef
from domain.speech import Word
from domain.timeline import Caption, Timeline, TimeRange, Title, splice
from montage.pieces import Encoding, Piece, compile_pieces
from tests.montage.material import clip

FAST = Encoding.named("auto", draft=True)


def media(name: str) -> MediaRef:
    return MediaRef(sha256=name * 64, suffix=".mp4", kind="video", seconds=5)


def segment(name: str, text: str = "one two", frames: int = 137) -> Timeline:
    # Times as a voice gives them: not on frames, not round.
    words = tuple(Word(text=word, start=0.2 + k / 3, end=0.2 + (k + 1) / 3 - 0.01) for k, word in enumerate(text.split()))
    return Timeline(
        width=540,
        height=960,
        duration=frames,
        video=(clip(media(name), 0, frames),),
        captions=(Caption(words=words, until=frames / 30),),
        titles=(Title(at=TimeRange(start=0, duration=50), kind="keywords", text=f"Key {name}"),),
    )


def keys(timeline: Timeline, encoding: Encoding = FAST) -> list[str]:
    return [piece.key for piece in compile_pieces(timeline, encoding)]


def test_a_segment_alone_is_the_same_piece_as_in_a_film() -> None:
    segments = [segment(name, frames=100 + 37 * k) for k, name in enumerate("abcdef")]
    assert keys(splice(segments)) == [key for one in segments for key in keys(one)]


def test_a_changed_caption_changes_only_its_piece() -> None:
    before = keys(splice([segment("a"), segment("b"), segment("c")]))
    after = keys(splice([segment("a"), segment("b", "one too"), segment("c")]))
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.model_copy(update={"width": 720}),
        lambda one: one.model_copy(update={"rate": 25}),
        lambda one: one.model_copy(update={"video": (clip(media("a"), 0, 137, fit="blur"),)}),
        lambda one: one.model_copy(update={"video": (clip(media("a"), 0, 137, speed=0.8),)}),
        lambda one: one.model_copy(update={"video": (clip(media("a"), 0, 137, source_start=0.5),)}),
        lambda one: one.model_copy(update={"video": (clip(media("b"), 0, 137),)}),
        lambda one: one.model_copy(update={"titles": ()}),
    ],
)
def test_whatever_is_seen_is_in_the_key(change: Callable[[Timeline], Timeline]) -> None:
    assert keys(segment("a")) != keys(change(segment("a")))


def test_what_is_heard_is_not_in_the_key() -> None:
    voice = MediaRef(sha256="9" * 64, suffix=".wav", kind="audio", seconds=4)
    assert keys(segment("a")) == keys(segment("a").model_copy(update={"audio": (clip(voice, 6, 120),)}))


def test_a_draft_is_another_piece_than_the_final() -> None:
    assert keys(segment("a"), Encoding.named("x264")) != keys(segment("a"), FAST)


def test_auto_is_x264() -> None:
    assert Encoding.named("auto") == Encoding.named("x264")


def test_an_unknown_encoder_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigurationError, match="auto, x264"):
        Encoding.named("nvenc9")


def test_the_type_of_a_neighbour_stays_with_it() -> None:
    first, second = compile_pieces(splice([segment("a", "uno dos"), segment("b", "tres cuatro")]), FAST)
    assert "uno" in first.text and "tres" not in first.text
    assert "tres" in second.text and "uno" not in second.text


def test_a_piece_without_type_has_no_script() -> None:
    bare = segment("a").model_copy(update={"captions": (), "titles": ()})
    (piece,) = compile_pieces(bare, FAST)
    assert piece.text == "" and "ass" not in piece.graph


def test_pieces_tile_the_film() -> None:
    pieces = compile_pieces(splice([segment("a", frames=61), segment("b", frames=149)]), FAST)
    assert [piece.frames for piece in pieces] == [61, 149]


def test_a_gap_in_the_picture_is_refused() -> None:
    film = segment("a").model_copy(update={"video": (clip(media("a"), 0, 100),)})
    with pytest.raises(RenderError, match="no picture from frame 100 to 137"):
        compile_pieces(film, FAST)


def test_two_pictures_at_once_are_refused() -> None:
    film = segment("a").model_copy(update={"video": (clip(media("a"), 0, 100), clip(media("b"), 90, 47))})
    with pytest.raises(RenderError, match="two pictures at once from frame 90 to 100"):
        compile_pieces(film, FAST)


def test_a_piece_survives_being_stored() -> None:
    (piece,) = compile_pieces(segment("a"), FAST)
    assert Piece.model_validate_json(piece.model_dump_json()).key == piece.key
