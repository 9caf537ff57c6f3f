"""Mix the whole film's sound once: the voice in front, music and effects under it, as loud as it is ordered."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from domain.timeline import Clip, Timeline
from media.ffmpeg import finished
from montage.desk import PARTS, SILENCE, Desk, Heard
from montage.waves import RATE

LOUDNESS = -14.0
"""LUFS of a film where nothing else is ordered. Sounds of the whole film carry the gain that brings them to it."""

_BED = -8.0
"""How loud the music stands against the voice when nobody speaks, in LU."""
_EFFECTS = -3.0
"""How loud the loudest moment of the effects stands against the voice, in LU."""
_LIFT = 12.0
"""Decibels that effects are raised at the most: what is faint was meant to be."""
_MOST = 24.0
"""Decibels that a mix is raised at the most: beyond that one would hear the noise of the room."""
_CLOSE = 0.3
_TRIES = 4
_STIFFEST = 0.3
"""The least that a decibel of gain is taken to add to the loudness: the limiter takes the rest."""
_PEAK = -1.2
"""dBTP of the coded sound; that of the order is -1."""
_MARGIN = 0.1
_DUCK = "sidechaincompress=threshold=0.03:ratio=2.5:attack=15:release=350"


class _Master(NamedTuple):
    """The last two knobs."""

    gain: float = 0.0
    """Decibels."""
    ceiling: float = -1.9
    """dBFS that no sample passes before it is coded."""


def mix(timeline: Timeline, sources: Mapping[str, Path], out: Path) -> None:
    """Write the film's sound to `out` (AAC in mp4, 48 kHz, stereo), exactly as long as the film.

    The music keeps out of the voice's way and comes up in pauses; effects stay below the voice; the whole has the timeline's
    loudness and stays below -1 dBTP. Clips' gains count against this balance. A film without any sound gets silence.
    Raises `RenderError` or `DiskFull`.
    """
    with finished(out) as part, TemporaryDirectory(prefix="reelflow-") as name:
        desk = Desk(sources, Path(name))
        voice, music, effects = desk.parts(_level(timeline))
        balanced = _balanced(timeline, effects, alone=max(voice.loudness, music.loudness) < SILENCE)
        graph = partial(_graph, timeline.loudness, voice, music)
        master = _loud(desk, balanced, graph)
        for _ in range(_TRIES):
            over = desk.coded(balanced, graph(master), part.absolute()).peak - _PEAK
            if over <= 0:
                break
            # What passed the ceiling did so in coding, and will again. More gain gives back what a lower ceiling takes away.
            lower = over + _MARGIN
            master = _Master(min(_MOST, master.gain + lower), master.ceiling - lower)


def _loud(desk: Desk, timeline: Timeline, graph: Callable[[_Master], str]) -> _Master:
    """Return the gain that brings a mix to its loudness, found by hearing it: the limiter takes some away."""
    gain, slope, before = 0.0, 1.0, None
    for _ in range(_TRIES):
        heard = desk.heard(timeline, graph(_Master(gain))).loudness
        missing = timeline.loudness - heard
        if abs(missing) < _CLOSE or heard < SILENCE or gain >= _MOST:
            break
        if before:
            slope = max(_STIFFEST, min(1.0, (heard - before[1]) / (gain - before[0])))
        before, gain = (gain, heard), min(_MOST, gain + missing / slope)
    return _Master(gain)


def _level(timeline: Timeline) -> Timeline:
    """Return a film as its sounds come, without the gains that the user gave them, and without the sounds of the whole film."""
    own = tuple(clip for clip in timeline.effects if clip.segment)
    tracks = {"audio": timeline.audio, "music": timeline.music, "effects": own}
    return timeline.model_copy(
        update={name: tuple(_gained(clip, -clip.gain) for clip in clips) for name, clips in tracks.items()}
    )


def _balanced(timeline: Timeline, heard: Heard, *, alone: bool) -> Timeline:
    """Return a film whose effects have the gains that put them below the voice, or in front where they are `alone`."""
    wanted = timeline.loudness + (0.0 if alone else _EFFECTS)
    own = min(_LIFT, _raise(heard.loudest, wanted))
    effects = (_gained(clip, own if clip.segment else timeline.loudness - LOUDNESS) for clip in timeline.effects)
    return timeline.model_copy(update={"effects": tuple(effects)})


def _gained(clip: Clip, gain: float) -> Clip:
    return clip.model_copy(update={"gain": clip.gain + gain})


def _graph(wanted: float, voice: Heard, music: Heard, master: _Master) -> str:
    """Return the graph of the mix, open at its end, for a voice and a bed as loud as they were heard to be."""
    bed = wanted + (_BED if voice.loudness > SILENCE else 0.0)
    spoken = f"[voice]volume={_raise(voice.loudness, wanted):.2f}dB,asplit=2[said][key]"
    played = f"[music]volume={_raise(music.loudness, bed):.2f}dB[bed];[bed][key]{_DUCK}[under]"
    whole = f"[said][under][effects]amix=inputs=3:normalize=0:duration=longest,volume={master.gain:.2f}dB,{_limit(master)}"
    return f"{PARTS};{spoken};{played};{whole}"


def _raise(level: float, wanted: float) -> float:
    return 0.0 if level < SILENCE else wanted - level


def _limit(master: _Master) -> str:
    # At four times the rate the limiter sees the peaks between samples; latency=1 keeps the sound in its place.
    ceiling = 10 ** (master.ceiling / 20)
    return f"aresample={4 * RATE},alimiter=limit={ceiling:.4f}:attack=2:release=60:level=0:latency=1,aresample={RATE}"
