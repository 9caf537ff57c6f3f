"""A short good film of two segments with a voice and captions, and the same film spoilt in one way."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from domain.formats import Format
from domain.review import Finding
from domain.speech import Narration, Word
from domain.timeline import Timeline
from media.ffmpeg import run
from montage.captions import caption_lines
from montage.review import Review, review
from tests.montage.material import RATE, Shelf, clip, made

SHAPE = Format(name="vertical", width=180, height=320, safe_bottom=0.2, safe_right=0.12)
SECONDS, CUT = 6, 3
NUMBERS: Mapping[int, int] = {7: 1, 9: 2}
"""The segments' numbers by their ids."""
_TEXT = ("Every word here", "is heard in time.", "Nothing is late", "and nothing lost.")


class Footage(NamedTuple):
    """A film with the plan it was made from."""

    path: Path
    timeline: Timeline
    narrations: tuple[Narration, ...]

    def reviewed(self, path: Path | None = None, shape: Format = SHAPE) -> Review:
        """Review a film against the plan."""
        return review(path or self.path, self.timeline, shape, narrations=self.narrations, numbers=NUMBERS)

    def findings(self, path: Path, shape: Format = SHAPE) -> dict[str, Finding]:
        """Return what a review of `path` finds, by check; of several, the first."""
        return {one.check: one for one in reversed(self.reviewed(path, shape).findings)}

    def spoilt(self, folder: Path, *, picture: str = "null", sound: str = "anull", more: tuple[str, ...] = ()) -> Path:
        """Return the film coded again through these filters, with these options."""
        out = folder / "spoilt.mp4"
        coder = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-g", "60", "-c:a", "aac", "-b:a", "160k")
        run(("-i", self.path, "-vf", picture, "-af", sound, *coder, "-video_track_timescale", "15360", *more, out))
        return out


def good(shelf: Shelf) -> Footage:
    """Cut the good film."""
    narrations = tuple(_narration(shelf, index) for index in range(2))
    pictures = [
        shelf.made(f"{turn}.mp4", "-f", "lavfi", "-i", f"testsrc2=s=180x320:r=30:d={CUT},hue=h={turn}", "-preset", "ultrafast")
        for turn in (0, 120)
    ]
    timeline = Timeline(
        width=180,
        height=320,
        duration=SECONDS * 30,
        safe_bottom=SHAPE.safe_bottom,
        safe_right=SHAPE.safe_right,
        video=tuple(clip(media, 90 * k, 90, segment=(7, 9)[k]) for k, media in enumerate(pictures)),
        audio=tuple(clip(one.media, 90 * k + 6, 84, segment=(7, 9)[k]) for k, one in enumerate(narrations)),
        captions=tuple(
            line.shifted(3 * k + 0.2)
            for k, one in enumerate(narrations)
            for line in caption_lines(one.words, "en", width=180, height=320, safe_right=SHAPE.safe_right)
        ),
    )
    return Footage(made(timeline, shelf, shelf.folder / "good.mp4"), timeline, narrations)


def _narration(shelf: Shelf, index: int) -> Narration:
    """A voice that says seven words in 2.8 seconds, each a tone."""
    texts = " ".join(_TEXT[2 * index : 2 * index + 2]).split()
    words = tuple(Word(text=text, start=0.4 * k, end=0.4 * k + 0.35) for k, text in enumerate(texts))
    place = np.arange(int(0.4 * len(texts) * RATE)) / RATE
    loud = np.minimum(1, np.clip(0.35 - place % 0.4, 0, 1) * 50) * 0.2
    return Narration(media=shelf.wav(f"voice{index}.wav", loud * np.sin(2 * np.pi * 400 * place)), language="en", words=words)
