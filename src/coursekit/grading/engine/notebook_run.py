"""Has the cells of one notebook run in a sandboxed process, and hears what became of each.

A cell that ends the process, hangs or takes too much is lost alone: the process is made again,
in a fresh folder, and the cells before it run once more. What a cell came to at its first run
counts.
"""

import enum
import os
import select
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coursekit.assignment.limits import Limits
from coursekit.grading.channel import WireError
from coursekit.grading.engine.clock import Clock, ClockDriver, Meter
from coursekit.grading.engine.monitor import Monitor
from coursekit.grading.engine.sessions import Session, Warmed

Output = dict[str, Any]

GRACE = 2.0
"""CPU seconds in which an interrupted cell must end."""

PATIENCE = 20.0
"""Wall seconds for each CPU second that a cell may take: a busy machine is no wrong answer."""

CORES = len(os.sched_getaffinity(0))

READING = 60.0
"""Wall seconds in which a process that has begun to answer must have done so."""

LATEST = 1.0
"""Wall seconds that are left to an answer which begins when the notebook's time is over."""


class Loss(enum.Enum):
    """Why a cell has no outputs of its own."""

    CPU_LIMIT = "it took longer than {cell:g} seconds of CPU time and was stopped"
    WALL_LIMIT = "it waited longer than {wall:g} seconds and was stopped"
    CLOCK = "the {clock:g} seconds that the notebook may take were over, and it was stopped"
    MEMORY_LIMIT = "it took more than {memory} MB and was stopped"
    ENDED = "it ended the notebook's process"
    NOT_RUN = "it was not run: too much time or too many crashes before"

    def words(self, limits: Limits) -> str:
        """Return the reason for people."""
        return self.value.format(
            cell=limits.cell,
            wall=limits.cell * PATIENCE,
            memory=limits.memory >> 20,
            clock=limits.clock,
        )


@dataclass
class Result:
    """What became of one cell.

    Attributes
    ----------
    outputs
        As nbformat has them; the process may say what it likes here.
    count, line
        The execution number; the line of the cell at which it failed (0: none or unknown).
    cpu
        Seconds.
    memory
        The most that one process held, in bytes.
    loss
        Why the cell was lost or stopped, None if it was not.
    """

    outputs: list[Output] = field(default_factory=list)
    count: int | None = None
    line: int = 0
    cut: bool = False
    cpu: float = 0.0
    memory: int = 0
    loss: Loss | None = None


class _LostError(Exception):
    """The process cannot go on."""

    def __init__(self, loss: Loss, cpu: float) -> None:
        super().__init__(loss)
        self.loss, self.cpu = loss, cpu


@dataclass(frozen=True)
class CellTask:
    """A cell to be run, and the CPU seconds that it may take.

    `brief` asks for errors without their tracebacks.
    """

    source: str
    cpu: float
    brief: bool = False


class Run:
    """Runs the cells of one notebook in order.

    Parameters
    ----------
    place
        Where the process is forked from.
    on_disk
        Whether its folder lies on a disk of the host.
    files
        The student's own files.
    clock
        What the run may spend; None for as much as it likes.

    Attributes
    ----------
    stops
        Why processes were stopped for all of them together, one entry each.
    """

    def __init__(
        self,
        place: Warmed,
        limits: Limits,
        on_disk: bool,
        files: Mapping[str, bytes],
        clock: Clock | None = None,
    ) -> None:
        self._place, self._limits, self._on_disk, self._files = place, limits, on_disk, files
        self._cpu = 0.0
        self._deadline = time.monotonic() + PATIENCE * limits.total
        self._clock = clock or Clock()
        self._results: dict[int, Result] = {}
        self._given_up: set[int] = set()
        self._ends: Callable[[int, Result], bool] = lambda *_: False
        self.stops: list[str] = []

    def cells(
        self,
        tasks: Sequence[CellTask | None],
        lost: Mapping[int, Loss] | None = None,
        ends: Callable[[int, Result], bool] | None = None,
    ) -> list[Result]:
        """Run cells; None stands for one that does not run.

        Parameters
        ----------
        lost
            Cells that were lost before, by position: they are not tried again.
        ends
            Called with the position and the result of each cell when it has run; where it
            returns True the rest does not.
        """
        self._ends = ends or (lambda *_: False)
        self._results = {n: Result(loss=loss) for n, loss in (lost or {}).items()}
        self._given_up = set(self._results)
        wanted = {n: t for n, t in enumerate(tasks) if t is not None and t.source.strip()}
        for _ in range(self._limits.deaths):
            todo = {n: task for n, task in wanted.items() if n not in self._given_up}
            if todo.keys() <= self._results.keys() or not self._is_lost_in(todo):
                break
        unrun = {n: Result(loss=Loss.NOT_RUN) for n in wanted}
        results = unrun | self._results
        return [results.get(n, Result()) for n in range(len(tasks))]

    def _is_lost_in(self, todo: Mapping[int, CellTask]) -> bool:
        """Run the cells in one process; return whether one has ended it."""
        session = self._place.session()
        monitor = Monitor(session, self._limits, on_disk=self._on_disk)
        driver = ClockDriver(self._clock, session.process.pid)
        try:
            session.furnish(dict(self._files))
            for n, task in todo.items():
                wall = self._deadline - time.monotonic()
                if self._cpu > self._limits.total or min(wall, driver.advance()) <= 0:
                    return False
                try:
                    result = _ran(session, task, min(wall, PATIENCE * task.cpu), driver)
                except _LostError as error:
                    loss = Loss.MEMORY_LIMIT if monitor.stops else error.loss
                    if n not in self._results:
                        self._results[n] = Result(cpu=error.cpu, loss=loss)
                        self._ends(n, self._results[n])
                    self._given_up.add(n)
                    self._cpu += error.cpu
                    return True
                result.memory = monitor.largest()
                if result.loss is not None:
                    self._given_up.add(n)
                self._cpu += result.cpu
                if n not in self._results:
                    self._results[n] = result
                    if self._ends(n, result):
                        return False
            return False
        finally:
            monitor.stop()
            self.stops += monitor.stops
            session.kill()
            self._place.sweep()


def _ran(session: Session, task: CellTask, wall: float, driver: ClockDriver) -> Result:
    meter = Meter(session.process.pid)
    request = {"do": "cell", "source": task.source, "brief": task.brief}
    try:
        session.channel.send(request, timeout=_reading(driver))
        loss = _awaited(session, meter, task.cpu, wall, driver)
        if loss is Loss.CLOCK:
            raise _LostError(loss, meter.used())
        if loss is not None:
            session.process.interrupt()  # the notebook goes on with what it has, as in stock
            grace = meter.used() + GRACE
            if _awaited(session, meter, grace, PATIENCE * GRACE, driver) is not None:
                raise _LostError(loss, meter.used())
        told = session.channel.receive(_reading(driver))
    except WireError as error:
        raise _LostError(Loss.ENDED, meter.used()) from error
    return _read(told, meter.used(), loss)


def _reading(driver: ClockDriver) -> float:
    return min(READING, max(driver.advance(), LATEST))


def _awaited(
    session: Session, meter: Meter, cpu: float, wall: float, driver: ClockDriver
) -> Loss | None:
    """Wait for an answer, or the end, of the process; return the limit that came before."""
    deadline = time.monotonic() + wall
    while True:
        left, clock = cpu - meter.used(), driver.advance()
        if left <= 0:
            return Loss.CPU_LIMIT
        waiting = deadline - time.monotonic()
        if min(waiting, clock) <= 0:
            return Loss.CLOCK if clock <= 0 else Loss.WALL_LIMIT
        pause = min(max(min(left, clock) / CORES, 0.05), waiting)
        ends = session.channel.fileno(), session.process.fileno()
        if select.select(ends, [], [], pause)[0]:
            return None


def _read(told: Any, cpu: float, loss: Loss | None) -> Result:
    """Take what a process says of a cell; where that makes no sense, it counts as ended."""
    match told:
        case {"outputs": list(outputs), "count": count, "line": line, "cut": bool(cut)}:
            pass
        case _:
            raise _LostError(Loss.ENDED, cpu)
    if not all(map(_is_output, outputs)):
        raise _LostError(Loss.ENDED, cpu)
    return Result(
        outputs=outputs,
        count=count if type(count) is int else None,
        line=line if type(line) is int and 0 < line < 1_000_000 else 0,
        cut=cut,
        cpu=cpu,
        loss=loss,
    )


def _is_output(output: Any) -> bool:
    match output:
        case {"output_type": "stream", "name": "stdout" | "stderr", "text": str()}:
            return True
        case {"output_type": "error", "ename": str(), "evalue": str(), "traceback": list()}:
            return True
        case {"output_type": "display_data" | "execute_result", "data": dict()}:
            return True
    return False
