"""A name that cells bind by turns is, for the isolated judge, whose cell bound it last."""

from typing import Any

import pytest

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.grading.engine.grader import Grader
from coursekit.grading.engine.self_attack import choose
from coursekit.submission.reading import Submission
from coursekit.submission.verdicts import Reason

COUNTER = "class Counter:\n    def count(self):\n        return {}"
REFERENCE = {
    "first": "x = [1]",
    "second": "x = [2]",
    "third": "def f():\n    return 'three'",
    "fourth": COUNTER.format("'four'"),
}
ANSWERS = {
    "right": REFERENCE,
    "first wrong": REFERENCE | {"first": "x = []"},  # the test before the given cell is not asked
    "nothing": {},
}


def _notebook(small: Any) -> AssignmentNotebook:
    cells = [
        small.answer("first", REFERENCE["first"]),
        small.cell("test-first", "test", "assert x == [1]"),
        small.cell("given", "given", "x = [1, 2, 3]\ndef f():\n    return len(x)"),
        small.cell("test-given", "test", "assert x == [1, 2, 3] and f() == 3"),
        small.answer("second", REFERENCE["second"]),
        small.cell("test-second", "test", "assert x == [2]"),
        small.answer("third", REFERENCE["third"]),
        small.cell("test-third", "test", "assert f() == 'three'"),
        small.cell(None, "plain", COUNTER.format("'none'")),
        small.answer("fourth", REFERENCE["fourth"]),
        small.cell("test-fourth", "test", "assert Counter().count() == 'four'"),
        small.cell(None, "plain", COUNTER.format("'last'")),
        small.cell(None, "plain", "x = 0\ndef f():\n    return 'three'"),
    ]
    return AssignmentNotebook("set", tuple(cells), {})


@pytest.fixture(scope="module")
def tests(small: Any) -> dict[str, dict[str, Any]]:
    """Return what became of the tests, by answer."""
    notebook = _notebook(small)
    assignment = Assignment("small", (notebook,), {}, Limits(cell=10, test=10, total=120))
    with Grader(assignment, choose(None)) as grader:
        return {
            name: grader.grade(
                Submission(name, {"set.ipynb": small.hand_in(notebook, answer)})
            ).notebooks[0].tests
            for name, answer in ANSWERS.items()
        }  # fmt: skip


@pytest.mark.parametrize("name", ["right", "first wrong"])
def test_right_answers_are_confirmed(tests: Any, name: str) -> None:
    found = {test: (result.score, result.trust.reason) for test, result in tests[name].items()}
    told = (1.0, None) if name == "right" else (0.0, Reason.NOT_ASKED)
    assert found.pop("test-first") == told
    assert set(found.values()) == {(1.0, None)}


def test_what_the_instructor_gives_later_answers_for_nobody(tests: Any) -> None:
    found = {test: result.score for test, result in tests["nothing"].items()}
    assert found == {
        "test-first": 0,
        "test-given": 1,
        "test-second": 0,
        "test-third": 0,
        "test-fourth": 0,
    }
    assert tests["nothing"]["test-given"].trust.reason is None
