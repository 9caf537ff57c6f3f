"""Media are whole or not there, and kept once."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from domain.errors import ConfigurationError, DiskFull, NotFound
from domain.media import MediaRef
from store import patience, shelf
from store.shelf import Shelf
from store.vault import Vault


@pytest.fixture(params=["local", "memory"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    """An empty vault, here or far away."""
    if request.param == "local":
        yield Vault(str(tmp_path / "media"))
        return
    url = f"memory://{uuid4().hex}/media"
    yield Vault(url, cache=tmp_path / "cache")
    MemoryFileSystem.store.clear()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A file to keep."""
    path = tmp_path / "clip.MP4"
    path.write_bytes(b"frames" * 500_000)
    return path


def stored(vault: Vault) -> list[str]:
    return [name.rpartition("/")[2] for name in vault._files.find(vault._root)]


def test_what_was_put_is_opened_with_the_same_bytes(vault: Vault, clip: Path) -> None:
    ref = vault.put(clip, "video", seconds=5.0, width=1080, height=1920)
    assert vault.open(ref).read_bytes() == clip.read_bytes()
    assert (ref.suffix, ref.bytes, ref.seconds, ref.width, ref.height) == (".mp4", 3_000_000, 5.0, 1080, 1920)
    assert ref.sha256 == shelf.hashed(clip)


def test_the_same_bytes_are_kept_once(vault: Vault, clip: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    other.write_bytes(clip.read_bytes())
    assert vault.put(clip, "video") == vault.put(other, "video")
    assert len(stored(vault)) == 1


def test_the_vault_knows_what_it_has(vault: Vault, clip: Path) -> None:
    ref = vault.put(clip, "video")
    assert vault.has(ref)
    assert not vault.has(ref.model_copy(update={"sha256": "0" * 64}))


def test_missing_media_are_named_with_the_way_back(vault: Vault) -> None:
    ref = MediaRef(sha256="0" * 64, suffix=".mp4", kind="video")
    with pytest.raises(NotFound, match=r"video 0{64}\.mp4.*`reelflow continue PROJECT`"):
        vault.open(ref)


def test_media_cut_short_on_the_disk_are_not_passed_on(tmp_path: Path, clip: Path) -> None:
    vault = Vault(str(tmp_path / "media"))
    ref = vault.put(clip, "video")
    os.truncate(vault.open(ref), 1000)
    assert not vault.has(ref)
    with pytest.raises(NotFound):
        vault.open(ref)
    assert vault.has(vault.put(clip, "video"))


def test_far_media_are_fetched_once(tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"memory://{uuid4().hex}"
    ref = Vault(url, cache=tmp_path / "one").put(clip, "video")
    elsewhere = Vault(url, cache=tmp_path / "two")
    first = elsewhere.open(ref)
    monkeypatch.setattr(elsewhere._files, "get_file", None)
    assert elsewhere.open(ref) == first
    assert first.read_bytes() == clip.read_bytes()


def test_far_media_with_other_bytes_are_refused(tmp_path: Path, clip: Path) -> None:
    url = f"memory://{uuid4().hex}"
    vault = Vault(url, cache=tmp_path / "one")
    ref = vault.put(clip, "video")
    vault._files.pipe_file(vault._address(ref), b"x" * ref.bytes)
    elsewhere = Vault(url, cache=tmp_path / "two")
    with pytest.raises(NotFound):
        elsewhere.open(ref)
    assert not list((tmp_path / "two").rglob("*.*"))


def test_a_half_written_file_is_never_seen(tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault(str(tmp_path / "media"))
    seen: list[list[str]] = []

    def fsync(_: int) -> None:
        seen.append([name for name in stored(vault) if not name.endswith(".part")])

    monkeypatch.setattr(os, "fsync", fsync)
    ref = vault.put(clip, "video")
    assert seen == [[]]
    assert stored(vault) == [ref.name]


def test_keeping_the_same_bytes_again_never_writes_into_the_file_that_others_read(tmp_path: Path, clip: Path) -> None:
    vault = Vault(str(tmp_path / "media"))
    path = vault.open(vault.put(clip, "video"))
    with path.open("rb") as reader:
        vault.put(clip, "video")
        assert os.fstat(reader.fileno()).st_ino != path.stat().st_ino


def test_a_far_upload_that_breaks_leaves_no_name(tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault(f"memory://{uuid4().hex}", cache=tmp_path / "cache")

    def broken(_: str, target: str) -> None:
        vault._files.pipe_file(target, b"half")
        raise ConnectionResetError

    with monkeypatch.context() as cut, pytest.raises(ConfigurationError, match="ConnectionResetError"):
        cut.setattr(patience, "PATIENCE", 0)
        cut.setattr(vault._files, "put_file", broken)
        vault.put(clip, "video")
    assert [name for name in stored(vault) if not name.endswith(".part")] == []
    assert vault.has(vault.put(clip, "video"))


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault(str(tmp_path / "media"))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="Make room"):
        vault.put(clip, "video")
    assert stored(vault) == []


def test_a_folder_that_cannot_be_is_named(tmp_path: Path, clip: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="file"):
        Vault(str(tmp_path / "file" / "media")).put(clip, "video")


def test_a_url_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="REELFLOW_MEDIA_URL"):
        Vault("carrierpigeon://roof")


def test_the_vault_has_one_identity_for_ever(vault: Vault) -> None:
    again = Vault(str(vault._files.unstrip_protocol(vault._root)))
    assert vault.identity == again.identity
    assert len(vault.identity) == 32


def test_two_vaults_are_told_apart(tmp_path: Path) -> None:
    assert Vault(str(tmp_path / "a")).identity != Vault(str(tmp_path / "b")).identity


def test_processes_that_make_a_vault_together_agree_on_its_identity(tmp_path: Path, race: Any) -> None:
    code = "from store.vault import Vault\ngo()\nprint(Vault(sys.argv[1]).identity)"
    assert len(set(race(code, str(tmp_path / "media")))) == 1


def test_people_are_given_the_link_when_there_is_one(tmp_path: Path, clip: Path) -> None:
    ref = Vault(str(tmp_path)).put(clip, "video")
    assert Vault(str(tmp_path)).url(ref) == f"file://{tmp_path}/{ref.sha256[:2]}/{ref.name}"
    assert Vault(str(tmp_path), link="https://cdn.example/").url(ref) == f"https://cdn.example/{ref.sha256[:2]}/{ref.name}"


def test_a_piece_is_found_by_its_key_once_it_is_kept(tmp_path: Path, clip: Path) -> None:
    pieces = Shelf(tmp_path / "pieces")
    assert pieces.cached("abc123", ".mp4") is None
    kept = pieces.keep("abc123", clip)
    assert pieces.cached("abc123", ".mp4") == kept
    assert kept.read_bytes() == clip.read_bytes()


@pytest.mark.parametrize("key", ["", "../up", "a/b", "a b"])
def test_a_key_that_could_leave_the_shelf_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Shelf(tmp_path).cached(key, ".mp4")
