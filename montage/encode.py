"""Encode one piece. What stands under its name afterwards has every frame; nothing else ever does."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.errors import RenderError
from media import fonts, sniff
from media.ffmpeg import UNTRUSTED, UNTRUSTED_STILL, finished, run
from montage import graph, inspect
from montage.encoders import TICKS, coder, session
from montage.pieces import Piece

__all__ = ["TICKS", "encode", "still"]


def encode(
    piece: Piece,
    sources: Mapping[str, Path],
    out: Path,
    *,
    threads: int = 1,
    on_frame: Callable[[int], None] | None = None,
) -> None:
    """Write `piece` to `out`; `sources` says where the bytes with each SHA-256 are.

    Raises `RenderError` when ffmpeg refuses or the frames are not exactly those ordered, `DiskFull` when there is no room.
    """
    with finished(out) as part, TemporaryDirectory(prefix="reelflow-") as name:
        room = Path(name)
        arguments = [*_inputs(piece, sources), *_picture(piece, threads), "-f", "mp4", part.absolute()]
        environment = _lay_out_text(piece, room)
        for named, sha256 in piece.files:
            (room / named).symlink_to(sources[sha256].absolute())
        # Slow machines and 4K: two seconds a frame are far beyond what any needs.
        with session(piece.encoding):
            run(arguments, cwd=room, env=environment, on_frame=on_frame, timeout=120 + 2 * piece.frames)
        made = inspect.frames(part)
        if made != piece.frames:
            raise RenderError(f"{out.name} has {made} frames instead of {piece.frames}; its source may end before it begins.")


def still(piece: Piece, sources: Mapping[str, Path], out: Path) -> None:
    """Write the first frame of `piece` to `out`, a PNG; raise as `encode`."""
    with finished(out) as part, TemporaryDirectory(prefix="reelflow-") as name:
        room = Path(name)
        for named, sha256 in piece.files:
            (room / named).symlink_to(sources[sha256].absolute())
        shown = ("-filter_complex", piece.graph, "-map", "[v]", "-frames:v", "1", "-update", "1", "-f", "image2")
        run([*_inputs(piece, sources), *shown, part.absolute()], cwd=room, env=_lay_out_text(piece, room))


def _inputs(piece: Piece, sources: Mapping[str, Path]) -> Iterator[str | Path]:
    for sha256, start in zip(piece.sources, piece.source_starts, strict=True):
        path = sources[sha256].absolute()
        picture = sniff.still(sniff.head_of(path))
        # Naming the format keeps ffmpeg from taking a still's file name for a pattern of many.
        yield from (*UNTRUSTED_STILL, "-f", f"{picture}_pipe") if picture else UNTRUSTED
        if start:
            yield from ("-ss", f"{start:.6f}")
        # What does not say its colours is BT.709, as nearly all video is; ffmpeg would take it for BT.601 and turn green to lime.
        yield from ("-colorspace", "bt709", "-i", path)


def _picture(piece: Piece, threads: int) -> tuple[str, ...]:
    return (
        *("-filter_complex", piece.graph, "-map", "[v]", "-an", "-frames:v", str(piece.frames), "-fps_mode", "passthrough"),
        *coder(piece.encoding, piece.rate, threads),
        # A user's recording may say where and when it was made.
        *("-map_metadata", "-1", "-map_chapters", "-1"),
    )


def _lay_out_text(piece: Piece, room: Path) -> dict[str, str]:
    if not piece.text:
        return {}
    (room / graph.TEXT_FILE).write_text(piece.text, encoding="utf-8")
    fonts.lay_out(room / graph.FONT_FOLDER, piece.text)
    return fonts.environment()
