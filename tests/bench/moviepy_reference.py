"""The other side: the same film as one would write it with MoviePy 2, by its documentation."""

from pathlib import Path

from moviepy import (
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    TextClip,
    VideoClip,
    VideoFileClip,
    concatenate_videoclips,
)
from moviepy.audio.fx import MultiplyVolume

from domain.timeline import Caption, Timeline
from media import fonts
from montage.captions import Band
from tests.bench.material import Film

_MUSIC_UNDER_VOICE = 0.25


def render(timeline: Timeline, film: Film, out: Path, *, crop_first: bool) -> None:
    """Write `timeline` to `out`: clips filled to the frame, captions as text clips, voice and music mixed."""
    cover = _cropped_then_resized if crop_first else _resized_then_cropped
    clips = [VideoFileClip(str(film.path(clip)), audio=False) for clip in timeline.video]
    shown = [opened.subclipped(0, clip.at.duration / timeline.rate) for opened, clip in zip(clips, timeline.video, strict=True)]
    picture = concatenate_videoclips([cover(clip, timeline.width, timeline.height) for clip in shown])
    texts = [_text(line, timeline) for line in timeline.captions]
    sounds = [AudioFileClip(str(film.path(clip))) for clip in (*timeline.audio, *timeline.music)]
    voice, music = (sound.subclipped(0, timeline.seconds) for sound in sounds)
    heard = CompositeAudioClip([voice, music.with_effects([MultiplyVolume(_MUSIC_UNDER_VOICE)])])
    whole = CompositeVideoClip([picture, *texts], size=(timeline.width, timeline.height))
    _write(whole.with_audio(heard).with_duration(timeline.seconds), timeline, out)
    # A decoder that is not waited for would be missing from the sum of this process's children.
    for opened in (*clips, *sounds):
        opened.close()


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
