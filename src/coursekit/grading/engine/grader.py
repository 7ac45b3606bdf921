"""Leads one submission from its bytes to its grades."""

import dataclasses
import time
from typing import Self

from coursekit.assignment.notebook import Assignment, Paper
from coursekit.feedback import autograded
from coursekit.grading.engine.launch import Primed, Role, Rung, Warmed, Zygote
from coursekit.grading.engine.notebook_grading import Examination, Ran
from coursekit.submission import reading
from coursekit.submission.alignment import Step, plan
from coursekit.submission.results import Outcome, PaperResult, TestResult

ROLES: tuple[Role, Role] = ("pupil", "checker")
MAX_FLAGS = 30


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
    def start(cls, assignment: Assignment, rung: Rung, masked: tuple[str, ...] = ()) -> Self:
        """Start both in sandboxes that do not see the folders `masked`."""
        modules = ["IPython.display", *assignment.modules()]
        if any(m.partition(".")[0] == "matplotlib" for m in modules):
            modules += ["matplotlib.pyplot", "matplotlib_inline.backend_inline"]
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


class Grader:
    """Grades submissions to a set, one after another.

    Parameters
    ----------
    assignment
        The set.
    rung
        The kind of sandbox.
    masked
        Folders that the sandbox must not see.
    pair
        The processes to begin from, if there are any already.
    """

    def __init__(
        self,
        assignment: Assignment,
        rung: Rung,
        masked: tuple[str, ...] = (),
        pair: Pair | None = None,
    ) -> None:
        self.assignment, self.rung = assignment, rung
        self._pair = pair or Pair.start(assignment, rung, masked)
        self.loaded = self._pair.pupils.loaded
        papers = assignment.papers
        prime = self._pair.pupils.prime
        self._openings = {p.name: prime({"cells": p.opening}) for p in papers}
        checks = {p.name: p.to_check() for p in papers}
        self._asked = {name: frozenset(check["asked"]) for name, check in checks.items()}
        prime = self._pair.checkers.prime
        self._examiners = {name: prime(check) for name, check in checks.items()}
        self.trouble: dict[str, list[str]] = {n: list(e.told) for n, e in self._examiners.items()}

    def grade(self, submission: reading.Submission) -> Outcome:
        """Grade one submission; never raises for anything that the student handed in."""
        began = time.perf_counter()
        outcome = Outcome(submission.student, flags=list(submission.flags))
        for paper in self.assignment.papers:
            result = PaperResult(paper.name)
            outcome.papers.append(result)
            display = autograded.Display()
            ran = self._paper(paper, submission, result, outcome, display)
            result.notebook = autograded.write(paper, ran, display)
            if display.cut:
                outcome.flags.append("some of its text or output is shown as plain text or cut")
        problems = [p.problem for p in outcome.papers if p.problem]
        if len(problems) == len(outcome.papers):
            outcome.status = "rejected"
        elif problems or outcome.lost:
            outcome.status = "partial"
        outcome.reason = "; ".join(dict.fromkeys([*problems, *outcome.lost]))
        outcome.flags = _bounded(outcome.flags)
        outcome.seconds = time.perf_counter() - began
        return outcome

    def _paper(
        self,
        paper: Paper,
        submission: reading.Submission,
        result: PaperResult,
        outcome: Outcome,
        display: autograded.Display,
    ) -> list[Ran]:
        flags: list[str] = []
        try:
            cells, strange = reading.parse(_find(paper, submission, flags))
            steps, mended = plan(paper, cells)
        except reading.RejectedError as error:
            result.problem = str(error)
            if len(self.assignment.papers) > 1:
                result.problem = f"{paper.name}: {error}"
            for name, cell in paper.known.items():
                if cell.points is not None:
                    result.scores[name] = 0.0
                if cell.kind == "test":
                    points = cell.points or 0.0
                    result.tests[name] = TestResult(points, verdict="lost", shown=str(error))
            outcome.flags += flags
            return [Ran(Step(c.released, c.cell_type, c, trusted=True)) for c in paper.cells]
        ran = [Ran(step) for step in steps]
        Examination(self, paper, submission, ran, result, flags, outcome, display).run()
        outcome.flags += [*strange, *mended, *flags]
        return ran

    def pupils(self, paper: Paper, opened: bool) -> Warmed:
        """Return where the student's first state comes from."""
        return self._openings[paper.name] if opened else self._pair.pupils

    def asked(self, paper: Paper) -> frozenset[str]:
        """Return the names that tests find in the student's process."""
        return self._asked[paper.name]

    def examiner(self, paper: Paper) -> Primed:
        """Return where the tests of a notebook run."""
        return self._examiners[paper.name]

    def close(self) -> None:
        """End the processes."""
        self._pair.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _bounded(flags: list[str]) -> list[str]:
    """Return the flags, each once, and no flood of them."""
    told = list(dict.fromkeys(flags))
    more = len(told) - MAX_FLAGS
    return told if more <= 0 else [*told[:MAX_FLAGS], f"and {more} more of this kind"]


def _find(paper: Paper, submission: reading.Submission, flags: list[str]) -> bytes:
    """Return the bytes of a notebook, under a name that accidents have changed if need be."""
    if submission.problem:
        raise reading.RejectedError(submission.problem)
    wanted = f"{paper.name}.ipynb"
    if wanted in submission.files:
        return submission.files[wanted]
    others = [n for n in submission.files if n.endswith(".ipynb")]
    same = [n for n in others if n.rpartition("/")[2].lower() == wanted.lower()]
    if len(same) == 1:
        flags.append(f"{wanted} was handed in as {same[0][:80]!r}")
        return submission.files[same[0]]
    what = f"; handed in instead: {', '.join(map(reading.shown, others[:5]))}" if others else ""
    why = [f for f in submission.flags if f.startswith(wanted)]
    raise reading.RejectedError(f"{wanted} was not handed in{what}{'; ' + why[0] if why else ''}")
