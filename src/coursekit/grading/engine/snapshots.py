"""The states of a student's notebook, and the processes in them.

Of a state that a test needs a copy is kept when a cell that could change it is to run. Where the
cell changes nothing that the test finds but what names stand for, the process notes that: it is
then in both states, the one before and the one after. A cell that crashes or hangs is dropped
and the notebook goes on from the state before it: the copy, or a process in which the cells so
far have run again.
"""

import contextlib
import itertools
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from coursekit.assignment.limits import Limits
from coursekit.grading.apart.protocol.channel import SlowError, WireError
from coursekit.grading.engine.launch import Session, State, Warmed

CHEAP = 1.0
"""Seconds of cells that are rather run again than guarded by a fork."""

DEAR = 5.0
"""Seconds to make all states of a process again from which on each further cell is guarded."""


@dataclass(eq=False)
class Moment:
    """The notebook after some cells: their sources, and the process while it lives.

    `view` is what the process calls the names as they stood then (None: as they stand now).
    `shared` marks one that tests have joined: it is theirs until the end. `parted` marks one
    whose process was given up to part them. `spare` is a copy of the process, to be forked in that
    view, that nobody tests.
    """

    sources: tuple[str, ...]
    process: State | None = field(default=None, repr=False)
    view: int | None = None
    shared: bool = False
    parted: bool = False
    spare: tuple[State, int | None] | None = field(default=None, repr=False)


class Timeline:
    """Runs cells one after another and hands out states to be tested.

    Parameters
    ----------
    zygote
        Where the first state is forked from; its opening cells, if any, have run.
    """

    def __init__(self, zygote: Warmed, limits: Limits) -> None:
        self._zygote, self._limits = zygote, limits
        self.session: Session = zygote.session()
        self.now = Moment((), self.session.fork())
        self.deaths = 0
        self.rebuilt = 0
        self.stepped_back = 0
        self._kept: list[Moment] = []
        self._past: list[Moment] = []
        self._unkept = self._spent = 0.0
        self._views = itertools.count()
        self._handed_out: list[State] = []
        self._trodden: list[State] = []

    def run(
        self,
        source: str,
        seconds: float,
        unseen: bool = False,
        quiet: bool = False,
        once: bool = False,
    ) -> dict[str, Any]:
        """Run a cell; return its screen, or ``{"died": why}`` where the cell was lost.

        Parameters
        ----------
        unseen
            Nothing before the cell can tell that it has run: the present state, if it is kept,
            is from then on the one with that cell in it.
        quiet
            Of what the kept states are for, the cell changes nothing but what names stand for.
        once
            To run the cell again comes to something else: it may have written files.
        """
        before, process = self.now, self.now.process
        kept = before in self._kept
        others = self._others(before)
        needed = (kept or others) and not quiet
        dear = self._unkept >= CHEAP or self._spent * (1 + len(others)) >= DEAR
        view = None
        if process is None or ((needed or dear) and not unseen):
            try:
                before, process = self._guard()
            except WireError as error:
                return self._lost(str(error))
        else:
            before.process = None
            if kept and not unseen:
                view = next(self._views)
        began = time.monotonic()
        try:
            request = {"do": "cell", "source": source, "note": view}
            process.channel.send(request, timeout=seconds)
            screen = process.channel.receive(seconds)
        except SlowError:
            self.part(process)
            return self._lost(f"it ran longer than {seconds:.0f} seconds and was stopped")
        except WireError:
            self.part(process)
            if before.process is None:  # an earlier cell may have ended it: once more, guarded
                return self.run(source, seconds, unseen, once=once)
            return self._lost("it ended the notebook's process")
        if type(screen) is not dict or "outputs" not in screen:
            self.part(process)
            return self._lost("it damaged the notebook's process")
        spent = math.inf if once else time.monotonic() - began
        self._unkept += spent
        self._spent += spent
        kept = before in self._kept
        if before.process is not None and (unseen or not kept) and not self._others(before):
            before.process.kill()  # the copy has done its duty
            before.process = None
        if kept and unseen:
            before.sources, before.process = (*before.sources, source), process
            return screen
        if view is not None:
            before.process, before.view = process, view
        self.now = Moment((*before.sources, source), process)
        self._past.append(before)
        return screen

    def _others(self, moment: Moment) -> list[Moment]:
        """Return the other moments that a moment's process is in."""
        return [m for m in self._kept if m is not moment and m.process is moment.process]

    def _guard(self) -> tuple[Moment, State]:
        """Return a process to go on with, and the moment at which a copy of it stays.

        This is the present moment, or the one before if no process can go on from here.
        """
        try:
            return self.now, self._swap(self.now)
        except WireError:
            if not self._past:
                raise
        self.now = self._past.pop()
        self.stepped_back += 1
        return self.now, self._swap(self.now)

    def _swap(self, moment: Moment) -> State:
        """Return the process of a moment and leave a copy of it in its place.

        The copies stay near the root of the family: the deeper a process, the dearer its forks.
        """
        copy = self._reach(moment, State.fork)
        if moment.view is not None:  # the process itself has gone on since
            return copy
        process = moment.process
        if process is None:
            raise WireError("the process is gone")
        for other in self._others(moment):
            other.process = copy
        moment.process = copy
        return process

    def keep(self) -> Moment:
        """Keep the present state for a test."""
        if self.now not in self._kept:
            self._kept.append(self.now)
        self._unkept = 0.0
        return self.now

    def state(self, moment: Moment, last: bool = False) -> State:
        """Return a process in that state, for one test; the `last` test gets the state itself.

        Raises
        ------
        WireError
            If the state cannot be had again.
        """
        self._renew(moment)
        free = moment.view is None and not moment.shared and not self._others(moment)
        if last and free and moment.process is not None:
            process, moment.process = moment.process, None
            if process.answers():
                return self._hand_out(process)
        return self._hand_out(self._reach(moment, State.fork))

    def join(self, moment: Moment, treads: bool = False, again: bool = False) -> State:
        """Return a way to that state for a test that shares it with others.

        Parameters
        ----------
        treads
            The test leaves traces, in what none of the others looks at.
        again
            It has left them already, and is to find the state as the cells have left it.

        Raises
        ------
        WireError
            If the state cannot be had again.
        """
        if again and treads:
            self._renew(moment)
        moment.shared = True
        way = self._reach(moment, State.join)
        if treads and moment.process is not None and moment.process not in self._trodden:
            self._trodden.append(moment.process)
        return self._hand_out(way)

    def _renew(self, moment: Moment) -> None:
        """Let go of a process in which tests have left traces: the state is made again."""
        if moment.process in self._trodden:
            moment.process, moment.view, moment.parted = None, None, True

    def part(self, process: State) -> None:
        """End a process of several states: they are made again when they are needed."""
        self.leave(process)
        process.kill()

    def leave(self, process: State) -> None:
        """Leave a process to the tests that are in it: its states are made again for others."""
        for moment in [*self._kept, self.now]:
            if moment.process is not None and moment.process.is_same(process):
                self._handed_out.append(moment.process)
                moment.process, moment.view, moment.parted = None, None, True

    def make_spares(self) -> None:
        """Keep a copy of each state where to come by it again would be dear, or not the same."""
        if self._spent < CHEAP:
            return
        copies: dict[State, State] = {}
        for moment in self._kept:
            process = moment.process
            if process is None:
                continue
            with contextlib.suppress(WireError):
                if process not in copies:
                    copies[process] = self._hand_out(process.fork())
                moment.spare = copies[process], moment.view

    def _hand_out(self, process: State) -> State:
        self._handed_out.append(process)
        return process

    def _reach(self, moment: Moment, way: Callable[[State, int | None], State]) -> State:
        """Go that way from the process of a moment, which is made again if it has ended."""
        if moment.process is not None:
            with contextlib.suppress(WireError):
                return way(moment.process, moment.view)
        moment.process, moment.view = self._rebuild(moment), None
        return way(moment.process, None)

    def _rebuild(self, moment: Moment) -> State:
        """Make a state again that was lost (student code can end processes of its own)."""
        if moment.spare is not None:
            copy, view = moment.spare
            with contextlib.suppress(WireError):
                return copy.fork(view)
        self.rebuilt += not moment.parted  # what the grader has ended is no destruction
        moment.parted = False
        self._reap()
        if self.rebuilt > self._limits.deaths:
            raise WireError("its states were destroyed too often")
        try:
            process = self.session.fork()
        except WireError:
            self.session = self._zygote.session()
            process = self.session.fork()
        for source in moment.sources:
            process.channel.send({"do": "cell", "source": source}, timeout=self._limits.cell)
            process.channel.receive(self._limits.cell)
        return process

    def _reap(self) -> None:
        """End what cells have left running, before it takes the room of others."""
        living = [m.process for m in [*self._kept, self.now] if m.process is not None]
        living += self._handed_out
        with contextlib.suppress(WireError):
            self.session.reap(living)

    def _lost(self, why: str) -> dict[str, Any]:
        self.deaths += 1
        self._reap()
        return {"died": why}

    def close(self) -> None:
        """End the session and everything in it."""
        self.session.kill()
        self._zygote.sweep()
        moments = (m.process for m in [*self._kept, self.now] if m.process is not None)
        for process in [*self._handed_out, *self._trodden, *moments]:
            process.close()
