"""CSV files: what is written can be read again, and nothing in them runs."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.errors import CourseError
from coursekit.lms.sheet import SEPARATORS, Sheet, harmless, number, points

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
SIGNS = "=+-@＝＋－＠"  # noqa: RUF001 - what spreadsheets take for signs
PATIENT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@PATIENT
@given(st.data(), st.sampled_from(list(SEPARATORS.values())), st.booleans())
def test_a_table_comes_back(
    tmp_path: Path, data: st.DataObject, separator: str, mark: bool
) -> None:
    width = data.draw(st.integers(2, 4))
    row = st.lists(TEXT, min_size=width, max_size=width).filter(lambda r: any(map(str.strip, r)))
    header = [f"column {n}" for n in range(width)]
    sheet = Sheet(header, data.draw(st.lists(row, max_size=5)), separator)
    sheet.write(tmp_path / "table.csv", mark)
    assert Sheet.read(tmp_path / "table.csv") == sheet
    frame = pd.read_csv(
        tmp_path / "table.csv", sep=separator, dtype=str, keep_default_na=False,
        encoding="utf-8-sig", skip_blank_lines=False,
    )  # fmt: skip
    assert frame.to_numpy().tolist() == sheet.rows
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf") is mark


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_save(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(['Name;ID;"Grade"', 'Gödel, Kurt;7;"8,5"', ";;", ""])
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    sheet = Sheet.read(tmp_path / "a.csv")
    assert sheet == Sheet(["Name", "ID", "Grade"], [["Gödel, Kurt", "7", "8,5"]], ";")
    assert sheet.column("none", "grade") == 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        ("Name,Grade\nGödel,1\n".encode("cp1252"), "not in UTF-8"),
        (b'a,b\n"open,1\n', "no CSV file"),
        (b"a,b\n1,2,3\n", "row 2 has more cells"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "no CSV file"),
    ],
)
def test_what_is_no_table(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(CourseError, match=problem):
        Sheet.read(tmp_path / "a.csv")
    with pytest.raises(CourseError, match="cannot read"):
        Sheet.read(tmp_path / "none.csv")


def test_a_file_that_cannot_be_written_leaves_the_old(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="cannot write"):
        Sheet(["a"]).write(tmp_path / "none" / "a.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(CourseError, match="cannot write"):
        Sheet(["a"]).write(tmp_path / "folder.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["folder.csv"]


@given(st.text(st.sampled_from(SIGNS + " \t\r\n;,\"'a1."), max_size=8) | TEXT)
def test_no_cell_runs_in_any_country(text: str) -> None:
    """However a spreadsheet cuts the text, no part of it begins like a formula."""
    safe = harmless(text)
    parts = re.split(r"[,;\t\r\n]", safe) if re.search(r"[^-+.,\d]", text) else []
    assert not [part for part in parts if part.lstrip(' "').startswith(tuple(SIGNS))]
    assert harmless(safe) == safe
    assert safe.replace("'", "") == text.replace("'", ""), "nothing but apostrophes is added"


@pytest.mark.parametrize(
    "text", ["Ada Lovelace", "O'Hara, Scarlett", "Jean-Luc", "-", "+1.5", "-3,2", ""]
)
def test_honest_text_stays(text: str) -> None:
    assert harmless(text) == text


@given(st.floats(0, 1e6))
def test_points_are_read_as_the_number_they_are(value: float) -> None:
    text = points(value)
    assert float(text) == pytest.approx(value, abs=1e-5)
    assert "e" not in text
    assert number(text) == float(text)
    assert number(text.replace(".", ",")) == float(text)


@pytest.mark.parametrize("text", ["", "-", "EX", "nan", "inf", "1,2,3"])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None
