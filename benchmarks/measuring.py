"""Measures what commands take: the CPU time of all that they start, and wall time.

A benchmark joins a control group of its own: sandboxes hide what they take from `getrusage`. Where
no group can be made the machine's CPU time is taken, and the machine must be quiet.
"""

import atexit
import contextlib
import functools
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_GROUPS = (Path("/sys/fs/cgroup/cpuacct"), Path("/sys/fs/cgroup"))


@dataclass
class Measured:
    """A command that has ended: its output, CPU and wall seconds."""

    code: int
    out: str
    error: str
    cpu: float
    wall: float


def measured(command: Sequence[str | Path], cwd: Path | None = None) -> Measured:
    """Run a command, the libraries of everything in it on one thread each."""
    before, began = cpu_seconds(), time.perf_counter()
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - began
    return Measured(done.returncode, done.stdout, done.stderr, cpu_seconds() - before, wall)


def environment() -> dict[str, str]:
    """Return the environment of what is measured: our own programs first, one thread each."""
    threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    return {**os.environ, **threads, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and what it has started since it first asked."""
    group = _group()
    if group is not None:
        return _used(group)
    user, nice, system = Path("/proc/stat").read_text().split()[1:4]
    return (int(user) + int(nice) + int(system)) / os.sysconf("SC_CLK_TCK")


@functools.cache
def _group() -> Path | None:
    """Join a control group of our own."""
    for above in _GROUPS:
        group = above / f"benchmark-{os.getpid()}"
        with contextlib.suppress(OSError):
            group.mkdir()
            (group / "cgroup.procs").write_text(str(os.getpid()))
            _used(group)
            atexit.register(_leave, above, group)
            return group
    return None


def _leave(above: Path, group: Path) -> None:
    with contextlib.suppress(OSError):
        (above / "cgroup.procs").write_text(str(os.getpid()))
        group.rmdir()


def _used(group: Path) -> float:
    """Return the CPU seconds of a control group of the first or the second version."""
    with contextlib.suppress(FileNotFoundError):
        return int((group / "cpuacct.usage").read_text()) / 1e9
    return int((group / "cpu.stat").read_text().split()[1]) / 1e6
