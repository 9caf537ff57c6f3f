"""The filter graph of a piece, as ffmpeg reads it. Pure text."""

from domain.timeline import Clip, Fit

_COLOURS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
_TO_BT709 = "out_color_matrix=bt709:out_range=tv"
TEXT_FILE, FONT_FOLDER = "text.ass", "fonts"
"""Names inside the folder in which a piece is cut: short and ours, so nothing in them wants escaping."""


def body(clip: Clip, *, width: int, height: int, rate: int, text: bool) -> str:
    """Return the graph that turns input 0 into exactly the frames of `clip`, labelled `v`.

    The clip fits the frame by its `fit`, runs at `rate`, and holds its last picture if it ends early.
    """
    steps = (
        f"[0:V:0]{_fitted(clip.fit, width, height)}",
        "setsar=1",
        "format=yuv420p",
        _COLOURS,
        *_clock(clip, rate),
        *_lettering(text),
        "format=yuv420p[v]",
    )
    return ",".join(steps)


def _clock(clip: Clip, rate: int) -> tuple[str, ...]:
    slowed = () if clip.speed == 1.0 else (f"setpts=PTS/{clip.speed:.6f}",)
    # start_time fills what a late or skipped first frame leaves open; frames are counted, never timed.
    return (*slowed, f"fps={rate}:start_time=0", "tpad=stop_mode=clone:stop=-1", f"trim=end_frame={clip.at.duration}")


def _lettering(text: bool) -> tuple[str, ...]:
    return (f"ass=filename={TEXT_FILE}:fontsdir={FONT_FOLDER}",) if text else ()


def _fitted(fit: Fit, width: int, height: int) -> str:
    if fit == "contain":
        return f"{_whole(width, height)},pad={width}:{height}:-1:-1:black"
    if fit == "blur":
        return _over_its_blur(width, height)
    return _filling(width, height, width, height)


def _filling(width: int, height: int, out_width: int, out_height: int) -> str:
    # Cropping first touches far fewer pixels; `sar` makes it right for pixels that are not square.
    crop = f"crop='min(iw,2*round(ih*{width}/{height}/sar/2))':'min(ih,2*round(iw*sar*{height}/{width}/2))'"
    return f"{crop},scale={out_width}:{out_height}:flags=bicubic:{_TO_BT709}"


def _whole(width: int, height: int) -> str:
    size = f"'min({width},2*round({height}*dar/2))':'min({height},2*round({width}/dar/2))'"
    return f"scale={size}:flags=bicubic:{_TO_BT709}"


def _over_its_blur(width: int, height: int) -> str:
    # The ground is blurred at an eighth of the size, where it costs next to nothing, and darkened so the clip stands out.
    small = (2 * round(width / 16), 2 * round(height / 16))
    ground = f"{_filling(width, height, *small)},format=yuv420p,gblur=sigma=5,lutyuv=y=16+(val-16)*0.6"
    return (
        "split[near][far];"
        f"[far]{ground},scale={width}:{height}:flags=bicubic,setsar=1[ground];"
        f"[near]{_whole(width, height)},format=yuv420p,setsar=1[clip];"
        "[ground][clip]overlay=(W-w)/2:(H-h)/2:eof_action=endall"
    )
