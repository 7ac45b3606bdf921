"""Where tests and student code meet: no point for what pretends but a person looks,
and what is honest earns all.

Every case is a small set of its own: perhaps cells that the instructor gives, a reference, a
test or two, an answer.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.grading.engine import in_place, isolated
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.grader import Grader
from coursekit.grading.engine.self_attack import choose
from coursekit.submission.reading import Submission
from coursekit.submission.results import NotebookResult

MATERIAL = Path(__file__).parent / "material"
PRETENCES: dict[str, dict[str, Any]] = yaml.safe_load((MATERIAL / "pretences.yml").read_text())
ENCOUNTERS: dict[str, dict[str, Any]] = yaml.safe_load((MATERIAL / "encounters.yml").read_text())
HEAD = """import collections, functools, io, itertools, json, math, os, random, re, sys, time
from unittest import mock

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
"""
FILES = {"helper.py": b"def h(x): return x + 1\n", "data/a.txt": b"hey"}
LIMITS = Limits(cell=1, total=120)
TOGETHER = 30


def _notebook(small: Any, name: str, case: dict[str, Any]) -> AssignmentNotebook:
    cells = [small.cell(None, "plain", HEAD)]
    if "given" in case:
        cells.append(small.cell("given", "given", case["given"]))
    cells.append(small.answer("answer", case["reference"]))
    cells += [small.cell(f"test-{n}", "test", test) for n, test in enumerate(case["tests"])]
    return AssignmentNotebook(name, tuple(cells), {}, 5)


def _graded(
    small: Any, answers: dict[str, tuple[dict[str, Any], str]]
) -> dict[str, NotebookResult]:
    """Grade each answer on its own set; return the results by name."""
    backend = choose(None)
    items = [*answers.items()]
    with pytest.MonkeyPatch.context() as patch:  # some hang, which is not what is asked here
        patch.setattr(in_place, "PATIENCE", 5.0)
        patch.setattr(isolated, "IDLE", 5.0)
        return _graded_at(backend, small, items)


def _graded_at(
    backend: Backend, small: Any, items: list[tuple[str, tuple[dict[str, Any], str]]]
) -> dict[str, NotebookResult]:
    results: dict[str, NotebookResult] = {}
    for some in (items[n : n + TOGETHER] for n in range(0, len(items), TOGETHER)):
        notebooks = {
            name: _notebook(small, f"set-{n}", case) for n, (name, (case, _)) in enumerate(some)
        }
        assignment = Assignment("small", tuple(notebooks.values()), FILES, LIMITS)
        with Grader(assignment, backend) as grader:
            assert not any(grader.trouble.values()), grader.trouble
            for name, (_, answer) in some:
                notebook = notebooks[name]
                grader.assignment = replace(assignment, notebooks=(notebook,))
                files = {f"{notebook.name}.ipynb": small.hand_in(notebook, {"answer": answer})}
                results[name] = grader.grade(Submission(name, files)).notebooks[0]
    return results


def _points(result: NotebookResult) -> float:
    return sum(score or 0.0 for score in result.scores.values())


def _unquestioned(result: NotebookResult) -> float:
    """Return the points that no person is asked to look at."""
    confirmed = (n for n, t in result.tests.items() if t.trust.reason is None and not t.waits)
    return sum(result.scores[name] or 0.0 for name in confirmed)


@pytest.fixture(scope="module")
def pretences(small: Any) -> dict[str, NotebookResult]:
    return _graded(small, {name: (case, case["answer"]) for name, case in PRETENCES.items()})


@pytest.fixture(scope="module")
def references(small: Any) -> dict[str, NotebookResult]:
    return _graded(small, {name: (case, case["reference"]) for name, case in PRETENCES.items()})


@pytest.fixture(scope="module")
def encounters(small: Any) -> dict[str, NotebookResult]:
    cases = ENCOUNTERS.items()
    return _graded(
        small, {name: (case, case.get("answer", case["reference"])) for name, case in cases}
    )


@pytest.mark.parametrize("name", PRETENCES)
def test_what_pretends_earns_nothing(
    pretences: dict[str, NotebookResult], references: dict[str, NotebookResult], name: str
) -> None:
    assert _points(references[name]) == len(PRETENCES[name]["tests"]), references[name].tests
    assert _unquestioned(pretences[name]) == 0.0


@pytest.fixture(scope="module")
def solved(small: Any) -> dict[str, NotebookResult]:
    """Return the results of the references of those encounters that have another answer."""
    others = {name: case for name, case in ENCOUNTERS.items() if "answer" in case}
    return _graded(small, {name: (case, case["reference"]) for name, case in others.items()})


@pytest.mark.parametrize("name", ENCOUNTERS)
def test_what_is_honest_earns_all(
    encounters: dict[str, NotebookResult], solved: dict[str, NotebookResult], name: str
) -> None:
    """Where the isolated judge does not confirm the reference it is not asked about others."""
    result, reference = encounters[name], solved.get(name, encounters[name])
    assert _points(result) == len(ENCOUNTERS[name]["tests"]), [
        (test.detail, test.line) for test in result.tests.values()
    ]
    unjust = [n for n, t in result.tests.items() if t.trust.differs]
    assert not [n for n in unjust if reference.tests[n].trust.reason is None], result.tests
