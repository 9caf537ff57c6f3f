"""Encoders: the settings of each, and which there is on this machine."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.base import Frozen
from domain.errors import ConfigurationError, RenderError
from media.ffmpeg import run

TICKS = 512
"""Time stamps a frame: with them every common rate has a whole clock."""
ENCODERS = ("auto", "x264", "nvenc")
_SETTINGS = {
    ("x264", False): ("veryfast", 20),
    ("x264", True): ("ultrafast", 26),
    ("nvenc", False): ("p5", 21),
    ("nvenc", True): ("p1", 28),
}
"""Preset and quality, for films and for drafts."""
_PATIENCE = 20.0
"""Seconds for a driver to answer; where there is none, ffmpeg says so at once."""
_COLOUR = "color=c=0x406080:s=320x240:r=30:d=0.2"

_SESSIONS = threading.BoundedSemaphore(3)
"""Drivers for home use let few encode at once, and refuse the next."""

_log = logging.getLogger(__name__)
_asking = threading.Lock()


class Encoding(Frozen):
    """How pictures are coded. All pieces of one film share it."""

    name: str = "x264"
    preset: str = "veryfast"
    crf: int = 20
    """Constant quality, on the encoder's own scale."""

    @staticmethod
    def named(encoder: str, draft: bool = False) -> "Encoding":
        """Return the settings of an encoder, for `auto` those of x264, which is everywhere.

        Raises `ConfigurationError` naming the encoders there are.
        """
        if encoder not in ENCODERS:
            raise ConfigurationError(f"Encoder {encoder!r} is not known. Choose from: {', '.join(ENCODERS)}.")
        name = "x264" if encoder == "auto" else encoder
        preset, quality = _SETTINGS[name, draft]
        return Encoding(name=name, preset=preset, crf=quality)


def chosen(encoder: str) -> str:
    """Return the encoder to use on this machine: `auto` becomes nvenc where it works and x264 elsewhere.

    Raises `ConfigurationError` when nvenc is asked for by name and does not work here.
    """
    if encoder == "x264":
        return encoder
    with _asking:
        why = trouble()
    if encoder == "nvenc" and why:
        raise ConfigurationError(f"nvenc does not work on this machine: {why} Choose --encoder auto or x264.")
    return "x264" if why else "nvenc"


@contextlib.contextmanager
def session(encoding: Encoding) -> Iterator[None]:
    """Hold what an encoder needs while it works; what it says against it names the way out."""
    if encoding.name == "x264":
        yield
        return
    with _SESSIONS:
        try:
            yield
        except RenderError as error:
            raise RenderError(f"{error} If nvenc is the trouble, make it again with --encoder x264.") from error


@cache
def trouble() -> str:
    """Return why nvenc cannot be used here, found out once by encoding a fifth of a second; nothing when it can."""
    with TemporaryDirectory(prefix="reelflow-") as room:
        arguments = coder(Encoding.named("nvenc"), 30, 1)
        try:
            run(("-f", "lavfi", "-i", _COLOUR, *arguments, Path(room) / "probe.mp4"), timeout=_PATIENCE)
        except RenderError as error:
            why = _said(error)
            _log.info("nvenc does not work here, so pictures are encoded with x264: %s", why)
            return why
    return ""


def _said(error: RenderError) -> str:
    lines = (line for note in getattr(error, "__notes__", ()) for line in note.splitlines())
    said = next((line for line in lines if "[error]" in line), str(error))
    return said.rpartition("] ")[2].strip().rstrip(".") + "."


def coder(encoding: Encoding, rate: int, threads: int) -> tuple[str, ...]:
    """Return ffmpeg's arguments: closed groups of two seconds, and headers that depend on size, rate and settings alone."""
    return (
        *(_nvenc(encoding, rate) if encoding.name == "nvenc" else _x264(encoding, rate, threads)),
        *("-pix_fmt", "yuv420p", "-profile:v", "high", "-video_track_timescale", str(TICKS * rate)),
    )


def _x264(encoding: Encoding, rate: int, threads: int) -> tuple[str, ...]:
    return (
        *("-c:v", "libx264", "-preset", encoding.preset, "-crf", str(encoding.crf), "-g", str(2 * rate)),
        *("-x264-params", "open-gop=0:stitchable=1", "-threads", str(threads)),
    )


def _nvenc(encoding: Encoding, rate: int) -> tuple[str, ...]:
    # Without frames that look ahead or back, packets leave in the order they are shown and every group stands alone.
    return (
        *("-c:v", "h264_nvenc", "-preset", encoding.preset, "-tune", "hq", "-rc", "vbr", "-cq", str(encoding.crf), "-b:v", "0"),
        *("-g", str(2 * rate), "-bf", "0", "-rc-lookahead", "0", "-forced-idr", "1", "-spatial-aq", "1"),
    )
