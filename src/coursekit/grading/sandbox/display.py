"""A notebook's screen without a kernel: runs a cell in IPython and collects what it displays."""

import contextlib
import importlib
import os
import re
import sys
import time
from collections.abc import Iterator
from typing import Any, TextIO

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

Json = Any
Output = dict[str, Json]

MAX_OUTPUTS = 500
MAX_TEXT = 200_000
MAX_RICH = 4 << 20
_INLINE = "module://matplotlib_inline.backend_inline"


class _Tape:
    """The outputs of one cell, in order, as nbformat has them; bounded in number and size."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self._text_left = MAX_TEXT
        self._rich_left = MAX_RICH
        self.cut = False

    def write(self, stream: str, text: str) -> None:
        if len(text) > self._text_left:
            self.cut, text = True, text[: self._text_left]
        self._text_left -= len(text)
        if not text:
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == stream:
            last["text"].append(text)
        else:
            self._add({"output_type": "stream", "name": stream, "text": [text]})

    def show(
        self, kind: str, data: dict[str, Json], metadata: dict[str, Json], **more: Json
    ) -> None:
        size = sum(len(v) if isinstance(v, (str, bytes)) else 1000 for v in data.values())
        if size > self._rich_left:
            self.cut, data = True, {"text/plain": str(data.get("text/plain", ""))[:2000]}
        self._rich_left -= min(size, self._rich_left)
        self._add({"output_type": kind, "data": data, "metadata": metadata, **more})

    def error(self, error: BaseException, traceback: list[str]) -> None:
        name, value = type(error).__name__, _text_of(error)
        self._add(
            {"output_type": "error", "ename": name, "evalue": value, "traceback": traceback[-60:]}
        )

    def _add(self, output: Output) -> None:
        if len(self.outputs) < MAX_OUTPUTS:
            self.outputs.append(output)
        else:
            self.cut = True

    def finished(self) -> list[Output]:
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return self.outputs


def _text_of(error: BaseException) -> str:
    try:
        return str(error)[:4000]
    except Exception:
        return ""


class _Stream:
    """Stands in for ``sys.stdout`` and ``sys.stderr`` while a cell runs."""

    encoding, errors, closed, newlines, line_buffering = "utf-8", "strict", False, None, True

    def __init__(self, tape: _Tape, name: str, descriptor: int) -> None:
        self._tape, self.name, self._descriptor = tape, name, descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._tape.write(self.name, text)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._descriptor

    @property
    def buffer(self) -> Any:
        return _Bytes(self)


class _Bytes:
    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        self._stream.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class _Publisher(DisplayPublisher):
    tape: _Tape | None = None

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
        del source, transient, kwargs
        if self.tape is not None and not update:
            self.tape.show("display_data", _jsonable(data), _jsonable(metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        del wait
        if self.tape is not None:
            self.tape.outputs.clear()


class _Hook(DisplayHook):
    tape: _Tape | None = None

    def write_output_prompt(self) -> None:
        """Write nothing: a notebook shows the number beside the cell."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        if self.tape is not None:
            data, metadata = _jsonable(format_dict), _jsonable(md_dict or {})
            count = self.prompt_count
            self.tape.show("execute_result", data, metadata, execution_count=count)

    def finish_displayhook(self) -> None:
        """Nothing to finish: no line was begun."""


class _Shell(InteractiveShell):
    tape: _Tape | None = None
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        del etype
        if self.tape is not None:
            self.tape.error(evalue, [str(line) for line in stb])

    def ask_exit(self) -> None:
        """Stay: a notebook's kernel is not left by ``exit``."""

    def enable_gui(self, gui: Any = None) -> None:
        """No window is ever opened."""

    def system(self, cmd: str) -> None:
        self.user_ns["_exit_code"] = os.waitstatus_to_exitcode(os.system(cmd))  # noqa: S605 - "!cmd" of a notebook


def _jsonable(data: Any) -> dict[str, Json]:
    import base64

    made: dict[str, Json] = {}
    for key, value in dict(data).items():
        made[str(key)] = base64.b64encode(value).decode() if isinstance(value, bytes) else value
    return made


class Screen:
    """One shell, its namespace and its screen."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Context"
        self._raw: int | None = None
        self.shell: Any = _Shell.instance(config=config)
        self.namespace: dict[str, Any] = self.shell.user_ns
        sys.modules["__main__"] = self.shell.user_module
        if os.environ.get("MPLBACKEND") == _INLINE and "matplotlib" in sys.modules:
            with contextlib.suppress(ImportError):
                inline = importlib.import_module("matplotlib_inline.backend_inline")
                sys.modules["matplotlib"].interactive(True)
                inline.configure_inline_support(self.shell, _INLINE)

    def open_tape(self) -> int:
        """Open a file of this process and its forks for what commands write; return it."""
        self._raw = os.memfd_create("output")
        return self._raw

    def run(self, source: str) -> dict[str, Json]:
        """Run one cell.

        Returns
        -------
        dict
            ``outputs`` (nbformat), ``ok``, ``count`` (the execution number) and ``seconds``.
        """
        tape = _Tape()
        shell = self.shell
        shell.tape = shell.display_pub.tape = shell.displayhook.tape = tape
        began = time.perf_counter()
        with _captured(tape, self.open_tape() if self._raw is None else self._raw):
            result = shell.run_cell(source, store_history=True)
        return {
            "ok": result.success,
            "outputs": tape.finished(),
            "cut": tape.cut,
            "count": result.execution_count,
            "seconds": time.perf_counter() - began,
        }


@contextlib.contextmanager
def _captured(tape: _Tape, raw: int) -> Iterator[None]:
    """Collect the text of this process and, at the end, of the commands it started."""
    before: tuple[TextIO, TextIO] = (sys.stdout, sys.stderr)
    os.ftruncate(raw, 0)
    os.lseek(raw, 0, os.SEEK_SET)
    kept = os.dup(1), os.dup(2)
    for number in (1, 2):
        os.dup2(raw, number)
    sys.stdout = _Stream(tape, "stdout", 1)
    sys.stderr = _Stream(tape, "stderr", 2)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for descriptor, number in zip(kept, (1, 2), strict=True):
            os.dup2(descriptor, number)
            os.close(descriptor)
        text = os.pread(raw, MAX_TEXT, 0).decode("utf-8", "replace")
        tape.write("stdout", re.sub(r"\r\n?", "\n", text))
