"""The page: points and lessons by question, for everybody to read, and nothing asked of others."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from traitlets.config import Config

from coursekit.assignment.course import Course
from coursekit.assignment.notebook import AssignmentNotebook, Cell, Kind
from coursekit.assignment.outline import outline
from coursekit.cli import main
from coursekit.errors import CourseError
from coursekit.feedback.autograded import Display, write
from coursekit.feedback.formulas import formula
from coursekit.feedback.page import Printer
from coursekit.feedback.questions import marks_of
from coursekit.submission.alignment import Step
from coursekit.submission.results import NO_RESPONSE, NotebookResult, Ran, TestResult

LESSON = "A hidden test did not pass. It tries a log in which a play was delivered twice."


def cell(name: str, kind: Kind, text: str, points: float | None = None, **more: Any) -> Cell:
    code = kind == "test" or more.pop("code", False)
    marks = {"grade": points is not None, "grade_id": name, "solution": kind == "answer"}
    marks |= {"locked": kind != "answer", "task": False, "schema_version": 3}
    metadata = {"nbgrader": marks | ({"points": points} if points else {}), **more}
    by_hand = points is not None and kind == "answer"
    kind_of = "code" if code else "markdown"
    return Cell(name, kind, kind_of, text, text, text, points, by_hand, metadata=metadata)


PAPER = AssignmentNotebook(
    "plays",
    (
        cell("title", "given", "# Plays"),
        cell("about-a", "given", "## 1. How much is a play worth?\n\n$w = \\frac{1}{2}$ of all.",
             page="book/netflix/sparsity"),
        cell("a", "answer", "def a(x): return x", code=True),
        cell("test-a", "test", "assert a(1) == 1", 1.0),
        cell("test-a-more", "test", "pass", 2.0),
        cell("about-b", "given", "## 2. An honest split"),
        cell("b", "answer", "raise NotImplementedError()", code=True),
        cell("test-b", "test", "b()", 2.0),
        cell("about-c", "given", "## 3. The interview"),
        cell("essay", "answer", "Because.", 5.0),
    ),
    {},
)  # fmt: skip
RESULTS = {
    "test-a": TestResult(1.0, 1.0, "passed"),
    "test-a-more": TestResult(2.0, 0.0, "hidden", LESSON),
    "test-b": TestResult(2.0, 0.0, "failed", "replace this line", kind="NotImplementedError"),
}
SHOWN = {"count": 1, "outputs": [
    {"output_type": "stream", "name": "stdout", "text": "a long line of numbers " * 20},
    {"output_type": "display_data", "metadata": {}, "data": {
        "text/html": f"<table><tr>{'<td>a wide table</td>' * 30}</tr></table>",
        "image/png": "iVBORw0KGgo="}},
]}  # fmt: skip


def page(site: str = "https://example.org/book", **by_hand: Any) -> str:
    display = Display()
    ran = [
        Ran(Step(c.released, c.cell_type, c, trusted=c.kind != "answer"),
            display.keep(SHOWN) if c.grade_id == "a" else None, RESULTS.get(c.grade_id or ""))
        for c in PAPER.cells
    ]  # fmt: skip
    scores: dict[str, float | None] = {name: t.score for name, t in RESULTS.items()}
    result = NotebookResult("plays", {**scores, "essay": None}, tests=RESULTS)
    text = write(PAPER, ran, display)
    marks = marks_of(result, {"essay": by_hand} if by_hand else {})
    return Printer(Config(), site).page("plays", text, outline(PAPER.cells), marks)


def told(html: str) -> list[str]:
    items = BeautifulSoup(html, "html.parser").select(".questions li")
    return [" ".join(item.get_text(" ").split()) for item in items]


def test_questions_bear_their_names_and_points() -> None:
    html = page()
    assert told(html) == [
        "1. How much is a play worth? 1 of 3",
        "2. An honest split 0 of 2",
        "3. The interview waits for your instructor (5 points)",
    ]
    assert "1 of 5 points; 5 more wait for your instructor" in " ".join(html.split())


def test_points_and_words_by_hand_take_the_place_of_waiting() -> None:
    html = page(manual=4.5, extra=0.5, comment="Well *said*.")
    assert told(html)[2] == "3. The interview 5 of 5"
    assert "6 of 10 points" in html
    assert "Well <em>said</em>." in html
    assert "waits" not in BeautifulSoup(html, "html.parser").body.get_text()


def test_where_nothing_was_written_it_says_so_until_somebody_gives_points() -> None:
    silent: dict[str, Any] = {"comment": NO_RESPONSE}
    html = page(manual=0.0, **silent)
    assert told(html)[2] == "3. The interview nothing written (0 of 5 points)"
    marked = [
        " ".join(mark.get_text().split())
        for mark in BeautifulSoup(html, "html.parser").select(".mark")
    ]
    assert "Your answer: nothing written, 0 of 5" in marked
    assert told(page(manual=1.0, **silent))[2] == "3. The interview 1 of 5"
    assert told(page(manual=0.0, comment="Wrong."))[2] == "3. The interview 0 of 5"


def test_failures_stand_together_with_the_lesson_and_the_page_that_teaches() -> None:
    soup = BeautifulSoup(page(), "html.parser")
    first, second = soup.select(".failed")
    assert first.h3.get_text() == "1. How much is a play worth?"
    assert first.li.get_text() == LESSON
    assert first.a["href"] == "https://example.org/book/book/netflix/sparsity.html"
    assert second.li.get_text() == "Not attempted yet."
    assert not BeautifulSoup(page(site=""), "html.parser").select(".failed a")


def test_the_page_asks_nobody_for_anything_and_draws_its_formulas() -> None:
    soup = BeautifulSoup(page(), "html.parser")
    assert soup.find("mfrac")
    assert not soup.find_all(["script", "link", "iframe"])
    assert all(image["src"].startswith("data:") for image in soup.find_all("img"))
    assert not re.search(r"url\(|@import", soup.style.string)
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("tex", [r"\href{javascript:x}{y}", r"\frac{", "<b>&", r"\undefined{x}"])
def test_what_is_no_formula_stays_text(tex: str) -> None:
    drawn = formula(tex, is_block=False)
    assert not re.search(r"<b>|href=", drawn)
    assert BeautifulSoup(drawn, "html.parser").get_text().strip()


def test_in_a_browser_in_light_and_dark_on_desktop_and_phone(
    tmp_path: Path, inspect: Callable[..., dict[str, list[str]]]
) -> None:
    path = tmp_path / "plays.html"
    path.write_text(page(), "utf-8")
    found = inspect(path.as_uri())
    assert {path.as_uri()} == {url for url in found.pop("asked") if not url.startswith("data:")}
    assert found == {"axe": [], "wide": [], "said": [], "script": []}


def test_after_points_by_hand_only_what_changed_is_written(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    for student in ("ada", "bob"):
        room.hand_in(student)
    assert room.grade("--workers", "1", "--judges", "in-place") == 0
    pages = {s: room.root / "feedback" / s / "shop" / "shop.html" for s in ("ada", "bob")}
    before = {s: (path.stat().st_mtime_ns, path.read_text()) for s, path in pages.items()}
    with room.gradebook() as gradebook:
        grade = gradebook.find_grade("words", "shop", "shop", "ada")
        grade.manual_score, grade.needs_manual_grade = 4.5, False
        gradebook.find_comment("words", "shop", "shop", "ada").manual_comment = "Well said."
        gradebook.db.commit()
    capsys.readouterr()
    assert main(["feedback", "shop", "--class", str(room.root)]) == 0
    assert "shop: pages written: 1, unchanged: 1" in capsys.readouterr().out
    assert pages["bob"].stat().st_mtime_ns == before["bob"][0]
    assert "Well said." in pages["ada"].read_text()
    assert "4.5 of 5" in pages["ada"].read_text()
    assert "waits for your instructor" in before["ada"][1]


def test_an_address_that_is_none_is_refused() -> None:
    settings = Config()
    settings.Coursekit.site = "javascript:alert(1)"
    with pytest.raises(CourseError, match="write the book's address"):
        _ = Course(Path(), settings, None).site  # it asks no directory
    settings.Coursekit.site = "https://example.org/book/"
    assert Course(Path(), settings, None).site == "https://example.org/book"
