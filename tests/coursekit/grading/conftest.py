"""Quiet workers, each with its libraries on one thread; small sets without a course around."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coursekit.assignment.notebook import AssignmentNotebook, Cell
from coursekit.grading.engine.grader import Grader
from coursekit.submission.reading import Submission

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> Iterator[None]:
    """Keep the libraries of all workers to one thread each."""
    with pytest.MonkeyPatch.context() as patch:
        for library in ("OMP", "OPENBLAS", "MKL"):
            patch.setenv(f"{library}_NUM_THREADS", "1")
        patch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        yield


class SmallSets:
    """Makes notebooks of a few code cells, as the gradebook would give them."""

    @staticmethod
    def cell(grade_id: str | None, kind: Any, source: str, reference: str = "") -> Cell:
        """Return a cell; a test bears one point, and may have a hidden part."""
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

    def answer(self, grade_id: str, reference: str) -> Cell:
        """Return a cell that is to be answered."""
        return self.cell(grade_id, "answer", STUB, reference)

    def notebook(
        self, opening: str, reference: dict[str, str], tests: dict[str, list[str]]
    ) -> AssignmentNotebook:
        """Return a notebook that asks for each cell of `reference`, its tests behind it."""
        cells = [self.cell(None, "plain", opening)]
        for name, solved in reference.items():
            cells.append(self.answer(name, solved))
            numbered = enumerate(tests[name])
            cells += [self.cell(f"{name}-{n}", "test", test) for n, test in numbered]
        return AssignmentNotebook("set", tuple(cells), {})

    def grade(self, grader: Grader, answers: dict[str, str]) -> dict[str, float | None]:
        """Return the points of a student's answers, by cell."""
        (notebook,) = grader.assignment.notebooks
        data = self.hand_in(notebook, answers)
        submission = Submission("student", {f"{notebook.name}.ipynb": data})
        return grader.grade(submission).notebooks[0].scores

    @staticmethod
    def hand_in(notebook: AssignmentNotebook, answers: dict[str, str]) -> bytes:
        """Return the notebook with these answers, by cell."""
        cells = [
            {
                "cell_type": "code",
                "metadata": c.metadata,
                "source": answers.get(c.grade_id or "", c.released),
            }
            for c in notebook.cells
        ]
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells}).encode()


@pytest.fixture(scope="session")
def small() -> SmallSets:
    """Return the maker of small sets."""
    return SmallSets()
