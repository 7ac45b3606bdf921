"""Judges one notebook in place: its points from a full run, what is shown from another.

The full run has the hidden parts of the tests in it, and of it only points and flags leave.
What feedback shows comes from a second process, in which no hidden part was ever run: nothing
that student code has seen of one can be in it. Cells that nothing tests and nobody shows are
not run.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coursekit.assignment.lessons import lesson_at
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import AssignmentNotebook, Cell
from coursekit.grading.channel import WireError
from coursekit.grading.engine.clock import Clock
from coursekit.grading.engine.notebook_run import CellTask, Loss, Result, Run
from coursekit.grading.engine.scoring import Credit, Score, score
from coursekit.grading.engine.sessions import Primed, Warmed
from coursekit.submission.alignment import Step
from coursekit.submission.results import Stop, TestResult
from coursekit.text import uncoloured

HIDDEN_FAILED = "A hidden test did not pass."
OUT_OF_RANGE = "The test's partial credit is outside of its points."

_LONGEST = 2_000


@dataclass
class Judged:
    """What became of one notebook.

    Attributes
    ----------
    screens
        What each step displays (`feedback.autograded.Display.keep`), None where it did not run.
    tests
        By id.
    seconds, memory
        Of the student's answers, by id: CPU seconds, bytes.
    lost
        What could not be graded, for people.
    stops
        Cells that were lost or stopped.
    odd
        Tests that ended with a number that is none of points.
    no_numbers
        Tests that ended with something else than a number: full credit, as in stock.
    """

    screens: list[dict[str, Any] | None]
    tests: dict[str, TestResult] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    no_numbers: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)


class JudgeInPlace:
    """The judge in place of one set.

    Parameters
    ----------
    place
        The warmed process.
    on_disk
        Whether its sessions' folders lie on a disk of the host.
    stock
        Whether stock's rules of scoring hold to the letter (`scoring.score`).
    """

    def __init__(
        self,
        place: Warmed,
        notebooks: Sequence[AssignmentNotebook],
        limits: Limits,
        on_disk: bool,
        stock: bool,
    ) -> None:
        self._place, self._limits, self._on_disk, self._stock = place, limits, on_disk, stock
        self._openings: dict[str, Primed] = {}
        for notebook in notebooks:
            if notebook.opening:
                # cells that end their process are run anew for each submission, and lose their own
                with contextlib.suppress(WireError):
                    self._openings[notebook.name] = place.prime({"cells": notebook.opening})

    def judge(
        self,
        notebook: AssignmentNotebook,
        steps: Sequence[Step],
        files: Mapping[str, bytes],
        clock: Clock,
    ) -> Judged:
        """Run a notebook and score its tests.

        Parameters
        ----------
        steps
            What is to be run, in order.
        files
            The student's own files.
        clock
            What all judging may spend. Each run has half of what is left of it, so that the runs
            after it have time too.
        """
        opening = self._opening(notebook, steps, files)
        full = [self._task(step, hidden=True) for step in steps]
        shown = [self._task(step, hidden=False) for step in steps]
        last = max((n for n, step in enumerate(steps) if step.tests), default=-1)
        seen = max((n for n, step in enumerate(steps) if _is_seen(step)), default=-1)
        shown[max(last, seen) + 1 :] = [None] * (len(steps) - max(last, seen) - 1)
        first = next((n for n, s in enumerate(steps) if s.cell and s.cell.hidden_from), None)
        results = visible = self._run(opening, shown, files, {}, clock) if first is None else None
        if results is None or visible is None:
            full[last + 1 :] = [None] * (len(steps) - last - 1)
            results = self._run(opening, full, files, {}, clock)
            before = {n: r.loss for n, r in enumerate(results.cells[:first]) if r.loss is not None}
            visible = self._run(opening, shown, files, before, clock)
        return self._judged(steps, results, visible, last)

    def _opening(
        self, notebook: AssignmentNotebook, steps: Sequence[Step], files: Mapping[str, bytes]
    ) -> Primed | None:
        """Return the state in which the opening cells have run, if it serves for these steps."""
        opening = self._openings.get(notebook.name)
        texts = [step.text for step in steps if step.cell_type == "code"]
        if opening is None or files or texts[: len(notebook.opening)] != notebook.opening:
            return None
        return opening if opening.told["usable"] else None

    def _task(self, step: Step, hidden: bool) -> CellTask | None:
        if step.tests and step.cell is not None:
            source = step.cell.source if hidden else step.cell.released
            return CellTask(source, self._limits.test, brief=hidden)
        if not step.runs or (step.trusted and _is_skipped(step.cell)):
            return None
        return CellTask(step.text, self._limits.cell, brief=hidden)

    def _run(
        self,
        opening: Primed | None,
        tasks: list[CellTask | None],
        files: Mapping[str, bytes],
        lost: Mapping[int, Loss],
        clock: Clock,
    ) -> "_Ran":
        told = iter(opening.told["results"] if opening is not None else ())
        given: dict[int, Result] = {}
        for n, task in enumerate(tasks):
            if task is not None and (result := next(told, None)) is not None:
                given[n], tasks[n] = Result(result["outputs"], result["count"]), None
        place, half = opening or self._place, clock.half()
        run = Run(place, self._limits, self._on_disk, files, half)
        cells = run.cells(tasks, lost)
        return _Ran([given.get(n, r) for n, r in enumerate(cells)], run.stops)

    def _judged(self, steps: Sequence[Step], full: "_Ran", visible: "_Ran", last: int) -> Judged:
        judged, unrun = Judged([]), 0
        for n, (step, result, shown) in enumerate(
            zip(steps, full.cells, visible.cells, strict=True)
        ):
            judged.screens.append(_screen(shown, self._limits))
            name = step.cell.grade_id if step.cell is not None else None
            if step.tests and step.cell is not None and name is not None:
                judged.tests[name] = self._tested(step.cell, result, shown, judged)
            elif name is not None and step.runs:
                judged.seconds[name], judged.memory[name] = result.cpu, result.memory
            counts = result if n <= last else shown
            if counts.loss is None:
                continue
            judged.stops.append(Stop(name or "", counts.loss.name))
            unrun += n <= last and counts.loss is Loss.NOT_RUN
            if n <= last and (counts.loss is not Loss.NOT_RUN or unrun == 1):
                words = counts.loss.words(self._limits)
                judged.lost.append(f"cell {name!r}: {words}" if name else f"a cell: {words}")
        if unrun > 1:
            judged.lost.append(f"and {unrun - 1} more were not run")
        for why in dict.fromkeys([*full.stops, *visible.stops]):
            judged.flags.append(f"processes were stopped: {why}")
        return judged

    def _tested(self, cell: Cell, full: Result, shown: Result, judged: Judged) -> TestResult:
        test = TestResult(cell.points or 0.0, seconds=full.cpu)
        test.printed = "".join(
            output["text"] for output in shown.outputs if output.get("name") == "stdout"
        )
        if full.loss is not None:
            ended = full.loss in {Loss.ENDED, Loss.NOT_RUN}
            test.verdict = "lost" if ended else "slow"
            test.shown = f"The test has no result: {full.loss.words(self._limits)}."
            return test
        found = score(cell, full.outputs, self._stock)
        test.score = found.points
        test.is_number = found.credit is Credit.NUMBER
        if found.credit is Credit.OUT_OF_RANGE:
            judged.odd.append(str(cell.grade_id))
        if found.credit is Credit.NO_NUMBER:
            judged.no_numbers.append(str(cell.grade_id))
        self._word(test, found, cell, full, shown)
        return test

    def _word(
        self, test: TestResult, found: Score, cell: Cell, full: Result, shown: Result
    ) -> None:
        """Say what the score means, to students of the visible part alone."""
        test.verdict = "passed" if found.points == test.points else "partial"
        if found.credit is Credit.NUMBER:
            test.shown = f"{found.points:g} of {test.points:g} points."
        if found.credit is Credit.OUT_OF_RANGE and found.points == 0:
            test.verdict, test.shown = "failed", OUT_OF_RANGE
        if found.credit is not Credit.FAILED:
            return
        kind, message = _error(full)
        test.detail, test.line = f"{kind}: {message}", _line(cell.source, full.line)
        visible = score(cell, shown.outputs, self._stock)
        if shown.loss is None and visible.credit is Credit.FAILED:
            test.verdict, (test.kind, test.shown) = "failed", _error(shown)
            test.line = _line(cell.released, shown.line)
        else:
            test.verdict, test.kind, test.shown = "hidden", kind, HIDDEN_FAILED
            test.lesson = lesson_at(cell.source, full.line) or ""


@dataclass
class _Ran:
    cells: list[Result]
    stops: list[str]


def _is_seen(step: Step) -> bool:
    """Whether somebody looks at what a cell displays: it is the student's."""
    return step.runs and not step.trusted


def _is_skipped(cell: Cell | None) -> bool:
    """Whether the instructor has asked for a cell not to be run, as stock's client has it."""
    return cell is not None and "skip-execution" in cell.metadata.get("tags", ())


def _screen(result: Result, limits: Limits) -> dict[str, Any] | None:
    if result.loss is not None:
        return {"died": result.loss.words(limits)}
    if result.count is None and not result.outputs:
        return None
    return {"count": result.count, "outputs": result.outputs, "cut": result.cut}


def _error(result: Result) -> tuple[str, str]:
    """Return name and message of what a cell failed by."""
    for output in result.outputs:
        if output["output_type"] == "error":
            return output["ename"][:80], uncoloured(output["evalue"])[:_LONGEST]
        if output.get("name") == "stderr":
            return "stderr", output["text"][:_LONGEST]
    return "", ""


def _line(source: str, number: int) -> str:
    lines = source.split("\n")
    return lines[number - 1].strip()[:300] if 0 < number <= len(lines) else ""
