"""What the cutting room's tests share."""

from pathlib import Path

import pytest

from tests.montage.material import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return an empty shelf for media in a folder of its own."""
    (tmp_path / "shelf").mkdir()
    return Shelf(tmp_path / "shelf")
