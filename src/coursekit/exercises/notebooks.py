"""Read an exercise set's source, and turn it into what students get with nbgrader's own steps."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode
from nbgrader import preprocessors
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader
from yaml import YAMLError

from coursekit.errors import CourseError
from coursekit.exercises.hints import read_hints
from coursekit.exercises.sets import ExerciseSet

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}

# The steps of `nbgrader generate_assignment`, in its order, without those that need a gradebook.
_CLEARING = (preprocessors.LockCells, preprocessors.ClearSolutions, preprocessors.ClearOutput)
_HIDING = (preprocessors.ClearHiddenTests, preprocessors.ClearMarkScheme)
_SEALING = (preprocessors.CheckCellMetadata, preprocessors.ComputeChecksums)


def read_source(exercises: ExerciseSet) -> NotebookNode:
    """Read the full notebook of a set, with ids and metadata that do not vary between readings.

    Raises
    ------
    CourseError
        If the file is not a MyST notebook.
    """
    try:
        source = jupytext.read(exercises.source, fmt="md:myst")
    except (OSError, ValueError, YAMLError) as error:
        raise CourseError(f"cannot read {exercises.source}: {_reason(error)}") from error
    seen: Counter[str] = Counter()
    cells = [_steady_cell(cell, seen) for cell in source.cells]
    for question, entry in read_hints(exercises.hints).items():
        for cell in cells:
            if cell.id == f"about-{question}":  # a feedback page links to it
                cell.metadata["page"] = entry["page"]
    notebook: NotebookNode = nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": KERNELSPEC}
    )
    return notebook


def _steady_cell(cell: NotebookNode, seen: Counter[str]) -> NotebookNode:
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    identity = grade_id or hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    seen[identity] += 1
    if seen[identity] > 1:
        identity = f"{identity}-{seen[identity]}"
    return NotebookNode({**cell, "id": identity})


def release(exercises: ExerciseSet) -> NotebookNode:
    """Make the students' notebook: no solution, no hidden test, no output, cells locked.

    Raises
    ------
    CourseError
        If nbgrader refuses the notebook, with its reason.
    """
    return _process(exercises, (*_CLEARING, *_HIDING, *_SEALING))


def untouched(exercises: ExerciseSet) -> NotebookNode:
    """Make what nbgrader grades when a student hands in the release as it is, hidden tests back.

    Raises
    ------
    CourseError
        If nbgrader refuses the notebook, with its reason.
    """
    return _process(exercises, (*_CLEARING, *_SEALING))


def _process(exercises: ExerciseSet, steps: tuple[type[Any], ...]) -> NotebookNode:
    config = _config(exercises.config)
    notebook, resources = read_source(exercises), {"unique_key": exercises.name}
    for step in steps:
        try:
            notebook, resources = step(config=config).preprocess(notebook, resources)
        except Exception as error:  # its steps raise whatever they like
            raise CourseError(f"{exercises.source}: {step.__name__}: {_reason(error)}") from error
    return notebook


def _reason(error: BaseException) -> str:
    """Return the first line of the error at the root: nbgrader wraps its own in vaguer ones."""
    while error.__context__ is not None:
        error = error.__context__
    return (str(error).splitlines() or [type(error).__name__])[0]


def _config(path: Path) -> Config:
    config: Config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    return config


def to_text(notebook: NotebookNode) -> str:
    """Serialise a notebook: sorted keys, one trailing newline, the same bytes every time."""
    text: str = nbformat.writes(notebook, version=4)
    return text + "\n"
