"""A set of the repository as the grader wants it, without a class and its gradebook."""

from nbformat import NotebookNode

from coursekit.assignment.notebook import AssignmentNotebook, Cell, kind_of
from coursekit.exercises.notebooks import read_source, release, untouched
from coursekit.exercises.sets import ExerciseSet


def assignment_notebook(exercises: ExerciseSet) -> AssignmentNotebook:
    """Make the notebook of a set from its source in ``solutions/``.

    Raises
    ------
    CourseError
        If the source cannot be read.
    """
    sources = (read_source(exercises), untouched(exercises), release(exercises))
    cells = zip(*(notebook.cells for notebook in sources), strict=True)
    return AssignmentNotebook(exercises.name, tuple(_cell(*three) for three in cells), {})


def _cell(full: NotebookNode, given: NotebookNode, shown: NotebookNode) -> Cell:
    marks = full.metadata.get("nbgrader", {})
    kind = kind_of(marks)
    hidden = (n for n, line in enumerate(full.source.split("\n"), 1) if "BEGIN HIDDEN" in line)
    return Cell(
        marks.get("grade_id"),
        kind,
        full.cell_type,
        given.source,
        full.source,
        shown.source,
        points=float(marks["points"]) if marks.get("grade") else None,
        by_hand=bool(marks.get("grade")) and kind == "answer",
        metadata=dict(full.metadata),
        hidden_from=next(hidden, None) if kind == "test" else None,
    )
