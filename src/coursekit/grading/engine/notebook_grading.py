"""Examines one notebook of one submission: all its cells first, then all its tests."""

import contextlib
import functools
import time
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coursekit.assignment.notebook import Cell, Paper
from coursekit.feedback import autograded
from coursekit.grading.apart.protocol.channel import SlowError, WireError
from coursekit.grading.engine.checker_client import Checker
from coursekit.grading.engine.footprints import Footprint, Footprints, apart, together
from coursekit.grading.engine.launch import Primed, State, Warmed
from coursekit.grading.engine.monitor import Watch
from coursekit.grading.engine.past import Past
from coursekit.grading.engine.snapshots import Moment, Timeline
from coursekit.submission.results import Outcome, PaperResult, Ran, TestResult

if TYPE_CHECKING:
    from coursekit.grading.engine.isolated import Isolated

HIDDEN_FAILED = "A hidden test did not pass."
PAUSES = (0.1, 0.5)
"""Seconds between tries to begin with a submission."""

CROWDED = 0.25
"""Share of the memory limit by which a process may grow that tests share."""


class Examination:
    """One notebook of one submission: all its cells first, then all its tests."""

    def __init__(
        self,
        grader: "Isolated",
        paper: Paper,
        files: Mapping[str, bytes],
        ran: list[Ran],
        result: PaperResult,
        flags: list[str],
        outcome: Outcome,
        display: autograded.Display,
    ) -> None:
        self._display = display
        self._grader, self._paper, self._files = grader, paper, files
        self._ran, self._result, self._flags, self._outcome = ran, result, flags, outcome
        self._limits = grader.limits
        self._deadline = time.monotonic() + self._limits.total
        self._sources: list[str] = []
        self._footprints: dict[str, Footprint | None] = {}
        self._apart: set[str] = set()
        self._writers: set[str] = set()
        self._ready: dict[str, State] = {}
        self._joined: dict[str, State] = {}
        self._held: dict[int, int] = {}
        self._moments: dict[str, tuple[Moment, list[str]]] = {}

    def run(self) -> None:
        """Grade the notebook."""
        opening = self._paper.opening
        first = [r.step.text for r in self._ran if r.step.cell_type == "code"][: len(opening)]
        files = dict(self._files)
        opened = bool(opening) and first == opening and not files
        began = time.perf_counter()
        timeline = self._timeline(self._grader.pupils(self._paper, opened))
        watch = self._watch = Watch(timeline.session, self._limits, on_disk=self._grader.on_disk)
        try:
            timeline.session.furnish(files)
            moments = self._cells(timeline, watch, len(opening) if opened else 0)
            self._outcome.spent["cells"] = time.perf_counter() - began
            began = time.perf_counter()
            self._tests(timeline, moments)
            self._outcome.spent["tests"] = time.perf_counter() - began
        except WireError as error:
            self._lose(f"the student's process could not go on: {error}")
            self._close_tests(str(error))
        finally:
            watch.stop()
            timeline.close()
        if timeline.stepped_back:
            self._lose("a cell left the notebook in a state that could not go on: undone")
        self._outcome.memory = max(self._outcome.memory, watch.peak)
        for why, times in Counter(watch.stops).items():
            self._flags.append(f"processes were stopped: {why}" + f" ({times} times)" * (times > 1))

    def _timeline(self, pupils: Warmed) -> Timeline:
        """Begin with a process (those of the submission before may still be ending).

        Where none begins the sandbox itself is ill: that is for the engine, which starts another.
        """
        for pause in PAUSES:
            with contextlib.suppress(WireError):
                return Timeline(pupils, self._limits)
            time.sleep(pause)
        return Timeline(pupils, self._limits)

    def _cells(
        self, timeline: Timeline, watch: Watch, opened: int
    ) -> dict[str, tuple[Moment, list[str]]]:
        """Run the cells in order; return the state in which each test is to be run."""
        moments: dict[str, tuple[Moment, list[str]]] = {}
        told = self._grader.pupils(self._paper, opened=bool(opened))
        screens = list(told.told) if opened and isinstance(told, Primed) else []
        past = Past(self._grader.loaded)
        footprints = self._look_through()
        found: Footprint | None = Footprint()
        for ran in self._ran:
            step = ran.step
            for name, cell in _tested(ran):
                moments[name] = (timeline.keep(), list(self._sources))
                past.add_test(cell.source)
                found = together(found, self._footprints[name])
            if not step.runs:
                continue
            self._sources.append(step.text)
            unseen = past.cannot_tell(step.text)
            changed = footprints.of_cell(step.text) if past.has_loaded(step.text) else None
            quiet = changed == Footprint() or _are_apart(changed, found)
            once = footprints.writes(step.text)
            past.add_cell(step.text)
            if screens:
                ran.screen = self._display.keep(screens.pop(0))
                continue
            if not step.text.strip():
                continue
            left = self._deadline - time.monotonic()
            if left <= 0 or timeline.deaths >= self._limits.deaths:
                why = "it was not run: too much time or too many crashes before"
                ran.screen = self._display.keep({"died": why})
                self._lose("some cells were not run: too much time or too many crashes before")
                continue
            began = time.perf_counter()
            seconds = min(self._limits.cell, left)
            ran.screen = self._display.keep(timeline.run(step.text, seconds, unseen, quiet, once))
            spent = time.perf_counter() - began
            if "died" in ran.screen:
                self._sources.pop()
                self._lose(f"{_called(step.cell)}: {ran.screen['died']}")
            if step.cell is not None and step.cell.grade_id:
                self._result.seconds[step.cell.grade_id] = spent
                self._result.memory[step.cell.grade_id] = watch.largest()
        return moments

    def _look_through(self) -> Footprints:
        """Find out from the texts which tests may share a process."""
        cells = [(r.step.text, r.step.trusted) for r in self._ran if r.step.runs]
        tests = self._all_tests()
        footprints = Footprints(cells, self._grader.asked(self._paper), self._grader.loaded)
        found = footprints.of_tests([cell.source for _, cell in tests])
        self._footprints = dict(zip((name for name, _ in tests), found, strict=True))
        self._apart = apart(self._footprints)
        self._writers = {name for name, cell in tests if footprints.writes(cell.source)}
        return footprints

    def _all_tests(self) -> list[tuple[str, Cell]]:
        return [named for ran in self._ran for named in _tested(ran)]

    def _lose(self, what: str) -> None:
        """Note a part of the work that could not be graded."""
        if what not in self._outcome.lost:
            self._outcome.lost.append(what)

    def _tests(self, timeline: Timeline, moments: dict[str, tuple[Moment, list[str]]]) -> None:
        """Run what students were given of all tests, then the hidden parts."""
        tests = [(ran, name, cell) for ran in self._ran for name, cell in _tested(ran)]
        if not tests:
            return
        self._moments = moments
        self._set_apart(timeline)
        checker = Checker(self._grader.examiner(self._paper), self._limits.test)
        try:
            for first in (True, False):
                for ran, name, cell in tests:
                    if first:
                        ran.test = TestResult(cell.points or 0.0, verdict="running")
                        self._result.tests[name] = ran.test
                    if ran.test is not None and ran.test.verdict == "running":
                        self._test(name, cell, ran.test, timeline, moments[name], checker, first)
        finally:
            checker.close()

    def _set_apart(self, timeline: Timeline) -> None:
        """Make the states of those that share none, before any other test leaves traces."""
        timeline.make_spares()
        waiting = Counter(moment for moment, _ in self._moments.values())
        for name, (moment, _) in self._moments.items():
            if name not in self._apart:
                continue
            waiting[moment] -= 1
            with contextlib.suppress(WireError):  # it is told of when the test's turn comes
                self._ready[name] = timeline.state(moment, last=waiting[moment] == 0)

    def _test(
        self,
        name: str,
        cell: Cell,
        test: TestResult,
        timeline: Timeline,
        standing: tuple[Moment, list[str]],
        checker: Checker,
        first: bool,
    ) -> None:
        _, sources = standing
        if time.monotonic() > self._deadline + self._limits.test:
            _fail(test, "slow", "The time limit of the whole notebook was reached.")
            self._lose("the time limit of the whole notebook was reached: tests were not run")
        else:
            began = time.perf_counter()
            try:
                go = functools.partial(self._go, name, timeline, standing, checker, first)
                try:
                    reply = go()
                except WireError:
                    if name not in self._joined:
                        raise
                    reply = {"ok": False, "broken": True}
                if name in self._joined and self._is_disturbed(reply):
                    parted = self._part(name, timeline)
                    if len(parted) > 1:
                        self._deadline += time.perf_counter() - began  # others may be to blame
                        self._start_over(name, parted, timeline, checker, first)
                        reply = go()
                elif not first and _ended(reply):
                    self._begin(name, timeline, standing, checker)
                    reply = checker.rest(name, sources)
                self._judge(test, cell, reply, first)
                self._make_room(name, timeline)
            except SlowError:
                _fail(test, "slow", "The test ran into its time limit.")
            except WireError as error:
                _fail(test, "lost", "The notebook's process was gone before this test.")
                test.detail = str(error)
            if test.verdict in {"slow", "lost"}:
                what = "time limit" if test.verdict == "slow" else "process lost"
                self._lose(f"test {name!r}: {what}")
            test.seconds += time.perf_counter() - began
        self._result.scores[name] = test.score

    def _begin(
        self,
        name: str,
        timeline: Timeline,
        standing: tuple[Moment, list[str]],
        checker: Checker,
    ) -> dict[str, Any]:
        """Run the given part of a test in a state of its own, or in one that others share."""
        moment, sources = standing
        if name in self._apart:
            process = self._ready.pop(name, None)
            if process is None or not process.answers():  # others may have ended it since
                process = timeline.state(moment)
        else:
            treads, again = bool(self._footprints[name]), name in self._joined
            process = self._joined[name] = timeline.join(moment, treads, again)
            held = self._watch.held_by(process.process)
            self._held.setdefault(process.process.pid, held)
        return checker.visible(name, process.channel, sources)

    def _go(
        self,
        name: str,
        timeline: Timeline,
        standing: tuple[Moment, list[str]],
        checker: Checker,
        first: bool,
    ) -> dict[str, Any]:
        """Run the given part of a test, or what follows, begun again where that is needed."""
        if first:
            return self._begin(name, timeline, standing, checker)
        if not checker.knows(name):
            self._begin(name, timeline, standing, checker)
        return checker.rest(name, standing[1])

    @staticmethod
    def _is_disturbed(reply: dict[str, Any]) -> bool:
        """Whether a test may suffer from those it shares a process with, or they from it."""
        return bool(
            reply["broken"]
            or (not reply["ok"] and (reply["slow"] or reply["kind"] == "MemoryError"))
        )

    def _make_room(self, name: str, timeline: Timeline) -> None:
        """Let nobody else into a process that holds much by now."""
        process = self._joined.get(name)
        if process is None:
            return
        grown = self._watch.held_by(process.process) - self._held[process.process.pid]
        if grown > CROWDED * self._limits.memory:
            timeline.leave(process)

    def _part(self, name: str, timeline: Timeline) -> set[str]:
        """End the process that a test shares; return the tests that were in it."""
        process = self._joined[name]
        parted = {n for n, other in self._joined.items() if other.is_same(process)}
        self._apart |= parted
        for other in parted:
            del self._joined[other]
        timeline.part(process)
        return parted

    def _start_over(
        self, name: str, parted: set[str], timeline: Timeline, checker: Checker, first: bool
    ) -> None:
        """Begin the tests again whose process has ended, and all that they may go on with.

        What the tests have made of the instructor's objects is the checker's: it starts anew,
        unless a test has written files, which are there by now.
        """
        if any(checker.knows(writer) for writer in self._writers):
            for other in parted:
                checker.forget(other)
            return
        checker.restart()
        for other, standing in self._moments.items():
            if first and other == name:
                return
            verdict = self._result.tests[other].verdict
            if verdict in {"slow", "lost"}:
                continue
            with contextlib.suppress(WireError):
                self._begin(other, timeline, standing, checker)
                if not first and verdict != "running":
                    checker.rest(other, standing[1])

    def _judge(self, test: TestResult, cell: Cell, reply: dict[str, Any], first: bool) -> None:
        if reply["ok"]:
            value = reply["value"]
            if first:
                test.printed = reply["out"]
            if first and cell.hidden_from is not None:
                return
            _score(test, value)
            return
        shown_lines = cell.source.split("\n")
        line = reply["line"]
        test.line = shown_lines[line - 1].strip()[:300] if line and line <= len(shown_lines) else ""
        test.kind = reply["kind"]
        test.detail = f"{reply['kind']}: {reply['message']}"
        if reply["slow"]:
            _fail(test, "slow", "The test ran into its time limit.")
        elif _ended(reply):
            _fail(test, "lost", reply["message"] if first else HIDDEN_FAILED)
        elif first:
            _fail(test, "failed", reply["message"])
        else:
            _fail(test, "hidden", HIDDEN_FAILED)

    def _close_tests(self, why: str) -> None:
        for ran in self._ran:
            for name, cell in _tested(ran):
                test = self._result.tests.setdefault(
                    name, TestResult(cell.points or 0.0, verdict="running")
                )
                if test.verdict == "running":
                    _fail(test, "lost", "The notebook's process was gone before this test.")
                    test.detail = why
                ran.test = test
                self._result.scores[name] = test.score


def _tested(ran: Ran) -> list[tuple[str, Cell]]:
    """Return the id and the cell of a step if it is a test."""
    cell = ran.step.cell
    return [(cell.grade_id, cell)] if ran.step.tests and cell and cell.grade_id else []


def _are_apart(one: Footprint | None, other: Footprint | None) -> bool:
    return one is not None and other is not None and one.isdisjoint(other)


def _ended(reply: dict[str, Any]) -> bool:
    return bool(not reply["ok"] and reply["gone"] and "process" in reply["message"])


def _called(cell: Cell | None) -> str:
    return f"cell {cell.grade_id!r}" if cell is not None and cell.grade_id else "a cell"


def _score(test: TestResult, value: float | None) -> None:
    if value is None or value == test.points:
        test.score, test.verdict = test.points, "passed"
    elif 0 <= value <= test.points:
        test.score, test.verdict = value, "partial"
        test.shown = f"{value:g} of {test.points:g} points."
    else:
        _fail(test, "failed", "The test's partial credit is outside of its points.")


def _fail(test: TestResult, verdict: str, shown: str) -> None:
    test.score, test.verdict, test.shown = 0.0, verdict, shown
