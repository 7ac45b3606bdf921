"""Grades a set: who is still to be graded, workers that grade, one writer that records."""

import contextlib
import hashlib
import multiprocessing as mp
import multiprocessing.connection as connections
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from nbgrader.api import Gradebook

from coursekit.assignment.course import Course
from coursekit.assignment.notebook import Assignment
from coursekit.errors import CourseError
from coursekit.gradebook import recorder
from coursekit.grading.apart.protocol.channel import WireError
from coursekit.grading.engine.grader import Grader, Pair
from coursekit.grading.engine.launch import Rung
from coursekit.grading.sandbox import kernel
from coursekit.submission import reading
from coursekit.submission.reading import Submission
from coursekit.submission.results import Outcome, PaperResult

VERSION = "4"
"""Changes where a new version of the grader would grade differently."""

PAUSE = 5.0
"""Seconds between two looks at whether a worker hangs."""

TRIES = 2
"""How often a submission is given to a worker before it is recorded as not gradable."""


@dataclass(frozen=True)
class Task:
    """One submission to be graded, with what the gradebook says of the student."""

    submission: Submission
    standing: recorder.Standing
    digest: str

    @property
    def is_reference(self) -> bool:
        """Whether this is the instructor's own solution, graded to test the tests."""
        return not self.digest


@dataclass(frozen=True)
class Bench:
    """What a worker needs to begin."""

    course: Course
    assignment: Assignment
    rung: Rung

    def patience(self) -> float:
        """Return the seconds after which a worker that still grades one submission hangs."""
        limits = self.assignment.limits
        return 300 + 2 * len(self.assignment.papers) * (limits.total + limits.test)

    def masked(self) -> tuple[str, ...]:
        """Return the folders that no sandbox may show."""
        return (str(self.course.root),)


class Worker:
    """Grades submissions one after another in one process."""

    def __init__(self, bench: Bench, pair: Pair | None = None) -> None:
        from coursekit.feedback.page import Printer

        self._bench = bench
        self._grader = Grader(bench.assignment, bench.rung, bench.masked(), pair)
        self._printer = Printer(bench.course.config)
        self.trouble = self._grader.trouble

    def grade(self, task: Task) -> Outcome:
        """Return the outcome of one submission, with its feedback pages."""
        outcome = self._grader.grade(task.submission)
        began = time.perf_counter()
        student, name = outcome.student, self._bench.assignment.name
        for paper in outcome.papers:
            paper.late_penalty = recorder.late_penalty(
                self._bench.course, student, paper, task.standing.late
            )
            by_hand = task.standing.by_hand.get(paper.name, {})
            paper.feedback = self._printer.page(student, name, paper, by_hand)
        outcome.spent["feedback"] = time.perf_counter() - began
        return outcome

    def close(self) -> None:
        """End the worker's sandboxes."""
        self._grader.close()


class Pool(Protocol):
    """Anything that grades tasks and hands back outcomes in any order."""

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Grade all tasks."""


class Processes:
    """A pool of worker processes on this machine; one that dies is replaced."""

    def __init__(self, bench: Bench, workers: int) -> None:
        self._bench, self._workers = bench, workers
        self.trouble: dict[str, list[str]] = {}
        self._idle_deaths = 0

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Grade all tasks; a task whose worker dies is graded again, once."""
        waiting: deque[tuple[Task, int]] = deque()
        first = next(tasks, None)
        if first is None:
            return
        waiting.append((first, 1))
        pair = self._pair()
        desks = [_Desk(self._bench, pair) for _ in range(self._workers)]
        try:
            while True:
                self._hand_out(desks, waiting, tasks)
                busy = [d for d in desks if d.task is not None or not d.ready]
                if not any(d.task for d in desks) and not waiting and all(d.ready for d in desks):
                    return
                for desk in busy:
                    desk.end_if_overdue()
                for ready in connections.wait([d.pipe for d in busy], PAUSE):
                    desk = next(d for d in desks if d.pipe is ready)
                    graded = self._hear(desk, desks, waiting, pair)
                    if graded is not None:
                        self._hand_out(desks, waiting, tasks)  # to record it takes a while
                        yield graded
        finally:
            for desk in desks:
                desk.dismiss()
            for desk in desks:
                desk.close()
            if pair is not None:
                pair.close()

    def _pair(self) -> Pair | None:
        """Return the processes that all workers branch off from, None where each has its own.

        To import a set's libraries is the dearest part of beginning.
        """
        if self._workers == 1 or self._bench.rung != "bubblewrap":
            return None
        pair = Pair.start(self._bench.assignment, self._bench.rung, self._bench.masked())
        try:
            pair.branch().close()
        except WireError:  # not every host permits sandboxes within sandboxes
            pair.close()
            return None
        return pair

    def _hand_out(
        self, desks: list["_Desk"], waiting: deque[tuple[Task, int]], tasks: Iterator[Task]
    ) -> None:
        for desk in desks:
            if desk.task is None and desk.ready:
                if not waiting:
                    following = next(tasks, None)
                    if following is None:
                        continue
                    waiting.append((following, 1))
                desk.give(*waiting.popleft())

    def _hear(
        self,
        desk: "_Desk",
        desks: list["_Desk"],
        waiting: deque[tuple[Task, int]],
        pair: Pair | None,
    ) -> tuple[Task, Outcome] | None:
        try:
            kind, body = desk.pipe.recv()
        except (EOFError, OSError):
            kind, body = "died", "the worker process ended"
        if kind == "ready":
            desk.ready = True
            self.trouble |= body
            return None
        task, tries = desk.task, desk.tries
        desk.task = None
        if kind == "graded" and task is not None:
            return task, body
        self._idle_deaths += task is None
        if kind == "cannot start" or self._idle_deaths > TRIES * self._workers:
            raise CourseError(str(body))
        desks[desks.index(desk)] = _Desk(self._bench, pair)
        desk.close()
        if task is None:
            return None
        if tries < TRIES:
            waiting.append((task, tries + 1))
            return None
        return task, failed(self._bench.assignment, task, str(body))


class _Desk:
    """A worker process and what it is working on."""

    def __init__(self, bench: Bench, pair: Pair | None) -> None:
        self.ready = False
        self.task: Task | None = None
        self.tries = 0
        self._patience = bench.patience()
        self._due = float("inf")
        context = mp.get_context("fork")
        self.pipe, theirs = context.Pipe()
        own = None
        with contextlib.suppress(WireError):  # without one the worker starts its own
            own = pair and pair.branch()
        self._process = context.Process(
            target=_work, args=(theirs, bench, own, os.getpid()), daemon=True
        )
        self._process.start()
        theirs.close()
        if own is not None:
            own.close()

    def give(self, task: Task, tries: int) -> None:
        """Hand over a task."""
        self.task, self.tries = task, tries
        self._due = time.monotonic() + self._patience
        with contextlib.suppress(OSError):  # it has just died: heard of in its turn
            self.pipe.send(task)

    def end_if_overdue(self) -> None:
        """End the process if it works on its task for longer than all limits allow."""
        if self.task is not None and time.monotonic() > self._due:
            self._process.kill()

    def dismiss(self) -> None:
        """Tell the process to end: workers begun later hold its pipe open, so closing won't."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)

    def close(self) -> None:
        """End the process."""
        self.pipe.close()
        self._process.join(3)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _work(pipe: Any, bench: Bench, pair: Pair | None, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel.die_with_parent(parent)
    try:
        worker = Worker(bench, pair)
    except Exception as error:
        pipe.send(("cannot start", str(error)))
        return
    try:
        pipe.send(("ready", worker.trouble))
        while True:
            try:
                task = pipe.recv()
                if task is None:
                    return
                pipe.send(("graded", worker.grade(task)))
            except EOFError:
                return
            except Exception:
                pipe.send(("failed", traceback.format_exc(limit=-3)[-800:]))
                return
    finally:
        worker.close()


def failed(assignment: Assignment, task: Task, why: str) -> Outcome:
    """Return the outcome of a submission that the grader itself could not deal with."""
    last = why.strip().splitlines()[-1][:200]
    outcome = Outcome(task.submission.student, "rejected", f"the grader failed on it: {last}")
    outcome.flags.append("look at this submission by hand")
    for paper in assignment.papers:
        scores = {n: 0.0 for n, c in paper.known.items() if c.points is not None}
        result = PaperResult(paper.name, scores=dict(scores), problem=outcome.reason)
        outcome.papers.append(result)
    return outcome


def _with_reference(assignment: Assignment, tasks: Iterator[Task]) -> Iterator[Task]:
    """Let the instructor's own solution go first: where it fails, the tests are wrong."""
    solved = {p.name: p.solved() for p in assignment.papers}
    for number, task in enumerate(tasks):
        if number == 0 and any(solved.values()):
            files = {f"{name}.ipynb": data for name, data in solved.items() if data}
            yield Task(Submission("the reference solution", files), recorder.Standing(), "")
        yield task


def _reference_trouble(outcome: Outcome) -> list[str]:
    """Return what is wrong with the set, judged by its own solution.

    Raises
    ------
    CourseError
        If not one test could be run: then nobody's grade would mean anything.
    """
    tests = [(name, t) for p in outcome.papers for name, t in p.tests.items()]
    if tests and all(t.verdict == "lost" for _, t in tests):
        raise CourseError(
            f"the tests of {outcome.papers[0].name} cannot be run: {tests[0][1].detail}"
        )
    return [
        f"the reference solution does not pass {name!r}: {t.detail or t.shown} ({t.line})"
        for name, t in tests
        if t.verdict != "passed"
    ]


@dataclass
class Summary:
    """What a run came to."""

    assignment: str
    graded: int = 0
    partial: int = 0
    rejected: int = 0
    seconds: float = 0.0
    students: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: dict[str, recorder.Record] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    nameless: dict[str, str] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
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
        return standing and not self.partial and not self.rejected and not self.nameless

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        for part, seconds in outcome.spent.items():
            self.spent[part] = self.spent.get(part, 0.0) + seconds
        score = sum(s for p in outcome.papers for s in p.scores.values() if s is not None)
        self.students[outcome.student] = {
            "status": outcome.status,
            "reason": outcome.reason,
            "flags": outcome.flags,
            "auto_score": score,
            "seconds": round(outcome.seconds, 3),
        }

    def to_json(self) -> dict[str, Any]:
        """Return the summary for machines."""
        return {
            "assignment": self.assignment,
            "graded": self.graded,
            "partial": self.partial,
            "rejected": self.rejected,
            "unchanged": self.unchanged,
            "unchanged_in_need": {
                student: {"status": known.status, "reason": known.reason}
                for student, known in self.before.items()
                if known.status != "graded"
            },
            "seconds": round(self.seconds, 3),
            "missing": self.missing,
            "nameless": self.nameless,
            "trouble": self.trouble,
            "spent": {k: round(v, 3) for k, v in self.spent.items()},
            "students": self.students,
        }


def grade(
    bench: Bench,
    gradebook: Gradebook,
    pool: Pool,
    chosen: list[str],
    watch: Callable[[Outcome | None, int], None],
    force: bool = False,
) -> Summary:
    """Grade the chosen students' submissions and record them.

    Parameters
    ----------
    watch
        Called with each outcome and the number of submissions; first with None.
    force
        Grade again what is recorded and unchanged.
    """
    began = time.perf_counter()
    course, assignment = bench.course, bench.assignment
    writer = recorder.Recorder(course, assignment.name, gradebook)
    summary = Summary(assignment.name)
    before = {} if force else recorder.recorded(gradebook, assignment.name)
    base = f"{VERSION}\0{assignment.digest}\0{bench.rung == 'unsafe'}"
    watch(None, len(chosen))

    shelf, guarded = course.shelf(assignment.name), course.own_files()

    def tasks() -> Iterator[Task]:
        for student in chosen:
            folder = course.path("submitted", student, assignment.name)
            submission = reading.read(folder, student, shelf, guarded)
            digest = hashlib.sha256(f"{base}\0{submission.digest}".encode()).hexdigest()
            known = before.get(student)
            if known and known.digest == digest and writer.has_files(student):
                summary.before[student] = known
                watch(None, len(chosen) - summary.unchanged)
                continue
            yield Task(submission, writer.standing(student, submission), digest)

    for task, outcome in pool.run(_with_reference(assignment, tasks())):
        if task.is_reference:
            summary.trouble += _reference_trouble(outcome)
            continue
        writer.record(task.submission, outcome, task.digest)
        summary.add(outcome)
        watch(outcome, len(chosen) - summary.unchanged)
    summary.nameless = course.nameless(assignment.name)
    known = {student.id for student in gradebook.students}
    summary.missing = sorted(known - set(course.students(assignment.name)))
    summary.seconds = time.perf_counter() - began
    return summary
