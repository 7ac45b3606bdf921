"""Feedback back to students, as ``nbgrader release_feedback`` returns it, for every attempt."""

import html
from collections.abc import Mapping, Sequence
from pathlib import Path

from nbgrader.exchange import ExchangeError, ExchangeFactory

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.atomic_files import put
from coursekit.gradebook.attempt_folders import attempt_folder, directory
from coursekit.gradebook.attempts import Attempt
from coursekit.gradebook.feedback_files import feedback_files
from coursekit.watch.arrivals import SECRET

MODE = 0o644

_REFUSED = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title></head>
<body><h1>{name}: not graded</h1>
<p>This was attempt {number}, and {reason}. What was graded before it stays.</p></body></html>
"""


def write(folder: Path, pages: Mapping[str, str], files: Mapping[str, bytes]) -> None:
    """Write an attempt's pages, by notebook, and what nbgrader needs beside them."""
    put(folder, feedback_files(pages, files), MODE)


def refusal(assignment: str, notebooks: Sequence[str], attempt: Attempt) -> dict[str, str]:
    """Return the pages that say why an attempt was not graded."""
    reason = html.escape(attempt.reason)
    page = _REFUSED.format(name=html.escape(assignment), number=attempt.number, reason=reason)
    return dict.fromkeys(notebooks, page)


def release(course: Course, assignment: str, attempt: Attempt) -> bool:
    """Put an attempt's pages where ``nbgrader fetch_feedback`` finds them.

    It can be done again without harm.

    Returns
    -------
    bool
        False where the student did not hand in through the exchange.

    Raises
    ------
    CourseError
        If the exchange cannot be written.
    """
    pages = attempt_folder(course, assignment, attempt.student, attempt.number, "feedback")
    if not (pages / SECRET).exists():
        return False
    seen = directory(course, assignment, attempt.student, attempt.number)
    try:
        ExchangeFactory(config=course.config).ReleaseFeedback(coursedir=seen).start()
    except (ExchangeError, OSError) as error:
        raise CourseError(
            f"the feedback of {attempt.student} cannot be put into the exchange: {error}"
        ) from error
    return True
