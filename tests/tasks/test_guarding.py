"""Nothing is started where it cannot end well."""

from pathlib import Path

import pytest

from domain.errors import DiskFull
from tasks import guarding


def test_a_disk_without_room_for_any_film_is_told_before_anything_starts(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guarding.check_room()
    monkeypatch.setattr(guarding, "NEEDED", 10**18)
    with pytest.raises(DiskFull, match=r"^Only \d+ MB are free in .*home, too little for any film\. Make room, then"):
        guarding.check_room()
