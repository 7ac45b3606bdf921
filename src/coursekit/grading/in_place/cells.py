"""Runs cells one after another as a kernel does, and tells what became of each."""

import asyncio
import builtins
import getpass
import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from coursekit.grading.in_place.outputs import MAX_TEXT, Outputs, Stream
from coursekit.grading.in_place.shell import make_shell, refuse_input

_RUNS_CODE: CodeType = InteractiveShell.run_code.__code__
_STREAMS = ((1, "stdout"), (2, "stderr"))


class Cells:
    """The shell of a notebook, and what its cells display.

    Attributes
    ----------
    shell
        IPython's.
    """

    def __init__(self) -> None:
        self._outputs = Outputs()
        self.shell: Any = make_shell(self._outputs)
        self._files: dict[int, int] = {}
        self._read: dict[int, int] = {}
        self._running = False
        self._future: asyncio.Future[Any] | None = None

    def open_files(self) -> None:
        """Open a file for each stream that commands and C code write to.

        To be called before the process is confined: afterwards it may open none of this kind.
        """
        for descriptor, name in _STREAMS:
            self._files[descriptor] = os.memfd_create(name)
            self._read[descriptor] = 0

    def attach(self) -> None:
        """Let the process's streams be the notebook's."""
        for descriptor, file in self._files.items():
            os.dup2(file, descriptor)
            os.close(file)
        self._files.clear()
        sys.stdout, sys.stderr = (Stream(name, fd, self._outputs) for fd, name in _STREAMS)
        for attribute, (fd, _) in zip(("__stdout__", "__stderr__"), _STREAMS, strict=True):
            raw = io.FileIO(fd, "w", closefd=False)
            setattr(sys, attribute, io.TextIOWrapper(raw, write_through=True))
        signal.signal(signal.SIGINT, self._interrupt)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)

    async def run(self, source: str, brief: bool = False) -> dict[str, Any]:
        """Run one cell.

        Parameters
        ----------
        brief
            Whether nobody will see its tracebacks: they take longer than most cells.

        Returns
        -------
        dict
            ``outputs`` (nbformat), ``count`` (the execution number), ``cut`` (whether some of
            it had no room) and ``line``, the line of the cell at which it failed, 0 if none.
        """
        self._outputs.clear_all()
        self.shell.InteractiveTB.set_mode("Minimal" if brief else "Context")
        result = None
        with _without_input():
            self._running = True
            try:
                result = await self._execute(source)
            except (KeyboardInterrupt, asyncio.CancelledError):
                pass
            finally:
                self._running, self._future = False, None
        return self._told(result)

    async def _execute(self, source: str) -> Any:
        shell, failure = self.shell, None
        try:
            transformed = shell.transform_cell(source)
        except Exception:  # the shell shows it when it comes to run the cell
            transformed, failure = source, sys.exc_info()
        if not shell.should_run_async(
            source, transformed_cell=transformed, preprocessing_exc_tuple=failure
        ):
            return shell.run_cell(source, store_history=True)
        shell.begin_cell()
        result = None
        coroutine = shell.run_cell_async(
            source,
            store_history=True,
            transformed_cell=transformed,
            preprocessing_exc_tuple=failure,
        )
        self._future = asyncio.ensure_future(coroutine)
        try:
            result = await self._future
        finally:
            shell.events.trigger("post_execute")
            if result is not None:
                shell.events.trigger("post_run_cell", result)
        return result

    def _told(self, result: Any) -> dict[str, Any]:
        self._take_what_was_written()
        error = None if result is None else result.error_before_exec or result.error_in_exec
        if result is None or not result.success or self.shell.display_failed:
            self._record(error if result is not None else KeyboardInterrupt())
        return {
            "outputs": self._outputs.finished(),
            "count": None if result is None else result.execution_count,
            "cut": self._outputs.cut,
            "line": 0 if error is None else failing_line(error),
        }

    def _record(self, error: BaseException | None) -> None:
        """Show the error of a cell that failed, if it was not shown (as nbgrader does)."""
        name = type(error).__name__
        if not self._outputs.has_error(name):
            missing = ["ERROR: An error occurred while showtraceback was disabled"]
            self._outputs.error(name, str(error), self.shell.traceback or missing)

    def _take_what_was_written(self) -> None:
        for descriptor, name in _STREAMS:
            begin, end = self._read[descriptor], os.fstat(descriptor).st_size
            if end > begin:
                told = os.pread(descriptor, min(end - begin, MAX_TEXT), begin)
                self._outputs.write(name, told.decode(errors="replace"))
                self._read[descriptor] = end

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        """Stop the cell that runs; an asynchronous one is cancelled, as in a kernel."""
        del number, frame
        if self._future is not None:
            self._future.get_loop().call_soon_threadsafe(self._future.cancel)
        elif self._running:
            raise KeyboardInterrupt


@contextmanager
def _without_input() -> Iterator[None]:
    kept = builtins.input, getpass.getpass
    builtins.input = getpass.getpass = refuse_input
    try:
        yield
    finally:
        builtins.input, getpass.getpass = kept


def failing_line(error: BaseException) -> int:
    """Return the line of the cell at which an error left it, 0 if that cannot be known.

    Of an error in a function it is the line of the call.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code is not _RUNS_CODE:
        trace = trace.tb_next
    cell = trace and trace.tb_next
    return cell.tb_lineno if cell is not None else 0
