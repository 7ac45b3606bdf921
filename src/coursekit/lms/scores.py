"""What the gradebook says of a set: one line a student, nobody left out."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.lms.people import Person

State = Literal["graded", "unfinished", "ungraded", "missing"]


@dataclass(frozen=True)
class Result:
    """One student's standing in a set.

    Attributes
    ----------
    person
        The student.
    state
        ``graded``; ``unfinished`` where a grader has still to give points by hand;
        ``ungraded`` where work was handed in but not graded; ``missing`` where there is none.
    raw_score, penalty
        Points with manual scores and extra credit, and the points off for being late.
    timestamp
        When it was handed in (UTC), if known.
    comments
        What graders wrote, by question.
    """

    person: Person
    state: State
    raw_score: float = 0.0
    penalty: float = 0.0
    timestamp: datetime.datetime | None = None
    comments: tuple[tuple[str, str], ...] = ()

    @property
    def score(self) -> float:
        """Points after the penalty, never below zero (as nbgrader's own exporter has it)."""
        return max(0.0, self.raw_score - self.penalty)


@dataclass(frozen=True)
class Scores:
    """A set's points and everybody's standing in it, sorted by name."""

    name: str
    max_score: float
    due: datetime.datetime | None
    results: tuple[Result, ...]


def read_scores(course: Course, gradebook: Gradebook, name: str) -> Scores:
    """Read the standing of every student of the course in one set.

    Raises
    ------
    CourseError
        If the gradebook does not know the set; the message lists those it knows.
    """
    try:
        entry = gradebook.find_assignment(name)
    except MissingEntry as error:
        known = ", ".join(sorted(a.name for a in gradebook.assignments)) or "none"
        raise CourseError(
            f"there is no set {name!r} in the gradebook; there are: {known}"
        ) from error
    handed_in = set(course.students(name))
    people = {student.id: _person(student) for student in gradebook.students}
    people |= {student: Person(student) for student in handed_in - people.keys()}
    graded = _graded(gradebook, entry, people)
    results = [
        graded.get(student) or Result(person, "ungraded" if student in handed_in else "missing")
        for student, person in people.items()
        if student not in course.excluded()
    ]
    results.sort(key=lambda result: (result.person.name.casefold(), result.person.id))
    return Scores(name, float(entry.max_score), entry.duedate, tuple(results))


def all_sets(gradebook: Gradebook) -> list[str]:
    """Return the names of all sets, in the gradebook's order."""
    return [assignment.name for assignment in gradebook.assignments]


def _person(student: Student) -> Person:
    told = (student.first_name, student.last_name, student.email, student.lms_user_id)
    return Person(student.id, *((text or "").strip() for text in told))


def _graded(
    gradebook: Gradebook, entry: Assignment, people: dict[str, Person]
) -> dict[str, Result]:
    """Sum up all submissions of a set in three queries, whatever the size of the class."""
    own = SubmittedAssignment.assignment_id == entry.id
    notebooks = SubmittedNotebook.assignment_id == SubmittedAssignment.id
    scores = (
        sa.select(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            sa.func.coalesce(sa.func.sum(Grade.score), 0.0),
            sa.func.coalesce(sa.func.max(sa.cast(Grade.needs_manual_grade, sa.Integer)), 0),
        )
        .outerjoin(SubmittedNotebook, notebooks)
        .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .where(own)
        .group_by(SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
    )
    penalties = (
        sa.select(
            SubmittedAssignment.student_id, sa.func.sum(SubmittedNotebook.late_submission_penalty)
        )
        .join(SubmittedNotebook, notebooks)
        .where(own)
        .group_by(SubmittedAssignment.student_id)
    )
    off = {student: float(penalty or 0.0) for student, penalty in gradebook.db.execute(penalties)}
    comments = _comments(gradebook, entry)
    return {
        student: Result(
            people[student],
            "unfinished" if waits else "graded",
            float(score),
            off.get(student, 0.0),
            timestamp,
            tuple(comments.get(student, ())),
        )
        for student, timestamp, score, waits in gradebook.db.execute(scores)
    }


def _comments(gradebook: Gradebook, entry: Assignment) -> dict[str, list[tuple[str, str]]]:
    query = (
        sa.select(SubmittedAssignment.student_id, BaseCell.name, Comment.manual_comment)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .where(SubmittedAssignment.assignment_id == entry.id, Comment.manual_comment.is_not(None))
        .order_by(Notebook.name, BaseCell.name)
    )
    rows: Iterable[tuple[str, str, str]] = gradebook.db.execute(query)
    found: dict[str, list[tuple[str, str]]] = {}
    for student, question, comment in rows:
        if comment.strip():
            found.setdefault(student, []).append((question, comment.strip()))
    return found
