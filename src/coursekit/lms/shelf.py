"""The folder of a set's submissions: whether one is new, and how it replaces another.

A submission is written whole or not at all, and the one before it is moved aside and kept.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.submission.reading import read

State = Literal["new", "unchanged", "different", "blocked"]


class Shelf:
    """The folder of submissions of one set (`submitted/<student>/<set>`)."""

    def __init__(self, course: Course, name: str) -> None:
        self._course, self._name = course, name
        self.students = course.students(name)

    def state(self, student: str, files: Mapping[str, bytes]) -> State:
        """Compare what a student hands in with what is there."""
        folder = self._folder(student)
        if not os.path.lexists(folder):
            return "new"
        if folder.is_symlink() or not folder.is_dir():
            return "blocked"
        there = read(folder, student)
        return "unchanged" if there.files == files and not there.flags else "different"

    def put(self, student: str, files: Mapping[str, bytes]) -> Path | None:
        """Write a submission; return where the one before it went, None if there was none.

        Raises
        ------
        CourseError
            If it cannot be written; what was there is left as it was then.
        """
        folder = self._folder(student)
        fresh = folder.with_name(f".{folder.name}.new")
        before = None
        try:
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(parents=True)
            for name, data in files.items():
                target = fresh / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            if self._course.directory.groupshared:
                _share(fresh)
            if folder.exists():
                before = self._aside(student)
                before.parent.mkdir(parents=True, exist_ok=True)
                folder.rename(before)
            fresh.rename(folder)
        except OSError as error:
            if before is not None and before.exists() and not folder.exists():
                before.rename(folder)
            shutil.rmtree(fresh, ignore_errors=True)
            raise CourseError(
                f"the submission of {student} cannot be written: {error.strerror}; what is "
                "collected stays, run the same command again"
            ) from error
        return before

    def _folder(self, student: str) -> Path:
        return self._course.path("submitted", student, self._name)

    def _aside(self, student: str) -> Path:
        """Return the next free place for a submission that is replaced."""
        base = Path(self._course.directory.format_path("replaced", student, self._name))
        taken = [int(p.name) for p in base.glob("*") if p.name.isdecimal()]
        return base / str(max(taken, default=0) + 1)


def _share(folder: Path) -> None:
    """Give the group what nbgrader gives it in a course with ``groupshared``."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o2770 if path.is_dir() else 0o664)
