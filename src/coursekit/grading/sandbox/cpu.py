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

    def is_idle(self) -> bool:
        """Tell whether none of them computes or waits for a processor or a disk.

        On a busy machine a process that has something to compute is not idle.
        """
        states = (_stat(pid)[:1] for pid in [self._pid, *descendants(self._pid)])
        return not any(state in (["R"], ["D"]) for state in states)

    def _now(self) -> float:
        return sum(map(seconds, [self._pid, *descendants(self._pid)]))


def seconds(pid: int) -> float:
    """Return the CPU seconds of a process and of those it has waited for, 0 if it is gone."""
    return sum(int(field) for field in _stat(pid)[11:15]) / _TICK


def _stat(pid: int) -> list[str]:
    """Return what the kernel tells of a process, from its state on; nothing if it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    return told.rsplit(")", 1)[1].split()
