"""Fit a clip into a frame: cropped around its focus, whole, or over a blur of itself. The grade comes before scaling."""

from domain.timeline import Clip

COLOURS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
TO_BT709 = "out_color_matrix=bt709:out_range=tv"
_MIDDLE = (0.5, 0.5)


def fitted(clip: Clip, width: int, height: int, grade: tuple[str, ...], number: int) -> str:
    """Return the filters that bring a clip to this size; `number` keeps its labels apart from those of other inputs."""
    fit = "cover" if _same_shape(clip, width, height) else clip.fit
    if fit == "contain":
        return ",".join((*grade, _whole(width, height), f"pad={width}:{height}:-1:-1:black"))
    if fit == "blur":
        return _over_its_blur(width, height, grade, number)
    return ",".join((_cropped(width, height, clip.focus), *grade, _scaled(width, height)))


def _same_shape(clip: Clip, width: int, height: int) -> bool:
    """Return whether a clip is known to fill the frame to the pixel, so that nothing would be seen behind it."""
    own_width, own_height = clip.media.width or 0, clip.media.height or 0
    return own_height > 0 and own_width * height == own_height * width


def _cropped(width: int, height: int, focus: tuple[float, float] = _MIDDLE) -> str:
    # Cropping first touches far fewer pixels; `sar` makes it right for pixels that are not square.
    crop = f"crop='min(iw,2*round(ih*{width}/{height}/sar/2))':'min(ih,2*round(iw*sar*{height}/{width}/2))'"
    if focus == _MIDDLE:
        return crop
    x, y = focus
    return f"{crop}:'clip(iw*{x:.4f}-ow/2,0,iw-ow)':'clip(ih*{y:.4f}-oh/2,0,ih-oh)'"


def _scaled(width: int, height: int) -> str:
    return f"scale={width}:{height}:flags=bicubic:{TO_BT709}"


def _whole(width: int, height: int) -> str:
    size = f"'min({width},2*round({height}*dar/2))':'min({height},2*round({width}/dar/2))'"
    return f"scale={size}:flags=bicubic:{TO_BT709}"


def _over_its_blur(width: int, height: int, grade: tuple[str, ...], number: int) -> str:
    # The ground is blurred at an eighth of the size, where it costs next to nothing, and darkened so the clip stands out.
    small = (2 * round(width / 16), 2 * round(height / 16))
    near, far, ground, whole = (f"[{name}{number}]" for name in ("near", "far", "ground", "whole"))
    soft = f"{_cropped(width, height)},{_scaled(*small)},format=yuv420p,gblur=sigma=5,lutyuv=y=16+(val-16)*0.6"
    return (
        ",".join((*grade, f"split{near}{far};")) + f"{far}{soft},scale={width}:{height}:flags=bicubic,setsar=1{ground};"
        f"{near}{_whole(width, height)},format=yuv420p,setsar=1{whole};"
        f"{ground}{whole}overlay=(W-w)/2:(H-h)/2:eof_action=endall"
    )
