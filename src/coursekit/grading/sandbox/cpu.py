"""The CPU time of a process and of all that it has started, seen from outside."""

import os
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


def seconds(pid: int) -> float:
    """Return the CPU seconds of a process and of those it has waited for, 0 if it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    return sum(int(field) for field in told.rsplit(")", 1)[1].split()[11:15]) / _TICK
