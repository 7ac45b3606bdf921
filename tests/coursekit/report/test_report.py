"""``course report`` on classes really graded, by ``course grade`` and by stock nbgrader."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from coursekit import cli
from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook, Cell
from coursekit.lms.sheet import Sheet
from coursekit.report.costs import costs
from coursekit.report.failures import stumbles
from coursekit.report.gather import gather
from coursekit.report.likeness import compare
from coursekit.report.model import ClassBook, Key
from coursekit.report.questions import questions


def _read(room: Any) -> ClassBook:
    return gather(Course.at(room.root), "shop", room.root / "reports")


def _by_name(book: ClassBook) -> dict[str, Any]:
    return {entry.student: entry for entry in book.entries}


@pytest.fixture(scope="module")
def book(shop_class: Any) -> ClassBook:
    return _read(shop_class)


@pytest.fixture(scope="module")
def soup(shop_class: Any) -> BeautifulSoup:
    assert cli.main(["report", "shop", "--class", str(shop_class.root)]) == 0
    return BeautifulSoup((shop_class.root / "reports" / "shop.html").read_text(), "html.parser")


def test_what_became_of_everybody(book: ClassBook) -> None:
    told = _by_name(book)
    assert {s: e.status for s, e in told.items() if e.status != "graded"} == {
        "lee": "partial", "ola": "rejected", "missing": "missing",
    }  # fmt: skip
    assert [s for s, e in told.items() if e.late] == ["bob"]
    assert told["bob"].late == 25.5 * 3600
    assert [s for s, e in told.items() if e.flags] == ["max"]
    assert [s for s, e in told.items() if e.untouched] == ["ned"]
    assert told["ada"].name == "Ada <b>L</b>"
    assert {e.told_by for e in book.scored} == {"course"}


def test_questions_and_points(book: ClassBook) -> None:
    assert [(q.name, q.points, [p.by_hand for p in q.parts]) for q in book.questions] == [
        ("double", 2, [False]), ("cost", 3, [False]), ("root", 4, [False]), ("words", 5, [True]),
    ]  # fmt: skip
    assert _by_name(book)["ada"].total == 9
    assert _by_name(book)["eve"].total == 7


def test_only_answers_that_a_person_must_grade_wait(book: ClassBook) -> None:
    """Who left the text as it was handed out has its zero at once."""
    settled = {e.student for e in book.entries if not e.waiting}
    assert settled == {"ned", "ola", "missing"}
    assert {key for e in book.entries for key in e.waiting} == {Key("shop", "words")}


def test_the_commonest_failed_assertion(book: ClassBook) -> None:
    told = {stumble.test: stumble for stumble in stumbles(book)}
    double = told["double-test"]
    assert (double.students, double.count, double.others) == (5, 3, 1)
    assert double.line == "assert double(918273645) == 1836547290"
    assert "hidden" in double.how
    assert double.entry.student in {"eve", "fay", "gus"}
    assert all(stumble.entry.student != "ned" for stumble in told.values())


def test_time_and_memory(book: ClassBook) -> None:
    told = {row.name: row for row in costs(book)}
    assert list(told) == ["double", "cost", "root", "whole submission"]
    assert told["double"].seconds.students == 14
    assert 0 <= told["cost"].seconds.median < told["whole submission"].seconds.median
    assert told["root"].memory.largest >= 0


def test_renamed_copies_are_to_be_looked_at(book: ClassBook) -> None:
    [pair] = compare(book).listed
    assert {pair.first.student, pair.second.student} == {"jim", "kim"}
    assert pair.matches[0].key == Key("shop", "cost")
    assert pair.as_much == 1


def test_the_page_says_it(soup: BeautifulSoup) -> None:
    tiles = {d.dt.get_text(): int(d.dd.get_text()) for d in soup.select(".counts > div")}
    assert tiles == {
        "graded wholly": 13, "graded in part": 1, "rejected": 1, "not graded yet": 0,
        "missing": 1, "late": 1, "flagged": 1, "handed in unchanged": 1,
    }  # fmt: skip
    text = soup.get_text(" ", strip=True)
    assert " 13 submissions have answers that wait for a person's points" in text
    assert "nbgrader's own autograde" not in text
    assert "it ended the notebook's process" in text
    assert "<b>L</b>" in text


def test_links_lead_to_the_feedback_pages(soup: BeautifulSoup, shop_class: Any) -> None:
    links = {unquote(a["href"]) for a in soup.find_all("a") if "feedback" in a["href"]}
    assert len(links) == 15
    for link in links:
        assert (shop_class.root / "reports" / link).is_file()


def test_links_and_names_of_another_place(
    shop_class: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "made here" / "how it went.html"
    arguments = ["report", "shop", "--class", str(shop_class.root), "--output", str(page)]
    assert cli.main(arguments) == 0
    out = capsys.readouterr().out
    assert f"{page}\n  {page.with_suffix('.csv')}\n" in out
    assert out.startswith("shop: 13 graded wholly, 1 in part, 1 rejected, 0 not yet, 1 missing\n")
    link = BeautifulSoup(page.read_text(), "html.parser").select_one("#students ~ div a")["href"]
    assert (page.parent / unquote(link)).is_file()
    assert sorted(p.name for p in page.parent.iterdir()) == ["how it went.csv", "how it went.html"]


def test_the_table_holds_the_scores_of_the_gradebook(shop_class: Any, soup: Any) -> None:
    del soup
    read = Sheet.read(shop_class.root / "reports" / "shop.csv")
    rows = {row[0]: dict(zip(read.header, row, strict=True)) for row in read.rows}
    assert len(rows) == 16
    for student, row in rows.items():
        if student == "missing":
            assert row["score"] == ""
            continue
        for cell, score in shop_class.scores(student).items():
            assert row[cell] == ("" if score is None else f"{score:g}")


@pytest.fixture
def copied(shop_class: Any, tmp_path: Path) -> Any:
    shutil.copytree(shop_class.root, tmp_path / "class")
    return type(shop_class)(tmp_path / "class", "shop", shop_class.solved, shop_class.released)


def test_points_given_by_hand_count(copied: Any) -> None:
    with copied.gradebook() as gradebook:
        grade = gradebook.find_grade("words", "shop", "shop", "eve")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 4.0, 1.0, True
        gradebook.find_submission_notebook("shop", "shop", "fay").late_submission_penalty = 2.0
        gradebook.find_submission_notebook("shop", "shop", "fay").flagged = True
        gradebook.db.commit()
        exported = {s: gradebook.find_submission("shop", s).score for s in ("eve", "fay")}
    told = _by_name(_read(copied))
    assert told["eve"].total == exported["eve"] == 12
    assert told["eve"].again == {Key("shop", "words")}
    assert told["fay"].total == exported["fay"] - 2
    assert told["fay"].flags == ["flagged by a grader in formgrader"]


def test_notes_that_another_grading_has_overtaken_are_not_believed(copied: Any) -> None:
    with copied.gradebook() as gradebook:
        gradebook.find_grade("double-test", "shop", "shop", "max").auto_score = 0.5
        gradebook.db.commit()
    told = _by_name(_read(copied))["max"]
    assert (told.told_by, told.status, told.flags) == ("stock", "graded", [])
    assert told.memory == {}


def test_work_handed_in_and_not_graded(copied: Any) -> None:
    copied.hand_in("zoe")
    told = _by_name(_read(copied))["zoe"]
    assert (told.status, told.scores) == ("ungraded", {})


def test_students_that_the_configuration_leaves_out(copied: Any) -> None:
    with (copied.root / "nbgrader_config.py").open("a") as file:
        file.write('c.CourseDirectory.student_id_exclude = "ada, bob"\n')
    assert not {"ada", "bob"} & _by_name(_read(copied)).keys()


@pytest.fixture(scope="module")
def stock(classroom: Callable[..., Any], nbgrader: Callable[..., None]) -> Any:
    room = classroom("shop")
    room.hand_in("ada", {"words": "Words."})
    room.hand_in("bob", {"double": "def double(x): return 5"})
    nbgrader(room.root, "autograde", "shop")
    nbgrader(room.root, "generate_feedback", "shop")
    room.hand_in("cyd")
    return room


def test_a_class_that_stock_nbgrader_graded(stock: Any) -> None:
    book = _read(stock)
    told = _by_name(book)
    assert {s: (e.status, e.total) for s, e in told.items()} == {
        "ada": ("graded", 9), "bob": ("graded", 7), "cyd": ("ungraded", 0),
    }  # fmt: skip
    assert {e.told_by for e in book.scored} == {"stock"}
    failure = told["bob"].failures[Key("shop", "double-test")]
    assert failure.line.startswith("assert double(2) == 4")
    assert failure.message == "AssertionError: double(2) should be 4, not 5"
    assert told["bob"].answers[Key("shop", "double")] == "def double(x): return 5"
    assert told["ada"].waiting == {Key("shop", "words")}
    rows = costs(book)
    assert all(row.seconds is not None and row.memory is None for row in rows)


def test_the_page_of_a_stock_class_says_what_is_not_known(stock: Any) -> None:
    assert cli.main(["report", "shop", "--class", str(stock.root)]) == 0
    page = BeautifulSoup((stock.root / "reports" / "shop.html").read_text(), "html.parser")
    text = page.get_text(" ", strip=True)
    assert "All of the 2 graded submissions were graded by nbgrader's own autograde" in text
    assert "Not known of these: memory" in text
    assert "autograding has not run, or it stopped with an error" in text
    assert "Only 2 students have work that counts" in text
    assert page.select_one("#students ~ div a")["href"] == "../feedback/ada/shop/shop.html"


def test_damaged_autograded_notebooks_are_no_hindrance(stock: Any, tmp_path: Path) -> None:
    shutil.copytree(stock.root, tmp_path / "class")
    room = type(stock)(tmp_path / "class", "shop", stock.solved, stock.released)
    path = room.root / "autograded" / "ada" / "shop" / "shop.ipynb"
    odd = '{"cells": [3, {"metadata": 4}, {"cell_type": "code", "metadata": {"nbgrader": []}}]}'
    outputs = '"outputs": [4, {"output_type": "error"}]'
    changed = path.read_text().replace('"outputs": []', outputs)
    assert outputs in changed
    for text in ("{", "[]", odd, changed):
        path.chmod(0o644)
        path.write_text(text)
        assert _by_name(_read(room))["ada"].total == 9


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["report", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("course: ")
    assert error.count("\n") == 1
    return error


def test_errors_are_one_clear_line(
    classroom: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    at = ("--class", str(room.root))
    assert "there are: shop" in _told(capsys, "shopp", *at)
    assert "not a course directory" in _told(capsys, "shop", "--class", str(tmp_path))
    assert "nothing of 'shop' is graded yet: run `course grade shop`" in _told(capsys, "shop", *at)
    room.hand_in("ada")
    assert "nothing of 'shop' is graded yet" in _told(capsys, "shop", *at)
    assert "is a folder" in _told(capsys, "shop", *at, "--output", str(tmp_path))
    assert "must end in .html" in _told(capsys, "shop", *at, "--output", str(tmp_path / "x.pdf"))
    (room.root / "source" / "new").mkdir()
    assert "nbgrader generate_assignment new" in _told(capsys, "new", *at)
    assert not (room.root / "reports").exists()


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    copied: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--class", str(copied.root))
    folder = copied.root / "reports"
    folder.mkdir(exist_ok=True)
    (folder / "shop.html").write_text("the old one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        assert "No space left" in _told(capsys, "shop", *at)
    assert (folder / "shop.html").read_text() == "the old one"
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []
    (copied.root / "file").write_text("")
    error = _told(capsys, "shop", *at, "--output", str(copied.root / "file" / "x.html"))
    assert "cannot write" in error


def _cell(name: str, kind: Any, points: float | None = None, by_hand: bool = False) -> Cell:
    return Cell(name, kind, "code", "", "", "", points=points, by_hand=by_hand)


def test_how_cells_make_questions() -> None:
    cells = (
        _cell("setup-test", "test", 1),
        _cell("given", "given"),
        _cell("a", "answer"),
        _cell("a-test", "test", 1),
        _cell("a-more", "test", 2),
        _cell("b", "answer"),
        _cell("c", "answer"),
        _cell("bc-test", "test", 3),
        _cell("essay", "answer", 4, by_hand=True),
        _cell("task", "task", 5, by_hand=True),
        _cell("scratch", "answer"),
    )
    notebook = AssignmentNotebook("one", cells, {})
    found = questions(Assignment("set", (notebook,), {}, Limits()))
    assert [(q.name, [p.key.cell for p in q.parts], q.points) for q in found] == [
        ("setup-test", ["setup-test"], 1),
        ("a", ["a-test", "a-more"], 3),
        ("b + c", ["bc-test"], 3),
        ("essay", ["essay"], 4),
        ("task", ["task"], 5),
    ]
    two = (notebook, AssignmentNotebook("two", cells[2:4], {}))
    assert questions(Assignment("set", two, {}, Limits()))[-1].name == "two: a"
