"""Join encoded pieces and one sound by copying packets: nothing is decoded, every frame gets its exact time."""

import errno
import heapq
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av import AudioStream, Packet, VideoStream
from av.container import InputContainer

from domain.errors import DiskFull, RenderError
from media.ffmpeg import finished
from montage.encode import TICKS


def join(pieces: Sequence[tuple[Path, int]], sound: Path, out: Path) -> None:
    """Write to `out` the `pieces`, each a file and its number of frames, one after another under the whole `sound`.

    Raises `RenderError` when a piece has not the frames it should, pieces were coded differently, or the sound does not
    end with the picture; `DiskFull` when there is no room.
    """
    if not pieces:
        raise RenderError(f"{out.name} could not be joined: there are no pieces.")
    with finished(out) as part:
        try:
            _copy(pieces, sound, part)
        except av.FFmpegError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull(f"No room is left in {out.parent} for {out.name}. Make room, then continue.") from error
            raise RenderError(f"{out.name} could not be joined: {error}") from error


def _copy(pieces: Sequence[tuple[Path, int]], sound: Path, part: Path) -> None:
    with av.open(str(pieces[0][0])) as model, av.open(str(sound)) as heard:
        first = model.streams.video[0]
        rate = first.average_rate or Fraction(30)
        _end_together(heard, sum(count for _, count in pieces) / rate, 1 / rate)
        clock = int(TICKS * rate)
        options = {"movflags": "+faststart", "video_track_timescale": str(clock)}
        with av.open(str(part), "w", format="mp4", options=options) as film:
            picture = film.add_stream_from_template(first)
            picture.time_base = Fraction(1, clock)
            track = film.add_stream_from_template(heard.streams.audio[0])
            for packet in heapq.merge(_sounds(heard, track), _pictures(pieces, picture), key=_when):
                film.mux(packet)


def _end_together(heard: InputContainer, seconds: Fraction, tolerance: Fraction) -> None:
    stream = heard.streams.audio[0]
    lasts = (stream.duration or 0) * (stream.time_base or Fraction(1))
    if abs(lasts - seconds) > tolerance:
        raise RenderError(f"The sound lasts {float(lasts):.3f} s and the picture {float(seconds):.3f} s. Mix the sound again.")


def _sounds(heard: InputContainer, track: AudioStream) -> Iterator["Packet[Any]"]:
    for packet in heard.demux(heard.streams.audio[0]):
        if packet.dts is not None:
            packet.stream = track
            yield packet


def _pictures(pieces: Sequence[tuple[Path, int]], picture: VideoStream) -> Iterator["Packet[Any]"]:
    """Yield every picture of every piece, stamped by counting the frames of the whole film."""
    begun = 0
    for path, count in pieces:
        with av.open(str(path)) as piece:
            stream = piece.streams.video[0]
            if (stream.time_base, stream.codec_context.extradata) != (picture.time_base, picture.codec_context.extradata):
                raise RenderError(f"{path.name} was coded with other settings than the first piece. Encode all with the same.")
            packets = [packet for packet in piece.demux(stream) if packet.pts is not None]
            if len(packets) != count:
                raise RenderError(f"{path.name} has {len(packets)} frames instead of {count}. Encode it again.")
            yield from _restamped(packets, picture, begun * TICKS)
        begun += count


def _restamped(packets: Sequence["Packet[Any]"], picture: VideoStream, begin: int) -> Iterator["Packet[Any]"]:
    shift = begin - min(packet.pts or 0 for packet in packets)
    for packet in packets:
        packet.pts, packet.dts = (packet.pts or 0) + shift, (packet.dts or 0) + shift
        packet.duration, packet.stream = TICKS, picture
        yield packet


def _when(packet: "Packet[Any]") -> Fraction:
    return (packet.dts or 0) * (packet.time_base or Fraction(1))
