"""Workers that grade: processes on this machine, each with warmed sandboxes."""

import contextlib
import multiprocessing as mp
import multiprocessing.connection as connections
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from coursekit.assignment.course import Course
from coursekit.assignment.notebook import Assignment
from coursekit.assignment.outline import outline
from coursekit.errors import CourseError
from coursekit.feedback.questions import marks_of
from coursekit.gradebook import recorder
from coursekit.grading.channel import WireError
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.grader import Grader, Learned
from coursekit.grading.engine.manner import Manner
from coursekit.grading.engine.sandboxes import Sandboxes
from coursekit.grading.sandbox import kernel
from coursekit.submission.reading import Submission
from coursekit.submission.results import Outcome

CPU_PATIENCE = 20.0
"""How many times longer than its clock a notebook may take where others have the processors."""

SLACK = 60.0
"""Seconds that are left to all but the runs of a notebook: reading, forking, feedback."""

PAUSE = 1.0
"""Seconds between two looks at whether a worker hangs, and at whether there is more to do."""

TRIES = 3
"""How often a submission is given to a worker, each time to a fresh one.

Under Landlock processes are counted for all workers together: what a flood beside it has cost a
submission once, it can cost it again."""


@dataclass(frozen=True)
class Task:
    """One submission to be graded, with what the gradebook says of the student.

    Attributes
    ----------
    digest
        Names what is graded and how; empty where nothing is to be recorded.
    learned
        What the reference solution has shown of the tests.
    """

    submission: Submission
    standing: recorder.Standing
    digest: str
    learned: Learned = field(default_factory=Learned)


@dataclass(frozen=True)
class Bench:
    """What a worker needs to begin."""

    course: Course
    assignment: Assignment
    backend: Backend
    manner: Manner = field(default_factory=Manner)

    def patience(self) -> float:
        """Return the seconds after which a worker that still grades one submission hangs."""
        each = CPU_PATIENCE * self.assignment.limits.clock + SLACK
        return SLACK + len(self.assignment.notebooks) * each

    def masked(self) -> tuple[str, ...]:
        """Return the folders that no sandbox may show."""
        return (str(self.course.root),)


class Worker:
    """Grades submissions one after another in one process."""

    def __init__(self, bench: Bench, sandboxes: Sandboxes | None = None) -> None:
        from coursekit.feedback.page import Printer

        self._bench = bench
        self._grader = Grader(
            bench.assignment, bench.backend, bench.masked(), bench.manner, sandboxes
        )
        self._printer = Printer(bench.course.config, bench.course.site)
        self._asked = {
            notebook.name: outline(notebook.cells) for notebook in bench.assignment.notebooks
        }
        self.trouble = self._grader.trouble

    def grade(self, task: Task) -> Outcome:
        """Return the outcome of one submission, with its feedback pages."""
        outcome = self._grader.grade(task.submission, task.learned)
        began = time.perf_counter()
        student, name = outcome.student, self._bench.assignment.name
        for notebook in outcome.notebooks:
            notebook.late_penalty = recorder.late_penalty(
                self._bench.course, student, notebook, task.standing.late
            )
            by_hand = task.standing.by_hand.get(notebook.name, {})
            notebook.feedback = self._printer.page(
                notebook.name,
                notebook.autograded,
                self._asked[notebook.name],
                marks_of(notebook, by_hand),
                notebook.late_penalty,
                student=student,
                assignment=name,
            )
        outcome.spent["feedback"] = time.perf_counter() - began
        return outcome

    def close(self) -> None:
        """End the worker's sandboxes."""
        self._grader.close()


def ungraded(task: Task, why: str) -> Outcome:
    """Return the outcome of a submission on which the grader itself has failed: no grade."""
    last = why.strip().splitlines()[-1][:200]
    return Outcome(task.submission.student, "ungraded", f"the grader failed on it: {last}")


class Pool(Protocol):
    """Anything that grades tasks and hands back outcomes in any order."""

    trouble: dict[str, list[str]]

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Grade all tasks."""


class Processes:
    """A pool of worker processes on this machine; one that dies is replaced.

    Used as a context: workers begin with the first task and end with the context.
    """

    def __init__(self, bench: Bench, workers: int) -> None:
        self._bench, self._workers = bench, workers
        self.trouble: dict[str, list[str]] = {}
        self._idle_deaths = 0
        self._shared: Sandboxes | None = None
        self._desks: list[_Desk] = []
        self._waiting: deque[tuple[Task, int]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for desk in self._desks:
            desk.dismiss()
        for desk in self._desks:
            desk.close()
        if self._shared is not None:
            self._shared.close()

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Grade all tasks; one whose worker or sandboxes fail is graded by fresh ones.

        An iterator that has had nothing for a free worker may have something later: it is asked
        again as long as any worker is busy.
        """
        first = next(tasks, None)
        if first is None and not self._desks:
            return
        if first is not None:
            self._waiting.append((first, 1))
        if not self._desks:
            self._shared = self._begin()
            self._desks = [_Desk(self._bench, self._shared) for _ in range(self._workers)]
        desks = self._desks
        while True:
            self._hand_out(tasks)
            busy = [d for d in desks if d.task is not None or not d.ready]
            if not any(d.task for d in desks) and not self._waiting and all(d.ready for d in desks):
                return
            for desk in busy:
                desk.end_if_overdue()
            for ready in connections.wait([d.pipe for d in busy], PAUSE):
                desk = next(d for d in desks if d.pipe is ready)
                graded = self._hear(desk)
                if graded is not None:
                    self._hand_out(tasks)  # to record it takes a while
                    yield graded

    def _begin(self) -> Sandboxes | None:
        """Return the processes that all workers branch off from, None where each has its own.

        To import a set's libraries is the most expensive part of beginning.
        """
        bench = self._bench
        if self._workers == 1 or bench.backend != "bubblewrap":
            return None
        shared = Sandboxes.start(
            bench.assignment, bench.backend, bench.masked(), bench.manner.judges
        )
        try:
            shared.branch().close()
        except WireError:  # not every host permits sandboxes within sandboxes
            shared.close()
            return None
        return shared

    def _hand_out(self, tasks: Iterator[Task]) -> None:
        for desk in self._desks:
            if desk.task is None and desk.ready:
                if not self._waiting:
                    following = next(tasks, None)
                    if following is None:
                        continue
                    self._waiting.append((following, 1))
                desk.give(*self._waiting.popleft())

    def _hear(self, desk: "_Desk") -> tuple[Task, Outcome] | None:
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
        last = tries >= TRIES
        if kind == "graded" and task is not None and (last or not body.judge_failed):
            if body.judge_failed:
                self._replace(desk)
            return task, body
        self._idle_deaths += task is None
        if kind == "cannot start" or self._idle_deaths > TRIES * self._workers:
            raise CourseError(str(body))
        self._replace(desk)
        if task is None:
            return None
        if not last:
            self._waiting.append((task, tries + 1))
            return None
        return task, ungraded(task, str(body))

    def _replace(self, desk: "_Desk") -> None:
        """Put a worker with sandboxes of its own in the place of one that may be ill."""
        self._desks[self._desks.index(desk)] = _Desk(self._bench, None)
        desk.close()


class _Desk:
    """A worker process and what it is working on."""

    def __init__(self, bench: Bench, shared: Sandboxes | None) -> None:
        self.ready = False
        self.task: Task | None = None
        self.tries = 0
        self._patience = bench.patience()
        self._due = float("inf")
        context = mp.get_context("fork")
        self.pipe, theirs = context.Pipe()
        own = None
        with contextlib.suppress(WireError):  # without one the worker starts its own
            own = shared and shared.branch()
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


def _work(pipe: Any, bench: Bench, sandboxes: Sandboxes | None, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel.die_with_parent(parent)
    try:
        worker = Worker(bench, sandboxes)
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
