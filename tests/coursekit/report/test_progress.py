"""From attempt to attempt: progress over time, first mistakes, gains, who may want help."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from bs4 import BeautifulSoup

from coursekit.gradebook.attempts import Attempt, Tried
from coursekit.report.model import ClassBook, Key, Try
from coursekit.report.page import render
from coursekit.report.progress import progress

MONDAY = datetime.datetime(2026, 3, 2, 10, 0)
PLACE = "assert cost(['tea']) == 2"
STUB = "NotImplementedError: "


def tried(student: str, number: int, hour: float, **scores: float | str) -> Try:
    """Return an attempt at two questions of 2 and 3 points; a text is the message of a failure."""
    most = {"a": 2.0, "b": 3.0}
    tests = {
        name: Tried(0.0, most[name], "failed", PLACE, told)
        if isinstance(told, str)
        else Tried(told, most[name])
        for name, told in scores.items()
    }
    moment = MONDAY + datetime.timedelta(hours=hour)
    points = sum(test.score for test in tests.values())
    attempt = Attempt(
        student, number, f"{student}-{number}", "", moment, moment, state="graded", score=points,
        penalty=0.0, most=5.0,
    )  # fmt: skip
    keyed = {Key("nb", f"test-{name}"): test for name, test in tests.items()}
    return Try(attempt, keyed, {"nb": f"../attempts/{student}/made-up/{number}/nb.html"})


def of(book: ClassBook, number: int, *scores: Sequence[Any]) -> None:
    """Give a student attempts: hour, then what came of both questions."""
    entry = book.entries[number]
    entry.tries = [
        tried(entry.student, n, hour, a=a, b=b) for n, (hour, a, b) in enumerate(scores, 1)
    ]


@pytest.fixture
def book(make_book: Callable[..., ClassBook]) -> ClassBook:
    book = make_book({"a": (2, [0] * 6), "b": (3, [0] * 6)})
    of(book, 0, (0, 2.0, 3.0))
    of(book, 1, (1, 2.0, "got 1"), (5, 2.0, 3.0))
    of(book, 2, (2, "got 0", "got 1"), (3, 2.0, "got 7"), (10, 2.0, "got 1"))
    of(book, 3, (4, STUB, "got 1"), (6, 2.0, "x"), (7, 0.0, "x"), (8, 2.0, "x"), (9, 2.0, "x"))
    book.entries[4].status = book.entries[5].status = "missing"
    return book


def test_who_had_solved_what_by_when(book: ClassBook) -> None:
    told = progress(book)
    assert told is not None
    assert (told.students, told.attempts, told.most) == (4, 11, 5)
    assert [(m - MONDAY).total_seconds() / 3600 for m in told.moments] == [2, 4, 6, 8, 10]
    a, b = told.questions
    assert (a.first, a.over, a.tries, a.open) == (0.5, (0.5, 0.75, 1, 1, 1), 1.5, 0)
    assert (b.first, b.over, b.tries, b.open) == (0.25, (0.25, 0.25, 0.5, 0.5, 0.5), 1.5, 2)


def test_first_mistakes_are_those_of_first_attempts_at_a_question(book: ClassBook) -> None:
    told = progress(book)
    assert told is not None
    found = {m.stumble.test: (m.stumble.students, m.stumble.tried, m.since) for m in told.mistakes}
    assert found == {"test-a": (1, 3, 1), "test-b": (3, 4, 1)}, "a stub is no mistake"
    b = told.mistakes[0].stumble
    assert (b.line, b.example) == (PLACE, "got 1")
    assert b.entry.pages == {"nb": "../attempts/s0001/made-up/1/nb.html"}


def test_each_attempt_is_compared_with_the_one_before_it(book: ClassBook) -> None:
    told = progress(book)
    assert told is not None
    rows = [(g.number, g.students, g.median, g.rose, g.same, g.fell) for g in told.gains]
    assert rows == [(2, 3, 2, 3, 0, 0), (3, 2, -1, 0, 1, 1), (4, 1, 2, 1, 0, 0), (5, 1, 0, 0, 1, 0)]
    of(book, 0, *[(n, 0.0, 0.0) for n in range(9)])
    told = progress(book)
    assert told is not None
    assert [(g.number, g.students) for g in told.gains][-2:] == [(6, 1), (7, 3)]


def test_who_tries_in_vain_is_named_and_who_has_all_points_is_not(book: ClassBook) -> None:
    told = progress(book)
    assert told is not None
    assert [(h.entry.student, h.why) for h in told.hints] == [
        ("s0003", "3 attempts since the best one (2 of 5 points)")
    ]
    assert [e.student for e in told.absent] == ["s0004", "s0005"]
    of(book, 0, (0, 2.0, 3.0), *[(n, 0.0, 0.0) for n in range(1, 6)])
    again = progress(book)
    assert again is not None
    assert [h.entry.student for h in again.hints] == ["s0003"], "the best one had all points"


def test_the_page_tells_it_where_there_are_attempts(
    book: ClassBook, make_book: Callable[..., ClassBook]
) -> None:
    soup = BeautifulSoup(render(book, "x.csv"), "html.parser")
    section = soup.find(id="attempts").parent
    words = section.get_text(" ", strip=True)
    assert "4 students have handed in 11 attempts" in words
    assert "a hint for a conversation, never a verdict" in words.lower()
    assert "Not handed in yet, while half of the class has: s0004 , s0005 ." in words
    links = {a["href"] for a in section.find_all("a")}
    assert links == {f"../attempts/{n}/nb.html" for n in (
        "s0001/made-up/1", "s0002/made-up/1", "s0003/made-up/5")}  # fmt: skip
    assert "attempts" not in render(make_book({"a": (2, [0, 2])}), "x.csv").split("<main")[1]
