"""The isolated judge: tells whether it comes to the points that were given in place.

The student's cells run in one sandbox, the tests in another, in the order of the notebook, as in
stock nbgrader. Nothing of this run is ever shown: that a later cell may know the inputs of an
earlier hidden test tells nobody anything. What a limit stops ends the run: of the tests from
there on the judge cannot tell.
"""

import select
import time
from collections.abc import Mapping, Sequence
from typing import Any

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import AssignmentNotebook
from coursekit.grading.channel import Channel, WireError
from coursekit.grading.engine.briefing import briefing, needed
from coursekit.grading.engine.clock import Clock, ClockDriver, Meter
from coursekit.grading.engine.monitor import Monitor
from coursekit.grading.engine.sandboxes import Pair
from coursekit.grading.engine.sessions import Primed, Session, Warmed
from coursekit.submission.alignment import Step
from coursekit.submission.verdicts import Reason, Trust

PATIENCE = 20.0
"""Wall seconds for each CPU second that a cell or a test may take."""

IDLE = 30.0
"""Wall seconds in which at least one of the processes must get on."""

SLOWER = 3.0
"""How many times the CPU time that a cell may take in place is left to a test apart."""

PAUSE = 0.25
"""Longest pause between two looks at what has been used (seconds)."""


class IsolatedJudge:
    """The isolated judge of one set.

    Attributes
    ----------
    trouble
        By notebook, the instructor's cells that fail beside the tests, or end their process: of
        such a notebook the judge cannot tell.
    """

    def __init__(
        self, pair: Pair, notebooks: Sequence[AssignmentNotebook], limits: Limits, on_disk: bool
    ) -> None:
        self._pair, self._limits, self._on_disk = pair, limits, on_disk
        self._openings: dict[str, Primed] = {}
        self._checkers: dict[str, Primed] = {}
        self.trouble: dict[str, list[str]] = {}
        for notebook in notebooks:
            name = notebook.name
            try:
                self._openings[name] = pair.students.prime({"cells": notebook.opening})
                self._checkers[name] = checkers = pair.checkers.prime(briefing(notebook))
                self.trouble[name] = list(checkers.told)
            except WireError as error:
                self.trouble[name] = [f"its own cells stop the isolated judge: {error}"]

    def judge(
        self,
        notebook: AssignmentNotebook,
        steps: Sequence[Step],
        files: Mapping[str, bytes],
        earned: Mapping[str, float],
        clock: Clock | None = None,
    ) -> dict[str, Trust]:
        """Return what it says of each test that has earned points in place.

        Parameters
        ----------
        clock
            What it may spend; None for as much as it likes.
        """
        if notebook.name not in self._checkers:
            return dict.fromkeys(earned, Trust(Reason.REFERENCE_UNCONFIRMED))
        code = [step for step in steps if step.cell_type == "code"]
        opening = notebook.opening
        opened = bool(opening) and [s.text for s in code[: len(opening)]] == opening and not files
        place = self._openings[notebook.name] if opened else self._pair.students
        run = _Run(place, self._checkers[notebook.name], self._limits, self._on_disk, clock)
        try:
            run.begin(files)
            return run.tests(code[len(opening) if opened else 0 :], notebook, earned)
        finally:
            run.close()


class _LimitError(Exception):
    """A limit was reached."""


class _Run:
    """One student's notebook, and its tests."""

    def __init__(
        self, place: Warmed, checkers: Primed, limits: Limits, on_disk: bool, clock: Clock | None
    ) -> None:
        self._place, self._checkers, self._limits = place, checkers, limits
        self._student: Session = place.session()
        self._checker: Session = checkers.session()
        self._monitor = Monitor(self._student, limits, on_disk=on_disk)
        pids = self._student.process.pid, self._checker.process.pid
        self._meters = [Meter(pid) for pid in pids]
        self._driver = ClockDriver(clock or Clock(), *pids)

    def begin(self, files: Mapping[str, bytes]) -> None:
        """Give the student's process its files, and let both meet."""
        self._student.furnish(dict(files))
        ours, theirs = Channel.pair()
        for session, end in ((self._student, ours.socket), (self._checker, theirs)):
            session.channel.send({"do": "meet"}, [end.fileno()])
            session.channel.receive(PATIENCE)
        ours.close()
        theirs.close()

    def tests(
        self, steps: Sequence[Step], notebook: AssignmentNotebook, earned: Mapping[str, float]
    ) -> dict[str, Trust]:
        """Run cells and tests in order, as far as there are tests to be judged."""
        wanted = needed(notebook, set(earned))
        trusts: dict[str, Trust] = {}
        last = max((n for n, s in enumerate(steps) if _name(s) in earned), default=-1)
        lost: Reason | None = None
        for step in steps[: last + 1]:
            name = _name(step)
            if lost is None and step.runs and step.text.strip():
                lost = self._cell(step.text)
            elif lost is None and name in wanted:
                trust = self._test(name, earned.get(name))
                lost = trust.reason if trust.reason in _ENDS else None
                if name in earned:
                    trusts[name] = trust
        return {name: trusts.get(name, Trust(lost or Reason.JUDGE_FAILED)) for name in earned}

    def _cell(self, source: str) -> Reason | None:
        """Run a cell; return why the notebook cannot go on, None if it can."""
        try:
            self._ask(self._student, {"do": "cell", "source": source}, self._limits.cell)
        except _LimitError:
            return Reason.TIME_LIMIT
        except WireError:
            return Reason.MEMORY_LIMIT if self._monitor.stops else Reason.PROCESS_LOST
        return None

    def _test(self, name: str, earned: float | None) -> Trust:
        try:
            request = {"do": "test", "test": name}
            reply = self._ask(self._checker, request, SLOWER * self._limits.cell)
        except _LimitError:
            return Trust(Reason.TIME_LIMIT)
        except WireError:
            return Trust(Reason.JUDGE_FAILED, "the process of the tests ended")
        if reply["reason"] is not None:
            reason = Reason[reply["reason"]]
            if reason is Reason.PROCESS_LOST and self._monitor.stops:
                reason = Reason.MEMORY_LIMIT
            return Trust(reason, reply["detail"], reply["line"])
        value = reply["value"]
        if earned is not None and value is not None and abs(value - earned) > _SAME:
            return Trust(Reason.OTHER_SCORE, f"{value:g} points, not {earned:g}")
        return Trust()

    def _ask(self, session: Session, request: dict[str, Any], cpu: float) -> Any:
        """Have something done that may take so many CPU seconds of both processes together."""
        session.channel.send(request)
        before = used = self._used()
        began = moved = time.monotonic()
        while True:
            now, last = time.monotonic(), used
            used = self._used()
            moved = now if used > last else moved
            left = min(
                cpu - (used - before),
                began + PATIENCE * cpu - now,
                moved + IDLE - now,
                self._driver.advance(),
            )
            if left <= 0:
                raise _LimitError
            if select.select([session.channel], [], [], min(PAUSE, left))[0]:
                return session.channel.receive(min(PATIENCE, max(left, 1)))

    def _used(self) -> float:
        return sum(meter.used() for meter in self._meters)

    def close(self) -> None:
        """End both processes."""
        self._monitor.stop()
        for session, warmed in ((self._student, self._place), (self._checker, self._checkers)):
            session.kill()
            warmed.sweep()


_ENDS = frozenset(
    (Reason.TIME_LIMIT, Reason.MEMORY_LIMIT, Reason.PROCESS_LOST, Reason.JUDGE_FAILED)
)
"""What leaves no process to go on with."""

_SAME = 1e-9


def _name(step: Step) -> str:
    """Return the id of a test, an empty text for another cell."""
    return step.cell.grade_id or "" if step.tests and step.cell is not None else ""
