"""One set: takes hand-ins, has them graded in turn, records them, returns feedback."""

import argparse
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from coursekit.assignment.course import Course
from coursekit.assignment.notebook import load
from coursekit.errors import CourseError
from coursekit.gradebook.atomic_files import put
from coursekit.gradebook.attempt_folders import attempt_folder
from coursekit.gradebook.attempts import Attempt, Ledger, State, Tried, label, now, prepare
from coursekit.gradebook.opening import explained, open_gradebook
from coursekit.gradebook.recorder import Recorder
from coursekit.grading import options
from coursekit.grading.engine.grader import NOTHING
from coursekit.grading.engine.pool import Bench, Task
from coursekit.grading.engine.probes import probe
from coursekit.grading.engine.run import digest_of
from coursekit.submission.results import Outcome, TestResult
from coursekit.watch import attempt_rules, returning
from coursekit.watch.arrivals import Exchange, Folder, Source
from coursekit.watch.intake import Intake, kept
from coursekit.watch.settings import Settings
from coursekit.watch.status import status, summed_up

SUMMED_UP = 600.0
"""Seconds after which a log has the state again, where something has been graded meanwhile."""

AGAIN = 5.0
"""Seconds until what failed is tried again."""


class Service(Iterator[Task]):
    """Serves one set. As an iterator it gives the pool the next attempt, if one can be graded.

    Parameters
    ----------
    tell
        Takes lines about what has happened.
    """

    def __init__(
        self,
        course: Course,
        name: str,
        arguments: argparse.Namespace,
        tell: Callable[[str], object],
    ) -> None:
        self._course, self._name, self._arguments, self._tell = course, name, arguments, tell
        self._settings = Settings.of(course, arguments, name)
        self._busy: dict[str, tuple[Attempt, Recorder]] = {}
        self._learned = NOTHING
        self._looked = 0.0
        self._news = False
        self._begun: object = None
        self._engine = contextlib.ExitStack()
        self._gradebook = open_gradebook(course)
        prepare(self._gradebook)
        self._ledger = Ledger(self._gradebook, name)

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()
        self._gradebook.close()

    def serve(self) -> None:
        """Serve until the process ends."""
        problem, told = "", time.monotonic()
        while True:
            try:
                if self._state() != self._begun:
                    self._open()
                    self._tell(f"{self._name}: begun anew, as the set or its rules have changed")
                self._turn()
                problem = ""
                if self._news and time.monotonic() - told >= SUMMED_UP:
                    state = status(self._course, self._gradebook, self._name, self._arguments)
                    self._tell("\n".join(summed_up(state)))
                    self._news, told = False, time.monotonic()
                time.sleep(self._settings.every)
            except (CourseError, SQLAlchemyError) as error:
                said = str(error)
                if isinstance(error, SQLAlchemyError):
                    said = str(explained(error, self._course))
                self._gradebook.db.rollback()
                if said != problem:
                    self._tell(f"{said}; trying again")
                problem = said
                time.sleep(AGAIN)

    def serve_once(self) -> bool:
        """Serve what is there; return whether nothing waits any more."""
        while True:
            self._turn()
            if not self._intake.settling:
                return not any(
                    a.is_in(State.WAITING) or a.is_in(State.FAILED) for a in self._ledger.all()
                )
            time.sleep(self._settings.every)

    def _turn(self) -> None:
        for task, outcome in self._pool.run(self):
            self._record(task, outcome)
            self._return()
        self._return()

    def __next__(self) -> Task:
        if time.monotonic() - self._looked >= self._settings.every:
            for refused in self._intake.take():
                who = self._said_of(refused.student)
                self._tell(f"{who}: attempt {refused.number} refused: {refused.reason}")
            self._looked = time.monotonic()
        attempts = self._ledger.all()
        allowance, workers = self._settings.allowance, self._arguments.workers
        attempt = attempt_rules.next_up(attempts, self._busy, allowance, now(), workers)
        if attempt is None:
            raise StopIteration
        recorder = Recorder(self._course, self._name, self._gradebook)
        self._busy[attempt.student] = attempt, recorder
        submission = kept(self._course, self._name, attempt)
        standing = recorder.standing(attempt.student, submission)
        # What is in `submitted` then has the same digest: `course grade` takes it for graded.
        digest = digest_of(self._bench, replace(submission, flags=(), problem=None))
        return Task(submission, standing, digest, self._learned)

    def _open(self) -> None:
        """Warm the engine, and have it grade the instructor's own work first."""
        self._engine.close()
        self._begun, state = None, self._state()
        course = self._course = Course.at(self._course.root)
        self._settings = Settings.of(course, self._arguments, self._name)
        limits = options.limits(self._arguments)
        assignment = load(course, self._name, self._gradebook, limits)
        manner = options.manner(course, self._gradebook, self._arguments, self._name)
        backend = options.backend(course, self._arguments)
        self._bench = Bench(course, assignment, backend, manner)
        self._busy.clear()
        workers = self._arguments.workers
        self._pool = self._engine.enter_context(options.pool(self._bench, self._arguments, workers))
        probed = probe(assignment, self._pool)
        if probed.wrong:
            raise CourseError(f"{self._name}: {probed.wrong[0]}; mend the set, hand-ins wait")
        self._learned = probed.learned
        notebooks = [notebook.name for notebook in assignment.notebooks]
        self._intake = Intake(
            course,
            self._name,
            notebooks,
            self._ledger,
            sources(course, self._name, self._arguments),
            self._settings.allowance,
        )
        for failed in self._ledger.all():
            if failed.is_in(State.FAILED):
                self._ledger.update(failed, state=State.WAITING.value)
        self._gradebook.db.commit()
        recorder = Recorder(course, self._name, self._gradebook)
        for student in {attempt.student for attempt in self._ledger.all()}:
            self._settle(student, recorder)
        self._begun = state

    def _state(self) -> object:
        """Return what the engine was begun with: when it changes, it begins anew."""
        files = [*self._course.root.glob("nbgrader_config.*")]
        files += [p for p in self._course.source(self._name).rglob("*") if p.is_file()]
        manner = options.manner(self._course, self._gradebook, self._arguments, self._name)
        self._gradebook.db.commit()
        return manner, sorted((str(path), path.stat().st_mtime_ns) for path in files)

    def _record(self, task: Task, outcome: Outcome) -> None:
        """Record an attempt, and in the same transaction the gradebook's rows if it counts."""
        self._news, student = True, outcome.student
        attempt, recorder = self._busy.pop(student)
        if outcome.status == "ungraded":
            self._ledger.update(attempt, state=State.FAILED.value, reason=outcome.reason)
            self._gradebook.db.commit()
            self._tell(f"{self._said_of(student)}: attempt {attempt.number} {outcome.reason}")
            return
        attempt = _graded(attempt, outcome)
        others = (a for a in self._ledger.all(student) if a.number != attempt.number)
        rivals = [attempt, *others]
        best = attempt_rules.counting(rivals, self._settings.counts, recorder.due(student))
        attempt = replace(attempt, counts=best is attempt)
        where = (self._course, self._name, student, attempt.number)
        pages = {notebook.name: notebook.feedback for notebook in outcome.notebooks}
        try:
            returning.write(attempt_folder(*where, "feedback"), pages, task.submission.files)
            if attempt.counts:
                handed_in = self._course.path("submitted", student, self._name)
                shared = self._course.directory.groupshared
                put(handed_in, task.submission.files, 0o664 if shared else 0o644)
            self._ledger.finish(attempt, _tests(outcome))
            if attempt.counts:
                recorder.record(task.submission, outcome, task.digest)
            else:
                self._gradebook.db.commit()
        except OSError as error:
            self._gradebook.db.rollback()
            raise CourseError(
                f"the results of {student} cannot be written: {error.strerror}"
            ) from error
        except CourseError:
            self._gradebook.db.rollback()
            raise
        self._settle(student, recorder)
        self._tell(_line(attempt, self._said_of(student)))

    def _said_of(self, student: str) -> str:
        """Name a student in the log, with the set where several share the log."""
        return f"{student}, {self._name}" if len(self._arguments.sets) > 1 else student

    def _settle(self, student: str, recorder: Recorder) -> None:
        """Have the attempt that counts by the rule graded again if the gradebook has another."""
        best = attempt_rules.counting(
            self._ledger.all(student), self._settings.counts, recorder.due(student)
        )
        if best is not None and not best.counts:
            self._ledger.update(best, state=State.WAITING.value)
            self._gradebook.db.commit()

    def _return(self) -> None:
        """Return the feedback of whatever has none in the exchange."""
        problem = None
        for attempt in self._ledger.all():
            done = attempt.is_in(State.GRADED) or attempt.is_in(State.REFUSED)
            if done and attempt.returned is None:
                try:
                    returning.release(self._course, self._name, attempt)
                except CourseError as error:
                    problem = error
                    continue
                self._ledger.update(attempt, returned=now())
                self._gradebook.db.commit()
        if problem is not None:
            raise problem


def sources(course: Course, name: str, arguments: argparse.Namespace) -> list[Source]:
    """Return where the hand-ins of a set come from.

    Raises
    ------
    CourseError
        If there is no such place.
    """
    folder: Path | None = arguments.folder
    if folder is None:
        return [Exchange(course, name)]
    found: list[Source] = [Folder(folder.expanduser().resolve(), name)]
    if arguments.exchange:
        found.append(Exchange(course, name))
    return found


def _graded(attempt: Attempt, outcome: Outcome) -> Attempt:
    tests = [test for notebook in outcome.notebooks for test in notebook.tests.values()]
    scores = (
        s for notebook in outcome.notebooks for s in notebook.scores.values() if s is not None
    )
    penalty = sum(notebook.late_penalty or 0.0 for notebook in outcome.notebooks)
    return replace(
        attempt,
        state=State.GRADED.value,
        reason=outcome.reason,
        score=sum(scores) - penalty,
        penalty=penalty,
        most=sum(test.points for test in tests),
        seconds=outcome.seconds,
        finished=now(),
    )


def _tests(outcome: Outcome) -> dict[str, Tried]:
    several = len(outcome.notebooks) > 1
    return {
        label(notebook.name, name, several): _tried(test)
        for notebook in outcome.notebooks
        for name, test in notebook.tests.items()
    }


def _tried(test: TestResult) -> Tried:
    if test.score >= test.points:
        return Tried(test.score, test.points)
    return Tried(test.score, test.points, test.verdict, test.line, test.detail)


def _line(attempt: Attempt, who: str) -> str:
    finished = attempt.finished or attempt.arrived
    why = f" ({attempt.reason})" if attempt.reason else ""
    return (
        f"{finished:%H:%M:%S} {who}: attempt {attempt.number}: {attempt.score:g} of "
        f"{attempt.most:g} points, {attempt.waited:.1f} s after it arrived{why}"
    )
