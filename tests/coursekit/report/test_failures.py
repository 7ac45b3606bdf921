"""The commonest failure of a test: what counts as the same."""

from typing import Any

import pytest

from coursekit.report.failures import stumbles
from coursekit.report.model import Failure, Key

KEY = Key("nb", "test-a")
LINE = 'assert f(2) == 4, f"f(2) should be 4, not {f(2)}"'


def _said(message: str, line: str = LINE, verdict: str = "failed") -> Failure:
    return Failure(verdict, line, message)


@pytest.mark.parametrize(
    ("failures", "count", "others", "example"),
    [
        ([_said("E: not 5"), _said("E: not 7"), _said("E: not 5")], 3, 0, "E: not 5"),
        ([_said("E: 5", ""), _said("E: 'x'", ""), _said("F: 5", "")], 2, 1, "E: 5"),
        ([_said("E: a 1", "equal("), _said("E: a 2", "equal("), _said("E: b", "equal(")], 2, 1,
         "E: a 1"),
        ([_said("took 3 s", "", "slow"), _said("took 4 s", "x", "slow")], 2, 0, "took 3 s"),
        ([_said("AssertionError: ")], 1, 0, "AssertionError"),
    ],
)  # fmt: skip
def test_what_is_one_place(
    make_book: Any, failures: list[Failure], count: int, others: int, example: str
) -> None:
    book = make_book({"a": (1, [0] * 6), "b": (1, [1] * 6)})
    for entry, failure in zip(book.entries, failures, strict=False):
        entry.failures[KEY] = failure
    [told] = stumbles(book)
    assert (told.count, told.others, told.example) == (count, others, example)
    assert (told.students, told.tried) == (len(failures), 6)


def test_blank_answers_do_not_stumble(make_book: Any) -> None:
    book = make_book({"a": (1, [0] * 3)})
    for entry in book.entries:
        entry.failures[KEY] = _said("NotImplementedError: not attempted yet")
        entry.blank = {Key("nb", "a")}
    assert stumbles(book) == []


def test_the_test_that_most_fail_comes_first(make_book: Any) -> None:
    book = make_book({"a": (1, [0] * 3), "b": (1, [0] * 3)})
    for entry in book.entries[:2]:
        entry.failures[Key("nb", "test-b")] = _said("E")
    book.entries[0].failures[KEY] = _said("E")
    assert [told.test for told in stumbles(book)] == ["test-b", "test-a"]
