"""Keeps what a whole submission takes, all its processes together, below its limits."""

import threading
import time
from pathlib import Path

from coursekit.assignment.limits import Limits
from coursekit.grading.engine.sessions import Peer, Session
from coursekit.grading.sandbox import student_folders
from coursekit.grading.sandbox.kernel import descendants

PAUSE = 0.2
"""Seconds between two looks (longer where a look takes long itself)."""

BEHIND = 400 << 10
"""Bytes that the kernel may hold for one open file: the buffers of a socket."""


class Monitor:
    """Looks at a submission's processes, and ends the largest where all together take too much.

    `stops` says why processes were stopped, one entry each.

    Parameters
    ----------
    on_disk
        Whether the submission's folder lies on a disk of the host, where no quota bounds it.
    """

    def __init__(self, session: Session, limits: Limits, on_disk: bool) -> None:
        self._process, self._limits = session.process, limits
        self._folder = session.folder if on_disk else None
        self._baseline = _private(session.process.pid)
        self._over = threading.Event()
        self._largest = 0
        self.stops: list[str] = []
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def largest(self) -> int:
        """Return the most that one process held since the last call (bytes)."""
        held = max(self._largest, *self._sizes().values(), 0)
        self._largest = 0
        return held

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = PAUSE
        while not self._over.wait(pause):
            began = time.monotonic()
            self._look_at_memory()
            self._look_at_open_files()
            if self._folder is not None:
                self._look_at_folder(self._folder)
            pause = max(PAUSE, 10 * (time.monotonic() - began))

    def _sizes(self) -> dict[int, int]:
        return {p: max(0, _private(p) - self._baseline) for p in self._family()}

    def _family(self) -> set[int]:
        """Return the submission's processes: none once the first has ended."""
        found = descendants(self._process.pid)
        return found if self._process.is_alive() else set()  # else a stranger bears its number

    def _look_at_memory(self) -> None:
        sizes, limit = self._sizes(), self._limits.memory
        self._largest = max(self._largest, *sizes.values(), 0)
        if sum(sizes.values()) > limit:  # pages shared by forks were counted for each: look closely
            sizes = {p: _proportional(p) for p in sizes}
        self._bound(sizes, limit, "the memory limit was reached")

    def _look_at_open_files(self) -> None:
        held = {p: _open_files(p) * BEHIND for p in self._family()}
        self._bound(held, 2 * self._limits.memory, "too many files and sockets were open")

    def _look_at_folder(self, folder: str) -> None:
        files, size = student_folders.content(folder, self._limits.files, self._limits.disk)
        if files > self._limits.files or size > self._limits.disk:
            for pid in self._family():
                Peer(pid).kill()
            student_folders.empty(folder)
            self.stops.append("the limit of the working folder was reached")

    def _bound(self, taken: dict[int, int], limit: int, why: str) -> None:
        """End the largest until what is taken is within the limit."""
        total = sum(taken.values())
        while total > limit and taken:
            largest = max(taken, key=taken.__getitem__)
            total -= taken.pop(largest)
            Peer(largest).kill()
            self.stops.append(why)


def _private(pid: int) -> int:
    """Return what a process holds in memory beyond files: its own, and what it shares (bytes)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    held = (line.split() for line in lines if line.startswith(("RssAnon:", "RssShmem:")))
    return sum(int(kilobytes) << 10 for _, kilobytes, _ in held)


def _proportional(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    except OSError:
        return _private(pid)
    return 0


def _open_files(pid: int) -> int:
    """Return for how many open files a process has room (who is not its user sees no more)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(next((x.split()[1] for x in status.splitlines() if x.startswith("FDSize")), 0))
