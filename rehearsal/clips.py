"""Real clips for stand-ins to hand out: a few seconds of a moving block on a gradient, made once for each length and shape."""

import threading
from pathlib import Path

from domain.errors import ConfigurationError
from media.ffmpeg import finished, run

LONGER_SIDE = 640
FPS = 24
_COLOURS = (("0x1d3557", "0xe63946"), ("0x264653", "0xe9c46a"), ("0x2d00f7", "0xf20089"), ("0x0b525b", "0x99d98c"))


class Clips:
    """A folder of clips."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def bytes_of(self, seconds: float, ratio: str, number: int = 1, name: str = "") -> bytes:
        """Return an mp4 of `seconds` at `ratio`; its colours go by `number`, and no two `name`s have equal bytes."""
        width, height = size(ratio)
        colours = number % len(_COLOURS)
        path = self._folder / f"{width}x{height}-{seconds:g}s-{colours}.mp4"
        with self._lock:
            if not path.exists():
                _make(path, seconds, (width, height), _COLOURS[colours])
        return path.read_bytes() + _free_box(name)


def size(ratio: str) -> tuple[int, int]:
    """Return even pixel sizes for a ratio (`9:16`) or a pair of pixel sizes (`720:1280`, `720x1280`)."""
    try:
        width, height = (int(side) for side in ratio.replace("x", ":").split(":"))
        scale = LONGER_SIDE / max(width, height)
    except (ValueError, ZeroDivisionError):
        raise ConfigurationError(f"{ratio!r} is no ratio for a clip.") from None
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def _make(path: Path, seconds: float, shape: tuple[int, int], colours: tuple[str, str]) -> None:
    width, height = shape
    block = min(shape) // 4 * 2
    ground = f"gradients=s={width}x{height}:r={FPS}:d={seconds:g}:c0={colours[0]}:c1={colours[1]}:n=2:seed=1:speed=0.02"
    square = f"color=c=white@0.35:s={block}x{block}:r={FPS}:d={seconds:g},format=yuva420p"
    path_of_block = f"overlay=x='(W-w)*(0.5+0.5*sin(t))':y='(H-h)*(0.5+0.5*cos(0.7*t))':shortest=1,fps={FPS}"
    frames = ("-frames:v", str(round(seconds * FPS)))
    with finished(path) as part:
        run(
            ["-f", "lavfi", "-i", ground, "-f", "lavfi", "-i", square, "-filter_complex", path_of_block, *frames,
             "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-movflags", "+faststart", part],
            timeout=120,
        )  # fmt: skip


def _free_box(name: str) -> bytes:
    """Return an mp4 box that players skip, with a name in it."""
    content = name.encode()
    return (8 + len(content)).to_bytes(4, "big") + b"free" + content if content else b""
