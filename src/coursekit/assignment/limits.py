"""What one submission may use."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; times in seconds, sizes in bytes.

    `cell` is the processor time of one cell with all that it starts, `test` of one test cell,
    `total` of one run of a notebook; on the clock each may take twenty times that. `clock` is what
    all runs of a notebook by both judges may take together, running or waiting; that others have
    the processors meanwhile does not count. `cpu` is the processor
    time of one process, which may run many cells. `memory` bounds each process and the
    whole submission beyond what its libraries take; `disk` bounds its temporary folder.
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
    output: int = 200_000
    images: int = 4 << 20
    deaths: int = 10

    def to_json(self) -> dict[str, Any]:
        """Return the fields as a JSON object."""
        return asdict(self)
