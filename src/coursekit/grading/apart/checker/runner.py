"""Runs the tests of a notebook against proxies for what the student wrote.

It runs in a sandbox of its own, without the student's files, and sees the student's process
only through `proxies`. Tests run in the order of the notebook, between the student's cells, as
in stock nbgrader; nothing of what they come to is ever shown to the student.
"""

import ast
import asyncio
import builtins
import contextlib
import gc
import inspect
import io
import linecache
import math
import os
import socket
import sys
import traceback
import types
import warnings
from dataclasses import dataclass
from typing import Any, NoReturn

from coursekit.assignment import names
from coursekit.grading.apart.checker import errors
from coursekit.grading.apart.checker.connection import Connection
from coursekit.grading.apart.checker.environment import Environment
from coursekit.grading.apart.checker.strict import teach_numpy
from coursekit.grading.apart.protocol import array_codec, frame_codec
from coursekit.grading.apart.protocol.codec import Json
from coursekit.grading.channel import Channel, WireError
from coursekit.grading.sandbox import preload
from coursekit.submission.verdicts import Reason

MAX_MESSAGE = 2_000


class _Notebook:
    """What ``get_ipython()`` gives a test: magics do nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


@dataclass(frozen=True)
class _Code:
    """Instructor's code; `value` is its last statement if that is an expression."""

    statements: types.CodeType
    value: types.CodeType | None

    @classmethod
    def of(cls, source: str, name: str) -> "_Code":
        """Compile a cell; one that is not Python fails when it is run, as in a kernel."""
        text, file = names.plain_python(source), f"<{name}>"
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)
        try:
            return cls(*names.compiled(ast.parse(text, file).body, file))
        except (SyntaxError, ValueError, RecursionError) as error:
            return cls(compile(f"raise SyntaxError({str(error)!r})", file, "exec"), None)

    def run(self, namespace: dict[str, Any]) -> object:
        """Run it; return the value of the last expression."""
        _run(self.statements, namespace)
        return None if self.value is None else _run(self.value, namespace)


@dataclass(frozen=True)
class _Given:
    """A cell of the instructor's that is no test.

    `depends` marks one whose results depend on the student's: it runs with the tests. `bound`
    is what another has bound when it ran, once for the whole class.
    """

    name: str
    code: _Code
    depends: bool
    binds: frozenset[str]
    uses: frozenset[str]
    bound: dict[str, Any]


@dataclass(frozen=True)
class _Test:
    """A test cell.

    `after` counts the instructor's cells that stand before it; `asked` are the names that are
    the student's, `redefined` those to which an answer has given a value last.
    """

    code: _Code
    uses: frozenset[str]
    after: int
    asked: frozenset[str]
    redefined: frozenset[str]


class Runner:
    """One notebook's tests and the instructor's names.

    Attributes
    ----------
    failures
        What is wrong with the instructor's own cells.
    """

    def __init__(self, brief: dict[str, Any]) -> None:
        module = sys.modules["__main__"] = types.ModuleType("__main__")
        self._namespace: dict[str, Any] = module.__dict__
        self._namespace["__builtins__"] = builtins
        self._namespace["get_ipython"] = _Notebook
        self._namespace["display"] = lambda *_, **__: None
        self._environment = Environment(self._namespace, brief["classes"], brief["methods"])
        self.failures: list[str] = []
        self._given = [self._first_run(cell) for cell in brief["given"]]
        self._tests = {
            name: _Test(
                _Code.of(t["source"], name),
                frozenset(t["uses"]),
                t["after"],
                frozenset(t["asked"]),
                frozenset(t["redefined"]),
            )
            for name, t in brief["tests"].items()
        }
        self._environment.settle()
        self._reached = 0
        self._connection: Connection | None = None

    def _first_run(self, cell: dict[str, Any]) -> _Given:
        name, binds, depends = cell["name"], frozenset(cell["binds"]), cell["depends"]
        code = _Code.of(cell["source"], name)
        if not depends:
            self._run_given(name, code)
        held = {} if depends else {n: self._namespace[n] for n in binds & self._namespace.keys()}
        return _Given(name, code, depends, binds, frozenset(cell["uses"]), held)

    def _run_given(self, name: str, code: _Code) -> None:
        try:
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                code.run(self._namespace)
        except BaseException as error:
            self.failures.append(f"{name}: {type(error).__name__}: {error}"[:300])

    def came_from_student(self, value: object) -> bool:
        """Whether a value is one that student code has handed over, as it is."""
        return self._connection is not None and self._connection.came_from_student(value)

    def meet(self, channel: Channel) -> None:
        """Begin with a student's notebook, a process at the other end of `channel`."""
        self._connection = Connection(channel, self._environment)

    def test(self, name: str) -> dict[str, Json]:
        """Run a test on the notebook as it is now.

        Returns
        -------
        dict
            ``reason`` (the name of a `Reason`, None where it passed), ``detail``, ``line`` and
            ``value``, what it gives as partial credit.
        """
        test, value = self._tests[name], None
        reason, detail, line = None, "", 0
        errors.met.clear()
        try:
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
                warnings.catch_warnings(),
            ):
                self._furnish(test)
                value = _number(test.code.run(self._namespace))
        except BaseException as error:
            assertion = isinstance(error, AssertionError)
            reason = Reason.ASSERTION_FAILED if assertion else Reason.ERROR_RAISED
            if isinstance(error, MemoryError):
                reason = Reason.MEMORY_LIMIT
            detail, line = _message(error), _line(error, name)
        if errors.met:  # whatever the test has made of it
            reason, detail = errors.met[0].reason, _message(errors.met[0])
        told = None if reason is None else reason.name
        return {"reason": told, "detail": detail, "line": line, "value": value}

    def _furnish(self, test: _Test) -> None:
        """Fetch the student's names, and run the instructor's cells that build on them.

        Only cells that stand before the test count: a later one may bind the same name anew. A
        name that an answer has bound after them stays the student's.
        """
        if self._connection is None:
            raise errors.LostError("there is no student's process")
        waiting = []
        wanted = set(test.uses)
        for cell in reversed(self._given[self._reached : test.after]):
            if cell.depends and (wanted - test.asked) & cell.binds:
                waiting.append(cell)
                wanted |= cell.uses
        wanted |= set().union(*(cell.uses for cell in self._given[: test.after]))
        self._environment.leave_out(test.redefined)
        self._connection.fetch(wanted & test.asked)
        theirs = {n: self._namespace[n] for n in wanted & test.asked & self._namespace.keys()}
        for cell in self._given[self._reached : test.after]:
            if cell in waiting:
                self._run_given(cell.name, cell.code)
            self._namespace.update(cell.bound)
            self._namespace.update(theirs)
        self._reached = test.after


def _run(code: types.CodeType, namespace: dict[str, Any]) -> Any:
    value = eval(code, namespace)  # noqa: S307 - the instructor's
    return asyncio.run(value) if code.co_flags & inspect.CO_COROUTINE else value


def _number(value: object) -> float | None:
    """Return the partial credit that the last line of a test stands for, None for none."""
    if isinstance(value, bool) or type(value).__name__ in {"bool", "bool_"}:
        return None
    numpy = sys.modules.get("numpy")
    if isinstance(value, (int, float)) or (numpy and isinstance(value, numpy.number)):
        number = float(value)
        return number if math.isfinite(number) else -1.0
    return None


def _message(error: BaseException) -> str:
    text = "too much recursion" if isinstance(error, RecursionError) else str(error)
    return f"{type(error).__name__}: {text}"[:MAX_MESSAGE]


def _line(error: BaseException, name: str) -> int:
    """Return the line of the test that an error came from, 0 if none."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == f"<{name}>"), 0)


# --- the role of a zygote --------------------------------------------------------------------

_runners: list[Runner] = []


def warm(modules: list[str]) -> None:
    """Import what the set needs."""
    os.environ["MPLBACKEND"] = "agg"
    preload.load([*modules, array_codec.__name__, frame_codec.__name__])
    names.plain_python("1")


def prime(payload: dict[str, Any]) -> list[str]:
    """Run the instructor's cells of one notebook; return which of them failed."""
    runner = Runner(payload)
    _runners.append(runner)
    teach_numpy(runner.came_from_student)
    return runner.failures


def prepare() -> None:
    """Get what a session must have before it is confined: nothing."""


def serve(channel: Channel) -> NoReturn:
    """Run the tests of one submission."""
    (runner,) = _runners
    gc.freeze()
    while True:
        try:
            request, fds = channel.receive_with_fds(1)
            if request["do"] == "meet":
                runner.meet(Channel(socket.socket(fileno=fds[0])))
                channel.send({"met": True})
            else:
                channel.send(runner.test(request["test"]))
        except WireError:
            os._exit(0)
