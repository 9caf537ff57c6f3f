"""Read a coded file back: what is counted here is what a player will show."""

from pathlib import Path

import av

from domain.errors import RenderError


def frames(path: Path) -> int:
    """Return how many coded pictures a file holds, by counting them; raise `RenderError` when it cannot be read."""
    try:
        with av.open(str(path)) as container:
            return sum(packet.pts is not None for packet in container.demux(container.streams.video[0]))
    except (av.FFmpegError, IndexError) as error:
        raise RenderError(f"{path.name} cannot be read back: {error}") from error
