"""The table of attempts, in the gradebook's own database."""

import datetime
import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import sqlalchemy as sa
from nbgrader.api import Gradebook

_METADATA = sa.MetaData()
ATTEMPT = sa.Table(
    "coursekit_attempt",
    _METADATA,
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("student", sa.String(128), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    sa.Column("name", sa.String(600), nullable=False),
    sa.Column("content", sa.String(64), nullable=False),
    sa.Column("handed_in", sa.DateTime(), nullable=False),
    sa.Column("arrived", sa.DateTime(), nullable=False),
    sa.Column("strange", sa.Text(), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False, default=""),
    sa.Column("counts", sa.Boolean(), nullable=False, default=False),
    sa.Column("score", sa.Float()),
    sa.Column("penalty", sa.Float()),
    sa.Column("most", sa.Float()),
    sa.Column("tests", sa.Text(), nullable=False, default="{}"),
    sa.Column("seconds", sa.Float()),
    sa.Column("finished", sa.DateTime()),
    sa.Column("returned", sa.DateTime()),
    sa.UniqueConstraint("assignment", "name"),
)
_BRIEF = [column for column in ATTEMPT.c if column.name not in {"assignment", "tests"}]


STALLED = 3
"""Attempts without a gain after which a student may want help."""


class State(enum.Enum):
    """What has become of an attempt."""

    WAITING = "waiting"
    GRADED = "graded"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Attempt:
    """One hand-in of one student; times are UTC without a zone, as in nbgrader.

    Attributes
    ----------
    number
        1 for a student's first attempt at the set.
    name
        Where it came from: no name is taken twice.
    content
        Digest of the files.
    handed_in
        When the student handed it in: it decides whether it is late.
    arrived
        When it came, by the clock of the file system: from then on it waits.
    strange
        What was odd about the files, as JSON.
    state
        `State`; *failed* is the grader's fault, and tried again at the next start.
    counts
        Whether it is the one that the gradebook holds.
    score
        Points of the automatic tests, less the penalty.
    most
        Points that the automatic tests give at most.
    seconds
        What grading took.
    """

    student: str
    number: int
    name: str
    content: str
    handed_in: datetime.datetime
    arrived: datetime.datetime
    strange: str = "[]"
    state: str = State.WAITING.value
    reason: str = ""
    counts: bool = False
    score: float | None = None
    penalty: float | None = None
    most: float | None = None
    seconds: float | None = None
    finished: datetime.datetime | None = None
    returned: datetime.datetime | None = None

    @property
    def waited(self) -> float:
        """Seconds from its arrival to its result, 0 as long as there is none."""
        return ((self.finished or self.arrived) - self.arrived).total_seconds()

    def is_in(self, state: State) -> bool:
        """Whether this is its state."""
        return self.state == state.value

    @property
    def points(self) -> float:
        """Points of the automatic tests before any penalty for being late."""
        return (self.score or 0.0) + (self.penalty or 0.0)


@dataclass(frozen=True)
class Tried:
    """One test in one attempt; where it lost points, how, at which line, and what it said."""

    score: float
    points: float
    verdict: str = ""
    line: str = ""
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether it gave all its points."""
        return self.score >= self.points


def label(notebook: str, name: str, several: bool) -> str:
    """Return by what a test is known among an attempt's, where its set has `several` notebooks."""
    return f"{notebook}: {name}" if several else name


@dataclass(frozen=True)
class Stalled:
    """How many graded attempts a student made since the best one, and what that came to."""

    since: int
    points: float
    most: float

    def __str__(self) -> str:
        """Return it in words."""
        points = f"{self.points:.4g} of {self.most:.4g} points"
        return f"{self.since} attempts since the best one ({points})"


def stalled(attempts: Sequence[Attempt]) -> Stalled | None:
    """Return how a student is stuck, None where there is no such sign.

    Parameters
    ----------
    attempts
        As for :func:`since_best`.
    """
    since = since_best(attempts)
    if since < STALLED:
        return None
    best = max(attempts, key=lambda a: a.points)
    return Stalled(since, best.points, best.most or 0.0)


def since_best(attempts: Sequence[Attempt]) -> int:
    """Return how many graded attempts came after the first with a student's highest points.

    0 where the best has all points.

    Parameters
    ----------
    attempts
        One student's, in the order in which they were handed in.
    """
    graded = [a for a in attempts if a.is_in(State.GRADED)]
    if not graded:
        return 0
    best = max(range(len(graded)), key=lambda n: (graded[n].points, -n))
    whole = graded[best].points >= (graded[best].most or 0.0)
    return 0 if whole else len(graded) - 1 - best


def now() -> datetime.datetime:
    """Return the time in UTC, without a zone."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def prepare(gradebook: Gradebook) -> None:
    """Make the table if it is not there."""
    _METADATA.create_all(gradebook.engine)


class Ledger:
    """The attempts at one set. What changes a row is committed by the caller."""

    def __init__(self, gradebook: Gradebook, assignment: str) -> None:
        self.session, self._assignment = gradebook.db, assignment
        self._ours = ATTEMPT.c.assignment == assignment

    def all(self, student: str | None = None) -> list[Attempt]:
        """Return all attempts, or one student's, in the order in which they were handed in."""
        query = sa.select(*_BRIEF).where(self._ours)
        if student is not None:
            query = query.where(ATTEMPT.c.student == student)
        rows = self.session.execute(query.order_by(ATTEMPT.c.handed_in, ATTEMPT.c.number))
        found = [Attempt(**row) for row in rows.mappings()]
        self.session.commit()
        return found

    def tests(self) -> dict[tuple[str, int], dict[str, Tried]]:
        """Return what each test came to, by student and number of the attempt."""
        columns = (ATTEMPT.c.student, ATTEMPT.c.number, ATTEMPT.c.tests)
        rows = self.session.execute(sa.select(*columns).where(self._ours)).all()
        self.session.commit()
        return {
            (row.student, row.number): {
                name: Tried(*told) for name, told in json.loads(row.tests).items()
            }
            for row in rows
        }

    def add(self, attempt: Attempt) -> None:
        """Add a row."""
        values = {name: getattr(attempt, name) for name in Attempt.__dataclass_fields__}
        self.session.execute(
            sa.insert(ATTEMPT).values(assignment=self._assignment, tests="{}", **values)
        )

    def update(self, attempt: Attempt, **values: Any) -> None:
        """Change columns of one row."""
        self.session.execute(
            sa.update(ATTEMPT)
            .where(self._ours, ATTEMPT.c.student == attempt.student)
            .where(ATTEMPT.c.number == attempt.number)
            .values(**values)
        )

    def finish(self, attempt: Attempt, tests: Mapping[str, Tried]) -> None:
        """Write what grading came to; where it counts, no other of the student's does."""
        if attempt.counts:
            others = sa.update(ATTEMPT).where(self._ours, ATTEMPT.c.student == attempt.student)
            self.session.execute(others.values(counts=False))
        names = ("state", "reason", "counts", "score", "penalty", "most", "seconds", "finished")
        values = {name: getattr(attempt, name) for name in names}
        told = json.dumps({name: astuple(tried) for name, tried in tests.items()})
        self.update(attempt, tests=told, returned=None, **values)
