"""Files: the user's own clips, stills, voice and music. Also the honest way in for tools without an API."""

from pathlib import Path

from domain.errors import BadMedia, Unsupported
from domain.requests import Extra, ExtraRequest, MusicRequest, Source, SpeechRequest, VideoRequest
from media import probe
from media.taking import copied, decoded
from providers.base import Delivery, Vendor
from providers.moving import stills
from providers.offers import Offer
from providers.speaking import recording, words

_MODEL = "folder"
_EXTRAS: tuple[Extra, ...] = ("avatar", "broll", "effect")
_SPARE_MUSIC = 30.0
"""Seconds of the user's music kept beyond what is asked, should the film grow."""
_LONGEST_EFFECT = 60.0
"""Seconds of a sound effect that are kept."""
_RATES = (0.7, 7.0)
"""Words a second; a recording outside is hardly one of this text."""


class OwnPictures:
    """The user's own clips as they are; stills filmed by a slowly moving camera."""

    def make(self, request: VideoRequest, folder: Path) -> Delivery:
        """Write the segment's clip into `folder`; raise `Unsupported` when the user gave none, `BadMedia` for a broken one."""
        if request.still:
            return stills.filmed(Path(request.still), request, folder, name="Its picture")
        source = _given(request.source, f"clip or still for segment {request.segment}")
        if source.kind == "image":
            return stills.filmed(copied(source, folder, kind="image"), request, folder, name=_name(source))
        clip = copied(source, folder, kind="video")
        missing = request.seconds - probe.probe(clip).seconds
        if missing <= probe.HELD:
            return Delivery(path=clip)
        said = f"{_name(source)} is {missing:.1f} s shorter than segment {request.segment} needs; its last picture is held."
        return Delivery(path=clip, notes=(said,))


class OwnVoice:
    """The user's own recordings of the narration."""

    def make(self, request: SpeechRequest, folder: Path) -> Delivery:
        """Write the segment's recording into `folder` as 48 kHz mono, with word times estimated from its silences."""
        source = _given(request.source, f"recording in {request.language} for segment {request.segment}")
        path = decoded(copied(source, folder, kind="audio"), folder / "voice.wav", channels=1)
        parts = recording.sounding(path)
        if not parts:
            raise BadMedia(f"{_name(source)} is silent. Record segment {request.segment} again, or take the file out.")
        notes = [f"Word times of segment {request.segment} are estimated from {_name(source)}: captions may run a little off."]
        count, seconds = len(request.text.split()), sum(end - start for start, end in parts)
        if not _RATES[0] * seconds <= count <= _RATES[1] * seconds:
            notes.append(f"{_name(source)} speaks for {seconds:.1f} s; the text of segment {request.segment} has {count} words.")
        return Delivery(path=path, words=words.estimated(request.text, parts), timing="estimated", notes=tuple(notes))


class OwnMusic:
    """The user's own music."""

    def make(self, request: MusicRequest, folder: Path) -> Delivery:
        """Write the music into `folder` as 48 kHz stereo, no longer than is useful."""
        source = _given(request.source, "music")
        copy = copied(source, folder, kind="audio")
        path = decoded(copy, folder / "music.wav", channels=2, seconds=request.seconds + _SPARE_MUSIC)
        return Delivery(path=path)


class OwnExtras:
    """The user's own avatars, B-roll and sound effects."""

    def make(self, request: ExtraRequest, folder: Path) -> Delivery:
        """Write the picture or the sound into `folder`: a still for B-roll as a clip, a sound as 48 kHz stereo."""
        source = request.source
        if request.kind == "effect":
            sound = copied(source, folder, kind="audio")
            return Delivery(path=decoded(sound, folder / "effect.wav", channels=2, seconds=_LONGEST_EFFECT))
        if source.kind == "image" and request.kind == "broll":
            return stills.filmed(copied(source, folder, kind="image"), request, folder, name=_name(source))
        return Delivery(path=copied(source, folder, kind=source.kind))


def _given(source: Source | None, what: str) -> Source:
    if source is None:
        raise Unsupported(f"files: no {what}")
    return source


def _name(source: Source) -> str:
    return Path(source.path).name


VENDOR = Vendor(
    slug="files",
    name="Your own files",
    offers=(
        Offer(kind="video", model=_MODEL, shortest=0.5, takes=("still",)),
        Offer(kind="speech", model=_MODEL),
        Offer(kind="music", model=_MODEL),
        *(Offer(kind=kind, model=_MODEL) for kind in _EXTRAS),
    ),
    makers={"video": OwnPictures(), "speech": OwnVoice(), "music": OwnMusic(), **dict.fromkeys(_EXTRAS, OwnExtras())},
    local=True,
)
