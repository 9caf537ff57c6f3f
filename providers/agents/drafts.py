"""A script as text models read it."""

from typing import Any

from domain.script import Script


def draft(script: Script) -> dict[str, Any]:
    """Return a script as critics and writers read it."""
    return {
        "title": script.title,
        "segments": [
            {
                "number": place,
                "seconds": segment.seconds,
                "role": segment.role,
                "narration": segment.narration,
                "on_screen": segment.on_screen,
                "visual": segment.prompt,
                "camera": segment.camera,
                "emotion": segment.emotion,
            }
            for place, segment in enumerate(script.segments, start=1)
        ],
        "call_to_action": script.call_to_action,
    }
