"""The states of a student's notebook, one process each.

A state that a test needs is kept, and the cells behind it run in a fork. A cell that crashes
or hangs is dropped and the notebook goes on from the state before it: the process that was
kept, or one in which the cells so far have run again.
"""

import contextlib
import time
from dataclasses import dataclass, field
from typing import Any

from coursekit.grading.limits import Limits
from coursekit.grading.sandbox.launch import Primed, Session, State, Zygote
from coursekit.grading.wire import SlowError, WireError

CHEAP = 1.0
"""Seconds of cells that are rather run again after a crash than guarded by a fork."""


@dataclass
class Moment:
    """The notebook after some cells: their sources, and the process while it lives."""

    sources: tuple[str, ...]
    process: State | None = field(default=None, repr=False)


class Timeline:
    """Runs cells one after another and hands out states to be tested.

    Parameters
    ----------
    zygote
        Where the first state is forked from; its opening cells, if any, have run.
    """

    def __init__(self, zygote: Zygote | Primed, limits: Limits) -> None:
        self._zygote, self._limits = zygote, limits
        self.session: Session = zygote.session()
        self.now = Moment((), self.session.fork())
        self.deaths = 0
        self.rebuilt = 0
        self.stepped_back = 0
        self._kept: list[Moment] = []
        self._past: list[Moment] = []
        self._unkept = 0.0

    def run(self, source: str, seconds: float) -> dict[str, Any]:
        """Run a cell; return its screen, or ``{"died": why}`` where the cell was lost."""
        before = self.now
        if before.process is not None and before not in self._kept and self._unkept < CHEAP:
            process, before.process, alone = before.process, None, True
        else:
            try:
                process, alone = self._fork_or_step_back(), False
            except WireError as error:
                return self._lost(str(error))
            before = self.now
        began = time.monotonic()
        try:
            process.channel.send({"do": "cell", "source": source}, timeout=seconds)
            screen = process.channel.receive(seconds)
        except SlowError:
            process.kill()
            return self._lost(f"it ran longer than {seconds:.0f} seconds and was stopped")
        except WireError:
            process.kill()
            if alone:  # an earlier cell may have ended it: once more, on a process known to live
                return self.run(source, seconds)
            return self._lost("it ended the notebook's process")
        if type(screen) is not dict or "outputs" not in screen:
            process.kill()
            return self._lost("it damaged the notebook's process")
        self.now = Moment((*before.sources, source), process)
        self._past.append(before)
        self._unkept += time.monotonic() - began
        if before not in self._kept and before.process is not None:
            before.process.kill()
            before.process = None
        return screen

    def _fork_or_step_back(self) -> State:
        """Fork the present state, or the one before it if no process can go on from here."""
        try:
            return self._fork(self.now)
        except WireError:
            if not self._past:
                raise
        self.now = self._past.pop()
        self.stepped_back += 1
        return self._fork(self.now)

    def keep(self) -> Moment:
        """Keep the present state for a test."""
        if self.now not in self._kept:
            self._kept.append(self.now)
        self._unkept = 0.0
        return self.now

    def state(self, moment: Moment, last: bool) -> State:
        """Return a process in that state, for one test; the `last` test gets the state itself.

        Raises
        ------
        WireError
            If the state cannot be had again.
        """
        if last and moment.process is not None:
            process, moment.process = moment.process, None
            with contextlib.suppress(WireError):
                process.channel.send({"do": "get", "names": []}, timeout=5)
                process.channel.receive(5)
                return process
        return self._fork(moment)

    def _fork(self, moment: Moment) -> State:
        try:
            if moment.process is not None:
                return moment.process.fork()
        except WireError:
            moment.process = None
        moment.process = self._rebuild(moment)
        return moment.process.fork()

    def _rebuild(self, moment: Moment) -> State:
        """Run the state's cells once more (student code can end processes of its own)."""
        self.rebuilt += 1
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
        for moment in [*self._kept, self.now]:
            if moment.process is not None:
                moment.process.close()
