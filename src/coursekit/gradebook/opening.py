"""Opens the gradebook, and says in words why it does not open or answer."""

import shutil
from pathlib import Path

import sqlalchemy as sa
from nbgrader.api import Gradebook, Student, SubmittedAssignment
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.tables import METADATA

PATIENCE = 10.0
"""Seconds to wait for another program that holds the gradebook."""

ROOM = 1 << 20
"""Bytes that a disk must have free so that it cannot be called full."""


def open_gradebook(course: Course, writing: bool = True) -> Gradebook:
    """Open the gradebook.

    Parameters
    ----------
    writing
        Whether it will be written to; one that is only read may be read-only.

    Raises
    ------
    CourseError
        If it cannot be opened, is locked, or was made by another version of nbgrader.
    """
    address = sa.engine.make_url(course.db_url)
    if address.drivername.startswith("sqlite") and not Path(address.database or "").exists():
        raise CourseError(
            f"there is no gradebook {address.database}: run `nbgrader generate_assignment` first"
        )
    try:
        gradebook = Gradebook(_patient(address), course.directory.course_id)
        if writing:
            METADATA.create_all(gradebook.engine)
        gradebook.db.execute(sa.select(Student.id, Student.lms_user_id).limit(1)).all()
        gradebook.db.execute(sa.select(SubmittedAssignment.extension).limit(1)).all()
        gradebook.db.commit()
    except (OperationalError, DatabaseError) as error:
        raise explained(error, course) from error
    except SQLAlchemyError as error:
        raise CourseError(
            f"the gradebook {shown(course.db_url)} cannot be opened: {error}"
        ) from error
    return gradebook


def _patient(address: sa.URL) -> str:
    """Return the address of a gradebook; SQLite is told to wait for other programs."""
    if address.drivername.startswith("sqlite") and "timeout" not in address.query:
        address = address.update_query_dict({"timeout": str(PATIENCE)})
    return address.render_as_string(hide_password=False)


def shown(db_url: str) -> str:
    """Return a database address without its password."""
    return sa.engine.make_url(db_url).render_as_string(hide_password=True)


def explained(error: SQLAlchemyError, course: Course) -> CourseError:
    """Return an error that names the problem with the gradebook and the way out."""
    text, where = str(getattr(error, "orig", None) or error), shown(course.db_url)
    if "locked" in text:
        hint = "is locked by another program: stop it (another grader? formgrader?) and try again"
    elif "no such column" in text or "UndefinedColumn" in text or "does not exist" in text:
        hint = "was made by another version of nbgrader: back it up, then run `nbgrader db upgrade`"
    elif _is_gone(course):
        hint = "is gone: was the course moved, or its disk taken away? Put it back and run again"
    elif "is full" in text or ("disk I/O" in text and not _has_room(course)):
        hint = "cannot be written: the disk is full"
    elif "readonly" in text or "disk I/O" in text:
        hint = "is read-only or immutable, or its folder is: check who owns them, and `lsattr`"
    elif "not a database" in text or "malformed" in text:
        hint = "is damaged or no gradebook: restore it from a backup"
    elif "unable to open" in text or "refused" in text or "could not connect" in text:
        hint = f"cannot be reached: {text.strip().splitlines()[0]}"
    else:
        hint = f"answers with an error: {text.strip().splitlines()[0]}"
    return CourseError(f"the gradebook {where} {hint}")


def _file(course: Course) -> Path | None:
    """Return the file of a gradebook that is one."""
    address = sa.engine.make_url(course.db_url)
    return Path(address.database or "") if address.drivername.startswith("sqlite") else None


def _is_gone(course: Course) -> bool:
    file = _file(course)
    return file is not None and not file.exists()


def _has_room(course: Course) -> bool:
    file = _file(course)
    try:
        return file is None or shutil.disk_usage(file.parent).free > ROOM
    except OSError:
        return False
