"""What the environment says: where things live, and who does the work when nobody is named."""

import os
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.casting import voice_for
from domain.errors import BriefError, ConfigurationError
from domain.lineup import Choice, Lineup
from domain.requests import Kind

LOCAL: dict[str, str] = {"text": "outline", "video": "procedural", "speech": "espeak", "music": "synth", "listen": "loudness"}
"""Who stands in, on this machine and for nothing, when no vendor is named."""
_SHARE: TypeAdapter[float] = TypeAdapter(Annotated[float, Field(ge=0, le=1)])
_AMOUNT: TypeAdapter[Decimal] = TypeAdapter(Annotated[Decimal, Field(gt=0)])
_COUNT: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(gt=0)])


class Settings(BaseSettings):
    """Every setting with its default. `settings()` reads the environment, nothing else does."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, env_ignore_empty=True)

    reelflow_home: Path = Field(default=Path("~/.reelflow"), description="Where everything is kept.")
    reelflow_store_url: str = Field(default="", description="Database; SQLite in the home folder when empty.")
    reelflow_media_url: str = Field(default="", description="Media store, any fsspec URL; a folder in the home when empty.")
    reelflow_media_link: str = Field(default="", description="Address under which people can open the media store.")
    reelflow_budget_usd: Decimal | None = Field(default=None, gt=0, description="Spending ceiling a day, in US dollars.")
    reelflow_vendor_budget_usd: Decimal | None = Field(default=None, gt=0, description="Spending ceiling a day and vendor.")
    reelflow_zone: str = Field(default="", description="Time zone of days and months in reports; this machine's when empty.")
    reelflow_plan: str = Field(default="", description="Plan that the workspace is held to; none when empty.")
    reelflow_poll_seconds: float | None = Field(default=None, gt=0, description="Pause between questions to vendors.")
    reelflow_calendar: str = Field(default="", description="Calendar file that is worked off.")
    reelflow_notify: str = Field(default="", description="Notification block that is told of failed runs: TYPE/NAME.")
    reelflow_runs: int = Field(default=3, ge=2, le=1000, description="Runs that the worker of this machine has at once.")
    reelflow_task_runner: str = Field(default="threads", description="Where a flow's tasks run: threads, threads:N or dask.")
    text_provider: str = ""
    text_provider_fallback: str = ""
    video_provider: str = ""
    video_provider_fallback: str = ""
    speech_provider: str = ""
    speech_provider_fallback: str = ""
    music_provider: str = ""
    music_provider_fallback: str = ""
    listen_provider: str = Field(default="", description="Who finds the times of words where a voice does not tell them.")
    listen_provider_fallback: str = ""
    review_provider: str = Field(default="", description="Text models that read a new script over; `none` for nobody.")
    vision_provider: str = Field(default="", description="Text models that look at finished segments; nobody when empty.")

    @property
    def home(self) -> Path:
        """Return the home folder, absolute."""
        return located(self.reelflow_home).resolve()

    @property
    def store_url(self) -> str:
        """Return the database URL."""
        return self.reelflow_store_url or f"sqlite:///{self.home / 'reelflow.db'}"

    @property
    def media_url(self) -> str:
        """Return the media store's URL or folder."""
        return self.reelflow_media_url or str(self.home / "media")


def settings() -> Settings:
    """Return the settings of this moment; raise `ConfigurationError` naming the variable that is wrong."""
    try:
        return _read(tuple((name, os.environ.get(name)) for name in os.environ if name.lower() in Settings.model_fields))
    except ValidationError as wrong:
        raise _unusable(str(wrong.errors()[0]["loc"][0]).upper(), wrong) from None


def vendor_budget(slug: str) -> Decimal | None:
    """Return the spending ceiling a day for one vendor: `<VENDOR>_BUDGET_USD`, else that of every vendor, in US dollars."""
    own: Decimal | None = _of_vendor(slug, "BUDGET_USD", _AMOUNT)
    return settings().reelflow_vendor_budget_usd if own is None else own


def places(slug: str, usual: int) -> int:
    """Return how many jobs a vendor may have at once in all runs together: `<VENDOR>_AT_ONCE`, else the usual number."""
    own: int | None = _of_vendor(slug, "AT_ONCE", _COUNT)
    return usual if own is None else own


def voice_said(slug: str, language: str) -> tuple[str, float | None]:
    """Return the voice that `<VENDOR>_VOICE` names for a language, nothing when none, and its `<VENDOR>_STABILITY`.

    Raises `ConfigurationError` for a setting that cannot be used.
    """
    variable = f"{slug.upper().replace('-', '_')}_VOICE"
    try:
        voice = voice_for(os.environ.get(variable, ""), language)
    except BriefError as wrong:
        raise ConfigurationError(f"The setting {variable} cannot be used: {wrong} Mend or unset it.") from None
    stability: float | None = _of_vendor(slug, "STABILITY", _SHARE)
    return voice, stability


def _of_vendor(slug: str, name: str, kind: TypeAdapter[Any]) -> Any:
    variable = f"{slug.upper().replace('-', '_')}_{name}"
    if not (given := os.environ.get(variable, "").strip()):
        return None
    try:
        return kind.validate_python(given)
    except ValidationError as wrong:
        raise _unusable(variable, wrong) from None


def _unusable(variable: str, wrong: ValidationError) -> ConfigurationError:
    first = wrong.errors()[0]
    return ConfigurationError(f"The setting {variable}={first['input']} cannot be used: {first['msg']}. Mend or unset it.")


@lru_cache(maxsize=4)
def _read(_environment: tuple[tuple[str, str | None], ...]) -> Settings:
    """Return the settings, read once for as long as the environment says the same: it takes 5 ms, and an order asks 20 times."""
    return Settings()


def located(path: str | Path) -> Path:
    """Return a path with `~` and `~user` written out; raise `ConfigurationError` when there is no such user."""
    try:
        return Path(path).expanduser()
    except RuntimeError as wrong:
        raise ConfigurationError(f"{path} names a user whose home is not known here. Write the folder out.") from wrong


def choice(kind: Kind, *, named: str = "", fallback: str = "") -> Choice:
    """Return who does a kind of work: the named vendor, else the environment's, else the local stand-in."""
    chosen = settings()
    first = named or getattr(chosen, f"{kind}_provider")
    second = fallback or getattr(chosen, f"{kind}_provider_fallback")
    slugs = [*(_split(first, kind) or [LOCAL[kind]]), *_split(second, kind)]
    return Choice(slugs=tuple(dict.fromkeys(slugs)), said=bool(_split(first, kind)))


def advisers(what: Literal["review", "vision"]) -> tuple[str, ...]:
    """Return which text models the settings name for a review or for looking at pictures; empty where they say nothing."""
    return tuple(_split(getattr(settings(), f"{what}_provider"), "text"))


def _split(names: str, kind: Kind) -> list[str]:
    """Return names without capital letters, which make no difference but in the names of one's own text models."""
    return [_plain(name.strip(), kind) for name in names.split(",") if name.strip()]


def _plain(name: str, kind: Kind) -> str:
    vendor, colon, model = name.partition(":")
    return f"{vendor.strip().lower()}{colon}{model.strip() if kind == 'text' else model.strip().lower()}"


def lineup(*, video: str = "", fallback: str = "", text: str = "") -> Lineup:
    """Return one choice per kind of work."""
    return Lineup(
        text=choice("text", named=text),
        video=choice("video", named=video, fallback=fallback),
        speech=choice("speech"),
        music=choice("music"),
    )


def prepare_home() -> Path:
    """Make the home folder and return it; raise `ConfigurationError` when it cannot be written."""
    home = settings().home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise ConfigurationError(f"REELFLOW_HOME {home} cannot be made: {wrong.strerror}. Choose another folder.") from wrong
    if not os.access(home, os.W_OK | os.X_OK):
        raise ConfigurationError(f"REELFLOW_HOME {home} cannot be written. Choose another folder or mend its permissions.")
    return home
