"""A project: one video on its way from the brief to the finished film."""

from datetime import datetime
from typing import Literal

from domain.approval import Stage
from domain.base import Frozen
from domain.brand import Brand
from domain.brief import Brief, Question
from domain.cover import CoverWish
from domain.lineup import Lineup
from domain.media import MediaRef
from domain.money import ZERO, Cost, Money
from domain.requests import Source
from domain.review import Finding
from domain.saying import Saying
from domain.script import Script
from domain.style import Style

ProjectStatus = Literal["script", "segments_generating", "completed", "failed"]
SegmentState = Literal["draft", "pending", "processing", "completed", "failed", "unknown"]


class Options(Frozen):
    """How the film is made, apart from what it says and who works on it."""

    voiceover: bool = True
    subtitles: bool = True
    music: bool = True
    parallel: bool = True
    captions: str | None = None
    """Style of the captions; None for the brand's, else the house's."""
    transition: str = "cut"
    """Between segments that name none of their own."""
    style: Style = Style()
    cube: MediaRef | None = None
    """The colour table that `style.grade` names, by its bytes."""
    draft: bool = False
    encoder: str = "auto"
    seed: int = 0
    voice: str = ""
    budget: Money | None = None
    """Spending ceiling for the whole project in US dollars."""
    languages: tuple[str, ...] = ()
    """Languages the films are made in now; the brief's when empty. Clips keep what the brief's languages called for."""
    gates: tuple[Stage, ...] = ()
    """Stages at which it waits for a person."""
    formats: tuple[str, ...] = ()
    """What the films are delivered in now; the brief's formats when empty. Clips keep the shape of the brief's first."""


class SegmentReport(Frozen):
    """How one segment stands."""

    index: int
    """1-based place among the project's segments."""
    id: int = 0
    kept: bool = True
    state: SegmentState = "draft"
    vendor: str = ""
    model: str = ""
    job: str = ""
    seconds: float = 0.0
    cost_usd: Money = ZERO
    take: int = 1
    error: str = ""
    narration: str = ""
    prompt: str = ""
    still: str = ""
    """The picture its clip begins with, for a reader."""
    last: str = ""
    piece: str = ""
    """Digest of everything its encoded piece is made from; one for each film, joined by spaces."""


class Video(Frozen):
    """A finished file."""

    format: str
    language: str
    path: str
    seconds: float
    width: int
    height: int
    sha256: str
    cover: str = ""
    """Path of its thumbnail."""


class Report(Frozen):
    """What a run leaves behind: the object of `--json`."""

    project: str
    state: Literal["done", "draft", "waiting", "stopped", "failed"]
    title: str = ""
    videos: tuple[Video, ...] = ()
    segments: tuple[SegmentReport, ...] = ()
    cost: Cost = Cost()
    findings: tuple[str, ...] = ()
    """What a reader should know: checks, waits, what was assumed."""
    questions: tuple[Question, ...] = ()
    """What the asker alone can decide; the run waits for the answers, and nothing is written before."""
    review: tuple[Finding, ...] = ()
    """What is objected to in the script and in finished segments, and what reading the finished files back found."""
    degraded: tuple[str, ...] = ()
    """What was asked, or would be expected, and was delivered in a lesser form."""
    run: str = ""
    """Prefect's flow run id."""
    encoded: int = 0
    """Pieces encoded in this run; 0 when nothing had changed."""


class Project(Frozen):
    """Everything that decides what the film will be."""

    id: str
    title: str
    brief: Brief
    script: Script
    lineup: Lineup = Lineup()
    options: Options = Options()
    sources: tuple[Source, ...] = ()
    """The user's own files, as they were when the project was made."""
    brand: Brand | None = None
    cover: CoverWish = CoverWish()
    sayings: tuple[Saying, ...] = ()
    """How words are spoken that are written in another way."""
    status: ProjectStatus = "script"
    report: Report | None = None
    """What its last run left behind."""
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """Return the names of the formats its films are delivered in."""
        return self.options.formats or self.brief.formats

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages its films are made in; one film each."""
        return self.options.languages or self.brief.languages

    @property
    def one_film(self) -> bool:
        """Return whether a single file is all there ever was: then its name needs no language and format."""
        return len({*self.brief.languages, *self.languages}) == 1 and len({*self.brief.formats, *self.formats}) == 1
