"""One writer: no two watches in one course."""

import contextlib
import fcntl
import time
from collections.abc import Iterator

from coursekit.assignment.course import Course
from coursekit.errors import CourseError

PATIENCE = 5.0
"""Seconds that the processes of a watch that was killed may take to end."""


@contextlib.contextmanager
def only_one(course: Course) -> Iterator[None]:
    """Hold the course's lock; the kernel lets it go when the last process that has it ends.

    Raises
    ------
    CourseError
        If another watch holds it.
    """
    path = course.root / ".watch.lock"
    try:
        file = path.open("a")
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}") from error
    deadline = time.monotonic() + PATIENCE
    with file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if time.monotonic() > deadline:
                    raise CourseError(
                        f"another `course watch` works in {course.root}: one is enough for all sets"
                    ) from error
                time.sleep(0.1)
        yield
