"""From the download of Canvas, through either grader, back into the gradebook of Canvas."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GRADEBOOK = """Student,ID,SIS User ID,SIS Login ID,Section,Shop (417),Essay (418)
    Points Possible,,,,,14,20
"Lovelace, Ada",12,,ada,A,,19
"Babbage, Ben",13,,ben,A,,18
"Crook, Cyd",14,,cyd,A,,17
"""


@pytest.mark.parametrize("stock", [False, True], ids=["course grade", "nbgrader autograde"])
def test_there_and_back(
    lms: Any,
    tmp_path: Path,
    archive: Any,
    canvas_name: Callable[..., str],
    nbgrader: Callable[..., None],
    stock: bool,
) -> None:
    lms.due("2026-01-05 12:00:00 UTC")
    with (lms.root / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    (tmp_path / "canvas.csv").write_text(GRADEBOOK)
    half = lms.notebook(double="def double(x): return x")
    made = archive(
        tmp_path / "submissions.zip",
        [
            (canvas_name("Lovelace, Ada", 12, 70, "shop-1.ipynb"), lms.notebook()),
            (canvas_name("Lovelace, Ada", 12, 60, "shop.ipynb"), half),
            (canvas_name("Babbage, Ben", 13, 61, "shop.ipynb", late=True), half),
        ],
    )
    lms.course("collect", made, "--students", tmp_path / "canvas.csv")
    if stock:
        nbgrader(lms.root, "autograde", "shop")
    else:
        assert lms.room.grade("--workers", "1") == 0
    into = ("export", "--format", "canvas", "--into", tmp_path / "canvas.csv")
    said = lms.course(*into, code=1)
    assert "2 wait for points by hand" in said
    lms.enrol("cyd")
    with lms.room.gradebook() as gradebook:
        for student in ("ada", "ben"):
            grade = gradebook.find_grade("words", "shop", "shop", student)
            grade.manual_score, grade.needs_manual_grade = 4.0, False
        gradebook.db.commit()
    lms.course(*into, "--missing", "zero")
    with (lms.root / "grades-shop-canvas.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["SIS Login ID"]: row for row in csv.DictReader(file)}
    assert list(rows["ada"]) == [*GRADEBOOK.split(",Essay")[0].split(",")]
    points = {student: row["Shop (417)"] for student, row in rows.items()}
    # Ben's 7 points of tests were taken off for being late, before 4 were given by hand.
    assert points == {"": "14", "ada": "13", "ben": "4", "cyd": "0"}
