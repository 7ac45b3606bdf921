"""Leads one submission from its bytes to its grades: points in place, trust apart."""

import dataclasses
import hashlib
import time
from collections.abc import Mapping, Sequence
from typing import Self

from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.feedback import autograded
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.clock import Clock
from coursekit.grading.engine.isolated_judge import IsolatedJudge
from coursekit.grading.engine.judge_in_place import Judged, JudgeInPlace
from coursekit.grading.engine.manner import Manner, OnDoubt
from coursekit.grading.engine.sandboxes import Sandboxes
from coursekit.submission import reading
from coursekit.submission.alignment import Step, plan
from coursekit.submission.results import NO_RESPONSE, NotebookResult, Outcome, Ran, TestResult
from coursekit.submission.verdicts import Agreement, Reason, Trust
from coursekit.text import shown

MAX_FLAGS = 30
MAX_KNOWN = 20_000
"""Answers of which a grader remembers what the isolated judge has said."""

_OF_THE_MOMENT = frozenset((Reason.TIME_LIMIT, Reason.MEMORY_LIMIT, Reason.JUDGE_FAILED))
"""What another run of the same code may not meet."""

Tests = frozenset[tuple[str, str]]
"""Tests by notebook and id."""


@dataclasses.dataclass(frozen=True)
class Learned:
    """What the reference solution has shown of a set's tests.

    Attributes
    ----------
    unconfirmed
        Those on which the isolated judge does not confirm it: of students it is not asked.
    numbers
        Those that end with a number of points: anything else is for a person to look at.
    """

    unconfirmed: Tests = frozenset()
    numbers: Tests = frozenset()


NOTHING = Learned()


class Grader:
    """Grades submissions to a set, one after another.

    Parameters
    ----------
    assignment
        The set.
    backend
        The kind of sandbox.
    masked
        Folders that the sandbox must not see.
    manner
        How.
    sandboxes
        The processes to begin from, if there are any already.
    """

    def __init__(
        self,
        assignment: Assignment,
        backend: Backend,
        masked: tuple[str, ...] = (),
        manner: Manner | None = None,
        sandboxes: Sandboxes | None = None,
    ) -> None:
        self.assignment = assignment
        self.manner = manner or Manner()
        on_disk = backend != "bubblewrap"
        self._sandboxes = sandboxes or Sandboxes.start(
            assignment, backend, masked, self.manner.judges
        )
        notebooks, limits = assignment.notebooks, assignment.limits
        self._in_place = JudgeInPlace(
            self._sandboxes.in_place, notebooks, limits, on_disk, self.manner.stock
        )
        pair = self._sandboxes.apart
        self._apart = IsolatedJudge(pair, notebooks, limits, on_disk) if pair is not None else None
        self._known: dict[tuple[str, str, str, float], Trust] = {}
        self.trouble: dict[str, list[str]] = self._apart.trouble if self._apart else {}

    def grade(self, submission: reading.Submission, learned: Learned = NOTHING) -> Outcome:
        """Grade one submission; never raises for anything that the student handed in.

        Raises
        ------
        WireError
            If the sandboxes have failed: others have to grade it.
        """
        began = time.perf_counter()
        outcome = Outcome(submission.student, flags=list(submission.flags))
        for notebook in self.assignment.notebooks:
            result = NotebookResult(notebook.name)
            outcome.notebooks.append(result)
            display = autograded.Display()
            ran = self._notebook(notebook, submission, result, outcome, display, learned)
            result.autograded = autograded.write(notebook, ran, display)
            if display.cut:
                outcome.flags.append("some of its text or output is shown as plain text or cut")
        problems = [p.problem for p in outcome.notebooks if p.problem]
        if len(problems) == len(outcome.notebooks):
            outcome.status = "rejected"
        elif problems or outcome.lost:
            outcome.status = "partial"
        outcome.reason = "; ".join(dict.fromkeys([*problems, *outcome.lost]))
        outcome.flags = _bounded(outcome.flags)
        outcome.seconds = time.perf_counter() - began
        return outcome

    def _notebook(
        self,
        notebook: AssignmentNotebook,
        submission: reading.Submission,
        result: NotebookResult,
        outcome: Outcome,
        display: autograded.Display,
        learned: Learned,
    ) -> list[Ran]:
        flags: list[str] = []
        try:
            cells, strange = reading.parse(_find(notebook, submission, flags))
            steps, mended = plan(notebook, cells)
        except reading.RejectedError as error:
            result.problem = str(error)
            if len(self.assignment.notebooks) > 1:
                result.problem = f"{notebook.name}: {error}"
            for name, cell in notebook.known.items():
                if cell.points is not None:
                    result.scores[name] = 0.0
                if cell.kind == "test":
                    points = cell.points or 0.0
                    result.tests[name] = TestResult(points, verdict="lost", shown=str(error))
            outcome.flags += flags
            return [Ran(Step(c.released, c.cell_type, c, trusted=True)) for c in notebook.cells]
        files = own_files(submission, self.assignment)
        clock = Clock(self.assignment.limits.clock)
        began = time.perf_counter()
        judged = self._in_place.judge(notebook, steps, files, clock)
        outcome.spent["in place"] = time.perf_counter() - began
        _take(judged, result, outcome, learned)
        if self.manner.lessons:
            for test in judged.tests.values():
                test.shown += f" It {test.lesson}." if test.lesson else ""
        _by_hand(steps, result)
        began = time.perf_counter()
        self._ask_apart(notebook, steps, files, result, learned.unconfirmed, clock)
        outcome.spent["apart"] = time.perf_counter() - began
        outcome.flags += [*strange, *mended, *flags, *judged.flags, *_doubts(result)]
        return [_shown(step, screen, result, display)
                for step, screen in zip(steps, judged.screens, strict=True)]  # fmt: skip

    def _ask_apart(
        self,
        notebook: AssignmentNotebook,
        steps: Sequence[Step],
        files: Mapping[str, bytes],
        result: NotebookResult,
        unconfirmed: Tests,
        clock: Clock,
    ) -> None:
        """Ask the isolated judge about the points that were given."""
        if self._apart is None:
            return
        for name, test in result.tests.items():
            if (notebook.name, name) in unconfirmed:
                test.trust = Trust(Reason.REFERENCE_UNCONFIRMED)
        earned = {
            name: test.score
            for name, test in result.tests.items()
            if test.score > 0 and (notebook.name, name) not in unconfirmed
        }
        for name, trust in self._trusts(self._apart, notebook, steps, files, earned, clock).items():
            test = result.tests[name]
            test.trust = trust
            doubted = trust.agreement is not Agreement.AGREES
            withheld = doubted and self.manner.on_doubt is OnDoubt.WITHHOLD
            test.waits |= withheld or trust.differs
            if withheld:
                result.scores[name] = test.score = 0.0

    def _trusts(
        self,
        apart: IsolatedJudge,
        notebook: AssignmentNotebook,
        steps: Sequence[Step],
        files: Mapping[str, bytes],
        earned: Mapping[str, float],
        clock: Clock,
    ) -> dict[str, Trust]:
        """Return what the isolated judge says; of the same code it is asked once."""
        codes = _codes(steps, files)
        keys = {name: (notebook.name, codes[name], name, points) for name, points in earned.items()}
        trusts = {n: self._known[key] for n, key in keys.items() if key in self._known}
        asked = {name: points for name, points in earned.items() if name not in trusts}
        if asked:
            found = apart.judge(notebook, steps, files, asked, clock)
            trusts |= {name: found.get(name, Trust(Reason.JUDGE_FAILED)) for name in asked}
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        lasting = {n: t for n, t in trusts.items() if t.reason not in _OF_THE_MOMENT}
        self._known |= {keys[name]: trust for name, trust in lasting.items()}
        return trusts

    def close(self) -> None:
        """End the processes."""
        self._sandboxes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def own_files(submission: reading.Submission, assignment: Assignment) -> dict[str, bytes]:
    """Return the student's own files; the set's data stays the instructor's."""
    data, keep = assignment.files, assignment.keep
    return {
        name: content
        for name, content in submission.files.items()
        if not name.endswith(".ipynb")
        and name != "timestamp.txt"
        and (name not in data or name in keep)
    }


def _codes(steps: Sequence[Step], files: Mapping[str, bytes]) -> dict[str, str]:
    """Return for each test the digest of all that has run before it."""
    sha = hashlib.sha256(repr(sorted(files.items())).encode())
    codes = {}
    for step in steps:
        if step.tests and step.cell is not None and step.cell.grade_id is not None:
            codes[step.cell.grade_id] = sha.hexdigest()
        elif step.runs:
            sha.update(f"{step.text.strip()}\0".encode())
    return codes


def _take(judged: Judged, result: NotebookResult, outcome: Outcome, learned: Learned) -> None:
    result.tests, result.seconds, result.memory = judged.tests, judged.seconds, judged.memory
    result.scores |= {name: test.score for name, test in judged.tests.items()}
    strange = [n for n in judged.no_numbers if (result.name, n) in learned.numbers]
    for name in (*judged.odd, *strange):
        judged.tests[name].waits = True
    outcome.lost += judged.lost
    outcome.stops += judged.stops


def _by_hand(steps: Sequence[Step], result: NotebookResult) -> None:
    """Leave what a person grades to a person, except where nothing was answered."""
    for step in steps:
        cell = step.cell
        if cell is None or cell.grade_id is None or cell.kind not in {"answer", "task"}:
            continue
        untouched = step.text.strip() == cell.source.strip()
        silent = untouched and cell.kind == "answer"
        result.comments[cell.grade_id] = NO_RESPONSE if silent else None
        if cell.by_hand:
            result.scores[cell.grade_id] = 0.0 if silent else None
        if cell.is_code and not untouched:
            result.answers[cell.grade_id] = step.text


def _doubts(result: NotebookResult) -> list[str]:
    """Return, for the instructor, which points are not confirmed and why."""
    flags = []
    for name, test in result.tests.items():
        reason = test.trust.reason
        if reason in {None, Reason.NOT_ASKED, Reason.REFERENCE_UNCONFIRMED}:
            if test.waits:
                flags.append(f"test {name!r} ended with a value from which no points follow")
            continue
        what = "differs" if test.trust.differs else "cannot tell"
        detail = f" ({test.trust.detail})" if test.trust.detail else ""
        where = f", line {test.trust.line}" if test.trust.line else ""
        flags.append(f"test {name!r}: the isolated judge {what}: {reason.value}{where}{detail}")
    return flags


def _shown(
    step: Step,
    screen: dict[str, object] | None,
    result: NotebookResult,
    display: autograded.Display,
) -> Ran:
    test = None
    if step.tests and step.cell is not None and step.cell.grade_id is not None:
        test = result.tests[step.cell.grade_id]
    return Ran(step, display.keep(screen) if screen is not None and test is None else None, test)


def _bounded(flags: list[str]) -> list[str]:
    """Return the flags, each once, and no flood of them."""
    told = list(dict.fromkeys(flags))
    more = len(told) - MAX_FLAGS
    return told if more <= 0 else [*told[:MAX_FLAGS], f"and {more} more of this kind"]


def _find(notebook: AssignmentNotebook, submission: reading.Submission, flags: list[str]) -> bytes:
    """Return the bytes of a notebook, under a name that accidents have changed if need be."""
    if submission.problem:
        raise reading.RejectedError(submission.problem)
    wanted = f"{notebook.name}.ipynb"
    if wanted in submission.files:
        return submission.files[wanted]
    others = [n for n in submission.files if n.endswith(".ipynb")]
    same = [n for n in others if n.rpartition("/")[2].lower() == wanted.lower()]
    if len(same) == 1:
        flags.append(f"{wanted} was handed in as {same[0][:80]!r}")
        return submission.files[same[0]]
    what = f"; handed in instead: {', '.join(map(shown, others[:5]))}" if others else ""
    why = [f for f in submission.flags if f.startswith(wanted)]
    raise reading.RejectedError(f"{wanted} was not handed in{what}{'; ' + why[0] if why else ''}")
