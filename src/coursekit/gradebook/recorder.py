"""The one writer of the gradebook: one transaction a student.

The rows are stock nbgrader's own. Beside them, in the same database and the same transaction,
a table of ours keeps what nbgrader has no place for: the digest of what was graded, the reason
in words, the flags. So a grader that is killed at any moment has either recorded a student
wholly or not at all.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader import utils
from nbgrader.api import Gradebook, Notebook, Student, new_uuid
from sqlalchemy.exc import SQLAlchemyError

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.atomic_files import put
from coursekit.gradebook.feedback_files import feedback_files
from coursekit.gradebook.opening import explained
from coursekit.gradebook.tables import COMMENT, GRADE, GRADING, SUBMISSION, SUBMITTED_NOTEBOOK
from coursekit.submission.reading import Submission
from coursekit.submission.results import NotebookResult, Outcome, Status


@dataclass
class Standing:
    """What the gradebook says of a student before grading.

    `by_hand` holds per notebook and cell what graders have set; `late` the seconds after the
    due date, extensions considered.
    """

    by_hand: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    late: float = 0.0


@dataclass(frozen=True)
class Record:
    """How a student's work was graded before: under which digest, and with what result."""

    digest: str
    status: Status
    reason: str


def recorded(gradebook: Gradebook, assignment: str) -> dict[str, Record]:
    """Return how each student's work was graded before."""
    columns = (GRADING.c.student, GRADING.c.digest, GRADING.c.status, GRADING.c.reason)
    rows = gradebook.db.execute(sa.select(*columns).where(GRADING.c.assignment == assignment))
    return {row.student: Record(row.digest, row.status, row.reason) for row in rows}


@dataclass(frozen=True)
class _Cells:
    """The rows of one notebook's cells: whose ids are graded, whose get comments."""

    notebook: str
    names: dict[str, str]
    graded: list[str]
    answered: list[str]

    @classmethod
    def of(cls, notebook: Notebook) -> "_Cells":
        tasks = list(notebook.task_cells)
        graded, answered = [*notebook.grade_cells, *tasks], [*notebook.solution_cells, *tasks]
        names = {cell.id: cell.name for cell in (*graded, *answered)}
        return cls(notebook.id, names, [c.id for c in graded], [c.id for c in answered])


def _update(session: Any, table: sa.Table, row: str, **values: Any) -> None:
    session.execute(sa.update(table).where(table.c.id == row).values(**values))


class Recorder:
    """Writes outcomes into the gradebook and the course's folders."""

    def __init__(self, course: Course, assignment: str, gradebook: Gradebook) -> None:
        self._course, self._assignment, self._gradebook = course, assignment, gradebook
        self._permissions = 0o664 if course.directory.groupshared else 0o444
        entry = gradebook.find_assignment(assignment)
        self._id, self._due = entry.id, entry.duedate
        self._cells = {notebook.name: _Cells.of(notebook) for notebook in entry.notebooks}
        query = sa.select(SUBMISSION).where(SUBMISSION.c.assignment_id == self._id)
        rows = gradebook.db.execute(query).mappings().all()
        self._known = {row["student_id"]: dict(row) for row in rows}
        gradebook.db.commit()

    def standing(self, student: str, submission: Submission) -> Standing:
        """Look up what the gradebook says of a student already."""
        found = Standing()
        entry, due = self._known.get(student), self.due(student)
        stamp = _time(submission.timestamp)
        if entry is not None:
            stamp = stamp or entry["timestamp"]
            found.by_hand = self._by_hand(entry["id"])
        if stamp is not None and due is not None:
            found.late = max(0.0, (stamp - due).total_seconds())
        return found

    def due(self, student: str) -> datetime.datetime | None:
        """Return a student's due date in UTC, an extension included; None for none."""
        extension = self._known.get(student, {}).get("extension")
        due: datetime.datetime | None = self._due
        return due + extension if due and extension else due

    def _by_hand(self, submission: str) -> dict[str, dict[str, dict[str, Any]]]:
        found: dict[str, dict[str, dict[str, Any]]] = {}
        session = self._gradebook.db
        for name, own in self._notebooks(submission).items():
            cells = found.setdefault(name, {})
            for row in session.execute(sa.select(GRADE).where(GRADE.c.notebook_id == own)):
                told = {"manual": row.manual_score, "extra": row.extra_credit}
                cells.setdefault(self._cells[name].names[row.cell_id], {}).update(told)
            for row in session.execute(sa.select(COMMENT).where(COMMENT.c.notebook_id == own)):
                told = {"comment": row.manual_comment}
                cells.setdefault(self._cells[name].names[row.cell_id], {}).update(told)
        return found

    def _notebooks(self, submission: str) -> dict[str, str]:
        """Return the row of each notebook of a submission, by the notebook's name."""
        query = sa.select(SUBMITTED_NOTEBOOK.c.notebook_id, SUBMITTED_NOTEBOOK.c.id).where(
            SUBMITTED_NOTEBOOK.c.assignment_id == submission
        )
        rows = {row.notebook_id: row.id for row in self._gradebook.db.execute(query)}
        return {
            n: rows[cells.notebook] for n, cells in self._cells.items() if cells.notebook in rows
        }

    def has_files(self, student: str) -> bool:
        """Whether the results of a recorded student are still in their place."""
        graded = self._course.path("autograded", student, self._assignment)
        pages = self._course.path("feedback", student, self._assignment)
        return all(
            (graded / f"{n}.ipynb").exists() and (pages / f"{n}.html").exists() for n in self._cells
        )

    def record(self, submission: Submission, outcome: Outcome, digest: str) -> None:
        """Write one student's files, then the rows, then commit.

        Raises
        ------
        CourseError
            If the disk or the gradebook refuses; nothing of this student is recorded then.
        """
        try:
            self._write_files(submission, outcome)
        except OSError as error:
            raise CourseError(
                f"the results of {outcome.student} cannot be written: {error.strerror}; "
                "make room and run the same command again"
            ) from error
        try:
            entry = self._write_rows(submission, outcome, digest)
            self._gradebook.db.commit()
        except SQLAlchemyError as error:
            self._gradebook.db.rollback()
            raise explained(error, self._course) from error
        self._known[outcome.student] = entry

    def _write_rows(self, submission: Submission, outcome: Outcome, digest: str) -> dict[str, Any]:
        session = self._gradebook.db
        entry = self._known.get(outcome.student) or self._create(outcome.student)
        stamp = _time(submission.timestamp)
        if stamp is not None and stamp != entry["timestamp"]:
            entry["timestamp"] = stamp
            _update(session, SUBMISSION, entry["id"], timestamp=stamp)
        notebooks = self._notebooks(entry["id"])
        for notebook in outcome.notebooks:
            own = notebooks[notebook.name]
            penalty = notebook.late_penalty
            _update(session, SUBMITTED_NOTEBOOK, own, late_submission_penalty=penalty)
            self._write_grades(own, notebook)
        key = {"assignment": self._assignment, "student": outcome.student}
        session.execute(
            sa.delete(GRADING).where(*(GRADING.c[name] == value for name, value in key.items()))
        )
        session.execute(
            sa.insert(GRADING).values(
                **key,
                digest=digest,
                status=outcome.status,
                reason=outcome.reason,
                detail=json.dumps(outcome.to_record()),
                graded_at=datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
            )
        )
        return entry

    def _write_grades(self, row_id: str, notebook: NotebookResult) -> None:
        """Write scores and comments, as stock nbgrader's ``SaveAutoGrades`` does."""
        session, names = self._gradebook.db, self._cells[notebook.name].names
        grades = []
        for row in session.execute(sa.select(GRADE).where(GRADE.c.notebook_id == row_id)).all():
            score = notebook.scores.get(names[row.cell_id])
            undecided = score is None and notebook.problem is None
            waits = names[row.cell_id] in notebook.waiting
            by_hand = row.manual_score is not None or undecided or waits
            grades.append({"b_id": row.id, "auto_score": score, "needs_manual_grade": by_hand})
        comments = [
            {"b_id": row.id, "auto_comment": notebook.comments.get(names[row.cell_id])}
            for row in session.execute(
                sa.select(COMMENT).where(COMMENT.c.notebook_id == row_id)
            ).all()
        ]
        for table, rows in ((GRADE, grades), (COMMENT, comments)):
            if rows:
                statement = sa.update(table).where(table.c.id == sa.bindparam("b_id"))
                values: dict[str, Any] = {n: sa.bindparam(n) for n in rows[0] if n != "b_id"}
                session.connection().execute(statement.values(values), rows)

    def _create(self, student: str) -> dict[str, Any]:
        """Add the rows of a submission as ``Gradebook.add_submission`` does, uncommitted."""
        session = self._gradebook.db
        # Asked now: another set's watch may have added the student since.
        if session.get(Student, student) is None:
            session.add(Student(id=student))
            session.flush()
        entry = {"id": new_uuid(), "timestamp": None, "extension": None}
        session.execute(
            sa.insert(SUBMISSION).values(**entry, assignment_id=self._id, student_id=student)
        )
        for cells in self._cells.values():
            own = new_uuid()
            session.execute(
                sa.insert(SUBMITTED_NOTEBOOK).values(
                    id=own, assignment_id=entry["id"], notebook_id=cells.notebook, flagged=False
                )
            )
            extra: dict[str, Any] = {"needs_manual_grade": True}
            for table, of, more in (
                (GRADE, cells.graded, extra),
                (COMMENT, cells.answered, {}),
            ):
                rows = [{"id": new_uuid(), "notebook_id": own, "cell_id": c, **more} for c in of]
                if rows:
                    session.execute(sa.insert(table), rows)
        return entry

    def _write_files(self, submission: Submission, outcome: Outcome) -> None:
        graded = self._course.path("autograded", outcome.student, self._assignment)
        source = self._course.source(self._assignment)
        own = {f"{p.name}.ipynb": p.autograded.encode() for p in outcome.notebooks}
        kept = self._kept()
        for path in utils.find_all_files(str(source), [*self._course.directory.ignore, "*.ipynb"]):
            name = str(Path(path).relative_to(source))
            if name not in kept or name not in submission.files:
                own[name] = Path(path).read_bytes()
        theirs = {
            name: data
            for name, data in submission.files.items()
            if not name.endswith(".ipynb") and not _collides(name, own)
        }
        put(graded, theirs | own, self._permissions)
        pages = feedback_files(
            {notebook.name: notebook.feedback for notebook in outcome.notebooks}, submission.files
        )
        folder = self._course.path("feedback", outcome.student, self._assignment)
        put(folder, pages, self._permissions | 0o200)

    def _kept(self) -> Iterable[str]:
        keep = self._course.config.get("Autograde", {}).get("exclude_overwriting", {})
        return keep.get(self._assignment, ()) if isinstance(keep, dict) else ()


def _collides(name: str, others: Iterable[str]) -> bool:
    """Whether a file `name` cannot be in one folder with the others: one is the other's folder."""
    return any(f"{a}/".startswith(f"{b}/") for o in others for a, b in ((name, o), (o, name)))


def _time(text: str | None) -> datetime.datetime | None:
    if text is None:
        return None
    try:
        stamp: datetime.datetime = utils.parse_utc(text)
    except (ValueError, OverflowError, TypeError):
        return None
    return stamp


def late_penalty(
    course: Course, student: str, notebook: NotebookResult, late: float
) -> float | None:
    """Return stock nbgrader's penalty for a late notebook, None for none."""
    if late <= 0:
        return None
    from nbgrader.preprocessors import AssignLatePenalties

    preprocessor = AssignLatePenalties(config=course.config)
    preprocessor.init_plugin()
    score = sum(s for s in notebook.scores.values() if s is not None)
    penalty = preprocessor.plugin_inst.late_submission_penalty(student, score, late)
    return None if penalty is None else min(max(float(penalty), 0.0), score)
