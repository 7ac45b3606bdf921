"""``course feedback``: write the pages again whose points or comments have changed by hand."""

import argparse
import sys
from pathlib import Path
from typing import Any

from coursekit.arguments import add_class
from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.atomic_files import put_file


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command line of ``course feedback``."""
    parser = subparsers.add_parser(
        "feedback",
        help="write feedback pages again after points by hand",
        description="Bring the feedback pages of a graded set up to date with the points and "
        "comments given by hand. Only pages that change are written.",
    )
    parser.add_argument("set", help="name of the set, a folder below source/")
    add_class(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write what has changed and say how many pages that were."""
    from coursekit.assignment.limits import Limits
    from coursekit.assignment.notebook import load
    from coursekit.assignment.outline import outline
    from coursekit.feedback.page import Printer
    from coursekit.gradebook.opening import open_gradebook

    course = Course.at(arguments.course)
    name: str = arguments.set
    course.source(name)
    gradebook = open_gradebook(course, writing=False)
    written = unchanged = 0
    try:
        assignment = load(course, name, gradebook, Limits())
        asked = {notebook.name: outline(notebook.cells) for notebook in assignment.notebooks}
        printer = Printer(course.config, course.site)
        for submission in gradebook.assignment_submissions(name):
            student = submission.student_id
            for notebook in submission.notebooks:
                graded = course.path("autograded", student, name) / f"{notebook.name}.ipynb"
                if not graded.is_file():
                    continue
                page = printer.page(
                    notebook.name,
                    graded.read_text(encoding="utf-8"),
                    asked[notebook.name],
                    _marks(notebook),
                    notebook.late_submission_penalty,
                    student=student,
                    assignment=name,
                )
                target = course.path("feedback", student, name) / f"{notebook.name}.html"
                is_new = _write(target, page)
                written, unchanged = written + is_new, unchanged + (not is_new)
    except OSError as error:
        raise CourseError(f"{error.filename} cannot be written: {error.strerror}") from error
    finally:
        gradebook.close()
    if not written + unchanged:
        raise CourseError(f"nothing of {name!r} is graded yet: run `course grade {name}` first")
    sys.stdout.write(f"{name}: pages written: {written}, unchanged: {unchanged}\n")
    return 0


def _marks(notebook: Any) -> Any:
    """Return what the gradebook says of each cell of a submitted notebook."""
    from coursekit.feedback.questions import Mark

    said = {c.name: c.manual_comment or c.auto_comment for c in notebook.comments}
    marks = {name: Mark(0.0, comment) for name, comment in said.items()}
    for grade in notebook.grades:
        score = grade.auto_score if grade.manual_score is None else grade.manual_score
        marks[grade.name] = Mark(
            None if score is None else score + (grade.extra_credit or 0.0),
            said.get(grade.name),
            waits=grade.manual_score is None and bool(grade.needs_manual_grade),
        )
    return marks


def _write(target: Path, page: str) -> bool:
    """Write a page where it differs from what is there; return whether it did."""
    data = page.encode("utf-8", "replace")
    if target.is_file() and target.read_bytes() == data:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    put_file(target, data)
    return True
