"""No undeserved point without a person who is asked to look, on either sandbox."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.grading.engine.backends import Backend, available
from coursekit.grading.engine.grader import Grader, Learned
from coursekit.grading.engine.manner import Manner, OnDoubt
from coursekit.submission.reading import Submission
from coursekit.submission.results import NotebookResult

HEAD = "import contextlib\nimport numpy as np"
REFERENCE = """def twice(x): return 2 * x
def share(x): return x / 4
@contextlib.contextmanager
def opened(): yield 5
def kinds(): return {'a', 'b'}"""
TESTS = [
    "assert twice(2) == 4\n### BEGIN HIDDEN TESTS\n# lesson: tries an odd number\n"
    "assert twice(31) == 62\n# lesson: tries a prime\nassert twice(5) == 10\n### END HIDDEN TESTS",
    "2 * share(2)",
    "with opened() as five:\n    assert five == 5\n### BEGIN HIDDEN TESTS\n"
    "with opened() as five:\n    assert five + 1 == 6",
    "assert 'a' in kinds()\n### BEGIN HIDDEN TESTS\nassert 'b' in kinds() and 'c' not in kinds()",
]
WRONG = REFERENCE.replace("2 * x", "x").replace("x / 4", "0").replace("yield 5", "yield 4")
WRONG = WRONG.replace("{'a', 'b'}", "{'z'}")

ATTACKS = {
    "assertions dropped": """import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())""",
    "cells exchanged": """get_ipython().input_transformers_post.append(
    lambda lines: ['pass\\n'] if any('assert' in line for line in lines) else lines)""",
    "the shell runs nothing": """shell = type(get_ipython())
async def nothing(self, code, result=None, **kw):
    return False
shell.run_code = nothing""",
    "errors are not shown": """shell = get_ipython()
shell._showtraceback = lambda *a: None
shell.showtraceback = lambda *a, **k: None""",
    "outputs forgotten": """import coursekit.grading.in_place.cells as cells
told = cells.Cells._told
def good(self, result):
    return {**told(self, result), 'outputs': []}
cells.Cells._told = good""",
    "answers forged": """import coursekit.grading.in_place.process as process
send = process._Server._answer
process._Server._answer = lambda self, reply: send(self, {**reply, 'outputs': []})""",
    "frames forged": """import os, json, struct
body = json.dumps({'outputs': [], 'count': 1, 'line': 0, 'cut': False}).encode()
for fd in range(3, 40):
    for _ in range(6):
        try: os.write(fd, struct.pack('>I', len(body)) + body)
        except OSError: pass""",
    "the assertion searched for its value": """import sys, re
def twice(x):
    frame = sys._getframe(1)
    source = ''.join(get_ipython().user_ns['In'][-1:])
    found = re.findall(rf'twice\\({x}\\) == (\\d+)', source)
    return int(found[-1]) if found else 0""",
    "an array for partial credit": "def share(x): return np.array([0.0, 0.0])",
    "a text for partial credit": "class Text(str):\n    def __rmul__(self, n): return 'much'\n"
    "def share(x): return Text()",
    "no number for partial credit": "def share(x): return float('nan')",
    "less than nothing": "def share(x): return -1",
    "a representation of one's own": """class Number(float):
    def __rmul__(self, n): return self
    def __repr__(self): return '1.0'
def share(x): return Number(0)""",
    "exceptions swallowed": """class opened:
    def __enter__(self): return 4
    def __exit__(self, *error): return True""",
    "everything contained": """class Meta(type):
    def __contains__(cls, item): return item != 'c'
class All(metaclass=Meta): pass
def kinds(): return All""",
    "another answer each time": """import itertools
class Moody:
    turns = itertools.cycle([True, True, False])
    def __contains__(self, item): return next(self.turns)
mood = Moody()
def kinds(): return mood""",
    "always equal": """class Equal:
    def __eq__(self, other): return True
    __hash__ = None
def twice(x): return Equal()""",
    "comparison of builtins": """import builtins
class AssertionError(Exception):
    def __init__(self, *a): raise SystemExit
builtins.AssertionError = AssertionError""",
}
NUMBERS = Learned(numbers=frozenset({("set", "answer-1")}))


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def grader(small: Any, request: pytest.FixtureRequest) -> Iterator[Grader]:
    backend: Backend = request.param
    if available(backend):
        pytest.skip(f"no {backend} here")
    notebook = small.notebook(HEAD, {"answer": REFERENCE}, {"answer": TESTS})
    assignment = Assignment("small", (notebook,), {}, Limits(cell=10, test=10, total=120))
    with Grader(assignment, backend) as made:
        yield made


def _graded(small: Any, grader: Grader, answer: str) -> NotebookResult:
    (notebook,) = grader.assignment.notebooks
    files = {f"{notebook.name}.ipynb": small.hand_in(notebook, {"answer": answer})}
    return grader.grade(Submission("student", files), NUMBERS).notebooks[0]


def test_the_reference_is_confirmed(small: Any, grader: Grader) -> None:
    result = _graded(small, grader, REFERENCE)
    assert list(result.scores.values()) == [1.0] * len(TESTS)
    assert [t.trust.reason for t in result.tests.values()] == [None] * len(TESTS)
    assert result.waiting == []


def test_wrong_answers_earn_nothing(small: Any, grader: Grader) -> None:
    assert set(_graded(small, grader, WRONG).scores.values()) == {0.0}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_person_looks_at_every_undeserved_point(small: Any, grader: Grader, name: str) -> None:
    result = _graded(small, grader, f"{WRONG}\n{ATTACKS[name]}")
    for test_name, test in result.tests.items():
        asked = test.waits or test.trust.reason is not None
        assert test.score == 0 or asked, (test_name, test)


def test_points_can_be_withheld(small: Any, grader: Grader) -> None:
    attack = f"{WRONG}\n{ATTACKS['assertions dropped']}"
    grader.manner, before = Manner(on_doubt=OnDoubt.WITHHOLD), grader.manner
    try:
        result = _graded(small, grader, attack)
    finally:
        grader.manner = before
    assert set(result.scores.values()) == {0.0}
    assert result.waiting
    shown = json.dumps(result.autograded)
    assert "wait for a person" in shown


def test_a_lesson_is_told_if_the_instructor_wants_it(small: Any, grader: Grader) -> None:
    answer = f"{REFERENCE}\ndef twice(x): return 0 if x == 5 else 2 * x"
    before = grader.manner
    assert "tries" not in _graded(small, grader, answer).autograded
    grader.manner = Manner(lessons=True)
    try:
        told = _graded(small, grader, answer).autograded
    finally:
        grader.manner = before
    assert "A hidden test did not pass. It tries a prime." in told
    assert "odd" not in told


def test_nothing_of_a_hidden_part_is_shown(small: Any, grader: Grader) -> None:
    spying = (
        "seen = []\ndef twice(x):\n    seen.append(x)\n    open('seen', 'a').write(f'{x} ')\n"
        "    print('SAW', x)\n    return x if x == 30 + 1 else 2 * x"
    )
    (notebook,) = grader.assignment.notebooks
    later = AssignmentNotebook(notebook.name, (*notebook.cells, small.answer("later", "pass")), {})
    answers = {"answer": f"{REFERENCE}\n{spying}", "later": "print(seen, open('seen').read(), In)"}
    files = {"set.ipynb": small.hand_in(later, answers)}
    kept, grader.assignment = (
        grader.assignment,
        Assignment("small", (later,), {}, grader.assignment.limits),
    )
    try:
        result = grader.grade(Submission("student", files), NUMBERS).notebooks[0]
    finally:
        grader.assignment = kept
    assert result.tests["answer-0"].verdict == "hidden"
    outputs = [cell.get("outputs") for cell in json.loads(result.autograded)["cells"]]
    assert "31" not in json.dumps(outputs)
    assert "SAW 2" in json.dumps(outputs)
