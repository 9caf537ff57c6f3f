"""A small film with something of everything that other editors are told of."""

from domain.final_cut import FinalCut
from domain.media import MediaKind, MediaRef
from domain.speech import Word
from domain.timeline import Caption, Clip, Marker, Timeline, TimeRange, Title, Transition

SPEED = 0.9375


def media(letter: str, seconds: float | None, kind: MediaKind = "video") -> MediaRef:
    """Name a file by one letter."""
    suffix = {"video": ".mp4", "audio": ".wav", "image": ".png", "other": ".ttf"}[kind]
    return MediaRef(sha256=letter * 64, suffix=suffix, kind=kind, seconds=seconds)


def at(start: int, duration: int) -> TimeRange:
    """Name a stretch of frames."""
    return TimeRange(start=start, duration=duration)


def line(*words: tuple[str, float, float], until: float = 0.0, language: str = "en") -> Caption:
    """Return a caption of words with their times."""
    said = tuple(Word(text=text, start=start, end=end) for text, start, end in words)
    return Caption(words=said, language=language, until=until)


FILM = Timeline(
    width=1080,
    height=1920,
    duration=420,
    video=(
        Clip(at=at(0, 150), media=media("a", 5.0), speed=SPEED, segment=1, fade_in=10, grade="warm"),
        Clip(at=at(150, 150), media=media("b", 6.0), head=8, segment=2, fit="blur", focus=(0.3, 0.5)),
        Clip(at=at(300, 120), media=media("c", 2.5), speed=0.75, head=12, segment=3, fade_out=20),
    ),
    avatar=(Clip(at=at(0, 150), media=media("d", 5.0), placement="corner", segment=1),),
    broll=(Clip(at=at(200, 100), media=media("e", None, "image"), segment=2),),
    audio=(
        Clip(at=at(6, 144), media=media("f", 3.21, "audio"), segment=1),
        Clip(at=at(156, 144), media=media("g", 4.8, "audio"), segment=2),
    ),
    effects=(
        Clip(at=at(10, 40), media=media("h", 1.3, "audio"), gain=-3, segment=1),
        Clip(at=at(20, 500), media=media("i", 20.0, "audio"), segment=1),
        Clip(at=at(60, 30), media=media("h", 1.3, "audio"), segment=1),
    ),
    music=(Clip(at=at(0, 420), media=media("j", 6.0, "audio")),),
    transitions=(
        Transition(kind="dissolve", at=150, in_offset=8, out_offset=8),
        Transition(kind="wipe", at=300, in_offset=12, out_offset=9),
    ),
    markers=(Marker(at=0, name="segment 1", segment=1), Marker(at=150, name="segment 2", segment=2)),
    captions=(
        line(("Bees", 0.4, 0.8), ("sleep", 0.9, 1.3), ("well.", 1.4, 1.9), until=2.2),
        line(("مع", 5.2, 5.5), ("Python", 5.6, 6.0), ("نلعب", 6.1, 6.6), language="ar"),
    ),
    titles=(Title(at=at(0, 72), kind="title", text="Bees [bold]"), Title(at=at(310, 60), kind="lower_third", text="Ann")),
)
CUT = FinalCut(language="en", format="vertical", timeline=FILM)
URLS = {letter * 64: f"file:///vault/{letter}" for letter in "abcdefghij"}
