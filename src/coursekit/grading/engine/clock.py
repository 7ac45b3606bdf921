"""The CPU time and the waiting of processes and of all that they have started, from outside."""

import math
import os
import time
from pathlib import Path

from coursekit.grading.sandbox.kernel import descendants

_TICK: int = os.sysconf("SC_CLK_TCK")


class Meter:
    """Counts from its beginning on; what has ended is counted as long as somebody waited for it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0.0
        self._before = self._now()

    def used(self) -> float:
        """Return the CPU seconds used since."""
        self._most = max(self._most, self._now() - self._before)
        return self._most

    def _now(self) -> float:
        return sum(map(seconds, [self._pid, *descendants(self._pid)]))


class Clock:
    """Counts down the seconds for which processes run or wait.

    A process that is ready to run while others have the processors spends none: on a busy machine
    the same work comes to the same end. Where the kernel does not tell of such delays, all
    seconds are counted.
    """

    def __init__(self, seconds: float = math.inf, whole: "Clock | None" = None) -> None:
        self.left, self._whole = seconds, whole

    def half(self) -> "Clock":
        """Return a clock with half of what is left; what it counts is counted here, too."""
        return Clock(self.left / 2, self)

    def spend(self, seconds: float) -> None:
        """Count some seconds."""
        self.left -= seconds
        if self._whole is not None:
            self._whole.spend(seconds)


class ClockDriver:
    """Advances a clock by what some processes, and all that they start, spend from now on."""

    def __init__(self, clock: Clock, *pids: int) -> None:
        self._clock, self._pids = clock, pids
        self._at = time.monotonic()
        self._cpu, self._delay = self._told()

    def advance(self) -> float:
        """Count what was spent since the last call; return the seconds that are left."""
        at, (cpu, delay) = time.monotonic(), self._told()
        passed = at - self._at
        ready = min(passed, max(delay - self._delay, 0.0))
        self._clock.spend(max(passed - ready, cpu - self._cpu))
        self._at, self._cpu, self._delay = at, max(cpu, self._cpu), delay
        return self._clock.left

    def _told(self) -> tuple[float, float]:
        """Return the CPU seconds, and those for which a processor was waited for."""
        family = {*self._pids, *(d for pid in self._pids for d in descendants(pid))}
        return sum(map(seconds, family)), sum(map(_delay, family))


def _delay(pid: int) -> float:
    """Return for how long the threads of a process were ready to run and had to wait."""
    try:
        told = [(t / "schedstat").read_text() for t in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int(text.split()[1]) for text in told) / 1e9
    except (OSError, IndexError):
        return 0.0


def seconds(pid: int) -> float:
    """Return the CPU seconds of a process and of those it has waited for, 0 if it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    return sum(int(field) for field in told.rsplit(")", 1)[1].split()[11:15]) / _TICK
