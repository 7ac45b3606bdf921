"""The one writer of the gradebook: one transaction a student.

The rows are stock nbgrader's own. Beside them, in the same database and the same transaction,
a table of ours keeps what nbgrader has no place for: the digest of what was graded, the reason
in words, the flags. So a grader that is killed at any moment has either recorded a student
wholly or not at all.
"""

import datetime
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader import utils
from nbgrader.api import Gradebook, Student, SubmittedAssignment
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from coursekit.errors import CourseError
from coursekit.grading.course import Course
from coursekit.grading.ingest import Submission
from coursekit.grading.outcome import Outcome, PaperResult

PATIENCE = 10.0
"""Seconds to wait for another program that holds the gradebook."""

_METADATA = sa.MetaData()
GRADING = sa.Table(
    "coursekit_grading",
    _METADATA,
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("student", sa.String(128), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("detail", sa.Text(), nullable=False),
    sa.Column("graded_at", sa.DateTime(), nullable=False),
)


@dataclass
class Standing:
    """What the gradebook says of a student before grading.

    `by_hand` holds per notebook and cell what graders have set; `late` the seconds after the
    due date, extensions considered.
    """

    by_hand: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    late: float = 0.0


def open_gradebook(course: Course) -> Gradebook:
    """Open the gradebook.

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
        _METADATA.create_all(gradebook.engine)
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
    elif "disk" in text or "full" in text or "disk I/O" in text:
        hint = "cannot be written: the disk is full"
    elif "readonly" in text:
        hint = "is read-only: check who owns it"
    elif "not a database" in text or "malformed" in text:
        hint = "is damaged or no gradebook: restore it from a backup"
    elif "unable to open" in text or "refused" in text or "could not connect" in text:
        hint = f"cannot be reached: {text.strip().splitlines()[0]}"
    else:
        hint = f"answers with an error: {text.strip().splitlines()[0]}"
    return CourseError(f"the gradebook {where} {hint}")


def recorded(gradebook: Gradebook, assignment: str) -> dict[str, str]:
    """Return the digest under which each student was graded."""
    query = sa.select(GRADING.c.student, GRADING.c.digest).where(GRADING.c.assignment == assignment)
    return {row.student: row.digest for row in gradebook.db.execute(query)}


class Recorder:
    """Writes outcomes into the gradebook and the course's folders."""

    def __init__(self, course: Course, assignment: str, gradebook: Gradebook) -> None:
        self._course, self._assignment, self._gradebook = course, assignment, gradebook
        self._permissions = 0o664 if course.directory.groupshared else 0o444

    def standing(self, student: str, submission: Submission) -> Standing:
        """Look up what the gradebook says of a student already."""
        entry = self._find(student)
        found = Standing()
        assignment = self._gradebook.find_assignment(self._assignment)
        stamp = _time(submission.timestamp)
        due = assignment.duedate
        if entry is not None:
            if stamp is None:
                stamp = entry.timestamp
            if due is not None and entry.extension is not None:
                due += entry.extension
            for notebook in entry.notebooks:
                cells = found.by_hand.setdefault(notebook.name, {})
                for grade in notebook.grades:
                    cells[grade.name] = {"manual": grade.manual_score, "extra": grade.extra_credit}
                for comment in notebook.comments:
                    cells.setdefault(comment.name, {})["comment"] = comment.manual_comment
        if stamp is not None and due is not None:
            found.late = max(0.0, (stamp - due).total_seconds())
        return found

    def has_files(self, student: str) -> bool:
        """Whether the results of a recorded student are still in their place."""
        graded = self._course.path("autograded", student, self._assignment)
        pages = self._course.path("feedback", student, self._assignment)
        names = [n.name for n in self._gradebook.find_assignment(self._assignment).notebooks]
        return all(
            (graded / f"{n}.ipynb").exists() and (pages / f"{n}.html").exists() for n in names
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
            self._write_rows(submission, outcome, digest)
            self._gradebook.db.commit()
        except SQLAlchemyError as error:
            self._gradebook.db.rollback()
            raise explained(error, self._course) from error

    def _find(self, student: str) -> SubmittedAssignment | None:
        assignment = self._gradebook.find_assignment(self._assignment)
        query = sa.select(SubmittedAssignment).where(
            SubmittedAssignment.assignment_id == assignment.id,
            SubmittedAssignment.student_id == student,
        )
        return self._gradebook.db.execute(query).scalars().one_or_none()

    def _write_rows(self, submission: Submission, outcome: Outcome, digest: str) -> None:
        session = self._gradebook.db
        entry = self._find(outcome.student) or self._create(outcome.student)
        stamp = _time(submission.timestamp)
        if stamp is not None:
            entry.timestamp = stamp
        papers = {paper.name: paper for paper in outcome.papers}
        for notebook in entry.notebooks:
            paper = papers.get(notebook.name)
            if paper is None:
                continue
            for grade in notebook.grades:
                if grade.name in paper.scores:
                    grade.auto_score = paper.scores[grade.name]
                    undecided = grade.auto_score is None and paper.problem is None
                    grade.needs_manual_grade = grade.manual_score is not None or undecided
            for comment in notebook.comments:
                comment.auto_comment = paper.comments.get(comment.name)
            notebook.late_submission_penalty = paper.late_penalty
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

    def _create(self, student: str) -> SubmittedAssignment:
        """Add the rows of a submission as ``Gradebook.add_submission`` does, uncommitted."""
        from nbgrader.api import Comment, Grade, SubmittedNotebook

        session = self._gradebook.db
        if session.get(Student, student) is None:
            session.add(Student(id=student))
            session.flush()
        assignment = self._gradebook.find_assignment(self._assignment)
        entry = SubmittedAssignment(assignment_id=assignment.id, student_id=student)
        session.add(entry)
        session.flush()
        for notebook in assignment.notebooks:
            own = SubmittedNotebook(notebook_id=notebook.id, assignment_id=entry.id)
            session.add(own)
            session.flush()
            graded = (*notebook.grade_cells, *notebook.task_cells)
            answered = (*notebook.solution_cells, *notebook.task_cells)
            session.add_all(Grade(cell_id=c.id, notebook_id=own.id) for c in graded)
            session.add_all(Comment(cell_id=c.id, notebook_id=own.id) for c in answered)
        session.flush()
        session.refresh(entry)
        return entry

    def _write_files(self, submission: Submission, outcome: Outcome) -> None:
        graded = self._course.path("autograded", outcome.student, self._assignment)
        source = self._course.source(self._assignment)
        files: dict[str, bytes] = {
            name: data for name, data in submission.files.items() if not name.endswith(".ipynb")
        }
        kept = self._kept()
        for path in utils.find_all_files(str(source), [*self._course.directory.ignore, "*.ipynb"]):
            name = str(Path(path).relative_to(source))
            if name not in kept or name not in files:
                files[name] = Path(path).read_bytes()
        files |= {f"{p.name}.ipynb": p.notebook.encode() for p in outcome.papers}
        _replace(graded, files, self._permissions)
        pages = {f"{p.name}.html": p.feedback.encode() for p in outcome.papers if p.feedback}
        folder = self._course.path("feedback", outcome.student, self._assignment)
        _replace(folder, pages, self._permissions | 0o200)

    def _kept(self) -> Iterable[str]:
        keep = self._course.config.get("Autograde", {}).get("exclude_overwriting", {})
        return keep.get(self._assignment, ()) if isinstance(keep, dict) else ()


def _replace(folder: Path, files: dict[str, bytes], permissions: int) -> None:
    """Put `files` in place of whatever was in `folder`, all at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        for name, data in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            target.chmod(permissions)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _time(text: str | None) -> datetime.datetime | None:
    if text is None:
        return None
    try:
        stamp: datetime.datetime = utils.parse_utc(text)
    except (ValueError, OverflowError, TypeError):
        return None
    return stamp


def late_penalty(course: Course, student: str, paper: PaperResult, late: float) -> float | None:
    """Return stock nbgrader's penalty for a late notebook, None for none."""
    if late <= 0:
        return None
    from nbgrader.preprocessors import AssignLatePenalties

    preprocessor = AssignLatePenalties(config=course.config)
    preprocessor.init_plugin()
    score = sum(s for s in paper.scores.values() if s is not None)
    penalty = preprocessor.plugin_inst.late_submission_penalty(student, score, late)
    return None if penalty is None else min(max(float(penalty), 0.0), score)
