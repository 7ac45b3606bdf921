"""What the gradebook says, and the plain file, against stock nbgrader's own export."""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coursekit.assignment.course import Course
from coursekit.lms.scores import Scores, read_scores


def read(lms: Any) -> Scores:
    with lms.room.gradebook() as gradebook:
        return read_scores(Course.at(lms.root), gradebook, "shop")


def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype={"student_id": str}, encoding="utf-8-sig").set_index(
        "student_id"
    )


def test_everybody_has_a_standing(lms: Any) -> None:
    lms.give("ada", 4.5, extra=1.0, penalty=2.5, first_name="Ada", last_name="Lovelace")
    lms.give("ben", None)
    lms.give("cyd", 0.0, auto=0.0, penalty=50.0)
    lms.enrol("dan")
    lms.room.hand_in("eve")
    told = read(lms)
    assert {r.person.id: (r.state, r.raw_score, r.penalty, r.score) for r in told.results} == {
        "ada": ("graded", 14.5, 2.5, 12.0),
        "ben": ("unfinished", 9.0, 0.0, 9.0),
        "cyd": ("graded", 7.0, 50.0, 0.0),
        "dan": ("missing", 0.0, 0.0, 0.0),
        "eve": ("ungraded", 0.0, 0.0, 0.0),
    }
    assert told.max_score == 14


def test_who_is_excluded_is_not_exported(lms: Any) -> None:
    (lms.root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.student_id_exclude = "test, ben"\n'
    )
    lms.give("ada")
    lms.give("ben")
    assert [r.person.id for r in read(lms).results] == ["ada"]


def test_the_plain_file_says_what_stock_nbgrader_says(
    lms: Any, nbgrader: Callable[..., None]
) -> None:
    lms.due("2026-01-05 12:00:00 UTC")
    stamp = datetime.datetime(2026, 1, 5, 13)
    names = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org"}
    lms.give("ada", 4.25, extra=0.5, penalty=1.0, timestamp=stamp, **names)
    lms.give("ben", 0.0, penalty=99.0)
    nbgrader(lms.root, "export")
    stock = table(lms.root / "grades.csv")
    said = lms.course("export", "--format", "csv")
    assert "shop: 2 scores written to" in said
    ours = table(lms.root / "grades-shop-csv.csv")
    assert ours.pop("state").tolist() == ["graded", "graded"]
    pd.testing.assert_frame_equal(ours.sort_index(), stock.sort_index(), check_dtype=False)


def test_the_same_of_many_students_is_told_once(lms: Any) -> None:
    for n in range(12):
        lms.give(f"s{n:02}", None)
    said = lms.course("export", "--format", "csv", code=1)
    assert "12 wait for points by hand: left empty" in said
    assert all(f"s{n:02}" in said for n in range(12)), "everybody is named"
    assert said.count("points by hand") == 1


def test_empty_is_not_zero(lms: Any) -> None:
    lms.give("ada")
    lms.give("ben", None)
    lms.enrol("dan")
    lms.room.hand_in("eve")
    said = lms.course("export", "--format", "csv", code=1)
    assert "ben: waits for points by hand: left empty (--unfinished" in said
    assert "eve: handed in but not graded yet" in said
    assert "1 handed in nothing: left empty (--missing zero gives 0)" in said
    ours = table(lms.root / "grades-shop-csv.csv")
    assert ours["score"].isna().to_dict() == {"ada": False, "ben": True, "dan": True, "eve": True}
    assert ours["state"].to_dict()["eve"] == "ungraded"
    said = lms.course("export", "--format", "csv", "--missing", "zero", "--unfinished", code=1)
    assert "1 handed in nothing: 0 points" in said
    ours = table(lms.root / "grades-shop-csv.csv")
    assert ours["score"].fillna(-1).to_dict() == {"ada": 14, "ben": 9, "dan": 0, "eve": -1}


def test_names_that_would_run_or_break_the_table(lms: Any) -> None:
    lms.give("ada", first_name='=HYPERLINK("http://x")', last_name='a, "b"\n=1')
    lms.course("export", "--format", "csv", "--separator", "semicolon")
    data = (lms.root / "grades-shop-csv.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    [head, row] = csv.reader(data.decode("utf-8-sig").splitlines(keepends=True), delimiter=";")
    told = dict(zip(head, row, strict=True))
    assert told["first_name"] == '\'=HYPERLINK("http://x")'
    assert told["last_name"] == 'a, "b"\n\'=1'


def test_other_full_marks(lms: Any) -> None:
    lms.give("ada", 0.0, auto=0.0)
    lms.course("export", "--format", "csv", "--out-of", "100")
    ours = table(lms.root / "grades-shop-csv.csv")
    assert ours.loc["ada", ["score", "max_score"]].tolist() == [50.0, 100.0]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--format", "csv", "--out-of", "0"], "--out-of must be"),
        (["--format", "csv", "--out-of", "nan"], "--out-of must be"),
        (["--format", "csv", "--into", "x.csv"], "--into fills in"),
        (["--format", "csv", "--to", "gradebook.db"], "ends in .csv"),
        (["--format", "canvas", "--into", "none.csv"], "cannot read none.csv"),
        (["--format", "moodle", "--students", "none.csv"], "cannot read none.csv"),
        (["--all", "--format", "moodle", "--into", "x.csv"], "name one set"),
        (["--all", "--format", "moodle", "--to", "x.csv"], "give a folder"),
    ],
)
def test_bad_input(lms: Any, arguments: list[str], problem: str) -> None:
    before = sorted(lms.root.iterdir())
    assert problem in lms.course("export", *arguments, code=2)
    assert sorted(lms.root.iterdir()) == before


def test_unknown_sets_and_no_set(lms: Any, capsys: pytest.CaptureFixture[str]) -> None:
    from coursekit import cli

    assert cli.main(["export", "shopp", "--format", "csv", "--class", str(lms.root)]) == 2
    assert "no set 'shopp' in the gradebook; there are: shop" in capsys.readouterr().err
    assert cli.main(["export", "--format", "csv", "--class", str(lms.root)]) == 2
    assert "name the sets" in capsys.readouterr().err


def test_all_sets(lms: Any) -> None:
    with lms.room.gradebook() as gradebook:
        gradebook.update_or_create_assignment("later")
    lms.give("ada")
    lms.course("export", "--all", "--format", "csv")
    ours = table(lms.root / "grades-all-csv.csv")
    assert ours["assignment"].tolist() == ["later", "shop"]
    assert ours["state"].tolist() == ["missing", "graded"]
