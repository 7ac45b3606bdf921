"""The isolated judge, as the grader asks it: whether it confirms the points that were given."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Self

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, Paper
from coursekit.feedback import autograded
from coursekit.grading.engine.launch import Primed, Role, Rung, Warmed, Zygote
from coursekit.grading.engine.notebook_grading import Examination
from coursekit.submission.alignment import Step
from coursekit.submission.results import Outcome, PaperResult, Ran, TestResult
from coursekit.submission.verdicts import Reason, Trust

ROLES: tuple[Role, Role] = ("pupil", "checker")


class Pair:
    """The two warmed processes of a set: one for student code, one for the tests.

    Attributes
    ----------
    pupils, checkers
        Where what students wrote runs, and where the tests do.
    """

    def __init__(self, pupils: Warmed, checkers: Warmed) -> None:
        self.pupils, self.checkers = pupils, checkers

    @classmethod
    def start(
        cls,
        assignment: Assignment,
        rung: Rung,
        modules: Sequence[str],
        masked: tuple[str, ...] = (),
    ) -> Self:
        """Start both in sandboxes that do not see the folders `masked`."""
        tests = max((len(paper.tests) for paper in assignment.papers), default=0)
        limits = dataclasses.replace(  # each test may need a process, and a socket
            assignment.limits,
            processes=assignment.limits.processes + tests,
            open_files=assignment.limits.open_files + tests,
        )
        both = [Zygote(role, rung, limits, modules, assignment.files, masked) for role in ROLES]
        for zygote in both:
            zygote.await_ready()
        return cls(*both)

    def branch(self) -> "Pair":
        """Fork both, each in a sandbox of its own.

        Raises
        ------
        WireError
            If the kernel permits no sandbox within the sandbox.
        """
        return Pair(self.pupils.branch(), self.checkers.branch())

    def close(self) -> None:
        """End both processes."""
        self.pupils.close()
        self.checkers.close()


class Isolated:
    """The isolated judge of one set."""

    def __init__(self, pair: Pair, papers: Sequence[Paper], limits: Limits, on_disk: bool) -> None:
        self._pair, self.limits, self.on_disk = pair, limits, on_disk
        self.loaded = pair.pupils.loaded
        prime = pair.pupils.prime
        self._openings = {p.name: prime({"cells": p.opening}) for p in papers}
        checks = {p.name: p.to_check() for p in papers}
        self._asked = {name: frozenset(check["asked"]) for name, check in checks.items()}
        prime = pair.checkers.prime
        self._examiners = {name: prime(check) for name, check in checks.items()}
        self.trouble: dict[str, list[str]] = {n: list(e.told) for n, e in self._examiners.items()}

    def judge(
        self,
        paper: Paper,
        steps: Sequence[Step],
        files: Mapping[str, bytes],
        earned: Mapping[str, float],
    ) -> dict[str, Trust]:
        """Return what it says of each test that has earned points in place."""
        asked = [s for s in steps if not s.tests or (s.cell and s.cell.grade_id in earned)]
        last = max((n for n, s in enumerate(asked) if s.tests), default=-1)
        ran = [Ran(step) for step in asked[: last + 1]]
        result, outcome = PaperResult(paper.name), Outcome("")
        Examination(self, paper, files, ran, result, [], outcome, autograded.Display()).run()
        return {n: _trust(t, earned[n]) for n, t in result.tests.items() if n in earned}

    def pupils(self, paper: Paper, opened: bool) -> Warmed:
        """Return where the student's first state comes from."""
        return self._openings[paper.name] if opened else self._pair.pupils

    def asked(self, paper: Paper) -> frozenset[str]:
        """Return the names that tests find in the student's process."""
        return self._asked[paper.name]

    def examiner(self, paper: Paper) -> Primed:
        """Return where the tests of a notebook run."""
        return self._examiners[paper.name]


def _trust(test: TestResult, earned: float) -> Trust:
    match test.verdict:
        case "slow":
            return Trust(Reason.TIME_LIMIT, test.detail)
        case "lost":
            return Trust(Reason.PROCESS_LOST, test.detail)
        case "passed" | "partial":
            agrees = abs(test.score - earned) < 1e-9
            detail = f"{test.score:g} points, not {earned:g}"
            return Trust() if agrees else Trust(Reason.OTHER_SCORE, detail)
    asserted = test.kind == "AssertionError"
    return Trust(Reason.ASSERTION_FAILED if asserted else Reason.ERROR_RAISED, test.detail)
