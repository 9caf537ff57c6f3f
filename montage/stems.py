"""Voice, music and effects as one stream of samples, each sound at its exact place."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from domain.errors import RenderError
from domain.timeline import Clip, Timeline
from montage import waves
from montage.waves import BLOCK, RATE, Samples

_FADE_IN, _FADE_OUT = RATE // 2, 2 * RATE
_BEGUN, _LEFT = RATE // 100, RATE // 4
"""Samples over which a sound that is begun in its middle comes up, and one that is left before its end goes."""
_HURRIED = RATE // 50
"""The latter for a voice, of which more would be missed."""


def stems(timeline: Timeline, sources: Mapping[str, Path]) -> Iterator[bytes]:
    """Yield the whole film's sound as interleaved 32-bit floats in six channels: voice left and right, music, effects.

    A bed shorter than its place is looped; it fades in and out. Raises `RenderError` where two voices or two beds overlap;
    effects may.
    """
    places = _Places(timeline, sources)
    voice = waves.blocks(_one_by_one(timeline.audio, places, places.voice))
    music = waves.blocks(_one_by_one(timeline.music, places, places.bed))
    for parts in zip(voice, music, _together(timeline.effects, places), strict=True):
        yield np.hstack(parts).tobytes()


def samples(timeline: Timeline) -> int:
    """Return how many samples the film lasts."""
    return _at(timeline.duration, timeline)


def _at(frame: int, timeline: Timeline) -> int:
    return round(frame * RATE / timeline.rate)


class _Places(NamedTuple):
    """Where sounds stand, and how each of them is played there."""

    timeline: Timeline
    sources: Mapping[str, Path]

    def of(self, clip: Clip) -> tuple[int, int]:
        """Return the first sample of a clip's place and the first after it; none is beyond the film."""
        return _at(clip.at.start, self.timeline), min(_at(clip.at.end, self.timeline), samples(self.timeline))

    def voice(self, clip: Clip) -> Iterator[Samples]:
        return self._left(clip, _HURRIED)

    def effect(self, clip: Clip) -> Iterator[Samples]:
        return self._left(clip, _LEFT)

    def bed(self, clip: Clip) -> Iterator[Samples]:
        length = self._length(clip)
        sound = waves.raised(waves.looped(self._path(clip), clip.source_start), clip.gain)
        return waves.faded(sound, length, min(_FADE_IN, length // 4), min(_FADE_OUT, length // 4))

    def _left(self, clip: Clip, fall: int) -> Iterator[Samples]:
        """Yield a sound that goes over `fall` samples where its place ends before it does."""
        length, own = self._length(clip), clip.media.seconds
        ends = own is not None and round((own - clip.source_start) * RATE) <= length
        sound = waves.raised(waves.read(self._path(clip), clip.source_start), clip.gain)
        return waves.faded(sound, length, _BEGUN if clip.source_start else 0, 0 if ends else min(fall, length // 2))

    def _length(self, clip: Clip) -> int:
        start, stop = self.of(clip)
        return stop - start

    def _path(self, clip: Clip) -> Path:
        return self.sources[clip.media.sha256]


def _in_order(clips: Sequence[Clip]) -> list[Clip]:
    return sorted(clips, key=lambda clip: clip.at.start)


def _one_by_one(clips: Sequence[Clip], places: _Places, play: Callable[[Clip], Iterator[Samples]]) -> Iterator[Samples]:
    """Yield sounds at their places with silence between them, to the end of the film."""
    done = 0
    for clip in _in_order(clips):
        start, stop = places.of(clip)
        if start < done:
            raise RenderError(f"Two sounds overlap at {start / RATE:.2f} s of the film.")
        yield from waves.silence(start - done)
        yield from waves.cut(play(clip), stop - start)
        done = stop
    yield from waves.silence(samples(places.timeline) - done)


def _together(clips: Sequence[Clip], places: _Places) -> Iterator[Samples]:
    """Yield the sum of sounds at their places in equal blocks, to the end of the film; each is open while it sounds."""
    waiting, sounding = deque(_in_order(clips)), list[Iterator[Samples]]()
    for begun in range(0, samples(places.timeline), BLOCK):
        block = np.zeros((min(BLOCK, samples(places.timeline) - begun), 2), np.float32)
        while waiting and places.of(waiting[0])[0] < begun + len(block):
            sounding.append(_entering(waiting.popleft(), places, begun))
        parts = [(sound, next(sound, None)) for sound in sounding]
        for _, part in parts:
            if part is not None:
                block[: len(part)] += part
        sounding = [sound for sound, part in parts if part is not None]
        yield block


def _entering(clip: Clip, places: _Places, begun: int) -> Iterator[Samples]:
    """Return a sound in blocks, with the silence before it in the block that begins at `begun`."""
    start, stop = places.of(clip)
    return waves.blocks(chain(waves.silence(start - begun), waves.cut(places.effect(clip), stop - start)))
