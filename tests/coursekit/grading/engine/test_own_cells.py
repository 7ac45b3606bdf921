"""An instructor's own cell that fails, or ends its process, costs nobody a grade."""

from typing import Any

import pytest

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.grading.engine.grader import Grader
from coursekit.grading.engine.self_attack import choose
from coursekit.submission.reading import Submission
from coursekit.submission.results import NotebookResult
from coursekit.submission.verdicts import Reason

REFERENCE = "def twice(x):\n    return 2 * x"
OPENINGS = {
    "sound": "start = 1",
    "prose": "This is a code cell, but it holds prose: **oh no**!",
    "no function": "return 3",
    "ends": "import os\nos._exit(3)",
}


@pytest.fixture(scope="module")
def graded(small: Any) -> tuple[dict[str, NotebookResult], dict[str, list[str]]]:
    """Return the result of the reference for each notebook, and what the grader says of it."""
    made = {n: small.notebook(t, {"a": REFERENCE}, {"a": TESTS}) for n, t in OPENINGS.items()}
    notebooks = tuple(
        AssignmentNotebook(name, notebook.cells, {}) for name, notebook in made.items()
    )
    assignment = Assignment("small", notebooks, {}, Limits(cell=10, test=10, total=120))
    files = {f"{n.name}.ipynb": small.hand_in(n, {"a": REFERENCE}) for n in notebooks}
    with Grader(assignment, choose(None)) as grader:
        outcome = grader.grade(Submission("student", files))
        return {result.name: result for result in outcome.notebooks}, grader.trouble


TESTS = ["assert twice(2) == 4", "assert twice('a') == 'aa'"]


@pytest.mark.parametrize("name", OPENINGS)
def test_the_points_stand(graded: Any, name: str) -> None:
    result = graded[0][name]
    assert list(result.scores.values()) == [1.0, 1.0]


@pytest.mark.parametrize("name", ["sound", "prose", "no function"])
def test_what_fails_alone_keeps_no_test_from_the_isolated_judge(graded: Any, name: str) -> None:
    assert {test.trust.reason for test in graded[0][name].tests.values()} == {None}


def test_without_an_isolated_judge_nothing_is_confirmed(graded: Any) -> None:
    reasons = {test.trust.reason for test in graded[0]["ends"].tests.values()}
    assert reasons == {Reason.REFERENCE_UNCONFIRMED}


def test_the_instructor_is_told_the_cell(graded: Any) -> None:
    trouble = graded[1]
    assert trouble["sound"] == []
    assert "SyntaxError" in trouble["prose"][0]
    assert "'return' outside function" in trouble["no function"][0]
    assert "stop the isolated judge" in trouble["ends"][0]
