"""The instructor's notebook: what is asked, what is given, what is tested.

Of every cell with an id the gradebook's copy counts, as with stock nbgrader; the file in
``source`` gives their order, the cells without an id and the reference solution.
"""

import copy
import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from coursekit.assignment import names
from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.errors import CourseError

Kind = Literal["answer", "test", "given", "task", "plain"]


def kind_of(marks: Mapping[str, Any]) -> Kind:
    """Return what a cell of a source is, by its nbgrader metadata alone: no gradebook is asked."""
    if marks.get("solution"):
        return "answer"
    if marks.get("grade"):
        return "test"
    return "given" if marks else "plain"


@dataclass(frozen=True)
class Cell:
    """One cell of the instructor's notebook.

    `source` is what the student was given and what counts now (for a test with its hidden
    part, for an answer the stub); `reference` is the solution, `released` the text without
    hidden tests. `points` is None where a cell is not graded.
    """

    grade_id: str | None
    kind: Kind
    cell_type: str
    source: str
    reference: str
    released: str
    points: float | None = None
    by_hand: bool = False
    checksum: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    hidden_from: int | None = None

    @property
    def is_code(self) -> bool:
        """Whether the cell is run."""
        return self.cell_type == "code"


@dataclass(frozen=True)
class AssignmentNotebook:
    """One notebook of a set."""

    name: str
    cells: tuple[Cell, ...]
    metadata: dict[str, Any]

    @property
    def known(self) -> dict[str, Cell]:
        """The cells that have an id, by id, in the instructor's order."""
        return {cell.grade_id: cell for cell in self.cells if cell.grade_id is not None}

    @property
    def tests(self) -> dict[str, Cell]:
        """The automatic tests, by id."""
        return {name: cell for name, cell in self.known.items() if cell.kind == "test"}

    @property
    def opening(self) -> list[str]:
        """Sources of the code cells that come before the first answer or test."""
        sources = []
        for cell in self.cells:
            if cell.kind in {"answer", "test"}:
                break
            if cell.is_code:
                sources.append(cell.source)
        return sources

    def modules(self) -> set[str]:
        """Return what the instructor's cells import."""
        code = [c.reference for c in self.cells if c.is_code]
        return {module for source in code for module in names.modules(source)}

    def solved(self) -> bytes | None:
        """Return the notebook with the reference solution in it, None where there is none."""
        answers = [c for c in self.cells if c.kind == "answer" and c.is_code]
        if all(c.reference.strip() == c.source.strip() for c in answers):
            return None
        return self._with({c.grade_id: c.reference for c in answers})

    def untouched(self) -> bytes:
        """Return the notebook as it is handed out."""
        return self._with({})

    def _with(self, answers: Mapping[str | None, str]) -> bytes:
        cells = [
            {
                "cell_type": c.cell_type,
                "metadata": c.metadata,
                "source": answers.get(c.grade_id, c.released),
            }
            for c in self.cells
        ]
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells}).encode()


@dataclass(frozen=True)
class Assignment:
    """A set: its notebooks, its data files and the limits of a submission."""

    name: str
    notebooks: tuple[AssignmentNotebook, ...]
    files: dict[str, bytes]
    limits: Limits
    keep: tuple[str, ...] = ()

    @functools.cached_property
    def digest(self) -> str:
        """Names all that a grade depends on, the submission aside."""
        limits = self.limits.to_json()
        del limits["clock"]  # it bounds how long others wait
        sha = hashlib.sha256(json.dumps(limits, sort_keys=True).encode())
        for notebook in self.notebooks:
            sha.update(repr((notebook.name, notebook.cells)).encode())
        for name, data in sorted(self.files.items()):
            sha.update(f"{name}\0{len(data)}\0".encode() + data)
        return sha.hexdigest()

    def modules(self) -> list[str]:
        """Return what the set's notebooks import, sorted."""
        return sorted({m for notebook in self.notebooks for m in notebook.modules()})


def load(course: Course, name: str, gradebook: Gradebook, limits: Limits) -> Assignment:
    """Read a set as the instructor left it.

    Raises
    ------
    CourseError
        If the set is not in the gradebook, or its notebooks do not agree with it.
    """
    folder = course.source(name)
    try:
        gradebook.find_assignment(name)
    except MissingEntry as error:
        raise CourseError(
            f"the set {name!r} is not in the gradebook yet: "
            f"run `nbgrader generate_assignment {name}`"
        ) from error
    notebooks = tuple(
        _notebook(path, name, gradebook, course) for path in sorted(folder.glob("*.ipynb"))
    )
    stored = {n.name for n in gradebook.find_assignment(name).notebooks}
    notebooks = tuple(p for p in notebooks if p.name in stored)
    if not notebooks or stored - {p.name for p in notebooks}:
        lost = ", ".join(sorted(stored - {p.name for p in notebooks})) or "a notebook"
        raise CourseError(
            f"{folder} lacks {lost}, which the gradebook has: "
            f"run `nbgrader generate_assignment {name}`"
        )
    keep = course.config.get("Autograde", {}).get("exclude_overwriting", {})
    kept = tuple(keep.get(name, ())) if isinstance(keep, dict) else ()
    return Assignment(name, notebooks, dict(_data_files(folder, course)), limits, kept)


def _data_files(folder: Path, course: Course) -> Iterator[tuple[str, bytes]]:
    ignored = course.directory.ignore
    for path in sorted(utils.find_all_files(str(folder), [*ignored, "*.ipynb"])):
        yield str(Path(path).relative_to(folder)), Path(path).read_bytes()


def _notebook(
    path: Path, assignment: str, gradebook: Gradebook, course: Course
) -> AssignmentNotebook:
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        raise CourseError(f"{path} is not a notebook: {error}") from error
    name = path.stem
    try:
        entry = gradebook.find_notebook(name, assignment)
    except MissingEntry:
        return AssignmentNotebook(name, (), {})
    stored = {cell.name: cell for cell in entry.source_cells}
    points = {cell.name: float(cell.max_score) for cell in (*entry.grade_cells, *entry.task_cells)}
    hidden = ClearHiddenTests(config=course.config)
    schemes = ClearMarkScheme(config=course.config)
    cells = tuple(_cell(cell, stored, points, hidden, schemes, path) for cell in notebook.cells)
    missing = set(stored) - {c.grade_id for c in cells}
    if missing:
        raise CourseError(
            f"{path} has no cell {sorted(missing)[0]!r}, but the gradebook has: "
            f"run `nbgrader generate_assignment {assignment}`"
        )
    kernel = json.loads(entry.kernelspec) if entry.kernelspec else {}
    language = kernel.get("language") or notebook.metadata.get("language_info", {}).get("name", "")
    if language and not language.lower().startswith(("python", "ipython")):
        raise CourseError(
            f"{path} is a notebook of the kernel {kernel.get('name', language)!r} ({language}): "
            "only Python is graded here, use `nbgrader autograde` for it"
        )
    metadata = {k: v for k, v in dict(notebook.metadata).items() if k == "language_info"}
    if kernel:
        metadata["kernelspec"] = kernel
    return AssignmentNotebook(name, cells, json.loads(json.dumps(metadata)))


def _cell(
    cell: NotebookNode,
    stored: dict[str, Any],
    points: dict[str, float],
    hidden: ClearHiddenTests,
    schemes: ClearMarkScheme,
    path: Path,
) -> Cell:
    marks = cell.metadata.get("nbgrader", {})
    grade_id = marks.get("grade_id")
    special = any(
        f(cell) for f in (utils.is_grade, utils.is_solution, utils.is_locked, utils.is_task)
    )
    if grade_id is None or not special:
        return Cell(None, "plain", cell.cell_type, cell.source, cell.source, cell.source)
    entry = stored.get(grade_id)
    if entry is None:
        raise CourseError(
            f"the cell {grade_id!r} of {path} is not in the gradebook: "
            "run `nbgrader generate_assignment` again"
        )
    kind: Kind = "given"
    if utils.is_solution(cell):
        kind = "answer"
    elif utils.is_task(cell):
        kind = "task"
    elif utils.is_grade(cell) and entry.cell_type == "code":
        kind = "test"
    clean = copy.deepcopy(cell)
    clean.source = entry.source or ""
    for clear in (hidden, schemes):
        clear.preprocess_cell(clean, {}, 0)
    first = next(
        (
            number
            for number, line in enumerate((entry.source or "").split("\n"), start=1)
            if hidden.begin_test_delimeter in line
        ),
        None,
    )
    why = names.fault(entry.source or "") if kind == "test" else None
    if why:
        raise CourseError(
            f"the test {grade_id!r} of {path} can never run ({why}): mend it, then "
            "run `nbgrader generate_assignment` again"
        )
    graded = utils.is_grade(cell) or utils.is_task(cell)
    return Cell(
        grade_id=grade_id,
        kind=kind,
        cell_type=entry.cell_type,
        source=entry.source or "",
        reference=cell.source,
        released=clean.source,
        points=points.get(grade_id) if graded else None,
        by_hand=graded and kind != "test",
        checksum=entry.checksum,
        metadata=json.loads(json.dumps(dict(cell.metadata))),
        hidden_from=first,
    )
