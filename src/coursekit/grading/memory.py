"""Keeps the memory of a whole submission, all its processes together, below its limit."""

import threading
from pathlib import Path

from coursekit.grading.sandbox.kernel import descendants
from coursekit.grading.sandbox.launch import kill

PAUSE = 0.2
"""Seconds between two looks."""

_PAGE = 4096


class Watch:
    """Looks at the processes below `root` and ends the largest where all together take too much.

    `peak` keeps what all of them held at most, in bytes beyond what the warmed process had.
    """

    def __init__(self, root: int, limit: int) -> None:
        self._root, self._limit = root, limit
        self._baseline = _private(root)
        self._over = threading.Event()
        self.peak = 0
        self._largest = 0
        self.kills = 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def largest(self) -> int:
        """Return the most that one process held since the last call (bytes)."""
        held = max(self._largest, *self._sizes().values(), 0)
        self._largest = 0
        return held

    def _sizes(self) -> dict[int, int]:
        return {p: max(0, _private(p) - self._baseline) for p in descendants(self._root)}

    def _look(self) -> None:
        while not self._over.wait(PAUSE):
            sizes = self._sizes()
            self._largest = max(self._largest, *sizes.values(), 0)
            total = sum(sizes.values())
            if total > self._limit:  # pages shared by forks were counted for each: look closely
                sizes = {p: _proportional(p) for p in sizes}
                total = sum(sizes.values())
            self.peak = max(self.peak, total)
            while total > self._limit and sizes:
                largest = max(sizes, key=sizes.__getitem__)
                total -= sizes.pop(largest)
                kill(largest)
                self.kills += 1

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()


def _private(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * _PAGE


def _proportional(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    except OSError:
        return _private(pid)
    return 0
