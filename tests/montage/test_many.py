"""Three hundred segments in one film, and two runs that make the same film at once."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np
import pytest

from domain.media import MediaRef
from domain.timeline import Timeline, splice
from montage.pieces import Encoding, compile_pieces
from tests.montage.material import RATE, Shelf, clicks_off, clip, film, heard, lengths, made, numbers, read_code
from tests.montage.test_transitions import BEFORE, joined

ROOT = Path(__file__).parents[2]
FRAMES = 5
"""Of each of the three hundred segments."""
_FINISH = r"""
import json, re, sys
from pathlib import Path
from domain.timeline import Timeline
from montage.join import join
from montage.sound import mix
told = json.loads(sys.stdin.read())
sources = {key: Path(path) for key, path in told["sources"].items()}
mix(Timeline.model_validate(told["timeline"]), sources, Path(told["sound"]))
join([(Path(path), frames) for path, frames in told["pieces"]], Path(told["sound"]), Path(told["out"]))
print(int(re.search(r'VmHWM:\s+(\d+)', Path('/proc/self/status').read_text())[1]) / 1024)
"""


def finished(timeline: Timeline, shelf: Shelf, out: Path) -> float:
    """Mix and join a film whose pieces are there, in a process of its own, and return the most MiB that it needed."""
    pieces = compile_pieces(timeline, Encoding.named("auto", draft=True))
    told = {
        "timeline": timeline.model_dump(mode="json"),
        "sources": {key: str(path) for key, path in shelf.sources.items()},
        "pieces": [(str(shelf.folder / f"{piece.key}.mp4"), piece.frames) for piece in pieces],
        "sound": str(out.with_suffix(".m4a")),
        "out": str(out),
    }
    command = [sys.executable, "-c", _FINISH]
    ended = subprocess.run(command, cwd=ROOT, input=json.dumps(told), capture_output=True, text=True, check=True, timeout=250)
    return float(ended.stdout)


def segment(shelf: Shelf, pictures: MediaRef, number: int, pitch: float) -> Timeline:
    """Return a segment of a few coded frames with a tone of its own and an effect that rings on."""
    tone = 0.3 * np.sin(2 * np.pi * pitch * np.arange(FRAMES * RATE // 30) / RATE)
    ring = shelf.wav(f"{number}-ring.wav", 0.2 * np.sin(2 * np.pi * 60 * np.arange(RATE) / RATE))
    return film(
        clip(pictures, 0, FRAMES, segment=number + 1, source_start=number * FRAMES / 30),
        audio=(clip(shelf.wav(f"{number}.wav", tone), 0, FRAMES, segment=number + 1),),
        effects=(clip(ring, 0, 30, segment=number + 1),),
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_three_hundred_segments_are_in_their_order_and_cost_no_more_memory(shelf: Shelf, tmp_path: Path) -> None:
    pictures = shelf.coded(0, 300 * FRAMES)
    parts = [segment(shelf, pictures, number, 300 + 5 * number) for number in range(300)]
    few, whole = splice(parts[:30]), splice(parts)
    made(whole, shelf, tmp_path / "film.mp4")
    assert numbers(tmp_path / "film.mp4") == list(range(300 * FRAMES))
    sound = heard(tmp_path / "film.mp4")[0]
    for number in (0, 1, 149, 150, 298, 299):
        begin = number * FRAMES * RATE // 30
        pitches = np.abs(np.fft.rfft(sound[begin : begin + FRAMES * RATE // 30]))
        pitches[:30] = 0  # the effects' own
        assert 6 * int(np.argmax(pitches)) == pytest.approx(300 + 5 * number, abs=6)
    peaks = [finished(one, shelf, tmp_path / f"{place}.mp4") for place, one in enumerate((few, whole))]
    assert numbers(tmp_path / "1.mp4") == list(range(300 * FRAMES))
    assert peaks[1] < peaks[0] + 40


@pytest.mark.slow
def test_two_runs_that_make_the_same_film_at_once_both_get_it(shelf: Shelf, tmp_path: Path) -> None:
    """They share all places, as two runs with one `REELFLOW_HOME` do."""
    timeline = joined(shelf, 3, 60, "dissolve")
    with ThreadPoolExecutor(2) as runs:
        films = list(runs.map(lambda _: made(timeline, shelf, tmp_path / "film.mp4"), range(2)))
    assert films[0] == films[1] and not list(tmp_path.rglob("*.part*"))
    with av.open(str(films[0])) as container:
        shown = [read_code(picture.to_ndarray(format="gray")) for picture in container.decode(container.streams.video[0])]
    assert len(shown) == 180 and shown[:50] == list(range(BEFORE, BEFORE + 50))
    assert max(map(abs, clicks_off(films[0], 6))) < 1 and lengths(films[0])[0] == 6
