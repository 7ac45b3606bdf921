"""Hints: one for every question, and none that is the answer."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from nbformat import v4

from coursekit.audit.hints import hint_problems
from coursekit.errors import CourseError
from coursekit.exercises.hints import read_hints

REFERENCE = "def surge(x):\n    ### BEGIN SOLUTION\n    return 2 * x + 1 - x\n    ### END SOLUTION"
HINT = {"page": "book/page", "idea": "Double it.", "step": "Then add.", "code": "2 * x"}
SAMPLE = {"memo": "I would wait.", "why": "One point."}
MEMO = {"page": "book/page", "five": SAMPLE, "two": SAMPLE}
SHORT = {"page": "book/page", "two": SAMPLE, "one": SAMPLE}


def cell(kind: str, name: str, text: str) -> Any:
    made = v4.new_code_cell(text) if kind == "code" else v4.new_markdown_cell(text)
    made.metadata["nbgrader"] = {"grade_id": name, "solution": True}
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "page.md").touch()
    return tmp_path


NOTEBOOK = v4.new_notebook(
    cells=[cell("code", "surge", REFERENCE), cell("markdown", "essay", "It depends on much.")]
)


def test_whole_hints_are_fine(root: Path) -> None:
    for essay in (MEMO, SHORT):
        assert hint_problems(NOTEBOOK, {"surge": HINT, "essay": essay}, root) == []
    assert hint_problems(NOTEBOOK, {}, root) == []


@pytest.mark.parametrize(
    ("hints", "problem"),
    [
        ({"essay": MEMO}, "surge needs idea, step, code"),
        ({"surge": HINT}, "essay needs five, two or two, one"),
        ({"surge": HINT, "essay": MEMO, "dirge": HINT}, "dirge: there is no such question"),
        ({"surge": HINT | {"page": "book/none"}, "essay": MEMO}, "there is no page book/none"),
        ({"surge": HINT | {"code": "return 2 *  x + 1 - x"}, "essay": MEMO}, "gives a line"),
        (
            {"surge": HINT, "essay": MEMO | {"two": SAMPLE | {"memo": "It depends on  much."}}},
            "gives a",
        ),
        ({"surge": HINT | {"code": "2 * ("}, "essay": MEMO}, "is not Python"),
    ],
)
def test_what_is_wrong_is_named(root: Path, hints: dict[str, Any], problem: str) -> None:
    assert any(problem in found for found in hint_problems(NOTEBOOK, hints, root))


def test_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "hints.yml"
    assert read_hints(path) == {}
    path.write_text(yaml.safe_dump({"surge": HINT, "essay": MEMO, "short": SHORT}))
    assert read_hints(path) == {"surge": HINT, "essay": MEMO, "short": SHORT}
    for wrong in ({"surge": HINT | {"idea": ""}}, {"essay": MEMO | {"two": "text"}}, ["surge"]):
        path.write_text(yaml.safe_dump(wrong))
        with pytest.raises(CourseError, match="needs the texts page"):
            read_hints(path)
