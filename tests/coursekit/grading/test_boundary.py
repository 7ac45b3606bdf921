"""Where tests and student code meet: what pretends earns nothing, what is honest earns all.

Every case is a small set of its own: perhaps cells that the instructor gives, a reference, a
test or two, an answer.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from coursekit.grading.grader import Grader
from coursekit.grading.ingest import Submission
from coursekit.grading.limits import Limits
from coursekit.grading.outcome import PaperResult
from coursekit.grading.paper import Assignment, Cell, Paper
from coursekit.grading.sandbox.selfattack import choose

MATERIAL = Path(__file__).parent / "material"
PRETENCES: dict[str, dict[str, Any]] = yaml.safe_load((MATERIAL / "pretences.yml").read_text())
ENCOUNTERS: dict[str, dict[str, Any]] = yaml.safe_load((MATERIAL / "encounters.yml").read_text())
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
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
LIMITS = Limits(cell=20, test=20, total=120)
TOGETHER = 30


def _cell(grade_id: str | None, kind: Any, source: str, reference: str = "") -> Cell:
    is_test, is_answer = kind == "test", kind == "answer"
    marks = {"grade": is_test, "grade_id": grade_id, "solution": is_answer, "task": False}
    marks |= {"locked": not is_answer, "schema_version": 3}
    lines = source.split("\n")
    first = next((n for n, line in enumerate(lines, 1) if "BEGIN HIDDEN" in line), None)
    return Cell(
        grade_id,
        kind,
        "code",
        source,
        reference or source,
        "\n".join(lines[: first - 1]) if first else source,
        points=1.0 if is_test else None,
        metadata={"nbgrader": marks} if grade_id else {},
        hidden_from=first,
    )


def _paper(name: str, case: dict[str, Any]) -> Paper:
    cells = [_cell(None, "plain", HEAD)]
    if "given" in case:
        cells.append(_cell("given", "given", case["given"]))
    cells.append(_cell("answer", "answer", STUB, case["reference"]))
    cells += [_cell(f"test-{n}", "test", test) for n, test in enumerate(case["tests"])]
    return Paper(name, tuple(cells), {}, 5)


def _handed_in(paper: Paper, answer: str) -> bytes:
    cells = [
        {
            "cell_type": "code",
            "metadata": c.metadata,
            "source": answer if c.kind == "answer" else c.released,
        }
        for c in paper.cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells}).encode()


def _graded(answers: dict[str, tuple[dict[str, Any], str]]) -> dict[str, PaperResult]:
    """Grade each answer on its own set; return the results by name."""
    results: dict[str, PaperResult] = {}
    rung = choose(None)
    items = [*answers.items()]
    for some in (items[n : n + TOGETHER] for n in range(0, len(items), TOGETHER)):
        papers = {name: _paper(f"set-{n}", case) for n, (name, (case, _)) in enumerate(some)}
        assignment = Assignment("small", tuple(papers.values()), FILES, LIMITS)
        with Grader(assignment, rung) as grader:
            assert not any(grader.trouble.values()), grader.trouble
            for name, (_, answer) in some:
                paper = papers[name]
                grader.assignment = replace(assignment, papers=(paper,))
                files = {f"{paper.name}.ipynb": _handed_in(paper, answer)}
                results[name] = grader.grade(Submission(name, files)).papers[0]
    return results


def _points(result: PaperResult) -> float:
    return sum(score or 0.0 for score in result.scores.values())


@pytest.fixture(scope="module")
def pretences() -> dict[str, PaperResult]:
    return _graded({name: (case, case["answer"]) for name, case in PRETENCES.items()})


@pytest.fixture(scope="module")
def references() -> dict[str, PaperResult]:
    return _graded({name: (case, case["reference"]) for name, case in PRETENCES.items()})


@pytest.fixture(scope="module")
def encounters() -> dict[str, PaperResult]:
    return _graded(
        {name: (case, case.get("answer", case["reference"])) for name, case in ENCOUNTERS.items()}
    )


@pytest.mark.parametrize("name", PRETENCES)
def test_what_pretends_earns_nothing(
    pretences: dict[str, PaperResult], references: dict[str, PaperResult], name: str
) -> None:
    assert _points(references[name]) == len(PRETENCES[name]["tests"]), references[name].tests
    assert _points(pretences[name]) == 0.0


@pytest.mark.parametrize("name", ENCOUNTERS)
def test_what_is_honest_earns_all(encounters: dict[str, PaperResult], name: str) -> None:
    result = encounters[name]
    assert _points(result) == len(ENCOUNTERS[name]["tests"]), [
        (test.detail, test.line) for test in result.tests.values()
    ]
