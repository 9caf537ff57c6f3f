"""The film that every side makes: six busy clips, a voice, a music bed, words with times. All of it is drawn here."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from domain.base import Frozen
from domain.media import MediaKind, MediaRef
from domain.speech import Word
from domain.timeline import Caption, Clip, Timeline, TimeRange
from media.ffmpeg import run
from montage.captions import caption_lines

_FILE = "film.json"
_CLIP_RATE = 24
_SAFE_RIGHT, _SAFE_BOTTOM = 0.12, 0.20
_WORD = 0.36
_TEXT = (
    "Most people never notice how much a picture moves. Leaves tremble, water glitters, a crowd keeps flowing past the lens, "
    "and every one of those small changes is work for the encoder. So this film is busy on purpose, from edge to edge."
)

# The first two together cost the encoder as much a second as all of them do: they make the short film.
_SCENES = (
    "life=s=240x136:r={rate}:mold=14:ratio=0.18:seed=12:death_color=#24406c:life_color=#f2cf86:mold_color=#5a2350,"
    "scale={size}:flags=bicubic,gblur=sigma=2",
    "testsrc2=s={size}:r={rate},rotate=0.15*sin(t):c=gray,gblur=sigma=1",
    "mandelbrot=s={half}:r={rate}:start_scale=0.6:end_scale=0.03:end_pts=300:maxiter=150:inner=convergence,"
    "scale={size}:flags=bicubic,hue=h=200",
    "cellauto=s=320x180:r={rate}:rule=30:seed=14:full=1,scale={size}:flags=bicubic,gblur=sigma=3",
    "gradients=s={half}:r={rate}:n=6:speed=0.03:seed=11:type=spiral,scale={size}:flags=bicubic",
    "gradients=s={half}:r={rate}:n=8:speed=0.04:seed=15:type=radial,scale={size}:flags=bicubic",
    "gradients=s={half}:r={rate}:n=5:speed=0.03:seed=17:type=circular,scale={size}:flags=bicubic",
)
# Fine detail that drifts, and grain: a camera gives an encoder both, and flat test pictures would spare it the work.
_DETAIL = (
    "{scene},format=yuv420p[scene];"
    "color=gray:s={size}:r={rate},trim=end_frame=1,format=yuv420p,noise=c0s=20:c0_seed={seed},gblur=sigma=1.3,"
    "loop=loop=-1:size=1,setpts=N/{rate}/TB,scroll=h={drift}:v=-0.003[detail];"
    "[scene][detail]blend=c0_mode=overlay:c0_opacity=0.9,noise=c0s={grain}:c0f=t"
)
_VOICE = "0.35*sin(2*PI*170*t+3*sin(2*PI*5*t))*abs(sin(2*PI*1.4*t))*gt(sin(2*PI*0.2*t+0.6),-0.8)"
_MUSIC = "0.12*(sin(2*PI*220*t)+sin(2*PI*277.2*t)+sin(2*PI*329.6*t))*(0.7+0.3*sin(2*PI*0.5*t))"


class Scale(Frozen):
    """How large a film is made."""

    width: int = 1080
    height: int = 1920
    clip: tuple[int, int] = (1280, 720)
    seconds: int = 5
    """The length of a segment."""
    segments: int = 6
    brief: int = 3
    """Seconds of a segment in the short film."""
    grain: int = 4
    """How busy the clips are: 3 is calm, 6 is very busy."""
    entries: int = 1_000_000
    """Of the ledger that is reported."""


class Film(Frozen):
    """The film in two versions, and where the bytes of its media are."""

    timeline: Timeline
    changed: Timeline
    """The same film with another clip in one segment."""
    brief: Timeline
    """A short film for slow sides: the beginning of a busy segment and of a quiet one."""
    sources: dict[str, Path]
    entries: int = 1_000_000
    """Of the ledger that is reported."""

    def path(self, clip: Clip) -> Path:
        """Return the file that a clip plays."""
        return self.sources[clip.media.sha256]


def make(folder: Path, scale: Scale) -> Film:
    """Draw all media into `folder`, keep the film's description there for `load`, and return it."""
    paths = [*_clips(folder, scale), *_sounds(folder, scale)]
    refs = [_ref(path, scale) for path in paths]
    *clips, spare, voice, music = refs
    replaced = [clips[0], spare, *clips[2:]]
    film = Film(
        timeline=_timeline(clips, voice, music, scale),
        changed=_timeline(replaced, voice, music, scale),
        brief=_timeline(clips[:2], voice, music, scale.model_copy(update={"seconds": scale.brief, "segments": 2})),
        sources={ref.sha256: path for ref, path in zip(refs, paths, strict=True)},
        entries=scale.entries,
    )
    (folder / _FILE).write_text(film.model_dump_json(), encoding="utf-8")
    return film


def load(folder: Path) -> Film:
    """Return the film that `make` described in `folder`."""
    return Film.model_validate_json((folder / _FILE).read_text(encoding="utf-8"))


def _clips(folder: Path, scale: Scale) -> list[Path]:
    """Make one clip a segment, and one more to change a segment with."""
    with ThreadPoolExecutor() as workers:
        return list(workers.map(lambda number: _clip(number, folder, scale), range(scale.segments + 1)))


def _clip(number: int, folder: Path, scale: Scale) -> Path:
    size, half = f"{scale.clip[0]}x{scale.clip[1]}", f"{scale.clip[0] // 2}x{scale.clip[1] // 2}"
    scene = _SCENES[number % len(_SCENES)].format(size=size, half=half, rate=_CLIP_RATE)
    drift = 0.002 + 0.001 * number
    source = _DETAIL.format(scene=scene, size=size, rate=_CLIP_RATE, seed=number + 1, drift=drift, grain=scale.grain)
    path = folder / f"clip{number}.mp4"
    coder = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "22", "-pix_fmt", "yuv420p")
    run(["-f", "lavfi", "-i", source, "-t", str(scale.seconds), *coder, path])
    return path


def _sounds(folder: Path, scale: Scale) -> Iterator[Path]:
    for name, wave in (("voice", _VOICE), ("music", _MUSIC)):
        path = folder / f"{name}.wav"
        run(["-f", "lavfi", "-i", f"aevalsrc='{wave}':s=48000:d={scale.seconds * scale.segments}", "-ac", "2", path])
        yield path


def _ref(path: Path, scale: Scale) -> MediaRef:
    kind: MediaKind = "video" if path.suffix == ".mp4" else "audio"
    seconds = scale.seconds * (1 if kind == "video" else scale.segments)
    return MediaRef(sha256=hashlib.sha256(path.read_bytes()).hexdigest(), suffix=path.suffix, kind=kind, seconds=seconds)


def _timeline(clips: list[MediaRef], voice: MediaRef, music: MediaRef, scale: Scale) -> Timeline:
    length = scale.seconds * 30
    whole = TimeRange(start=0, duration=length * scale.segments)
    places = (TimeRange(start=number * length, duration=length) for number in range(scale.segments))
    return Timeline(
        width=scale.width,
        height=scale.height,
        duration=whole.duration,
        safe_right=_SAFE_RIGHT,
        safe_bottom=_SAFE_BOTTOM,
        video=tuple(Clip(at=at, media=media, segment=at.start // length + 1) for at, media in zip(places, clips, strict=True)),
        audio=(Clip(at=whole, media=voice),),
        music=(Clip(at=whole, media=music),),
        captions=tuple(line for number in range(scale.segments) for line in _captions(number, scale)),
    )


def _captions(segment: int, scale: Scale) -> list[Caption]:
    """Return the lines of one segment, spoken without haste and with a breath at its end."""
    text = _TEXT.split()
    count = max(1, int((scale.seconds - 0.6) / _WORD))
    words = tuple(
        Word(text=text[(segment * count + place) % len(text)], start=0.2 + place * _WORD, end=0.1 + (place + 1) * _WORD)
        for place in range(count)
    )
    lines = caption_lines(words, "en", width=scale.width, height=scale.height, safe_right=_SAFE_RIGHT)
    return [line.shifted(segment * scale.seconds) for line in lines]
