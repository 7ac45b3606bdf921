"""A repository with one small exercise set, to work on from within."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

CODE = """```{{code-cell}} ipython3
:nbgrader: {{{meta}, schema_version: 3, task: false}}

{source}
```
"""
SOLUTION = "grade: false, grade_id: {name}, locked: false, solution: true"
TEST = "grade: true, grade_id: {name}, locked: true, points: {points}, solution: false"

HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Tiny

"""
ESSAY = """+++ {"nbgrader": {"grade": true, "grade_id": "essay", "locked": false, "points": 4,\
 "schema_version": 3, "solution": true, "task": false}}

The model answer, which is for the instructor alone.
"""
SURGE = """def surge(x, top):
    ### BEGIN SOLUTION
    if x > top:
        return 2 * x
    return x
    ### END SOLUTION"""
STRONG = """assert surge(5, 3) is not None, "Got None: did you forget a return?"
### BEGIN HIDDEN TESTS
assert surge(5, 3) == 10, "too much is not doubled"
assert surge(3, 3) == 3, "just enough is changed"
### END HIDDEN TESTS"""


def solution_cell(name: str, source: str) -> str:
    """The text of a solution cell."""
    return CODE.format(meta=SOLUTION.format(name=name), source=source)


def test_cell(name: str, source: str, points: float) -> str:
    """The text of a test cell."""
    return CODE.format(meta=TEST.format(name=name, points=points), source=source)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """A repository with one good set, ``tiny``; the working directory is in it."""
    shutil.copy(root / "nbgrader_config.py", tmp_path)
    solutions = tmp_path / "solutions"
    for kind in ("accepted", "rejected"):
        (solutions / "tiny" / kind).mkdir(parents=True)
    cells = [solution_cell("surge", SURGE), test_cell("test-surge", STRONG, 2), ESSAY]
    (solutions / "tiny.md").write_text(HEAD + "\n".join(cells))
    right = {
        "if": "return x if x <= top else x + x",
        "times": "return x * (1 + (x > top))",
        "list": "return [x, 2 * x][x > top]",
    }
    wrong = {
        "never": "return x",
        "always": "return 2 * x",
        "top": "return 2 * top if x > top else x",
        "boundary": "return 2 * x if x >= top else x",
        "below": "return 2 * x if x < top else x",
    }
    for kind, bodies in (("accepted", right), ("rejected", wrong)):
        for idea, body in bodies.items():
            (solutions / "tiny" / kind / f"surge-{idea}.py").write_text(
                f"# question: surge\n# why: because of {idea},\n# on two lines\n"
                f"def surge(x, top):\n    {body}\n"
            )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write_cells(tiny: Path) -> Callable[..., None]:
    """Replace the tiny set's cells by ``(kind, name, source)`` triples."""

    def write(*cells: tuple[str, str, str]) -> None:
        kinds = {"solution": solution_cell, "test": partial(test_cell, points=2)}
        text = HEAD + "\n".join(kinds[kind](name, source) for kind, name, source in cells)
        (tiny / "solutions" / "tiny.md").write_text(text)

    return write
