"""Cases where tests and student code meet.

Every case is a small set of its own: perhaps cells that the instructor gives, a reference, a
test or two, an answer.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.grading.engine import isolated_judge, notebook_run
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.grader import Grader
from coursekit.grading.engine.self_attack import choose
from coursekit.submission.reading import Submission
from coursekit.submission.results import NotebookResult

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
    return AssignmentNotebook(name, tuple(cells), {})


def _graded(
    small: Any, answers: dict[str, tuple[dict[str, Any], str]]
) -> dict[str, NotebookResult]:
    """Grade each answer on its own set; return the results by name."""
    backend = choose(None)
    items = [*answers.items()]
    with pytest.MonkeyPatch.context() as patch:  # some hang, which is not what is asked here
        patch.setattr(notebook_run, "PATIENCE", 5.0)
        patch.setattr(isolated_judge, "IDLE", 5.0)
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


@pytest.fixture(scope="session")
def grade_cases(small: Any) -> Callable[..., dict[str, NotebookResult]]:
    """Return a grader of answers, each on its own case: name -> (case, answer)."""
    return partial(_graded, small)


@pytest.fixture(scope="session")
def points() -> Callable[[NotebookResult], float]:
    """Return a counter of a notebook's points."""
    return lambda result: sum(score or 0.0 for score in result.scores.values())
