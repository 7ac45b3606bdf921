"""What one submission may use, and which module of `coursekit.grading` enforces it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; times in seconds, sizes in bytes.

    Attributes
    ----------
    cell, test
        CPU time of one cell, or of one test cell, with all that it starts; on the clock each may
        take twenty times that. Enforced by `engine.notebook_run`; `engine.isolated_judge` holds
        each cell to `cell`, and leaves each test three times as much.
    total
        CPU time of one run of a notebook: `engine.notebook_run`.
    clock
        What all runs of a notebook by both judges may take together, running or waiting; that
        others have the processors meanwhile does not count. Counted by `engine.clock`, enforced
        by both judges.
    cpu
        CPU time of one process, which may run many cells: the kernel, asked by `sandbox.zygote`.
    memory
        Of each process: the kernel, asked by `sandbox.zygote`. Of the whole submission, beyond
        what its libraries take: `engine.monitor`.
    disk, files
        What the working folder may take, and how many files: the kernel's tmpfs, mounted by
        `sandbox.zygote`, and `engine.monitor` where the folder lies on a disk of the host.
    file, processes, open_files
        The size of one file, how many processes, how many open files in one process: the
        kernel, asked by `sandbox.zygote`.
    deaths
        How often a notebook may end its process before the rest is not run:
        `engine.notebook_run`.
    """

    cell: float = 30.0
    test: float = 30.0
    total: float = 300.0
    clock: float = 3600.0
    cpu: int = 600
    memory: int = 2 << 30
    disk: int = 256 << 20
    files: int = 10_000
    file: int = 128 << 20
    processes: int = 64
    open_files: int = 256
    deaths: int = 10

    def to_json(self) -> dict[str, Any]:
        """Return the fields as a JSON object."""
        return asdict(self)
