"""What a report knows of a class: plain data, read once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from coursekit.gradebook.attempts import Attempt, Tried

Status = Literal["graded", "partial", "rejected", "ungraded", "missing"]
Source = Literal["course", "stock"]


class Key(NamedTuple):
    """Names a cell of a set: its notebook and its id."""

    notebook: str
    cell: str


@dataclass(frozen=True)
class Part:
    """A cell that earns points: a test, or an answer that a person grades."""

    key: Key
    points: float
    by_hand: bool


@dataclass(frozen=True)
class Question:
    """What is asked at once: answer cells and the parts that grade them."""

    name: str
    answers: tuple[Key, ...]
    parts: tuple[Part, ...]

    @property
    def points(self) -> float:
        """The most that can be earned."""
        return sum(part.points for part in self.parts)

    @property
    def cells(self) -> list[Key]:
        """All its cells, each once."""
        return list(dict.fromkeys([*self.answers, *(part.key for part in self.parts)]))


@dataclass(frozen=True)
class Answer:
    """A code cell to be answered, and the stub that students got."""

    key: Key
    stub: str


@dataclass(frozen=True)
class Failure:
    """A test that did not pass: the line that failed, where known, and what it said."""

    verdict: str
    line: str
    message: str


@dataclass(frozen=True)
class Try:
    """A graded attempt: its row, its tests by cell, and its feedback pages as in `Entry`."""

    attempt: Attempt
    tests: dict[Key, Tried]
    pages: dict[str, str]

    def solves(self, question: Question) -> bool:
        """Whether all automatic tests of a question passed."""
        keys = [part.key for part in question.parts if not part.by_hand]
        return all(key in self.tests and self.tests[key].passed for key in keys)


@dataclass
class Entry:
    """A student and what became of their work.

    Attributes
    ----------
    late
        Seconds after the due date, extensions considered.
    scores
        By graded cell; None where nobody has decided yet.
    unmeasured
        Graded cells of notebooks that could not be graded: their zeros tell nothing.
    again
        Cells graded by hand before, that a newer submission puts up for another look.
    doubts
        Tests whose points the isolated judge does not confirm: a person decides. Why, by test.
    blank
        Answer cells left as they were handed out.
    seconds, memory
        By cell: wall time; bytes beyond the warmed process.
    total_seconds
        Of the whole submission.
    answers
        Source of each code cell that was answered.
    told_by
        Who graded: ``course grade``, or nbgrader's own ``autograde``.
    pages
        Notebook -> feedback page relative to the report's folder.
    tries
        Where ``course watch`` graded: the attempts, as they were handed in.
    """

    student: str
    name: str = ""
    status: Status = "missing"
    reason: str = ""
    late: float = 0.0
    flags: list[str] = field(default_factory=list)
    scores: dict[Key, float | None] = field(default_factory=dict)
    unmeasured: set[Key] = field(default_factory=set)
    again: set[Key] = field(default_factory=set)
    extra: float = 0.0
    penalty: float = 0.0
    doubts: dict[Key, str] = field(default_factory=dict)
    blank: set[Key] = field(default_factory=set)
    untouched: bool = False
    seconds: dict[Key, float] = field(default_factory=dict)
    memory: dict[Key, int] = field(default_factory=dict)
    total_seconds: float | None = None
    failures: dict[Key, Failure] = field(default_factory=dict)
    answers: dict[Key, str] = field(default_factory=dict)
    told_by: Source = "stock"
    pages: dict[str, str] = field(default_factory=dict)
    tries: list[Try] = field(default_factory=list)

    @property
    def scored(self) -> bool:
        """Whether the scores say something about the student's answers."""
        return self.status in {"graded", "partial"}

    @property
    def total(self) -> float:
        """Points so far, as nbgrader exports them: with extra credit, less the late penalty."""
        known = sum(score for score in self.scores.values() if score is not None)
        return max(0.0, known + self.extra - self.penalty)

    def left_blank(self, question: Question) -> bool:
        """Whether all answers of a question are as they were handed out."""
        return bool(question.answers) and self.blank.issuperset(question.answers)

    @property
    def waiting(self) -> set[Key]:
        """The cells whose points nobody has decided yet."""
        return {key for key, score in self.scores.items() if score is None}


@dataclass
class ClassBook:
    """A set and everybody's work on it."""

    assignment: str
    course: str
    due: datetime | None
    questions: tuple[Question, ...]
    code: tuple[Answer, ...]
    entries: list[Entry]

    @property
    def points(self) -> float:
        """The most that can be earned."""
        return sum(question.points for question in self.questions)

    @property
    def parts(self) -> list[Part]:
        """All that earns points, in the set's order."""
        return [part for question in self.questions for part in question.parts]

    @property
    def scored(self) -> list[Entry]:
        """Those whose scores say something about their answers."""
        return [entry for entry in self.entries if entry.scored]

    def label(self, key: Key) -> str:
        """Return the name of a cell, with its notebook where the set has several."""
        several = len({part.key.notebook for part in self.parts}) > 1
        return f"{key.notebook}: {key.cell}" if several else key.cell

    def count(self, *statuses: Status) -> int:
        """Return how many students have one of the statuses."""
        return sum(entry.status in statuses for entry in self.entries)
