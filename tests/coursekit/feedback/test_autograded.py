"""What goes back to a student: nothing hidden, nothing that acts; no sandbox needed."""

import json
import re
from typing import Any

import nbformat
import pytest

from coursekit.assignment.notebook import AssignmentNotebook, Cell
from coursekit.feedback.autograded import Display, write
from coursekit.feedback.sanitise import Reader
from coursekit.submission.alignment import Step
from coursekit.submission.results import Ran, TestResult

MARKS = {"grade": True, "grade_id": "test", "solution": False, "locked": True, "task": False,
         "schema_version": 3, "points": 2}  # fmt: skip
TEST = Cell(
    "test", "test", "code", "assert f() == 1\n### BEGIN HIDDEN TESTS\nassert f() == 918273645\n",
    "", "assert f() == 1\n", points=2.0, metadata={"nbgrader": MARKS},
)  # fmt: skip
PAPER = AssignmentNotebook("set", (TEST,), {})


def written(test: TestResult, screen: dict[str, Any] | None = None) -> str:
    display = Display()
    own = Ran(Step("f()", "code", None), display.keep(screen or {"outputs": [], "count": 1}))
    checked = Ran(Step(TEST.released, "code", TEST, trusted=True), None, test)
    text = write(PAPER, [own, checked], display)
    nbformat.validate(nbformat.from_dict(json.loads(text)))
    return text


def test_a_hidden_failure_says_nothing_of_the_hidden_part() -> None:
    shown = "A hidden test did not pass."
    text = written(TestResult(2.0, verdict="hidden", shown=shown, detail="918273645 is not 3"))
    assert shown in text
    assert "918273645" not in text


def test_a_failure_in_the_open_names_the_line_and_the_message() -> None:
    test = TestResult(2.0, verdict="failed", shown="no!", line="assert f() == 1", kind="KeyError")
    (error,) = json.loads(written(test))["cells"][1]["outputs"]
    assert (error["ename"], error["evalue"]) == ("KeyError", "no!")
    assert error["traceback"] == ["----> assert f() == 1", "KeyError: no!"]


def test_partial_credit_is_the_cells_result() -> None:
    (result,) = json.loads(written(TestResult(2.0, 1.5, "partial")))["cells"][1]["outputs"]
    assert result["data"] == {"text/plain": "1.5"}


@pytest.mark.parametrize("outputs", [None, 5, [5], [{"output_type": "x"}], [{"data": 1}]])
def test_outputs_of_any_shape_leave_a_valid_notebook(outputs: Any) -> None:
    assert json.loads(written(TestResult(2.0, 2.0, "passed"), {"outputs": outputs}))


CALM = [
    "plain *text* with `code` and \"quotes\", 3 < 4 & 5", "# Heading\n\n- a\n\n1. b",
    "| a | b |\n|:-|-:|\n| 1 | 2 |", "[x](http://x.y/?a=1&b=2) <http://auto.link>",
    "$x < y$", "```python\nx = '<b>'\n```", "![p](a.png)", "nbsp \xa0 &nbsp; &amp;",
    "<!-- a comment -->", "<details><summary>s</summary>x</details>", "a<br>b<br/>c",
    "<table><tr><td>1</td></tr></table>", "<div class='x'>y</div>",
]  # fmt: skip
ACTING = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>", "<svg onload=1>", "<iframe src=http://x>",
    "<p style='position:fixed'>x</p>", "<a href='data:text/html,x'>x</a>", "<b onclick=1>x</b>",
    "<form action=x><input></form>", "<base href=//evil>", "<style>p{}</style>",
    "$\\href{javascript:x}{y}$", "<meta http-equiv=refresh content=0>",
    '<a href="jav\tascript:alert(1)">x</a>', "<!-- --!><img src=x onerror=1> -->",
    '<img src="data:text/html;base64,x">', "<math><mtext><script>1</script></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>", "<a id=x name=y>z</a>",
]  # fmt: skip


@pytest.mark.parametrize("text", CALM)
def test_calm_markdown_stays_as_it_is(text: str) -> None:
    assert Reader().markdown(text) == text


@pytest.mark.parametrize("text", ACTING)
def test_markdown_that_could_act_becomes_text(text: str) -> None:
    assert Reader().markdown(text).startswith("~~~text\n")


@pytest.mark.parametrize("text", ACTING)
def test_markup_of_outputs_cannot_act(text: str) -> None:
    markup = Reader().markup(text) or ""
    for tag in re.findall(r"<[^>]*>", markup):
        assert not re.search(r"script|\bon\w+=|iframe|style=|data:", tag), markup


def test_what_takes_too_long_becomes_text() -> None:
    reader = Reader(patience=0.0)
    assert reader.markup("<b>x</b>") is None
    assert reader.markdown("*x*").startswith("~~~text")
