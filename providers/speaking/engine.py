"""Have espeak-ng speak, at arm's length: one process an utterance, bounded in time."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.errors import ConfigurationError, ProviderError, Unsupported
from providers.speaking import child

Sound = NDArray[np.float32]

_PATIENCE = 60.0
_INSTALL = (
    "espeak: the part espeakng-loader is not installed. "
    "Run: pip install espeakng-loader, or choose another voice, or make the video without one (--no-voiceover)."
)


@dataclass(frozen=True)
class Manner:
    """How to speak: an espeak voice (`en-us+m3`) and its settings, in espeak's own units."""

    voice: str
    rate: int
    """Words per minute as espeak counts them: 80 to 450."""
    pitch: int = 50
    range: int = 50
    gap: int = 0
    """Extra silence between words, in units of 10 ms."""


@dataclass(frozen=True)
class Utterance:
    """Raw speech, mono in -1 to 1, and where in it each of the engine's words begins."""

    sound: Sound
    rate: int
    """Samples per second."""
    marks: tuple[tuple[int, float], ...]
    """(character in the text from 0, seconds from the start)."""

    @property
    def seconds(self) -> float:
        """Return its length."""
        return len(self.sound) / self.rate


def utter(text: str, manner: Manner) -> Utterance:
    """Return `text` as espeak-ng speaks it, the same bytes every time.

    Raises `ConfigurationError` when the engine is not installed, `Unsupported` for a voice it does not have,
    `ProviderError` when it breaks.
    """
    request = json.dumps({"text": text, **vars(manner)})
    with tempfile.TemporaryDirectory(prefix="reelflow-voice-") as folder:
        raw = Path(folder, "voice.pcm")
        reply = json.loads(_ask(request, raw, manner.voice))
        samples = np.frombuffer(raw.read_bytes(), "<i2")
    marks = tuple((position, sample / reply["rate"]) for position, sample in reply["marks"])
    return Utterance(sound=samples.astype(np.float32) / np.float32(32768), rate=reply["rate"], marks=marks)


def variants() -> tuple[str, ...]:
    """Return the names of the engine's variants, none when it is not installed."""
    try:
        import espeakng_loader
    except ImportError:
        return ()
    return tuple(sorted(path.name for path in (Path(espeakng_loader.get_data_path()) / "voices" / "!v").glob("*")))


def _ask(request: str, raw: Path, voice: str) -> str:
    command = [sys.executable, "-I", child.__file__, str(raw)]
    try:
        done = subprocess.run(command, input=request, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as late:
        raise ProviderError(f"espeak: no answer within {_PATIENCE:g} s. Continue the project to try again.") from late
    if done.returncode == child.NOT_INSTALLED:
        raise ConfigurationError(_INSTALL)
    if done.returncode == child.UNKNOWN_VOICE:
        raise Unsupported(f"espeak: there is no voice {voice!r}. Choose male, female, or a variant such as m3, f4, Michael.")
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise ProviderError(f"espeak: the engine stopped: {last[0]}")
    return done.stdout
