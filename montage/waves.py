"""Sounds as streams of samples: read, cut, looped, faded. Only about a second of each is in memory."""

from collections.abc import Generator, Iterator
from itertools import chain
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from domain.errors import RenderError
from media.probe import SAFE
from media.shelf import SHORTEST_MUSIC

RATE = 48_000
"""Samples a second of everything we mix."""
BLOCK = RATE

_SEAM = RATE
"""Samples over which a sound that is too short crosses into its own beginning."""

Samples = NDArray[np.float32]
"""One row a sample, two columns: left and right."""


def read(path: Path, start: float = 0.0) -> Iterator[Samples]:
    """Yield a file's sound from `start` seconds on; raise `RenderError` when it cannot be decoded."""
    skip = round(start * RATE)
    for block in _decoded(path):
        if skip < len(block):
            yield block[skip:]
        skip = max(0, skip - len(block))


def looped(path: Path, start: float) -> Iterator[Samples]:
    """Yield a sound for ever: its end crosses into its beginning, so that no seam is heard.

    Raises `RenderError` when there is less than a second of it.
    """
    tail = nothing()
    while True:
        head, rest = _split(read(path, start), len(tail))
        first = not len(tail)
        yield _crossed(tail, head)
        passed, tail = yield from _but_the_last(rest, _SEAM)
        if first and passed < 0.99 * SHORTEST_MUSIC * RATE:  # resampling may lose a few
            lasts = f"The music lasts {passed / RATE:.2f} s from where it begins"
            raise RenderError(f"{lasts}; to be repeated it needs {SHORTEST_MUSIC:g} s. Give longer music, or none.")


def faded(sound: Iterator[Samples], length: int, rise: int, fall: int) -> Iterator[Samples]:
    """Yield a sound that comes up over its first `rise` samples, and over `fall` is gone when `length` are over."""
    begun = 0
    for block in sound:
        place = np.arange(begun, begun + len(block), dtype=np.float32)
        level = np.minimum((place + 1) / max(1, rise), (length - place) / max(1, fall))
        yield block * np.clip(level, 0, 1).astype(np.float32)[:, None]
        begun += len(block)


def raised(sound: Iterator[Samples], gain: float) -> Iterator[Samples]:
    """Yield a sound louder by `gain` decibels."""
    factor = np.float32(10 ** (gain / 20))
    return (block * factor for block in sound) if gain else sound


def cut(sound: Iterator[Samples], length: int) -> Iterator[Samples]:
    """Yield exactly `length` samples: the sound's own, then silence."""
    left = length
    while left and (block := next(sound, None)) is not None:
        yield block[:left]
        left -= min(left, len(block))
    yield from silence(left)


def blocks(sound: Iterator[Samples]) -> Iterator[Samples]:
    """Yield the same sound in equal blocks, the last one shorter."""
    held = nothing()
    for part in sound:
        held = np.concatenate([held, part])
        while len(held) >= BLOCK:
            yield held[:BLOCK]
            held = held[BLOCK:]
    if len(held):
        yield held


def silence(length: int) -> Iterator[Samples]:
    """Yield `length` samples of nothing."""
    for done in range(0, length, BLOCK):
        yield np.zeros((min(BLOCK, length - done), 2), np.float32)


def nothing() -> Samples:
    """Return a sound of no samples."""
    return np.zeros((0, 2), np.float32)


def _decoded(path: Path) -> Iterator[Samples]:
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    try:
        with av.open(str(path), options=SAFE) as container:
            for frame in chain(container.decode(container.streams.audio[0]), (None,)):
                for part in resampler.resample(frame):
                    yield part.to_ndarray().reshape(-1, 2).astype(np.float32, copy=False)
    except (av.FFmpegError, IndexError) as error:
        raise RenderError(f"The sound of {path.name} cannot be decoded: {error}") from error


def _split(sound: Iterator[Samples], length: int) -> tuple[Samples, Iterator[Samples]]:
    """Return the first `length` samples, or all there are, and the rest."""
    head = nothing()
    while len(head) < length and (block := next(sound, None)) is not None:
        head = np.concatenate([head, block])
    return head[:length], chain((head[length:],), sound)


def _but_the_last(sound: Iterator[Samples], length: int) -> Generator[Samples, None, tuple[int, Samples]]:
    """Yield all but the last `length` samples; return how many there were in all, and those."""
    held, passed = nothing(), 0
    for block in sound:
        held, passed = np.concatenate([held, block]), passed + len(block)
        ready = max(0, len(held) - length)
        yield held[:ready]
        held = held[ready:]
    return passed, held


def _crossed(tail: Samples, head: Samples) -> Samples:
    tail = tail[: len(head)]
    up = np.linspace(0, np.pi / 2, len(head), dtype=np.float32)[:, None]
    return np.asarray(tail * np.cos(up) + head * np.sin(up), dtype=np.float32)
