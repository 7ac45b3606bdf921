"""IPython's shell as a notebook's kernel has it, without a kernel.

The names and the small differences from the shell of a terminal are those of ``ipykernel``:
pandas, tqdm and others look for a class of this name.
"""

import os
import subprocess
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from coursekit.grading.in_place.outputs import Outputs

NO_INPUT = "raw_input was called, but this frontend does not support input requests."
ENVIRONMENT = {
    "TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1",
    "PAGER": "cat", "GIT_PAGER": "cat",
}  # fmt: skip
"""What the kernel's application sets for the commands that cells start."""


class _Hook(DisplayHook):
    outputs: Outputs | None = None
    message: dict[str, Any] | None = None

    def start_displayhook(self) -> None:
        self.message = {}

    def write_output_prompt(self) -> None:
        """Write nothing: a notebook shows the number beside the cell."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        if self.message is not None:
            self.message = {"data": format_dict, "metadata": md_dict or {}}

    def finish_displayhook(self) -> None:
        message, self.message = self.message, None
        if message and message["data"] and self.outputs is not None:
            count = self.prompt_count
            self.outputs.show("execute_result", **message, execution_count=count)


class _Publisher(DisplayPublisher):
    outputs: Outputs | None = None

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **kwargs: Any,
    ) -> None:
        del source, kwargs
        if self.outputs is None:
            return
        name, metadata = (transient or {}).get("display_id"), metadata or {}
        if name is not None:
            self.outputs.update(name, data, metadata)
        if not update:
            self.outputs.show("display_data", data, metadata, name)

    def clear_output(self, wait: bool = False) -> None:
        if self.outputs is not None:
            self.outputs.clear(wait)


class ZMQInteractiveShell(InteractiveShell):
    """The shell of a notebook.

    Attributes
    ----------
    traceback
        What the last error of the cell has shown.
    display_failed
        Whether an error came while a result was being formatted: the cell counts as failed.
    """

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    displayhook: Any
    outputs: Outputs | None = None
    traceback: list[str] | None = None
    display_failed = False

    def begin_cell(self) -> None:
        """Know of no error."""
        self.traceback, self.display_failed = None, False

    def run_cell(self, *args: Any, **kwargs: Any) -> Any:
        """Run a cell."""
        self.begin_cell()
        return super().run_cell(*args, **kwargs)  # type: ignore[no-untyped-call]  # IPython has few types

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        if self.displayhook.message is not None:
            self.display_failed = True
        if self.outputs is not None:
            self.outputs.error(str(etype.__name__), str(evalue), stb)
        self.traceback = stb

    def init_environment(self) -> None:
        """Tell commands that nobody turns pages."""
        os.environ.update(ENVIRONMENT)

    def init_virtualenv(self) -> None:
        """Look for none."""

    def enable_gui(self, gui: Any = None) -> None:
        """Open no window, but know what was asked for."""
        self.active_eventloop = gui

    def ask_exit(self) -> None:
        """Stay: ``exit`` ends a kernel after its cell, and no cell must be lost by that."""

    def system_piped(self, cmd: str) -> None:
        """Run a command; all that it writes is text of the cell (there is no terminal here)."""
        if cmd.rstrip().endswith("&"):
            raise OSError("Background processes not supported.")
        command = str(InteractiveShell.var_expand(self, cmd, depth=1))  # type: ignore[no-untyped-call]  # IPython has few types
        with subprocess.Popen(  # noqa: S602 - "!command" of a notebook
            command,
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                sys.stdout.write(line)
        self.user_ns["_exit_code"] = process.returncode

    system = system_piped


def refuse_input(*args: Any, **kwargs: Any) -> str:
    """Stand in for ``input`` and ``getpass``: nobody answers."""
    del args, kwargs
    raise StdinNotImplementedError(NO_INPUT)


def make_shell(outputs: Outputs) -> Any:
    """Return the process's one shell, whose cells display in `outputs`."""
    config = Config()
    config.HistoryManager.enabled = False
    config.IPKernelApp.tqdm = "a notebook"  # what tqdm looks for
    shell: Any = ZMQInteractiveShell.instance(config=config)
    shell.outputs = shell.displayhook.outputs = shell.display_pub.outputs = outputs
    return shell
