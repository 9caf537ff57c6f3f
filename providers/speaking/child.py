"""Speak one utterance with espeak-ng, then end. Run as a program of its own: `python child.py OUT.pcm < request.json`.

The library is GPL and keeps global state: the second utterance of a process differs from the first. One process per
utterance keeps it at arm's length, safe beside threads, and repeatable. This file imports nothing of ours.
"""

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

_SYNCHRONOUS, _UTF8, _BY_CHARACTER = 2, 1, 1
_PARAMETERS = {"rate": 1, "pitch": 3, "range": 4, "gap": 7}
NOT_INSTALLED, UNKNOWN_VOICE, BROKEN = 3, 4, 5


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("union", ctypes.c_uint64),
    )


_Listener = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
_WORD = 1


class _Failed(Exception):
    """Carries the exit code."""


def main() -> int:
    """Write the sound as raw 16-bit mono to the file named first, and `{"rate", "marks"}` to standard output."""
    request = json.load(sys.stdin)
    try:
        import espeakng_loader
    except ImportError:
        return NOT_INSTALLED
    try:
        rate, sound, marks = _speak(ctypes.CDLL(espeakng_loader.get_library_path()), espeakng_loader.get_data_path(), request)
    except _Failed as failure:
        return int(failure.args[0])
    Path(sys.argv[1]).write_bytes(sound)
    json.dump({"rate": rate, "marks": marks}, sys.stdout)
    return 0


def _speak(library: Any, data: Any, request: dict[str, Any]) -> tuple[int, bytes, list[tuple[int, int]]]:
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), 0)
    if rate <= 0:
        raise _Failed(BROKEN)
    sound, marks = bytearray(), list[tuple[int, int]]()

    def hear(samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, 2 * count))
        index = 0
        while events[index].type:
            if events[index].type == _WORD:
                marks.append((events[index].position - 1, events[index].sample))
            index += 1
        return 0

    listener = _Listener(hear)  # must outlive the call
    library.espeak_SetSynthCallback(listener)
    _choose(library, Path(data), request["voice"])
    for name, number in _PARAMETERS.items():
        if name in request:
            library.espeak_SetParameter(number, request[name], 0)
    text = request["text"].encode() + b"\0"
    if library.espeak_Synth(text, len(text), 0, _BY_CHARACTER, 0, _UTF8, None, None):
        raise _Failed(BROKEN)
    library.espeak_Synchronize()
    return rate, bytes(sound), marks


def _choose(library: Any, data: Path, voice: str) -> None:
    # An unknown voice leaves the one before in place, and an unknown variant is ignored: only the answer and the files tell.
    variant = voice.partition("+")[2]
    if library.espeak_SetVoiceByName(voice.encode()) or not (data / "voices" / "!v" / variant).exists():
        raise _Failed(UNKNOWN_VOICE)


if __name__ == "__main__":
    sys.exit(main())
