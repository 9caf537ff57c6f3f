"""Frames of type as libass draws them, and what can be measured on them."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.media import MediaRef
from domain.speech import Word
from domain.timeline import Caption, Clip, Look, Timeline, TimeRange, Title, TitleKind
from media import fonts
from media.ffmpeg import run
from montage.typography import ass

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
GROUND = (32, 64, 128)
UPRIGHT = (540, 960)


def spoken(text: str, *, each: float = 0.5, start: float = 0.0) -> tuple[Word, ...]:
    """Return the words of `text`, one every `each` seconds without a pause."""
    tokens = text.split()
    times = [round(start + k * each, 3) for k in range(len(tokens) + 1)]
    return tuple(Word(text=token, start=times[k], end=times[k + 1]) for k, token in enumerate(tokens))


def film(
    *,
    size: tuple[int, int] = UPRIGHT,
    captions: Sequence[Caption] = (),
    titles: Sequence[Title] = (),
    look: str | Look = "highlight",
    segment: int = 0,
    duration: int = 90,
) -> Timeline:
    """Return a timeline of 30 frames a second with the margins of an upright film when it is upright."""
    upright = size[0] < size[1]
    media = MediaRef(sha256="0" * 64, suffix=".mp4", kind="video")
    return Timeline(
        width=size[0],
        height=size[1],
        duration=duration,
        safe_bottom=0.20 if upright else 0.08,
        safe_right=0.12 if upright else 0.06,
        look=look if isinstance(look, Look) else Look(captions=look),
        video=(Clip(at=TimeRange(start=0, duration=duration), media=media, segment=segment),),
        captions=tuple(captions),
        titles=tuple(titles),
    )


def title(kind: TitleKind, text: str, language: str = "en", *, start: int = 0, duration: int = 90) -> Title:
    """Return a title of three seconds unless told otherwise."""
    return Title(at=TimeRange(start=start, duration=duration), kind=kind, text=text, language=language)


def drawn(timeline: Timeline, frames: Sequence[int], *, ground: tuple[int, int, int] = GROUND) -> list[Pixels]:
    """Return those frames of the timeline's type over a plain ground, blue unless told otherwise."""
    width, height = timeline.width, timeline.height
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "type.ass").write_text(ass(timeline), encoding="utf-8")
        colour = "0x" + "".join(f"{part:02X}" for part in ground)
        first, length = min(frames), max(frames) - min(frames) + 1
        source = f"color={colour}:s={width}x{height}:r={timeline.rate}:d={(length + 1) / timeline.rate:.3f}"
        later = f"setpts=PTS+{first}/{timeline.rate}/TB"
        # In the encoder's own colours, for the document says how they are to be taken.
        to_film = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setparams=colorspace=bt709:range=tv"
        picked = "+".join(f"eq(n\\,{frame - first})" for frame in frames)
        to_screen = f"select='{picked}',scale=in_color_matrix=bt709:in_range=tv"
        fonts.lay_out(Path(folder, "fonts"), ass(timeline))
        graph = f"{to_film},{later},ass=filename=type.ass:fontsdir=fonts,{to_screen}"
        out = ("-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "out.raw")
        log = run(["-f", "lavfi", "-i", source, "-vf", graph, *out], cwd=Path(folder), env=fonts.environment())
        assert "not found" not in log, log
        data = np.frombuffer(Path(folder, "out.raw").read_bytes(), np.uint8)
    return list(data.reshape(len(frames), height, width, 3))


def accent(picture: Pixels) -> Mask:
    """Return where a picture shows the accent colour."""
    red, green, blue = (picture[..., k].astype(int) for k in range(3))
    return (red > 190) & (green > 140) & (blue < 90)


def white(picture: Pixels) -> Mask:
    """Return where a picture shows white."""
    return np.asarray(picture.min(axis=2) > 170)


def touched(picture: Pixels) -> Mask:
    """Return where a picture differs from the ground."""
    return np.asarray(np.abs(picture.astype(int) - np.array(GROUND)).max(axis=2) > 24)


def extent(mask: Mask) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is marked."""
    rows, columns = np.where(mask.any(axis=1))[0], np.where(mask.any(axis=0))[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def middle(mask: Mask) -> float:
    """Return the x around which what is marked lies."""
    return float(np.where(mask)[1].mean())
