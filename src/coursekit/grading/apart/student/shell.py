"""A notebook's shell that shows nothing: what cells display is the judge in place's."""

import io
import os
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

MAX_TEXT = 200_000


class Printed(io.TextIOBase):
    """Stands in for ``sys.stdout``: keeps what was printed since it was last taken."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = MAX_TEXT

    def write(self, text: str) -> int:
        """Keep a text, as far as there is room for it."""
        if self._room > 0:
            self._parts.append(text[: self._room])
            self._room -= len(text)
        return len(text)

    def writable(self) -> bool:
        """Say so."""
        return True

    def fileno(self) -> int:
        """Return where commands write to."""
        return 1

    def take(self) -> str:
        """Return what was kept, and keep it no more."""
        text = "".join(self._parts)
        self._parts, self._room = [], MAX_TEXT
        return text


class _Publisher(DisplayPublisher):
    def publish(self, *_: Any, **__: Any) -> None:
        """Show nothing."""


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Write nothing."""

    def compute_format_data(self, result: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Make no text or page of a value that nobody looks at."""
        del result
        return {}, {}

    def write_format_data(self, *_: Any, **__: Any) -> None:
        """Write nothing."""

    def finish_displayhook(self) -> None:
        """Nothing to finish."""


class _Shell(InteractiveShell):
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """Show nothing."""

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        """Show nothing."""

    def ask_exit(self) -> None:
        """Stay: a notebook's kernel is not left by ``exit``."""

    def enable_gui(self, gui: Any = None) -> None:
        """No window is ever opened."""

    def system(self, cmd: str) -> None:
        """Run a command without its output."""
        self.user_ns["_exit_code"] = os.waitstatus_to_exitcode(os.system(cmd))  # noqa: S605 - "!cmd" of a notebook


class Shell:
    """Runs cells; `namespace` is the notebook's."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        shell: Any = _Shell.instance(config=config)
        shell.display_formatter.active_types = []
        self._shell = shell
        self.namespace: dict[str, Any] = shell.user_ns
        sys.modules["__main__"] = shell.user_module
        self.printed = Printed()

    def attach(self) -> None:
        """Take over the process's streams."""
        sys.stdout = sys.stderr = self.printed

    def run(self, source: str) -> bool:
        """Run one cell; return whether it went through."""
        try:
            return bool(self._shell.run_cell(source, store_history=True).success)
        finally:
            sys.stdout = sys.stderr = self.printed
            self.printed.take()
