"""A colour table is read as its program meant it, or refused in a sentence that names the file and its fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import BadMedia
from media.cube import HEAVIEST, read, written

CORNERS = [f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
SMALLEST = ["LUT_3D_SIZE 2", *CORNERS]
Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def made(*lines: str, end: str = "\n") -> Path:
        path = tmp_path / "look.cube"
        path.write_bytes(end.join([*lines, ""]).encode())
        return path

    return made


def test_reads_a_table_whatever_its_program_writes_around_it(put: Put) -> None:
    plain = read(put(*SMALLEST))
    assert (plain.sides, plain.size, plain.rows[1], plain.rows[-1]) == (3, 2, (1, 0, 0), (1, 1, 1))
    dressed = [
        "\ufeff# Été",
        'TITLE "nuit # 2"',
        "",
        SMALLEST[0],
        "LUT_3D_INPUT_RANGE 0.0 1.0",
        *(f"  {row} # x" for row in CORNERS),
    ]
    assert read(put(*dressed, end="\r\n")) == plain


def test_reads_curves(put: Put) -> None:
    curve = read(put("LUT_1D_SIZE 3", "DOMAIN_MIN 0 0 0", "DOMAIN_MAX 2 2 2", "0 0 0", "2.5e-01 .5 .5", "1 1 1"))
    assert (curve.sides, curve.size, curve.high, curve.rows[1]) == (1, 3, (2, 2, 2), (0.25, 0.5, 0.5))


def test_what_is_written_down_reads_the_same(put: Put, tmp_path: Path) -> None:
    table = read(put("LUT_1D_SIZE 2", "DOMAIN_MIN -1 0 0", "0 0.123456 0", "1 1 1"))
    assert read(written(table, tmp_path / "again.cube")) == table


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "is empty"),
        (["<!DOCTYPE html><html><body>404</body></html>"], "web page"),
        (['{"error": "expired"}'], "JSON"),
        (["Bonjour"], "plain text"),
        (["0 0 0", "1 1 1"], "plain text"),
        (["LUT_3D_SIZE 2", *CORNERS[:-1]], "has 7 colours; a table of size 2 has 8"),
        ([*SMALLEST, "1 1 1"], "has 9 colours"),
        (["LUT_3D_SIZE 66"], "LUT_3D_SIZE 66; possible are 2 to 65"),
        (["LUT_3D_SIZE 1", "0 0 0"], "LUT_3D_SIZE 1"),
        (["LUT_3D_SIZE -2"], "LUT_3D_SIZE -2"),
        (["LUT_3D_SIZE 99999999999"], "LUT_3D_SIZE 99999999999"),
        (["LUT_1D_SIZE 65537"], "possible are 2 to 65536"),
        (["LUT_3D_SIZE"], "LUT_3D_SIZE ;"),
        ([SMALLEST[0], "nan 0 0", *CORNERS[1:]], "nan in line 2"),
        ([SMALLEST[0], "0 inf 0", *CORNERS[1:]], "inf in line 2"),
        ([SMALLEST[0], "0 0 1023", *CORNERS[1:]], "1023.0 in line 2"),
        ([SMALLEST[0], "0 0", *CORNERS[1:]], "line 2 is '0 0'"),
        ([SMALLEST[0], "0 0 zero", *CORNERS[1:]], "line 2 is '0 0 zero'"),
        ([*SMALLEST[:3], "LUT_3D_SIZE 2", *CORNERS[2:]], "LUT_3D_SIZE in line 4"),
        (["LUT_1D_SIZE 2", "LUT_3D_SIZE 2", "0 0 0", "1 1 1", *CORNERS], "two tables"),
        ([SMALLEST[0], "DOMAIN_MIN 1 0 0", *CORNERS], "begins its colours at 1 0 0"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_table(put: Put, lines: list[str], said: str) -> None:
    with pytest.raises(BadMedia, match=rf"^look\.cube .*{said}"):
        read(put(*lines))


def test_refuses_bytes_a_heavy_file_and_none(tmp_path: Path) -> None:
    (tmp_path / "picture.cube").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (tmp_path / "heavy.cube").write_bytes(b"LUT_3D_SIZE 65\n" + b"0 0 0\n" * (HEAVIEST // 6))
    for name, said in (("picture.cube", "binary"), ("heavy.cube", "larger than 10 MB"), ("gone.cube", "not a file")):
        with pytest.raises(BadMedia, match=said):
            read(tmp_path / name)


def test_the_largest_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "large.cube").write_bytes(b"LUT_3D_SIZE 65\n" + b"0.123456789 0.123456789 0.123456789\n" * 65**3)
    assert read(tmp_path / "large.cube").size == 65
