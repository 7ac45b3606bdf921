"""Which set a notebook belongs to, and what the grader says of it."""

from collections.abc import Sequence
from pathlib import Path

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.check.assignments import assignment_notebook
from coursekit.errors import CourseError
from coursekit.exercises.notebooks import read_source
from coursekit.exercises.sets import ExerciseSet
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.grader import Grader
from coursekit.grading.engine.manner import Judges, Manner
from coursekit.grading.engine.self_attack import choose
from coursekit.submission.reading import MAX_NOTEBOOK, RejectedError, Submission, parse
from coursekit.submission.results import Outcome


def read(notebook: Path) -> bytes:
    """Read a notebook's bytes.

    Raises
    ------
    CourseError
        If there is no such file, or it is none that Jupyter would open.
    """
    if not notebook.is_file():
        raise CourseError(f"there is no file {notebook}: name the notebook that you work on")
    try:
        if notebook.stat().st_size > MAX_NOTEBOOK:
            raise CourseError(
                f"{notebook} is larger than {MAX_NOTEBOOK >> 20} MB: clear its outputs"
            )
        data = notebook.read_bytes()
        parse(data)
    except OSError as error:
        raise CourseError(f"{notebook} cannot be read: {error.strerror}") from error
    except RejectedError as error:
        raise CourseError(f"{notebook} cannot be checked: {error}") from error
    return data


def found(data: bytes, path: Path, sets: Sequence[ExerciseSet]) -> AssignmentNotebook:
    """Return the set of a notebook: the one that shares most of its answers' ids.

    Parameters
    ----------
    sets
        Those to choose from.

    Raises
    ------
    CourseError
        If the notebook shares none with any of them.
    """
    ids = {cell.grade_id for cell in parse(data)[0]}
    shared = [len(ids & _answers(exercises)) for exercises in sets]
    if not any(shared):
        raise CourseError(
            f"{path} is not a notebook of {' or '.join(each.name for each in sets)}: none of "
            "the cells for answers is in it; check a copy of exercises/<set>/<set>.ipynb"
        )
    return assignment_notebook(sets[shared.index(max(shared))])


def _answers(exercises: ExerciseSet) -> set[str]:
    marks = [cell.metadata.get("nbgrader", {}) for cell in read_source(exercises).cells]
    return {each["grade_id"] for each in marks if each.get("solution")}


def checked(data: bytes, of: AssignmentNotebook, root: Path, unsafe: bool) -> Outcome:
    """Grade a notebook in place, with lessons.

    Parameters
    ----------
    root
        The repository; its solutions are kept out of the sandbox.

    Raises
    ------
    CourseError
        If the machine has no safe sandbox, and none was not asked for.
    """
    masked = (str(root / "solutions"),)
    wanted: Backend | None = "unsafe" if unsafe else None
    backend = choose(wanted, masked)
    assignment = Assignment(of.name, (of,), {}, Limits())
    manner = Manner(Judges.IN_PLACE, lessons=True)
    with Grader(assignment, backend, masked, manner) as grader:
        return grader.grade(Submission("you", {f"{of.name}.ipynb": data}))
