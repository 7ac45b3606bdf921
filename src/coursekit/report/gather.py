"""Reads a class: the gradebook, what ``course grade`` noted in it, and the course's folders."""

import datetime
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, load
from coursekit.errors import CourseError
from coursekit.gradebook.attempt_folders import attempt_folder
from coursekit.gradebook.attempts import ATTEMPT, Ledger, State, label
from coursekit.gradebook.opening import explained, open_gradebook
from coursekit.gradebook.tables import (
    CELL,
    COMMENT,
    GRADE,
    GRADING,
    NOTEBOOK,
    STUDENT,
    SUBMISSION,
    SUBMITTED_NOTEBOOK,
)
from coursekit.report import stock_notebooks
from coursekit.report.model import ClassBook, Entry, Failure, Key, Try
from coursekit.report.questions import code_answers, questions
from coursekit.submission.verdicts import Trust


def gather(course: Course, name: str, folder: Path) -> ClassBook:
    """Read everybody's work on a set.

    Parameters
    ----------
    course, name
        The course and the set.
    folder
        Where the report will be: links to feedback pages are relative to it.

    Raises
    ------
    CourseError
        If the gradebook cannot be read, or nobody's work is graded yet.
    """
    course.source(name)
    gradebook = open_gradebook(course, writing=False)
    try:
        assignment = load(course, name, gradebook, Limits())
        entry = gradebook.find_assignment(name)
        reader = _Reader(course, assignment, gradebook, entry.id, entry.duedate)
        entries = reader.entries()
        _attempts(course, assignment, gradebook, folder, entries)
        book = ClassBook(
            assignment=name,
            course=str(entry.course_id),
            due=entry.duedate,
            questions=questions(assignment),
            code=code_answers(assignment),
            entries=entries,
        )
    except SQLAlchemyError as error:
        raise explained(error, course) from error
    finally:
        gradebook.close()
    if not book.count("graded", "partial", "rejected"):
        raise CourseError(
            f"nothing of {name!r} is graded yet: run `course grade {name}` (or nbgrader autograde)"
        )
    for student in book.entries:
        handed_back = course.path("feedback", student.student, name)
        student.pages = dict(_pages(assignment, handed_back, folder))
    return book


def _pages(assignment: Assignment, place: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Return the addresses of the feedback pages in a place, seen from `folder`."""
    for notebook in assignment.notebooks:
        page = place / f"{notebook.name}.html"
        if page.is_file():
            yield notebook.name, quote(os.fsencode(os.path.relpath(page, folder)))


def _attempts(
    course: Course, assignment: Assignment, gradebook: Gradebook, folder: Path, entries: list[Entry]
) -> None:
    """Add what ``course watch`` graded, where it did."""
    if not sa.inspect(gradebook.engine).has_table(ATTEMPT.name):
        return
    ledger, several = Ledger(gradebook, assignment.name), len(assignment.notebooks) > 1
    names = {
        label(notebook.name, name, several): Key(notebook.name, name)
        for notebook in assignment.notebooks
        for name in notebook.known
    }
    tests, by_student = ledger.tests(), {entry.student: entry for entry in entries}
    for attempt in ledger.all():
        if not attempt.is_in(State.GRADED) or attempt.student not in by_student:
            continue
        told = tests[attempt.student, attempt.number]
        pages = attempt_folder(course, assignment.name, attempt.student, attempt.number, "feedback")
        by_student[attempt.student].tries.append(
            Try(
                attempt,
                {names[name]: tried for name, tried in told.items() if name in names},
                dict(_pages(assignment, pages, folder)),
            )
        )


class _Reader:
    """Puts together the entries of one set."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        gradebook: Gradebook,
        identity: str,
        due: datetime.datetime | None,
    ) -> None:
        self._course, self._assignment, self._due = course, assignment, due
        self._db, self._id = gradebook.db, identity
        self._auto: dict[tuple[str, Key], float | None] = {}
        self._graded = {
            Key(notebook.name, name)
            for notebook in assignment.notebooks
            for name, cell in notebook.known.items()
            if cell.points is not None
        }
        self._answers = {
            Key(notebook.name, name)
            for notebook in assignment.notebooks
            for name, cell in notebook.known.items()
            if cell.kind == "answer"
        }

    def entries(self) -> list[Entry]:
        """Return everybody, sorted."""
        found = {entry.student: entry for entry in self._students()}
        for student in self._course.students(self._assignment.name):
            found.setdefault(student, Entry(student)).status = "ungraded"
        self._submissions(found)
        self._grades(found)
        self._blanks(found)
        self._records(found)
        for student, entry in found.items():
            if entry.told_by == "stock" and entry.scores:
                self._stock(student, entry)
            if entry.status == "ungraded":
                entry.scores, entry.late = {}, 0.0
        left_out = self._course.excluded()
        return [entry for student, entry in sorted(found.items()) if student not in left_out]

    def _students(self) -> Iterator[Entry]:
        columns = (STUDENT.c.id, STUDENT.c.first_name, STUDENT.c.last_name)
        for student, first, last in self._db.execute(sa.select(*columns)):
            yield Entry(student, " ".join(filter(None, (first, last))))

    def _submissions(self, found: dict[str, Entry]) -> None:
        query = sa.select(SUBMISSION).where(SUBMISSION.c.assignment_id == self._id)
        for row in self._db.execute(query):
            entry = found.setdefault(row.student_id, Entry(row.student_id))
            entry.status = "ungraded"
            if self._due is not None and row.timestamp is not None:
                due = self._due + (row.extension or datetime.timedelta())
                entry.late = max(0.0, (row.timestamp - due).total_seconds())

    def _of_set(self, *columns: Any) -> Any:
        """Return a query over the notebooks handed in for the set, student and name first."""
        return (
            sa.select(SUBMISSION.c.student_id, NOTEBOOK.c.name.label("notebook"), *columns)
            .select_from(SUBMITTED_NOTEBOOK)
            .join(SUBMISSION, SUBMITTED_NOTEBOOK.c.assignment_id == SUBMISSION.c.id)
            .join(NOTEBOOK, SUBMITTED_NOTEBOOK.c.notebook_id == NOTEBOOK.c.id)
            .where(SUBMISSION.c.assignment_id == self._id)
        )

    def _grades(self, found: dict[str, Entry]) -> None:
        for row in self._db.execute(
            self._of_set(SUBMITTED_NOTEBOOK.c.late_submission_penalty, SUBMITTED_NOTEBOOK.c.flagged)
        ):
            found[row.student_id].penalty += row.late_submission_penalty or 0.0
            if row.flagged:
                found[row.student_id].flags.append("flagged by a grader in formgrader")
        query = self._of_set(CELL.c.name.label("cell"), GRADE)
        query = query.join(GRADE, GRADE.c.notebook_id == SUBMITTED_NOTEBOOK.c.id)
        for row in self._db.execute(query.join(CELL, GRADE.c.cell_id == CELL.c.id)):
            key, entry = Key(row.notebook, row.cell), found[row.student_id]
            if key not in self._graded:
                continue
            self._auto[row.student_id, key] = row.auto_score
            entry.scores[key] = row.auto_score if row.manual_score is None else row.manual_score
            entry.extra += row.extra_credit or 0.0
            if row.needs_manual_grade and row.manual_score is not None:
                entry.again.add(key)

    def _blanks(self, found: dict[str, Entry]) -> None:
        query = self._of_set(CELL.c.name.label("cell"), COMMENT.c.auto_comment)
        query = query.join(COMMENT, COMMENT.c.notebook_id == SUBMITTED_NOTEBOOK.c.id)
        query = query.join(CELL, COMMENT.c.cell_id == CELL.c.id)
        for row in self._db.execute(query.where(COMMENT.c.auto_comment.is_not(None))):
            found[row.student_id].blank.add(Key(row.notebook, row.cell))
        for entry in found.values():
            entry.untouched = bool(self._answers) and self._answers <= entry.blank

    def _records(self, found: dict[str, Entry]) -> None:
        """Add what ``course grade`` noted, where the gradebook still holds its scores."""
        if not sa.inspect(self._db.get_bind()).has_table(GRADING.name):
            return  # graded by stock nbgrader alone
        query = sa.select(GRADING).where(GRADING.c.assignment == self._assignment.name)
        for row in self._db.execute(query):
            entry = found.get(row.student)
            detail = json.loads(row.detail)
            if entry is None or not self._agrees(entry, detail):
                continue
            entry.told_by, entry.status, entry.reason = "course", row.status, row.reason
            entry.flags = [*detail["flags"], *entry.flags]
            entry.total_seconds = detail["seconds"]
            for name, told in detail["notebooks"].items():
                self._take(entry, name, told)

    def _agrees(self, entry: Entry, detail: dict[str, Any]) -> bool:
        """Whether nobody has graded the student anew since, such as with stock nbgrader."""
        return all(
            self._auto.get((entry.student, Key(notebook, name))) == test["score"]
            for notebook, told in detail["notebooks"].items()
            for name, test in told["tests"].items()
            if Key(notebook, name) in self._graded
        )

    def _take(self, entry: Entry, notebook: str, told: dict[str, Any]) -> None:
        if told["problem"]:
            entry.unmeasured |= {key for key in self._graded if key.notebook == notebook}
            return
        for cell, seconds in told["seconds"].items():
            entry.seconds[Key(notebook, cell)] = seconds
        for cell, held in told.get("memory", {}).items():
            entry.memory[Key(notebook, cell)] = held
        for cell, source in told["answers"].items():
            entry.answers[Key(notebook, cell)] = source
        for name, test in told["tests"].items():
            key = Key(notebook, name)
            entry.seconds[key] = test["seconds"]
            if test.get("waits"):
                trust = Trust.of(test["trust"])
                why = trust.reason.value if trust.reason else "its value says nothing of points"
                entry.doubts[key] = f"{why}: {trust.detail}" if trust.detail else why
            if test["verdict"] not in {"passed", "partial"}:
                message = test["detail"] or "no message"
                entry.failures[key] = Failure(test["verdict"], test["line"], message)

    def _stock(self, student: str, entry: Entry) -> None:
        folder = self._course.path("autograded", student, self._assignment.name)
        notebooks = [(p.name, folder / f"{p.name}.ipynb") for p in self._assignment.notebooks]
        if not any(path.is_file() for _, path in notebooks):
            return
        entry.status = "graded"
        for name, path in notebooks:
            stock_notebooks.complete(entry, name, path)
