"""How loud a file is, heard once from beginning to end."""

from pathlib import Path
from tempfile import TemporaryDirectory

from media.ffmpeg import UNTRUSTED_SOUND, run

SILENT = -60.0
"""LUFS below which nothing is heard."""
_METER = "ebur128=metadata=1,ametadata=mode=print:key=lavfi.r128.I:file=heard.txt"


def loudness(path: Path) -> float:
    """Return the loudness of a file's first sound in LUFS, -70 for silence; raise `RenderError` when it cannot be heard."""
    with TemporaryDirectory(prefix="reelflow-") as name:
        run((*UNTRUSTED_SOUND, "-i", path.absolute(), "-map", "0:a:0", "-af", _METER, "-f", "null", "-"), cwd=Path(name))
        lines = (Path(name) / "heard.txt").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if "lavfi.r128.I=" in line]
    return float(said[-1].partition("=")[2]) if said else -70.0
