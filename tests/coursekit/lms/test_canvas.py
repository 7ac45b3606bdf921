"""Canvas's gradebook: read back by the rules of Canvas's own importer."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.lms.canvas import fill
from coursekit.lms.columns import Column, Policy, Told, column
from coursekit.lms.people import Person
from coursekit.lms.scores import Result, Scores
from coursekit.lms.sheet import Sheet

HEADER = (
    *("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Notes"),
    *("Shop (417)", "Essay (418)", "Assignments Current Score", "Final Score"),
)
POSTING = ("", "", "", "", "", "", "Manual Posting", "", "", "")
POINTS = ("    Points Possible", "", "", "", "", "", "14.0", "20", "(read only)", "(read only)")
CLASS = (
    ("Lovelace, Ada", "9001", "S1", "ada", "CS 101", "sits in front", "", "19", "95.0", "95.0"),
    ("Babbage, Ben", "9002", "S2", "BEN", "CS 101", "", "", "12", "60.0", "60.0"),
    ('="=cmd|x"', "9003", "S3", "cyd", "CS 101", "", "3", "", "", ""),
    ("Student, Test", "9999", "", "", "CS 101", "", "", "", "", ""),
)


def gradebook(path: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Path:
    Sheet(list(header), [list(row) for row in (POSTING, POINTS, *(rows or CLASS))]).write(path)
    return path


def canvas_import(data: bytes) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return grades by Canvas id and column, and points, as ``GradebookImporter`` reads them."""
    text = data.decode("utf-8")
    separator = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    header, *rest = [row for row in rows if not re.fullmatch(r"[;, ]*", "".join(row))]
    assert "Student" in header[0], "not a gradebook"
    assert "ID" in header[1]
    ids = header.index("Section") + 1
    assert header[2:ids] in (
        ["SIS User ID", "SIS Login ID", "Section"],
        ["SIS Login ID", "Section"],
    )
    grades: dict[str, dict[str, str]] = {}
    points: dict[str, str] = {}
    for row in rest:
        cells = dict(zip(header[ids:], row[ids:], strict=True))
        if "Points Possible" in row[0]:
            points = {title: cell for title, cell in cells.items() if cell}
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            grades[row[1] or row[header.index("SIS Login ID")]] = cells
    return grades, points


def test_a_gradebook_is_filled_in(lms: Any, tmp_path: Path) -> None:
    lms.give("ada", 4.5, penalty=0.25)
    lms.give("ben", 2.0)
    lms.give("cyd", None)
    lms.give("eve")
    into = gradebook(tmp_path / "canvas.csv")
    before = into.read_bytes()
    said = lms.course("export", "--format", "canvas", "--into", into, code=1)
    assert "shop: 2 scores written to" in said
    assert "students matched by SIS Login ID" in said
    assert "eve: 14 points in shop, but not in canvas.csv (pair the ids with --students)" in said
    assert "cyd: waits for points by hand" in said
    assert "Student, Test: only in canvas.csv: kept as it was" in said
    assert into.read_bytes() == before
    made = (lms.root / "grades-shop-canvas.csv").read_bytes()
    grades, points = canvas_import(made)
    assert grades == {
        "9001": {"Shop (417)": "13.25"},
        "9002": {"Shop (417)": "11"},
        "9003": {"Shop (417)": "3"},
        "9999": {"Shop (417)": ""},
    }, "other columns would undo later grades; a score that is there stays"
    assert points == {"Shop (417)": "14.0"}, "other points would change the assignment"
    assert b"\n'=" in made.replace(b'"', b""), "the name that runs is defused"


def test_names_in_two_columns_and_semicolons(lms: Any, tmp_path: Path) -> None:
    lms.give("ada")
    sheet = Sheet(
        ["LastName", "FirstName", "ID", "SIS Login ID", "Section", "shop (5)"],
        [["Points Possible", "", "", "", "", "14"], ["+Love", "Ada", "1", "ada", "A", ""]],
        ";",
    )
    sheet.write(tmp_path / "g.csv", mark=False)
    lms.course("export", "--format", "canvas", "--into", tmp_path / "g.csv")
    made = (lms.root / "grades-shop-canvas.csv").read_bytes()
    assert made.startswith(b"LastName;FirstName;ID"), "Canvas wants this name without a mark"
    assert made.splitlines()[-1] == b"'+Love;Ada;1;ada;A;14"


def test_marks_of_canvas_are_kept(lms: Any, tmp_path: Path) -> None:
    cells = {"ada": "EX", "ben": "N/A", "cyd": "", "dan": "5", "eve": "EX", "flo": "-", "gil": "0"}
    rows = [
        (f"{name}, x", str(n), "", name, "A", "", cell, "", "", "")
        for n, (name, cell) in enumerate(cells.items())
    ]
    for student in ("ada", "ben"):
        lms.give(student)
    for student in ("cyd", "dan", "eve", "flo", "gil"):
        lms.enrol(student)
    into = gradebook(tmp_path / "canvas.csv", *rows)
    said = lms.course("export", "--format", "canvas", "--into", into, "--missing", "zero", code=1)
    assert "ada: 14 points in shop, but is excused in Canvas (EX): left as it was" in said
    assert "ben: 14 points in shop, but does not have this assignment in Canvas" in said
    assert "dan: handed in nothing but has 5 in canvas.csv: kept" in said
    assert "shop: 2 scores written" in said
    grades, _ = canvas_import((lms.root / "grades-shop-canvas.csv").read_bytes())
    assert [cells["Shop (417)"] for cells in grades.values()] == [
        "EX",
        "N/A",
        "0",
        "5",
        "EX",
        "0",
        "0",
    ]


def test_zero_for_those_of_whom_nbgrader_never_heard(lms: Any, tmp_path: Path) -> None:
    lms.give("ada")
    into = gradebook(tmp_path / "canvas.csv")
    arguments = ("export", "--format", "canvas", "--into", into, "--missing", "zero")
    said = lms.course(*arguments)
    assert "shop: 3 scores written" in said
    assert "Babbage, Ben: only in canvas.csv: 0 points" in said
    grades, _ = canvas_import((lms.root / "grades-shop-canvas.csv").read_bytes())
    assert [cells["Shop (417)"] for cells in grades.values()] == ["14", "0", "3", "0"]
    lms.give("babbage")  # whose work is this? Ben's zero would be wrong
    said = lms.course(*arguments, code=1)
    assert "babbage: 14 points in shop, but not in canvas.csv" in said
    assert "Babbage, Ben: only in canvas.csv: kept as it was" in said
    grades, _ = canvas_import((lms.root / "grades-shop-canvas.csv").read_bytes())
    assert [cells["Shop (417)"] for cells in grades.values()] == ["14", "", "3", ""]


@pytest.mark.parametrize(
    ("people", "how"),
    [
        ({"9001": {}, "9002": {}}, "ID"),
        ({"s1": {}, "s2": {}}, "SIS User ID"),
        ({"x": {"lms_user_id": "9001"}, "y": {"lms_user_id": "9002"}}, "ID"),
        ({"x": {"email": "Ada"}, "y": {"email": "ben"}}, "SIS Login ID"),
    ],
)
def test_ids_of_every_kind(
    lms: Any, tmp_path: Path, people: dict[str, dict[str, str]], how: str
) -> None:
    for words, (student, told) in enumerate(people.items()):
        lms.give(student, float(words), **told)
    into = gradebook(tmp_path / "canvas.csv")
    said = lms.course("export", "--format", "canvas", "--into", into)
    assert f"matched by {how}\n" in said
    grades, _ = canvas_import((lms.root / "grades-shop-canvas.csv").read_bytes())
    assert [grades[i]["Shop (417)"] for i in ("9001", "9002")] == ["9", "10"]


def test_a_list_of_ids(lms: Any, tmp_path: Path) -> None:
    lms.give("lovelace", 1.0)
    lms.give("ben", 2.0)
    (tmp_path / "ids.csv").write_text("student,lms\nlovelace,ada\n")
    into = gradebook(tmp_path / "canvas.csv")
    lms.course("export", "--format", "canvas", "--into", into, "--students", tmp_path / "ids.csv")
    grades, _ = canvas_import((lms.root / "grades-shop-canvas.csv").read_bytes())
    assert [grades[i]["Shop (417)"] for i in ("9001", "9002")] == ["10", "11"]


def test_who_shares_an_id_is_left_out(lms: Any, tmp_path: Path) -> None:
    lms.give("ada")
    lms.give("ben")
    twin = ("Lovelace, Ada", "9005", "S5", "ADA", "CS 102", "", "", "", "", "")
    into = gradebook(tmp_path / "canvas.csv", *CLASS, twin)
    said = lms.course("export", "--format", "canvas", "--into", into, code=1)
    assert "ada: 14 points in shop, but several share this SIS Login ID" in said
    grades, _ = canvas_import((lms.root / "grades-shop-canvas.csv").read_bytes())
    assert {i for i, cells in grades.items() if cells["Shop (417)"] == "14"} == {"9002"}


def test_columns_by_title(lms: Any, tmp_path: Path) -> None:
    lms.give("ada")
    header = tuple(title.replace("Shop (417)", "Week 1 = Shop (417)") for title in HEADER)
    into = gradebook(tmp_path / "canvas.csv", header=header)
    said = lms.course("export", "--format", "canvas", "--into", into, code=2)
    assert "no column for 'shop': choose one with --column 'shop=TITLE'" in said
    assert "there are: Notes; Week 1 = Shop (417); Essay (418)\n" in said
    for title in ("shop=Week 1 = Shop (417)", "shop=week 1 = shop", "Week 1 = Shop"):
        said = lms.course("export", "--format", "canvas", "--into", into, "--column", title)
    assert "1 scores written" in said


def test_several_sets_into_one_gradebook(lms: Any, tmp_path: Path) -> None:
    with lms.room.gradebook() as gradebook_:
        gradebook_.update_or_create_assignment("essay")
        gradebook_.update_or_create_assignment("unknown")
    lms.give("ada")
    lms.give("cyd", 0.0)
    into = gradebook(tmp_path / "canvas.csv")
    arguments = ("export", "--all", "--format", "canvas", "--into", into, "--missing", "zero")
    said = lms.course(*arguments, code=1)
    assert "no column for 'unknown'" in said
    assert "essay: 2 handed in nothing: 0 points" in said
    assert "cyd: handed in nothing" not in said
    grades, _ = canvas_import((lms.root / "grades-all-canvas.csv").read_bytes())
    assert grades["9001"] == {"Essay (418)": "19", "Shop (417)": "14"}
    assert grades["9003"] == {"Essay (418)": "0", "Shop (417)": "9"}


def test_points_that_disagree_are_told(lms: Any, tmp_path: Path) -> None:
    lms.give("ada", 0.0, auto=0.0)
    row = tuple(cell.replace("14.0", "28,0") for cell in POINTS)
    Sheet(list(HEADER), [list(row), list(CLASS[0])]).write(tmp_path / "c.csv")
    arguments = ("export", "--format", "canvas", "--into", tmp_path / "c.csv")
    said = lms.course(*arguments)
    assert "Shop (417) is worth 28 points in c.csv but 14 here (--out-of 28 scales" in said
    said = lms.course(*arguments, "--out-of", "28")
    assert "is worth" not in said
    grades, points = canvas_import((lms.root / "grades-shop-canvas.csv").read_bytes())
    assert grades["9001"]["Shop (417)"] == "14"
    assert points == {"Shop (417)": "28,0"}


def test_a_new_gradebook(lms: Any) -> None:
    lms.give("ada", first_name="@Ada", last_name="=Love", lms_user_id="9001")
    lms.give("ben")
    lms.enrol("cyd", first_name="Cyd")
    lms.course("export", "--format", "canvas", "--column", "Shop (417)")
    made = (lms.root / "grades-shop-canvas.csv").read_bytes()
    assert made.startswith(b"\xef\xbb\xbf"), "for the spreadsheet"
    grades, points = canvas_import(made)
    assert grades == {i: {"Shop (417)": p} for i, p in (("9001", "14"), ("ben", "14"), ("cyd", ""))}
    assert points == {"Shop (417)": "14"}
    assert "\"'=Love, '@Ada\"" in made.decode()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a,b\n1,2\n", "no gradebook exported from Canvas"),
        ("Student,ID,Section,shop (1)\nAda,1,A,\n", "nobody of the gradebook"),
    ],
)
def test_other_files(lms: Any, tmp_path: Path, text: str, problem: str) -> None:
    lms.give("ben")
    (tmp_path / "c.csv").write_text(text)
    assert problem in lms.course(
        "export", "--format", "canvas", "--into", tmp_path / "c.csv", code=2
    )


def test_the_file_to_fill_in_is_not_written_over(lms: Any, tmp_path: Path) -> None:
    lms.give("ada")
    into = gradebook(tmp_path / "c.csv")
    before = into.read_bytes()
    arguments = ("--format", "canvas", "--into", into, "--to", into)
    assert "name another" in lms.course("export", *arguments, code=2)
    assert into.read_bytes() == before


def _named(line: str) -> list[str]:
    """Return the students that a line is about: at its beginning, or several at its end."""
    return [line.partition(": ")[0], *line.rpartition(": ")[2].split(", ")]


IDS = st.lists(st.from_regex(r"[a-z]{1,3}[0-9]{0,2}", fullmatch=True), unique=True, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(IDS, IDS, st.data())
def test_every_score_is_in_the_file_or_told(
    ours: list[str], theirs: list[str], data: st.DataObject
) -> None:
    """Nobody's points get lost or to somebody else, whoever is in which file."""
    if not set(ours) & set(theirs):
        return
    states = st.sampled_from(["graded", "unfinished", "ungraded", "missing"])
    results = [Result(Person(s), data.draw(states), float(n)) for n, s in enumerate(ours, 1)]
    told = Told()
    made = column(Scores("shop", 10, None, tuple(results)), Policy(), told)
    sheet = Sheet(
        ["Student", "ID", "SIS Login ID", "Section", "shop (1)"],
        [[f"name {s}", str(n), s, "A", "old"] for n, s in enumerate(theirs)],
    )
    filled = fill(sheet, Path("c.csv"), [made], {}, None, told)
    assert isinstance(made, Column)
    cells = {row[2]: row[4] for row in filled.rows}
    assert list(cells) == theirs
    for n, result in enumerate(results, 1):
        student = result.person.id
        named = [line for line in told.problems if student in _named(line)]
        if result.state == "graded" and student in cells:
            assert cells[student] == str(n)
            assert not named
        else:
            assert cells.get(student, "old") == "old"
            assert len(named) == (result.state != "missing")
    assert told.written == sum(cell != "old" for cell in cells.values())
