"""The proof of the joins with transitions: no frame lost, doubled or moved on either side, each mixture exactly as planned."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from domain.timeline import Timeline, TransitionKind
from tests.montage.material import Shelf, clicks, clip, code, film, luma, made, read_code

BEFORE, AFTER = 7, 8
"""Frames of a transition before and after its cut."""
TOGETHER = BEFORE + AFTER
STEP = 300
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
    return made(joined(shelf, clips, length, "dissolve"), shelf, folder / "film.mp4"), clips, length


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


@pytest.mark.parametrize("kind", ["fade", "dissolve", "dip", "slide", "wipe"])
def test_each_kind_has_exactly_its_frames_and_begins_and_ends_with_its_sides(
    shelf: Shelf, tmp_path: Path, kind: TransitionKind
) -> None:
    shown = luma(made(joined(shelf, 2, 60, kind), shelf, tmp_path / "film.mp4"))
    assert len(shown) == 120
    numbers = [read_code(picture) for picture in shown]
    assert numbers[: 60 - BEFORE + 1] == list(range(BEFORE, BEFORE + 60 - BEFORE + 1))
    assert numbers[60 + AFTER :] == list(range(STEP + BEFORE + AFTER, STEP + BEFORE + 60))
