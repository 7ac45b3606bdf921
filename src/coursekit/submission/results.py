"""What grading one submission comes to: plain data, ready to cross to another machine."""

from dataclasses import dataclass, field
from typing import Any, Literal

from coursekit.submission.alignment import Step
from coursekit.submission.verdicts import Reason, Trust

Status = Literal["graded", "partial", "rejected", "ungraded"]
"""``ungraded`` is nobody's work: the grader itself failed, twice."""

NO_RESPONSE = "No response."
"""nbgrader's comment on an answer that is as it was handed out."""


@dataclass
class TestResult:
    """One automatic test.

    `shown` may be told to the student; `detail` is for the instructor alone. `verdict` is
    ``passed``, ``partial``, ``failed`` (an assertion or error), ``hidden`` (the same, in a
    hidden part), ``slow`` (a limit) or ``lost`` (the student's process was gone).
    `is_number` says whether it ended with a number of points, `lesson` what the hidden test that
    failed tries, in the instructor's words. `trust` is what the isolated judge says of the
    points; where `waits`, a person decides.
    """

    points: float
    score: float = 0.0
    verdict: str = "failed"
    shown: str = ""
    line: str = ""
    kind: str = ""
    detail: str = ""
    seconds: float = 0.0
    printed: str = ""
    is_number: bool = False
    lesson: str = ""
    trust: Trust = field(default_factory=lambda: Trust(Reason.NOT_ASKED))
    waits: bool = False

    def to_record(self) -> dict[str, Any]:
        """Return what is kept of it in the gradebook."""
        return {
            "score": self.score,
            "points": self.points,
            "verdict": self.verdict,
            "line": self.line,
            "detail": self.detail,
            "seconds": round(self.seconds, 3),
            "trust": self.trust.to_json(),
            "waits": self.waits,
        }


@dataclass(frozen=True)
class Stop:
    """A cell that was lost or stopped: its id (empty for a cell without one), and why."""

    cell: str
    loss: str


@dataclass
class Ran:
    """A step of the plan and what became of it: what is shown of it, or its test."""

    step: Step
    screen: dict[str, Any] | None = None
    test: TestResult | None = None


@dataclass
class NotebookResult:
    """One notebook of a submission."""

    name: str
    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    tests: dict[str, TestResult] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    autograded: str = ""
    feedback: str = ""
    problem: str | None = None
    late_penalty: float | None = None

    @property
    def waiting(self) -> list[str]:
        """Ids of the tests whose points wait for a person."""
        return [name for name, test in self.tests.items() if test.waits]


@dataclass
class Outcome:
    """One submission."""

    student: str
    status: Status = "graded"
    reason: str = ""
    flags: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    notebooks: list[NotebookResult] = field(default_factory=list)
    seconds: float = 0.0
    spent: dict[str, float] = field(default_factory=dict)

    @property
    def judge_failed(self) -> bool:
        """Whether the isolated judge itself has failed on a test."""
        tests = (test for notebook in self.notebooks for test in notebook.tests.values())
        return any(test.trust.reason is Reason.JUDGE_FAILED for test in tests)

    def to_record(self) -> dict[str, Any]:
        """Return what the report wants to know, without notebooks and pages."""
        return {
            "flags": self.flags,
            "seconds": round(self.seconds, 3),
            "notebooks": {
                p.name: {
                    "problem": p.problem,
                    "seconds": {k: round(v, 3) for k, v in p.seconds.items()},
                    "memory": p.memory,
                    "answers": p.answers,
                    "tests": {name: t.to_record() for name, t in p.tests.items()},
                }
                for p in self.notebooks
            },
        }
