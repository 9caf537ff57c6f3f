"""The proof of the joins with transitions: no frame lost, doubled or moved on either side, each mixture exactly as planned."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from domain.errors import RenderError
from domain.media import MediaRef
from domain.speech import Word
from domain.timeline import Caption, Timeline, TimeRange, Title, Transition, TransitionKind, splice
from montage.pieces import Encoding, compile_joins, compile_pieces
from tests.montage.material import Shelf, clicks, clicks_off, clip, code, film, lengths, luma, made, read_code

BEFORE, AFTER = 7, 8
"""Frames of a transition before and after its cut."""
TOGETHER = BEFORE + AFTER
STEP = 170
"""Between the numbers that neighbouring clips show."""


def joined(shelf: Shelf, clips: int, length: int, kind: TransitionKind, **more: object) -> Timeline:
    """Return a film of coded clips, each with frames to spare for its transitions."""
    media = [shelf.coded(k * STEP, BEFORE + length + AFTER) for k in range(clips)]
    pictures = [clip(one, k * length, length, head=BEFORE) for k, one in enumerate(media)]
    cuts = [{"kind": kind, "at": k * length, "in_offset": BEFORE, "out_offset": AFTER} for k in range(1, clips)]
    voice = [clip(shelf.wav("voice.wav", clicks(clips * length // 30)), 0, clips * length)]
    return film(*pictures, transitions=cuts, audio=voice, **more)


def planned(clips: int, length: int) -> Iterator[tuple[int, int | None, float]]:
    """Yield for each frame the number shown, the one it gives way to if any, and how far it has."""
    for frame in range(clips * length):
        index, place = divmod(frame, length)
        number = index * STEP + BEFORE + place
        if place >= length - BEFORE and index + 1 < clips:
            step = place - (length - BEFORE)
            yield number, (index + 1) * STEP + step, step / TOGETHER
        elif place < AFTER and index:
            step = BEFORE + place
            yield (index - 1) * STEP + BEFORE + length + place, index * STEP + step, step / TOGETHER
        else:
            yield number, None, 0.0


@pytest.fixture(scope="module", params=[(4, 60), pytest.param((24, 150), marks=pytest.mark.slow)], ids=["8 s", "120 s"])
def dissolves(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    clips, length = request.param
    folder = tmp_path_factory.mktemp("film")
    shelf = Shelf(folder)
    return made(joined(shelf, clips, length, "dissolve"), shelf, folder / "film.mp4", draft=False), clips, length


def test_every_frame_of_both_sides_is_in_its_place(dissolves: tuple[Path, int, int]) -> None:
    path, clips, length = dissolves
    shown = luma(path)
    wrong = [frame for frame, want in enumerate(planned(clips, length)) if not _shows(shown[frame], *want)]
    assert wrong == [] and len(shown) == clips * length


def _shows(picture: NDArray[np.uint8], number: int, following: int | None, share: float) -> bool:
    if following is None:
        return read_code(picture) == number
    mixture = code(number).astype(float) * (1 - share) + code(following).astype(float) * share
    return bool(np.abs(picture.astype(float) - mixture).mean() < 4)


def test_stamps_are_even_and_there_is_one_header(dissolves: tuple[Path, int, int]) -> None:
    path, clips, length = dissolves
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        header = stream.codec_context.extradata or b""
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
    stamps = sorted(packet.pts or 0 for packet in packets)
    assert stamps[0] == 0 and {after - before for before, after in pairwise(stamps)} == {512}
    assert len(stamps) == clips * length and header[5] & 31 == 1


def test_every_click_is_on_its_second_and_the_ends_are_together(dissolves: tuple[Path, int, int]) -> None:
    path, clips, length = dissolves
    assert max(map(abs, clicks_off(path, clips * length // 30))) < 1
    picture, sound = lengths(path)
    assert picture == Fraction(clips * length, 30) and abs(picture - sound) < Fraction(1, 30)


@pytest.mark.parametrize("kind", ["fade", "dissolve", "dip", "slide", "wipe"])
def test_each_kind_has_exactly_its_frames_and_begins_and_ends_with_its_sides(
    shelf: Shelf, tmp_path: Path, kind: TransitionKind
) -> None:
    shown = luma(made(joined(shelf, 2, 60, kind), shelf, tmp_path / "film.mp4"))
    assert len(shown) == 120
    numbers = [read_code(picture) for picture in shown]
    assert numbers[: 60 - BEFORE + 1] == list(range(BEFORE, BEFORE + 60 - BEFORE + 1))
    assert numbers[60 + AFTER :] == list(range(STEP + BEFORE + AFTER, STEP + BEFORE + 60))


FAST = Encoding.named("auto", draft=True)
MIX = {"in_offset": BEFORE, "out_offset": AFTER}


def media(name: str) -> MediaRef:
    return MediaRef(sha256=name * 64, suffix=".mp4", kind="video", seconds=6)


def segment(
    name: str, frames: int = 137, *, kind: TransitionKind = "dissolve", first: bool = False, last: bool = False
) -> Timeline:
    """Return a segment as it is laid out alone: type of its own, and its half of each transition."""
    words = tuple(Word(text=word, start=0.2 + k, end=1.17 + k) for k, word in enumerate(f"one two {name}".split()))
    joins = [*([] if first else [{"kind": kind, "at": 0, **MIX}]), *([] if last else [{"kind": kind, "at": frames, **MIX}])]
    return Timeline(
        width=540,
        height=960,
        duration=frames,
        video=(clip(media(name), 0, frames, head=0 if first else BEFORE),),
        captions=(Caption(words=words, until=frames / 30),),
        titles=(Title(at=TimeRange(start=0, duration=frames), kind="keywords", text=f"Key {name}"),),
        transitions=tuple(Transition.model_validate(one) for one in joins),
    )


def story(names: str, **more: TransitionKind) -> list[Timeline]:
    last = len(names) - 1
    return [segment(one, 100 + 13 * "abcdefg".index(one), first=k == 0, last=k == last, **more) for k, one in enumerate(names)]


def keys(timeline: Timeline) -> list[str]:
    return [piece.key for piece in compile_pieces(timeline, FAST)]


def test_bodies_and_joins_tile_the_film() -> None:
    segments = story("abc")
    pieces = compile_pieces(splice(segments), FAST)
    assert [piece.frames for piece in pieces] == [100 - 7, 15, 113 - 15, 15, 126 - 8]
    assert [len(piece.sources) for piece in pieces] == [1, 2, 1, 2, 1]


def test_a_segment_alone_gives_its_body_and_two_give_their_join() -> None:
    segments = story("abcd")
    whole = keys(splice(segments))
    assert [key for one in segments for key in keys(one)] == whole[::2]
    neighbours = [splice(pair) for pair in pairwise(segments)]
    assert [piece.key for pair in neighbours for piece in compile_joins(pair, FAST)] == whole[1::2]


def test_moved_segments_keep_their_bodies_and_the_joins_they_still_have() -> None:
    before, after = set(keys(splice(story("abcde")))), set(keys(splice(story("acdbe"))))
    assert len(after) == 9 and len(before & after) == 6  # five bodies, and the join of c and d


@pytest.mark.parametrize("kind", ["fade", "dissolve", "dip", "slide", "wipe"])
def test_a_changed_clip_redoes_its_body_and_its_two_joins_and_nothing_else(kind: TransitionKind) -> None:
    segments = story("abcde", kind=kind)
    changed = segments[2].model_copy(update={"video": (segments[2].video[0].model_copy(update={"media": media("9")}),)})
    pairs = zip(keys(splice(segments)), keys(splice([*segments[:2], changed, *segments[3:]])), strict=True)
    assert [old == new for old, new in pairs] == [True, True, True, False, False, False, True, True, True]


def test_another_kind_of_join_changes_only_the_join() -> None:
    pairs = zip(keys(splice(story("ab"))), keys(splice(story("ab", kind="wipe"))), strict=True)
    assert [old == new for old, new in pairs] == [True, False, True]


def test_the_accent_is_in_the_key_only_where_it_is_seen() -> None:
    bare = [one.model_copy(update={"captions": (), "titles": ()}) for one in story("ab")]
    for kind, same in (("dissolve", True), ("fade", True), ("dip", False)):
        film_of = splice(one.model_copy(update={"transitions": tuple(_as(kind, t) for t in one.transitions)}) for one in bare)
        other = film_of.model_copy(update={"look": film_of.look.model_copy(update={"accent": "#3366FF"})})
        assert (keys(film_of) == keys(other)) is same


def _as(kind: str, transition: Transition) -> Transition:
    return Transition.model_validate({**transition.model_dump(), "kind": kind})


def test_type_runs_on_across_the_seams(shelf: Shelf, tmp_path: Path) -> None:
    """On one plain grey everything that moves is type: with and without dissolves each frame shows the same."""
    grey = shelf.made("grey.mp4", "-f", "lavfi", "-i", "color=0x404040:s=270x480:r=30:d=6", "-pix_fmt", "yuv420p")
    segments = [_over(grey, one) for one in story("abc")]
    plain = [one.model_copy(update={"transitions": ()}) for one in segments]
    parted, whole = (luma(made(splice(one), shelf, tmp_path / f"{k}.mp4")) for k, one in enumerate((segments, plain)))
    apart = [float(np.abs(a.astype(float) - b).mean()) for a, b in zip(parted, whole, strict=True)]
    steps = [float(np.abs(a.astype(float) - b).mean()) for a, b in pairwise(whole)]
    assert max(apart) < 0.25 and max(steps) > 1


def _over(media: MediaRef, segment: Timeline) -> Timeline:
    video = tuple(one.model_copy(update={"media": media}) for one in segment.video)
    return segment.model_copy(update={"video": video, "width": 270, "height": 480})


def test_a_film_comes_out_of_black_and_ends_in_it(shelf: Shelf, tmp_path: Path) -> None:
    light = shelf.made("light.mp4", "-f", "lavfi", "-i", "color=white:s=160x96:r=30:d=4", "-pix_fmt", "yuv420p")
    clips = (clip(light, 0, 40, fade_in=10), clip(light, 40, 40, head=5, fade_out=12))
    faded = film(*clips, transitions=[{"kind": "slide", "at": 40, **MIX}])
    bright = [float(picture.mean()) for picture in luma(made(faded, shelf, tmp_path / "film.mp4"))]
    assert bright[0] < 5 and bright[5] == pytest.approx(127, abs=8) and min(bright[10:68]) > 250
    assert bright[74] == pytest.approx(127, abs=8) and bright[79] < 30


def test_transitions_that_meet_are_refused() -> None:
    short = segment("b", 14)
    with pytest.raises(RenderError, match="Two transitions meet"):
        compile_pieces(splice([segment("a", first=True), short, segment("c", last=True)]), FAST)
