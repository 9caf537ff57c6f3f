"""Voice and music as streams of samples, each sound at its exact place. Only about a second of each is in memory."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from domain.errors import RenderError
from domain.timeline import Clip, Timeline
from media.probe import SAFE

RATE = 48_000
"""Samples a second of everything we mix."""

_BLOCK = RATE
_SEAM = RATE
"""Samples over which a bed that is too short crosses into its own beginning."""
_FADE_IN, _FADE_OUT = RATE // 2, 2 * RATE

Samples = NDArray[np.float32]
"""One row a sample, two columns: left and right."""


def both(timeline: Timeline, sources: Mapping[str, Path]) -> Iterator[bytes]:
    """Yield the whole film's sound as interleaved 32-bit floats in four channels: voice left, right, music left, right.

    A bed shorter than its place is looped; it fades in and out. Raises `RenderError` where two voices or two beds overlap.
    """
    voice = ((clip, _read(sources[clip.media.sha256], clip.source_start)) for clip in _in_order(timeline.audio))
    music = ((clip, _bed(sources[clip.media.sha256], clip, timeline)) for clip in _in_order(timeline.music))
    spoken, played = _blocks(_placed(voice, timeline)), _blocks(_placed(music, timeline))
    for left, right in zip(spoken, played, strict=True):
        yield np.hstack([left, right]).tobytes()


def samples(timeline: Timeline) -> int:
    """Return how many samples the film lasts."""
    return _at(timeline.duration, timeline)


def _at(frame: int, timeline: Timeline) -> int:
    return round(frame * RATE / timeline.rate)


def _in_order(clips: Sequence[Clip]) -> list[Clip]:
    return sorted(clips, key=lambda clip: clip.at.start)


def _placed(sounds: Iterator[tuple[Clip, Iterator[Samples]]], timeline: Timeline) -> Iterator[Samples]:
    """Yield the sounds at their places with silence between them, to the end of the film."""
    done, end = 0, samples(timeline)
    for clip, sound in sounds:
        start, stop = _at(clip.at.start, timeline), min(_at(clip.at.end, timeline), end)
        if start < done:
            raise RenderError(f"Two sounds overlap at {start / RATE:.2f} s of the film.")
        yield from _silence(start - done)
        yield from _cut(sound, stop - start)
        done = stop
    yield from _silence(end - done)


def _bed(path: Path, clip: Clip, timeline: Timeline) -> Iterator[Samples]:
    return _faded(_looped(path, clip.source_start), _at(clip.at.end, timeline) - _at(clip.at.start, timeline))


def _read(path: Path, start: float = 0.0) -> Iterator[Samples]:
    """Yield a file's sound from `start` seconds on; raise `RenderError` when it cannot be decoded."""
    skip = round(start * RATE)
    for block in _decoded(path):
        if skip < len(block):
            yield block[skip:]
        skip = max(0, skip - len(block))


def _decoded(path: Path) -> Iterator[Samples]:
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    try:
        with av.open(str(path), options=SAFE) as container:
            for frame in chain(container.decode(container.streams.audio[0]), (None,)):
                for part in resampler.resample(frame):
                    yield part.to_ndarray().reshape(-1, 2).astype(np.float32, copy=False)
    except (av.FFmpegError, IndexError) as error:
        raise RenderError(f"The sound of {path.name} cannot be decoded: {error}") from error


def _looped(path: Path, start: float) -> Iterator[Samples]:
    """Yield a bed for ever: its end crosses into its beginning, so that no seam is heard."""
    tail = _nothing()
    while True:
        head, rest = _split(_read(path, start), len(tail))
        yield _crossed(tail, head)
        tail = yield from _but_the_last(rest, _SEAM)
        if not len(head) and not len(tail):
            raise RenderError(f"{path.name} holds no sound from {start:.2f} s on.")


def _split(sound: Iterator[Samples], length: int) -> tuple[Samples, Iterator[Samples]]:
    """Return the first `length` samples, or all there are, and the rest."""
    head = _nothing()
    while len(head) < length and (block := next(sound, None)) is not None:
        head = np.concatenate([head, block])
    return head[:length], chain((head[length:],), sound)


def _but_the_last(sound: Iterator[Samples], length: int) -> Generator[Samples, None, Samples]:
    """Yield all but the last `length` samples and return those."""
    held = _nothing()
    for block in sound:
        held = np.concatenate([held, block])
        ready = max(0, len(held) - length)
        yield held[:ready]
        held = held[ready:]
    return held


def _crossed(tail: Samples, head: Samples) -> Samples:
    tail = tail[: len(head)]
    up = np.linspace(0, np.pi / 2, len(head), dtype=np.float32)[:, None]
    return np.asarray(tail * np.cos(up) + head * np.sin(up), dtype=np.float32)


def _faded(sound: Iterator[Samples], length: int) -> Iterator[Samples]:
    rise, fall = min(_FADE_IN, length // 4), min(_FADE_OUT, length // 4)
    begun = 0
    for block in sound:
        place = np.arange(begun, begun + len(block), dtype=np.float32)
        yield block * np.clip(np.minimum(place / max(1, rise), (length - place) / max(1, fall)), 0, 1).astype(np.float32)[:, None]
        begun += len(block)


def _cut(sound: Iterator[Samples], length: int) -> Iterator[Samples]:
    """Yield exactly `length` samples: the sound's own, then silence."""
    left = length
    while left and (block := next(sound, None)) is not None:
        yield block[:left]
        left -= min(left, len(block))
    yield from _silence(left)


def _blocks(sound: Iterator[Samples]) -> Iterator[Samples]:
    """Yield the same sound in equal blocks, the last one shorter."""
    held = _nothing()
    for part in sound:
        held = np.concatenate([held, part])
        while len(held) >= _BLOCK:
            yield held[:_BLOCK]
            held = held[_BLOCK:]
    yield held


def _silence(length: int) -> Iterator[Samples]:
    for done in range(0, length, _BLOCK):
        yield np.zeros((min(_BLOCK, length - done), 2), np.float32)


def _nothing() -> Samples:
    return np.zeros((0, 2), np.float32)
