"""Inside the sandbox: the process in which a notebook runs as in a kernel.

The role that the zygote plays for the judge in place. From the first cell on nothing here can
be trusted. Cells come one at a time, so that no test can be found before it is run.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coursekit.grading.channel import Channel, WireError
from coursekit.grading.in_place.cells import Cells
from coursekit.grading.sandbox import preload, student_folders
from coursekit.grading.sandbox.kernel import descendants

Json = Any
_cells: list[Cells] = []

_FIGURE = """%matplotlib inline
import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.title("x"); plt.show()"""


def warm(modules: list[str]) -> None:
    """Import what the set needs, start the shell and use it once."""
    here = {path.name.partition(".")[0] for path in Path.cwd().iterdir()}
    preload.load(m for m in modules if m.partition(".")[0] not in here)
    sys.path.insert(0, "")  # as the kernel's application does
    cells = Cells()
    _cells.append(cells)
    first = ["1 + 1", "1 / 0"]
    if "matplotlib.pyplot" in sys.modules:
        first.append(_FIGURE)
    kept = sys.stdout, sys.stderr
    for source in first:
        cells.shell.run_cell(source)
    sys.stdout, sys.stderr = kept
    cells.shell.reset(new_session=True)


def prime(payload: dict[str, Any]) -> dict[str, Json]:
    """Run the instructor's opening cells.

    Returns
    -------
    dict
        ``results`` of the cells, and whether the state is ``usable``: one that a fork takes
        over wholly, without threads, children, tasks, open files or files written.
    """
    (cells,) = _cells
    before = _surroundings()
    prepare()
    cells.attach()
    loop = asyncio.new_event_loop()
    results = [loop.run_until_complete(cells.run(source)) for source in payload["cells"]]
    left = asyncio.all_tasks(loop)
    loop.close()
    asyncio.set_event_loop(None)
    return {"results": results, "usable": not left and _surroundings() == before}


def prepare() -> None:
    """Get what a session must have before it is confined."""
    _cells[0].open_files()


def serve(channel: Channel) -> None:
    """Serve one submission."""
    (cells,) = _cells
    cells.attach()
    _Server(channel, cells).run()


class _Server:
    """Runs what is asked for on a socket that no fork of this process shares."""

    def __init__(self, channel: Channel, cells: Cells) -> None:
        self._channel, self._cells = channel, cells
        self._owner = os.getpid()
        os.register_at_fork(after_in_child=channel.close)

    def run(self) -> None:
        """Serve until the socket closes."""
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        with contextlib.suppress(WireError):
            loop.run_until_complete(self._serve(loop))

    async def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            with _readable(loop, self._channel) as ready:
                await ready
            request = self._channel.receive()
            if request["do"] == "file":
                self._answer({"written": student_folders.write(request["name"], request["data"])})
                continue
            self._answer(await self._cells.run(request["source"], request["brief"]))

    def _answer(self, reply: dict[str, Json]) -> None:
        if os.getpid() != self._owner:  # a fork that the cell has made and not ended
            os._exit(0)
        self._channel.send(reply)


@contextlib.contextmanager
def _readable(
    loop: asyncio.AbstractEventLoop, channel: Channel
) -> "Iterator[asyncio.Future[None]]":
    """Give a future that is done when a request has come: meanwhile the cells' tasks go on."""
    ready: asyncio.Future[None] = loop.create_future()

    def come() -> None:
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(channel.fileno(), come)
    try:
        yield ready
    finally:
        loop.remove_reader(channel.fileno())


def _surroundings() -> tuple[object, ...]:
    """Return what a fork would not take over: files, open files, threads, children."""
    written = sorted(
        (str(path), path.lstat().st_mtime_ns, path.lstat().st_size)
        for path in Path().rglob("*")
        if "__pycache__" not in path.parts
    )
    opened = len(list(Path("/proc/self/fd").iterdir()))
    threads = len(list(Path("/proc/self/task").iterdir()))
    return written, opened, threads, descendants(os.getpid())
