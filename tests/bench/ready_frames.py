"""The floor under any design: x264 alone on frames that are ready, with the captions in them, read from memory."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from media import fonts
from media.ffmpeg import run
from montage import graph
from montage.pieces import Piece
from tests.bench.clock import PREPARED, Clock
from tests.bench.engine import CORES, pieces_of
from tests.bench.long import pieces_of_shapes
from tests.bench.material import Film

_MEMORY = Path("/dev/shm")
_ROOM_TO_SPARE = 1.3
_COLOURS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"


def drawn(film: Film, folder: Path, clock: Clock) -> dict[str, int]:
    """Decode the clips; then draw every picture of the film, captions and all, without encoding it."""
    clock.lap(PREPARED)
    for clip in film.timeline.video:
        run(["-i", film.path(clip), "-f", "null", "-"])
    clock.lap("decoded")
    for piece in pieces_of(film):
        _draw(piece, film, "-f", "null", "-")
    clock.lap("drawn")
    return {"frames": film.timeline.duration}


def roomy(film: Film, otherwise: Path) -> Path:
    """Return a folder for the frames: the memory disk when they fit, `otherwise` when not."""
    timeline = film.timeline
    wanted = timeline.duration * timeline.width * timeline.height * 3 // 2
    fits = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > wanted * _ROOM_TO_SPARE
    return _MEMORY if fits else otherwise


def prepare(film: Film, folder: Path) -> None:
    """Write the frames of every piece to `folder`, exactly those that the engine gives to x264."""
    pieces = (*pieces_of(film), *pieces_of_shapes(film))
    with ThreadPoolExecutor(CORES) as workers:
        list(workers.map(lambda piece: _draw(piece, film, "-f", "rawvideo", _raw(piece, folder)), pieces))


def encode_all(pieces: Sequence[Piece], folder: Path, out: Path, clock: Clock) -> None:
    """Encode the frames in `folder` to `out`, a file a piece, with one worker a core; then only read them."""
    out.mkdir(exist_ok=True)
    clock.lap(PREPARED)
    with ThreadPoolExecutor(CORES) as workers:
        list(workers.map(run, [[*_frames(piece, folder), *_coder(piece), out / f"{piece.key}.mp4"] for piece in pieces]))
    clock.lap("picture")
    for piece in pieces:
        run([*_frames(piece, folder), "-c", "copy", "-f", "null", "-"])
    clock.lap("reading")


def _draw(piece: Piece, film: Film, *out: str | Path) -> None:
    with TemporaryDirectory(prefix="bench-") as name:
        (Path(name) / graph.TEXT_FILE).write_text(piece.text, encoding="utf-8")
        (Path(name) / graph.FONT_FOLDER).symlink_to(fonts.folder())
        drawn = ("-filter_complex", piece.graph, "-map", "[v]", "-fps_mode", "passthrough")
        run([*_inputs(piece, film), *drawn, *out], cwd=Path(name), env=fonts.environment())


def _inputs(piece: Piece, film: Film) -> Iterator[str | Path]:
    for sha256 in piece.sources:
        yield from ("-colorspace", "bt709", "-i", film.sources[sha256])


def _frames(piece: Piece, folder: Path) -> Sequence[str | Path]:
    size = f"{piece.width}x{piece.height}"
    shape = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", size, "-framerate", str(piece.rate))
    return (*shape, "-i", _raw(piece, folder))


def _coder(piece: Piece) -> tuple[str, ...]:
    """Return the engine's own settings, written out: the smoke test proves that they give the engine's own bytes."""
    return (
        *("-vf", _COLOURS, "-c:v", "libx264", "-preset", piece.encoding.preset, "-crf", str(piece.encoding.crf)),
        *("-pix_fmt", "yuv420p", "-profile:v", "high", "-g", str(2 * piece.rate)),
        *("-x264-params", "open-gop=0:stitchable=1", "-threads", "1", "-video_track_timescale", str(512 * piece.rate)),
    )


def _raw(piece: Piece, folder: Path) -> Path:
    return folder / f"{piece.key}.yuv"
