"""What grading one submission comes to: plain data, ready to cross to another machine."""

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["graded", "partial", "rejected"]


@dataclass
class TestResult:
    """One automatic test.

    `shown` may be told to the student; `detail` is for the instructor alone. `verdict` is
    ``passed``, ``partial``, ``failed`` (an assertion or error), ``hidden`` (the same, in a
    hidden part), ``slow`` (time limit) or ``lost`` (the student's process was gone).
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


@dataclass
class PaperResult:
    """One notebook of a submission."""

    name: str
    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    tests: dict[str, TestResult] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    notebook: str = ""
    feedback: str = ""
    problem: str | None = None
    late_penalty: float | None = None


@dataclass
class Outcome:
    """One submission."""

    student: str
    status: Status = "graded"
    reason: str = ""
    flags: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    papers: list[PaperResult] = field(default_factory=list)
    seconds: float = 0.0
    memory: int = 0
    spent: dict[str, float] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """Return what the report wants to know, without notebooks and pages."""
        return {
            "flags": self.flags,
            "seconds": round(self.seconds, 3),
            "memory": self.memory,
            "papers": {
                p.name: {
                    "problem": p.problem,
                    "seconds": {k: round(v, 3) for k, v in p.seconds.items()},
                    "memory": p.memory,
                    "answers": p.answers,
                    "tests": {
                        name: {
                            "score": t.score,
                            "points": t.points,
                            "verdict": t.verdict,
                            "line": t.line,
                            "kind": t.kind,
                            "detail": t.detail,
                            "seconds": round(t.seconds, 3),
                        }
                        for name, t in p.tests.items()
                    },
                }
                for p in self.papers
            },
        }
