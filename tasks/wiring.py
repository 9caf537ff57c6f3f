"""Where names become live things: the store, the vault, and the seats for heavy work on this machine."""

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from weakref import WeakValueDictionary

import httpx
from pydantic import SecretStr

from blocks.credentials import Found, base_url, credentials
from blocks.settings import prepare_home, settings
from blocks.storage import Storage, storage
from domain.errors import ConfigurationError, ReelflowError, Unsupported
from domain.lineup import Lineup
from media.ffmpeg import stop_all
from providers.base import Vendor
from providers.offers import Offer
from providers.registry import vendor
from providers.wire import Wire
from store.flock import locked
from store.shelf import Shelf, disk
from store.vault import Vault
from tasks.database import store as store

_stopping = threading.Event()


class Stopped(ReelflowError):
    """The user stopped the run. What is finished is kept; `reelflow continue` goes on."""

    exit_code = 130

    @classmethod
    def by_user(cls) -> "Stopped":
        """Return the error that says so."""
        return cls(
            "The run was stopped; what is finished is kept, and jobs at paid vendors go on there. "
            "Go on with: reelflow continue last. Or cancel those jobs with: reelflow cancel last"
        )


def vault() -> Vault:
    """Return the media store."""
    return _vault(storage(), prepare_home())


@cache
def _vault(place: Storage, home: Path) -> Vault:
    return Vault(place.url, cache=home / "cache", link=place.link, options=place.options)


def pieces() -> Shelf:
    """Return where encoded pieces, mixed sounds and joined films are kept on this machine."""
    return Shelf(prepare_home() / "pieces")


HELD = ".held"
"""Locked while its folder is in use: a process in another container may have a number that nobody has here."""
ABANDONED = 3600
"""Seconds since the last byte after which nobody is writing a file any more."""


@contextlib.contextmanager
def ready(by: Vendor, offer: Offer) -> Iterator[Wire]:
    """Open a line to a vendor: its keys, its address; raise `MissingCredentials` or, when it is retired, `Unsupported`."""
    address = base_url(by.slug)
    keys = keys_of(by)

    def opened() -> dict[str, str]:
        return {field: key.get_secret_value() for field, key in keys.items()}

    def sign() -> dict[str, str]:
        return by.sign(opened(), time.time())

    sign()  # a key that is only half there is told before anything is ordered
    yield Wire(vendor=by, base_url=by.address(offer, opened(), address), sign=sign, http=_line())


@cache
def _line() -> httpx.Client:
    """Return what all orders of this process are sent through; it keeps no key, no cookie and no connection.

    A connection that lay open may be closed by the vendor in the moment an order is sent, and nobody could tell whether it
    arrived; a thousand orders that wait would hold a thousand of them.
    """
    nothing = CookieJar(policy=DefaultCookiePolicy(allowed_domains=()))
    alone = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    return httpx.Client(headers={"User-Agent": "reelflow"}, limits=alone, cookies=nothing)


os.register_at_fork(after_in_child=_line.cache_clear)  # a forked process opens its own


def address_of(by: Vendor, offer: Offer) -> str:
    """Return where a vendor is asked; raise `ConfigurationError` for one that has no address of its own and was given none."""
    if not (address := by.address(offer, {}, base_url(by.slug))):
        variable = f"{by.slug.upper().replace('-', '_')}_BASE_URL"
        raise ConfigurationError(
            f"{by.slug}: no address. Set {variable} to that of your server, such as http://127.0.0.1:8000/v1."
        )
    return address


def keys_of(by: Vendor) -> dict[str, SecretStr]:
    """Return a vendor's keys, closed; raise `MissingCredentials`, or `Unsupported` for one that has ended, with the ways out."""
    return _found(by).keys


def where_keys_are(by: Vendor) -> str:
    """Return where a vendor's keys were found, nothing for one that needs none; raise as `keys_of` does."""
    return _found(by).where


def _found(by: Vendor) -> Found:
    if by.retired and not base_url(by.slug):
        raise Unsupported(f"{by.slug}: {by.retired}")
    return credentials(by.slug, by.needs)


def check_keys(staff: Lineup) -> None:
    """Raise before anything is ordered when a vendor of the lineup has no key or has ended."""
    for kind in Lineup.model_fields:
        for name in getattr(staff, kind).slugs:
            keys_of(vendor(name, kind))  # type: ignore[arg-type]


def pace(by: Vendor) -> float:
    """Return the pause between two questions to a vendor, in seconds."""
    return settings().reelflow_poll_seconds or by.waiting.every


CORES = max(1, os.cpu_count() or 1)
_seats = threading.BoundedSemaphore(CORES)
_wanted = [0]
_counting = threading.Lock()


@contextlib.contextmanager
def seat() -> Iterator[int]:
    """Hold a place for heavy local work and yield how many threads it may use: all cores when nobody else wants one.

    Raises `Stopped` once the run is being stopped.
    """
    with _counting:
        _wanted[0] += 1
    try:
        with _seats:
            if _stopping.is_set():
                raise Stopped.by_user()
            yield CORES if _wanted[0] == 1 else 1
    finally:
        with _counting:
            _wanted[0] -= 1


_claims: WeakValueDictionary[str, "_Claim"] = WeakValueDictionary()


class _Claim:
    """A lock that is forgotten when nobody waits for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


@contextlib.contextmanager
def alone(key: str) -> Iterator[None]:
    """Hold what `key` names against other threads, so that the same work is not done twice at once."""
    with _counting:
        claim = _claims.setdefault(key, _Claim())
    with claim.lock:
        yield


def stop() -> None:
    """End the heavy work that is under way and let none begin. Safe to call from a signal handler."""
    _stopping.set()
    stop_all()


def rest(seconds: float) -> None:
    """Wait; raise `Stopped` as soon as the run is being stopped. What a vendor has taken goes on there."""
    if _stopping.wait(seconds):
        raise Stopped.by_user()


def stopping() -> bool:
    """Return whether the run is being stopped."""
    return _stopping.is_set()


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Yield a fresh folder for half-made files and remove it afterwards."""
    home = prepare_home()
    with disk(home):
        folder = Path(tempfile.mkdtemp(prefix=f"work-{os.getpid()}-", dir=home))
    try:
        with locked(folder / HELD, wait=False):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tidy() -> None:
    """Remove the half-made files of runs that were killed."""
    home = prepare_home()
    for folder in left_behind():
        with contextlib.suppress(BlockingIOError, FileNotFoundError), locked(folder / HELD, wait=False):
            shutil.rmtree(folder, ignore_errors=True)
    for part in (part for name in ("media", "pieces", "cache") for part in (home / name).glob("*.part")):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > ABANDONED:
                part.unlink()


def left_behind() -> tuple[Path, ...]:
    """Return the folders of half-made files whose process is not here any more; it may run in another container."""
    return tuple(folder for folder in prepare_home().glob("work-*-*") if not _runs(int(folder.name.split("-")[1])))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
