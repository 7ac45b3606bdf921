"""What grading a class came to."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from coursekit.assignment.limits import Limits
from coursekit.gradebook.recorder import Record
from coursekit.grading.engine.notebook_run import Loss
from coursekit.grading.engine.probes import Probed
from coursekit.submission.results import Outcome, Stop

_REMEDIES = {
    Loss.CPU_LIMIT: "raise --cell-time or --test-time",
    Loss.WALL_LIMIT: "it waits for something: raise --cell-time or --test-time",
    Loss.CLOCK: "raise --clock-time",
    Loss.MEMORY_LIMIT: "raise --memory",
}


@dataclass
class Summary:
    """What a run came to.

    Attributes
    ----------
    waiting
        By student: the tests whose points wait for a person.
    stops
        Cells that were stopped, and for how many.
    """

    assignment: str
    graded: int = 0
    partial: int = 0
    rejected: int = 0
    ungraded: int = 0
    seconds: float = 0.0
    students: dict[str, dict[str, Any]] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    before: dict[str, Record] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    nameless: dict[str, str] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    probed: Probed = field(default_factory=Probed)
    stops: Counter[Stop] = field(default_factory=Counter)
    spent: dict[str, float] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many were graded in this run."""
        return self.graded + self.partial + self.rejected

    @property
    def unchanged(self) -> int:
        """How many had been graded before and stand as they were."""
        return len(self.before)

    @property
    def whole(self) -> bool:
        """Whether everybody's work is graded wholly, in this run or before."""
        standing = all(known.status == "graded" for known in self.before.values())
        lacking = self.partial or self.rejected or self.ungraded or self.nameless
        return standing and not lacking

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        for part, seconds in outcome.spent.items():
            self.spent[part] = self.spent.get(part, 0.0) + seconds
        score = sum(s for p in outcome.notebooks for s in p.scores.values() if s is not None)
        self.students[outcome.student] = {
            "status": outcome.status,
            "reason": outcome.reason,
            "flags": outcome.flags,
            "auto_score": score,
            "seconds": round(outcome.seconds, 3),
        }
        if waiting := [name for notebook in outcome.notebooks for name in notebook.waiting]:
            self.waiting[outcome.student] = waiting
        self.stops.update(set(outcome.stops))

    def stopped(self, limits: Limits) -> list[str]:
        """Return which cells were stopped or lost, each once for the class."""
        lines = []
        for stop, times in sorted(self.stops.items(), key=lambda item: (-item[1], item[0].cell)):
            loss = Loss[stop.loss]
            cell = repr(stop.cell) if stop.cell else "cells of students' own"
            remedy = f"; {_REMEDIES[loss]}" if loss in _REMEDIES else ""
            lines.append(f"{cell}: {loss.words(limits)}: for {times} of {self.done}{remedy}")
        return lines

    def to_json(self) -> dict[str, Any]:
        """Return the summary for machines."""
        return {
            "assignment": self.assignment,
            "graded": self.graded,
            "partial": self.partial,
            "rejected": self.rejected,
            "ungraded": self.ungraded,
            "unchanged": self.unchanged,
            "waiting": self.waiting,
            "unchanged_in_need": {
                student: {"status": known.status, "reason": known.reason}
                for student, known in self.before.items()
                if known.status != "graded"
            },
            "seconds": round(self.seconds, 3),
            "missing": self.missing,
            "nameless": self.nameless,
            "reference_fails": self.probed.wrong,
            "untouched_earns": self.probed.free,
            "unconfirmed": {
                f"{notebook}/{test}": why
                for (notebook, test), why in self.probed.unconfirmed.items()
            },
            "stopped": [
                {"cell": stop.cell, "why": stop.loss, "students": times}
                for stop, times in self.stops.items()
            ],
            "trouble": self.trouble,
            "spent": {k: round(v, 3) for k, v in self.spent.items()},
            "students": self.students,
        }
