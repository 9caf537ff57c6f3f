"""Nothing is started where it cannot end well."""

from pathlib import Path

import pytest

from domain.brief import Brief
from domain.errors import ConfigurationError, DiskFull
from domain.project import Project
from domain.script import Script, Segment
from tasks import guarding

SCRIPT = Script(title={"en": "Bees"}, segments=(Segment(id=1, narration={"en": "Bees."}, prompt="a bee"),))
PROJECT = Project(id="bees", title="Bees", brief=Brief(theme="bees"), script=SCRIPT)


def test_a_disk_without_room_for_any_film_is_told_before_anything_starts(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guarding.check_room()
    monkeypatch.setattr(guarding, "NEEDED", 10**18)
    with pytest.raises(DiskFull, match=r"^Only \d+ MB are free in .*home, too little for any film\. Make room, then"):
        guarding.check_room()


def test_a_worker_without_room_or_without_a_place_for_typefaces_holds_nothing_and_orders_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(guarding, "NEEDED", 10**18)
        with pytest.raises(DiskFull, match="too little"), guarding.exclusive(PROJECT):
            pytest.fail("it began")

    def nowhere() -> Path:
        raise ConfigurationError("No folder to keep typefaces in. Set XDG_CACHE_HOME to a writable one.")

    monkeypatch.setattr("media.fonts.folder", nowhere)
    with pytest.raises(ConfigurationError, match="typefaces"), guarding.exclusive(PROJECT):
        pytest.fail("it began")
    assert not (home / "reelflow.db").exists()
