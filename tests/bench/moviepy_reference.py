"""The other side: the same film as one would write it with MoviePy 2, by its documentation."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from moviepy import (
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    ImageClip,
    TextClip,
    VideoClip,
    VideoFileClip,
    concatenate_videoclips,
)
from moviepy.audio.fx import MultiplyVolume
from moviepy.video.fx import CrossFadeIn

from domain.timeline import Caption, Clip, Timeline
from media import fonts
from montage.captions import Band
from tests.bench.material import Film

_MUSIC_UNDER_VOICE = 0.25


def render(timeline: Timeline, film: Film, out: Path, *, crop_first: bool) -> None:
    """Write `timeline` to `out`: clips filled to the frame, captions as text clips, voice and music mixed."""
    clips = opened(timeline, film.sources)
    texts = [_text(line, timeline) for line in timeline.captions]
    sounds = [AudioFileClip(str(film.path(clip))) for clip in (*timeline.audio, *timeline.music)]
    voice, music = (sound.subclipped(0, timeline.seconds) for sound in sounds)
    heard = CompositeAudioClip([voice, music.with_effects([MultiplyVolume(_MUSIC_UNDER_VOICE)])])
    seen = picture(timeline, clips, crop_first=crop_first)
    whole = CompositeVideoClip([seen, *texts], size=(timeline.width, timeline.height))
    _write(whole.with_audio(heard).with_duration(timeline.seconds), timeline, out)
    # A decoder that is not waited for would be missing from the sum of this process's children.
    for one in (*clips, *sounds):
        one.close()


def opened(timeline: Timeline, sources: Mapping[str, Path]) -> list[VideoClip]:
    """Open what the video and the B-roll track show, in their order. To be closed by the caller."""
    return [_open(clip, sources[clip.media.sha256]) for clip in (*timeline.video, *timeline.broll)]


def picture(timeline: Timeline, clips: Sequence[VideoClip], *, crop_first: bool) -> VideoClip:
    """Return the film without type: opened clips filled to the frame, with cuts or dissolves, and B-roll over all of them."""
    cover = _cropped_then_resized if crop_first else _resized_then_cropped
    parts = [_part(clip, one, timeline) for clip, one in zip((*timeline.video, *timeline.broll), clips, strict=True)]
    shown = [cover(part, timeline.width, timeline.height) for part in parts]
    below, above = shown[: len(timeline.video)], shown[len(timeline.video) :]
    if not (timeline.transitions or above):
        return concatenate_videoclips(below)
    return CompositeVideoClip([*below, *above], size=(timeline.width, timeline.height)).with_duration(timeline.seconds)


def _open(clip: Clip, path: Path) -> VideoClip:
    return ImageClip(str(path)) if clip.media.kind == "image" else VideoFileClip(str(path), audio=False)


def _part(clip: Clip, one: VideoClip, timeline: Timeline) -> VideoClip:
    """Return a clip at its place, with the frames that it shows in dissolves; it comes in over the one before it."""
    rate, end = timeline.rate, clip.at.end
    before = next((join.in_offset for join in timeline.transitions if join.at == clip.at.start), 0)
    length = next((join.out_offset for join in timeline.transitions if join.at == clip.at.start), 0) + before
    after = next((join.out_offset for join in timeline.transitions if join.at == end), 0)
    seconds = (before + clip.at.duration + after) / rate
    first = (clip.head - before) / rate
    part = one.with_duration(seconds) if clip.media.kind == "image" else one.subclipped(first, first + seconds)
    placed = part.with_start((clip.at.start - before) / rate)
    return placed.with_effects([CrossFadeIn(length / rate)]) if before else placed


def _resized_then_cropped(clip: VideoClip, width: int, height: int) -> VideoClip:
    grown = clip.resized(height=height) if clip.w / clip.h > width / height else clip.resized(width=width)
    return grown.cropped(x_center=grown.w / 2, y_center=grown.h / 2, width=width, height=height)


def _cropped_then_resized(clip: VideoClip, width: int, height: int) -> VideoClip:
    wide, high = min(clip.w, round(clip.h * width / height)), min(clip.h, round(clip.w * height / width))
    return clip.cropped(x_center=clip.w / 2, y_center=clip.h / 2, width=wide, height=high).resized((width, height))


def _text(line: Caption, timeline: Timeline) -> VideoClip:
    band = Band.of(timeline.width, timeline.height, timeline.safe_right)
    set_in_type = TextClip(
        font=str(fonts.face(line.language)),
        text=line.text,
        font_size=round(band.em * 0.8),
        color="white",
        stroke_color="black",
        stroke_width=max(1, round(band.em * 0.06)),
        size=(round(band.width), None),
        method="caption",
        text_align="center",
        margin=(0, 12),
    )
    start = line.words[0].start
    placed = set_in_type.with_start(start).with_duration(min(line.until, timeline.seconds) - start)
    return placed.with_position(("center", 0.66), relative=True)


def _write(film: VideoClip, timeline: Timeline, out: Path) -> None:
    film.write_videofile(
        str(out),
        fps=timeline.rate,
        codec="libx264",
        preset="veryfast",
        audio_codec="aac",
        audio_bitrate="160k",
        temp_audiofile_path=str(out.parent),
        ffmpeg_params=["-crf", "20", "-profile:v", "high", "-g", str(2 * timeline.rate)],
        pixel_format="yuv420p",
        logger=None,
    )
