"""Leads one submission from its bytes to its grades."""

import contextlib
import dataclasses
import functools
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any, Self

from coursekit.grading import ingest, notebook
from coursekit.grading.footprints import Footprint, Footprints, apart, together
from coursekit.grading.outcome import Outcome, PaperResult, TestResult
from coursekit.grading.paper import Assignment, Cell, Paper
from coursekit.grading.past import Past
from coursekit.grading.plan import Step, plan
from coursekit.grading.sandbox.launch import Primed, Role, Rung, Session, State, Warmed, Zygote
from coursekit.grading.timeline import Moment, Timeline
from coursekit.grading.watch import Watch
from coursekit.grading.wire import SlowError, WireError

ROLES: tuple[Role, Role] = ("pupil", "checker")
HIDDEN_FAILED = "A hidden test did not pass."
MAX_FLAGS = 30
PAUSES = (0.1, 0.5, 2.0)
"""Seconds between tries to begin with a submission."""

CROWDED = 0.25
"""Share of the memory limit by which a process may grow that tests share."""


@dataclass
class Ran:
    """A step of the plan and what became of it."""

    step: Step
    screen: dict[str, Any] | None = None
    test: TestResult | None = None


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

    def grade(self, submission: ingest.Submission) -> Outcome:
        """Grade one submission; never raises for anything that the student handed in."""
        began = time.perf_counter()
        outcome = Outcome(submission.student, flags=list(submission.flags))
        for paper in self.assignment.papers:
            result = PaperResult(paper.name)
            outcome.papers.append(result)
            display = notebook.Display()
            ran = self._paper(paper, submission, result, outcome, display)
            result.notebook = notebook.write(paper, ran, display)
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
        submission: ingest.Submission,
        result: PaperResult,
        outcome: Outcome,
        display: notebook.Display,
    ) -> list[Ran]:
        flags: list[str] = []
        try:
            cells, strange = ingest.parse(_find(paper, submission, flags))
            steps, mended = plan(paper, cells)
        except ingest.RejectedError as error:
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


def _find(paper: Paper, submission: ingest.Submission, flags: list[str]) -> bytes:
    """Return the bytes of a notebook, under a name that accidents have changed if need be."""
    if submission.problem:
        raise ingest.RejectedError(submission.problem)
    wanted = f"{paper.name}.ipynb"
    if wanted in submission.files:
        return submission.files[wanted]
    others = [n for n in submission.files if n.endswith(".ipynb")]
    same = [n for n in others if n.rpartition("/")[2].lower() == wanted.lower()]
    if len(same) == 1:
        flags.append(f"{wanted} was handed in as {same[0][:80]!r}")
        return submission.files[same[0]]
    what = f"; handed in instead: {', '.join(map(ingest.shown, others[:5]))}" if others else ""
    why = [f for f in submission.flags if f.startswith(wanted)]
    raise ingest.RejectedError(f"{wanted} was not handed in{what}{'; ' + why[0] if why else ''}")


class Examination:
    """One notebook of one submission: all its cells first, then all its tests."""

    def __init__(
        self,
        grader: Grader,
        paper: Paper,
        submission: ingest.Submission,
        ran: list[Ran],
        result: PaperResult,
        flags: list[str],
        outcome: Outcome,
        display: notebook.Display,
    ) -> None:
        self._display = display
        self._grader, self._paper, self._submission = grader, paper, submission
        self._ran, self._result, self._flags, self._outcome = ran, result, flags, outcome
        self._limits = grader.assignment.limits
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
        files = self._side_files()
        opened = bool(opening) and first == opening and not files.keys() & self._kept_files()
        began = time.perf_counter()
        try:
            timeline = self._timeline(self._grader.pupils(self._paper, opened))
        except WireError as error:
            self._lose(f"the student's process could not begin: {error}")
            self._close_tests(str(error))
            self._by_hand()
            return
        watch = self._watch = Watch(
            timeline.session, self._limits, on_disk=self._grader.rung != "bubblewrap"
        )
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
        self._by_hand()

    def _timeline(self, pupils: Warmed) -> Timeline:
        """Begin with a process (those of the submission before may still be ending)."""
        for pause in PAUSES:
            with contextlib.suppress(WireError):
                return Timeline(pupils, self._limits)
            time.sleep(pause)
        return Timeline(pupils, self._limits)

    def _kept_files(self) -> set[str]:
        return set(self._grader.assignment.keep)

    def _side_files(self) -> dict[str, bytes]:
        """Return the student's own files; the set's data stays the instructor's."""
        data, keep = self._grader.assignment.files, self._kept_files()
        return {
            name: content
            for name, content in self._submission.files.items()
            if not name.endswith(".ipynb")
            and name != "timestamp.txt"
            and (name not in data or name in keep)
        }

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
        checker: "Checker",
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
        checker: "Checker",
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
        checker: "Checker",
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
        together = {n for n, other in self._joined.items() if other.is_same(process)}
        self._apart |= together
        for other in together:
            del self._joined[other]
        timeline.part(process)
        return together

    def _start_over(
        self, name: str, parted: set[str], timeline: Timeline, checker: "Checker", first: bool
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

    def _by_hand(self) -> None:
        """Leave what a person grades to a person, except where nothing was answered."""
        for ran in self._ran:
            cell = ran.step.cell
            if cell is None or cell.grade_id is None or cell.kind not in {"answer", "task"}:
                continue
            untouched = ran.step.text.strip() == cell.source.strip()
            silent = untouched and cell.kind == "answer"
            self._result.comments[cell.grade_id] = "No response." if silent else None
            if cell.by_hand:
                self._result.scores[cell.grade_id] = 0.0 if silent else None
            if cell.is_code and not untouched:
                self._result.answers[cell.grade_id] = ran.step.text


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


class Checker:
    """The trusted process of one notebook, started again where a test broke it."""

    def __init__(self, zygote: Primed, seconds: float) -> None:
        self._zygote, self._seconds = zygote, seconds
        self._session: Session = zygote.session()
        self._known: set[str] = set()

    def knows(self, name: str) -> bool:
        """Whether the given part of a test has run in the present process."""
        return name in self._known

    def forget(self, name: str) -> None:
        """Let a test begin again when it is asked for the next time."""
        self._known.discard(name)

    def restart(self) -> None:
        """Start the process anew: no test has begun in it."""
        self.close()
        self._session = self._zygote.session()
        self._known.clear()

    def visible(self, name: str, student: Any, sources: list[str]) -> dict[str, Any]:
        """Run the given part of a test on the student's process behind `student`."""
        reply = self._ask("visible", name, sources, [student.fileno()])
        self._known.add(name)
        return reply

    def rest(self, name: str, sources: list[str]) -> dict[str, Any]:
        """Run the hidden part of a test."""
        return self._ask("rest", name, sources, [])

    def _ask(self, do: str, name: str, sources: list[str], fds: list[int]) -> dict[str, Any]:
        request = {"do": do, "test": name, "sources": sources, "seconds": self._seconds}
        try:
            self._session.channel.send(request, fds)
            reply: dict[str, Any] = self._session.channel.receive(self._seconds + 5)
        except WireError:
            self.restart()
            raise
        return reply

    def close(self) -> None:
        """End the process."""
        self._session.kill()
        self._zygote.sweep()
