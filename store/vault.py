"""The media vault: finished files named by the SHA-256 of their bytes, in a local folder or any fsspec URL."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

from domain.errors import ConfigurationError, NotFound, Unreachable
from domain.media import MediaKind, MediaRef
from store.far import gone_wrong, is_passing, protocols
from store.patience import patient
from store.shelf import Shelf, arriving, copied, disk, hashed, placed

_APPEARS_WHOLE = {"s3", "s3a", "gs", "gcs", "abfs", "az"}
"""Where a file under upload is not to be seen. Elsewhere it gets its name last."""
_IDENTITY = "vault-id"


class Vault:
    """Finished media. The same bytes are kept once; what is there is whole."""

    def __init__(
        self,
        url: str,
        *,
        cache: Path = Path("~/.reelflow/cache"),
        link: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Use the vault at `url`, a folder or any fsspec URL; `cache` holds local copies when it is far away.

        `link` is the address under which people can open it, `options` what fsspec is told, such as keys.
        Raises `ConfigurationError` for a URL of no known kind.
        """
        try:
            self._files, self._root = fsspec.url_to_fs(os.fspath(url), use_listings_cache=False, **(options or {}))
        except (ValueError, ImportError) as wrong:
            raise ConfigurationError(
                f"REELFLOW_MEDIA_URL cannot be used: {wrong}. Give a folder, or s3://bucket/folder."
            ) from wrong
        self._local = isinstance(self._files, LocalFileSystem)
        self._shelf = Shelf(Path(self._root) if self._local else cache.expanduser())
        self._link = link.rstrip("/")
        self._name = f"The media store {self._root.rpartition('@')[2]}"
        self._answered = False

    def put(
        self,
        path: Path,
        kind: MediaKind,
        *,
        seconds: float | None = None,
        width: int | None = None,
        height: int | None = None,
    ) -> MediaRef:
        """Keep a copy of a finished file and return its reference; raise `DiskFull` or `ConfigurationError`."""
        suffix = path.suffix.lower()
        with arriving(self._shelf.folder) as part:
            sha256 = copied(path, part)
            size = part.stat().st_size
            copy = self._shelf.place(sha256, suffix)
            placed(part, copy)
        ref = MediaRef(sha256=sha256, suffix=suffix, kind=kind, bytes=size, seconds=seconds, width=width, height=height)
        if not self._local and not self.has(ref):
            self._upload(copy, self._address(ref))
        return ref

    def open(self, ref: MediaRef) -> Path:
        """Return a local file with these bytes, fetched once if they are far away; raise `NotFound` when they are gone."""
        copy = self._shelf.cached(ref.sha256, ref.suffix)
        if copy and _complete(copy.stat().st_size, ref):
            return copy
        return self._fetched(ref)

    @patient
    def has(self, ref: MediaRef) -> bool:
        """Return whether the bytes are in the vault."""
        with self._reached():
            try:
                return _complete(self._files.info(self._address(ref))["size"], ref)
            except FileNotFoundError:
                return False

    def url(self, ref: MediaRef) -> str:
        """Return an address for people where there is one, else the vault's own for these bytes."""
        place = f"{ref.name[:2]}/{ref.name}"
        return f"{self._link}/{place}" if self._link else str(self._files.unstrip_protocol(self._address(ref)))

    @property
    def link(self) -> str:
        """Return the address under which people can open it, empty when there is none."""
        return self._link

    @cached_property
    @patient
    def identity(self) -> str:
        """The vault's own name, made once and kept in it: part of every cache key that stands for media in this vault."""
        address = f"{self._root}/{_IDENTITY}"
        with self._reached():
            if not self._files.exists(address):
                self._write_identity(address, uuid4().hex)
            return str(self._files.cat_file(address).decode())

    def _write_identity(self, address: str, identity: str) -> None:
        first_wins = suppress(FileExistsError)
        if not self._local:
            with first_wins:
                self._files.pipe_file(address, identity.encode(), mode="create")
            return
        with arriving(self._shelf.folder) as part, first_wins:
            part.write_text(identity)
            os.link(part, address)

    def _address(self, ref: MediaRef) -> str:
        return f"{self._root}/{ref.name[:2]}/{ref.name}"

    @patient
    def _fetched(self, ref: MediaRef) -> Path:
        if self._local:
            raise self._missing(ref)
        with arriving(self._shelf.folder) as part:
            with self._reached():
                try:
                    self._files.get_file(self._address(ref), str(part))
                except FileNotFoundError:
                    raise self._missing(ref) from None
            if hashed(part) != ref.sha256:
                raise self._missing(ref)
            copy = self._shelf.place(ref.sha256, ref.suffix)
            placed(part, copy)
        return copy

    @patient
    def _upload(self, source: Path, address: str) -> None:
        with self._reached():
            if _APPEARS_WHOLE.intersection(protocols(self._files)):
                self._files.put_file(str(source), address)
                return
            part = f"{self._root}/{uuid4().hex}.part"
            self._files.makedirs(address.rpartition("/")[0], exist_ok=True)
            self._files.put_file(str(source), part)
            self._files.mv(part, address)

    def _missing(self, ref: MediaRef) -> NotFound:
        what = f"{self._name} does not have the {ref.kind} {ref.name}, or not whole."
        return NotFound(f"{what} Run `reelflow continue PROJECT` to get it back.")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Tell what goes wrong in our words; `Unreachable` is worth waiting for, because it has answered before."""
        if self._local:
            with disk(self._name):
                yield
            return
        try:
            yield
        except gone_wrong(self._files) as wrong:
            error = Unreachable if self._answered and is_passing(wrong) else ConfigurationError
            why = str(wrong) or type(wrong).__name__
            raise error(f"{self._name} cannot be used: {why}. See its address, its keys and the network.") from wrong
        self._answered = True


def _complete(size: int, ref: MediaRef) -> bool:
    return ref.bytes in (0, size)
