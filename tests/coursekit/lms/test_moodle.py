"""Moodle's files: read back by the rules of Moodle's own importers."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from coursekit.lms.sheet import Sheet

HEADER = (
    *("Identifier", "Full name", "ID number", "Email address", "Status", "Grade"),
    *("Maximum grade", "Grade can be changed", "Last modified (submission)", "Online text"),
    *("Last modified (grade)", "Feedback comments"),
)
DATE = "Monday, 5 January 2026, 3:04 PM"


def row(number: int, name: str, id_number: str, **changes: str) -> list[str]:
    told = dict.fromkeys(HEADER, "")
    told |= {
        "Identifier": f"Participant {number}",
        "Full name": name,
        "ID number": id_number,
        "Email address": f"{name.split()[0].lower().strip('=')}@example.org",
        "Status": "Submitted for grading - ",
        "Maximum grade": "14.00",
        "Grade can be changed": "Yes",
        "Last modified (submission)": DATE,
        "Last modified (grade)": "-",
    }
    return list((told | changes).values())


def worksheet(path: Path, *rows: list[str]) -> Path:
    given = rows or (row(501, "Ada Lovelace", "ada"), row(502, "Ben Babbage", "ben"))
    Sheet(list(HEADER), [list(cells) for cells in given]).write(path, mark=False)
    return path


def cells(data: bytes, separator: str = ",") -> list[list[str]]:
    """Split a file as ``csv_import_reader`` does: UTF-8, without the mark."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def moodle_float(text: str) -> float | None:
    """``unformat_float`` where the decimal sign is a comma."""
    text = text.strip().replace(" ", "").replace(",", ".")
    return float(text) if text and text != "pass.fail" else None


def worksheet_import(data: bytes) -> dict[str, tuple[float, str]]:
    """Return what ``assignfeedback_offline`` would grade: points and feedback, by participant."""
    header, *rows = cells(data)
    at = {name: header.index(name) for name in ("Identifier", "Grade", "Last modified (grade)")}
    graded = {}
    for told in rows:
        grade = moodle_float(told[at["Grade"]])
        top = moodle_float(told[header.index("Maximum grade")])
        if grade is None or top is None or not 0 <= grade <= top:
            continue
        number = told[at["Identifier"]][len("Participant ") :]
        graded[number] = (grade, told[header.index("Feedback comments")])
    return graded


def grade_import(data: bytes, known: set[str], separator: str = ",") -> dict[str, float | None]:
    """Return the grades that ``gradeimport_csv`` would set, None where it deletes one."""
    _, *rows = cells(data, separator)
    graded: dict[str, float | None] = {}
    student = ""
    for told in rows:
        if told[0].strip():
            assert told[0].strip() in known, "the whole import stops here"
            student = told[0].strip()
        assert student not in graded, "a row without an id goes to the student before"
        graded[student] = moodle_float(told[1])
    return graded


def test_a_worksheet_is_filled_in(lms: Any, tmp_path: Path) -> None:
    lms.give("ada", 4.5, comment="a < b, & well said")
    lms.give("ben", None)
    lms.give("eve")
    into = worksheet(
        tmp_path / "sheet.csv",
        row(501, "Ada Lovelace", "ada"),
        row(502, "Ben Babbage", "ben", Grade="3.00"),
        row(503, "=Cyd Crook", "cyd", **{"Online text": "=cmd", "Feedback comments": "=kept"}),
    )
    before = into.read_bytes()
    arguments = ("export", "--format", "moodle", "--into", into)
    said = lms.course(*arguments, "--comments", code=1)
    assert "shop: 1 scores written to" in said
    assert "students matched by ID number" in said
    assert "ben: waits for points by hand" in said
    assert "eve: 14 points in shop, but not in sheet.csv" in said
    assert "=Cyd Crook: only in sheet.csv: kept as it was" in said
    assert into.read_bytes() == before
    made = (lms.root / "grades-shop-moodle.csv").read_bytes()
    assert worksheet_import(made) == {
        "501": (13.5, "words: a &lt; b, &amp; well said"),
        "502": (3.0, ""),
    }
    old, new = cells(before), cells(made)
    changed = {(r, HEADER[c]) for r, c in _differences(old, new)}
    assert changed == {
        (1, "Grade"), (1, "Feedback comments"), (3, "Full name"), (3, "Online text"),
    }  # fmt: skip
    assert new[3][1] == "'=Cyd Crook"
    assert new[3][-1] == "=kept", "Moodle would take a defused comment for a new one"


def _differences(old: list[list[str]], new: list[list[str]]) -> list[tuple[int, int]]:
    assert [len(told) for told in old] == [len(told) for told in new]
    return [
        (r, c) for r, told in enumerate(old) for c, cell in enumerate(told) if cell != new[r][c]
    ]


def test_what_moodle_would_skip_without_a_word(lms: Any, tmp_path: Path) -> None:
    for student in ("ada", "ben", "cyd", "dan"):
        lms.give(student)
    into = worksheet(
        tmp_path / "sheet.csv",
        row(501, "Ada", "ada", **{"Grade can be changed": "No"}),
        row(502, "Ben", "ben", **{"Maximum grade": "10,00"}),
        row(503, "Cyd", "cyd", **{"Maximum grade": "pass,fail"}),
        row(504, "Dan", "dan", **{"Maximum grade": ""}),
    )
    said = lms.course("export", "--format", "moodle", "--into", into, code=1)
    assert "ada: 14 points in shop, but the grade is locked in Moodle: left as it was" in said
    assert "ben: 14 points in shop, but Moodle's maximum is 10 (--out-of 10 scales)" in said
    assert "cyd: 14 points in shop, but Moodle grades it on the scale pass,fail" in said
    assert "shop: 1 scores written" in said
    arguments = ("export", "--format", "moodle", "--into", into, "--out-of", "10")
    said = lms.course(*arguments, code=1)
    assert "ben" not in said
    assert worksheet_import((lms.root / "grades-shop-moodle.csv").read_bytes())["502"][0] == 10


def test_zero_for_nothing_spares_grades_that_are_there(lms: Any, tmp_path: Path) -> None:
    lms.enrol("ada")
    lms.enrol("ben")
    lms.enrol("cyd")
    into = worksheet(
        tmp_path / "sheet.csv",
        row(501, "Ada", "ada", Grade="7.00"),
        row(502, "Ben", "ben"),
    )
    said = lms.course("export", "--format", "moodle", "--into", into, "--missing", "zero")
    assert "ada: handed in nothing but has 7.00 in sheet.csv: kept" in said
    assert "cyd: not in sheet.csv" in said
    graded = worksheet_import((lms.root / "grades-shop-moodle.csv").read_bytes())
    assert {number: grade for number, (grade, _) in graded.items()} == {"501": 7.0, "502": 0.0}


@pytest.mark.parametrize("students", [("501", "502"), ("ADA@example.org", "ben@example.org")])
def test_ids_of_every_kind(lms: Any, tmp_path: Path, students: tuple[str, str]) -> None:
    for words, student in enumerate(students):
        lms.give(student, float(words))
    into = worksheet(tmp_path / "sheet.csv")
    lms.course("export", "--format", "moodle", "--into", into)
    graded = worksheet_import((lms.root / "grades-shop-moodle.csv").read_bytes())
    assert {number: grade for number, (grade, _) in graded.items()} == {"501": 9.0, "502": 10.0}


@pytest.mark.parametrize(
    ("header", "arguments", "problem"),
    [
        (["Identificador", "Grade"], [], "lacks the column 'Identifier'"),
        (["Identifier", "Grade"], [], "lacks the column 'Last modified (grade)'"),
        (
            ["Identifier", "Grade", "Last modified (grade)"],
            ["--comments"],
            "English and feedback comments switched on",
        ),
    ],
)
def test_other_files(
    lms: Any, tmp_path: Path, header: list[str], arguments: list[str], problem: str
) -> None:
    lms.give("ada")
    Sheet(header, [["x"] * len(header)]).write(tmp_path / "s.csv")
    into = ("--into", tmp_path / "s.csv")
    assert problem in lms.course("export", "--format", "moodle", *into, *arguments, code=2)


@pytest.mark.parametrize(
    ("identifier", "title", "own"),
    [
        ("username", "Username", "ada"),
        ("idnumber", "ID number", "ada"),
        ("email", "Email address", "ada@example.org"),
    ],
)
@pytest.mark.parametrize("separator", ["comma", "semicolon", "tab"])
def test_a_grade_import(lms: Any, identifier: str, title: str, own: str, separator: str) -> None:
    lms.give("ada", 4.5, email="ada@example.org", comment="Good,\nsaid =x")
    lms.give("ben", None, email="ben@example.org")
    lms.enrol("cyd", email="cyd@example.org")
    arguments = ("export", "--format", "moodle", "--identifier", identifier)
    lms.course(*arguments, "--separator", separator, "--comments", code=1)
    made = (lms.root / "grades-shop-moodle.csv").read_bytes()
    sign = {"comma": ",", "semicolon": ";", "tab": "\t"}[separator]
    assert made.startswith(b"\xef\xbb\xbf")
    assert grade_import(made, {own}, sign) == {own: 13.5}, "an empty cell would delete a grade"
    header, told = cells(made, sign)
    assert header == [title, "shop", "shop (feedback)"]
    assert told[2] == "words: Good,\nsaid =x"


def test_who_moodle_cannot_know_is_left_out(lms: Any) -> None:
    lms.give("ada", email="ada@example.org")
    lms.give("ben")
    lms.give("cyd", email="same@example.org")
    lms.give("dan", email="Same@example.org")
    lms.give("eve", email="=cmd|x@example.org")
    arguments = ("export", "--format", "moodle", "--identifier", "email")
    said = lms.course(*arguments, code=1)
    assert "ben: 14 points in shop, but no email address in the gradebook: left out" in said
    assert "cyd: 14 points in shop, but shares same@example.org with another student" in said
    assert "dan: 14 points" in said
    assert "eve: 14 points in shop, but the id =cmd|x@example.org would run as a formula" in said
    made = (lms.root / "grades-shop-moodle.csv").read_bytes()
    assert grade_import(made, {"ada@example.org"}) == {"ada@example.org": 14.0}


def test_a_list_of_ids_and_zeros(lms: Any, tmp_path: Path) -> None:
    lms.give("ada")
    lms.enrol("ben")
    (tmp_path / "ids.csv").write_text("lms;student\nal42;ada\nbb43;ben\n")
    arguments = ("export", "--format", "moodle", "--students", tmp_path / "ids.csv")
    lms.course(*arguments, "--missing", "zero")
    made = (lms.root / "grades-shop-moodle.csv").read_bytes()
    assert grade_import(made, {"al42", "bb43"}) == {"al42": 14.0, "bb43": 0.0}


def test_grades_above_a_hundred(lms: Any) -> None:
    lms.give("ada")
    said = lms.course("export", "--format", "moodle", "--out-of", "140")
    assert "grades above 100: Moodle refuses the whole file" in said


def test_a_file_for_each_set(lms: Any, tmp_path: Path) -> None:
    with lms.room.gradebook() as gradebook:
        gradebook.update_or_create_assignment("essay")
    lms.give("ada")
    lms.course("export", "--all", "--format", "moodle", "--to", tmp_path, "--missing", "zero")
    assert sorted(p.name for p in tmp_path.glob("*.csv")) == [
        "grades-essay-moodle.csv",
        "grades-shop-moodle.csv",
    ]
    for name, grade in (("essay", 0.0), ("shop", 14.0)):
        made = (tmp_path / f"grades-{name}-moodle.csv").read_bytes()
        assert grade_import(made, {"ada"}) == {"ada": grade}
