"""The trusted process: runs the tests against stand-ins for what the student wrote.

It runs in a sandbox of its own, without the student's files, and sees the student's process
only through `proxies`. Each test is run in two goes: first, for all tests, the part that the
student was given, whose failures may be shown; then, when nothing the student's side says is
recorded any more, the hidden part. So no hidden value can find its way into what is shown.
"""

import ast
import asyncio
import builtins
import contextlib
import importlib
import inspect
import io
import linecache
import math
import os
import socket
import sys
import time
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from coursekit.alarm import alarm
from coursekit.assignment import names
from coursekit.grading.apart.checker.connection import Connection
from coursekit.grading.apart.checker.descriptors import is_standin
from coursekit.grading.apart.checker.environment import World
from coursekit.grading.apart.checker.errors import StudentError, TimeLimitError
from coursekit.grading.apart.checker.patches import Surroundings, heard_loggers
from coursekit.grading.apart.checker.pickles import Pickles
from coursekit.grading.apart.checker.strict import teach_numpy
from coursekit.grading.apart.protocol import mutables
from coursekit.grading.apart.protocol.channel import Channel, WireError
from coursekit.grading.apart.protocol.codec import Json
from coursekit.grading.apart.protocol.file_sync import Mirror
from coursekit.grading.sandbox import preload

MAX_OUTPUT = 50_000
MAX_MESSAGE = 2_000


class _Pyplot(types.ModuleType):
    """Stands in for ``matplotlib.pyplot``: the figures are the student's.

    In a test, ``plt.gca()`` must be the axes that the student drew on; so the module's
    functions are those of the process whose state is being tested. Before any test they do
    nothing.
    """

    _connection: Connection | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._connection is None:
            return _Nothing()
        return getattr(self._connection.module("matplotlib.pyplot"), name)


class _Nothing:
    """Accepts everything, does nothing."""

    def __call__(self, *_: object, **__: object) -> "_Nothing":
        return self

    def __getattr__(self, name: str) -> "_Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator["_Nothing"]:
        return iter((self, self))

    def __getitem__(self, _: object) -> "_Nothing":
        return self

    def __setitem__(self, _: object, __: object) -> None:
        """Nothing is kept."""

    def __enter__(self) -> "_Nothing":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""


class _Notebook:
    """What ``get_ipython()`` gives a test: magics that matter run, others do nothing."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self.user_ns = namespace

    def run_line_magic(self, name: str, line: str, *_: object) -> None:
        if name in {"time", "timeit"}:
            exec(compile(line, "<test>", "exec"), self._namespace)  # noqa: S102 - the instructor's

    def run_cell_magic(self, name: str, _: str, cell: str) -> None:
        if name in {"time", "timeit", "capture"}:
            exec(compile(names.plain_python(cell), "<test>", "exec"), self._namespace)  # noqa: S102 - the instructor's

    def system(self, _: str) -> None:
        """No command is run by a test."""

    def getoutput(self, _: str) -> list[str]:
        return []


@dataclass(frozen=True)
class _Code:
    """Instructor's code; `value` is its last statement if that is an expression."""

    statements: types.CodeType
    value: types.CodeType | None

    @classmethod
    def of(cls, body: list[ast.stmt], name: str) -> "_Code":
        return cls(*names.compiled(body, f"<{name}>"))

    def run(self, namespace: dict[str, Any]) -> object:
        """Run it; return the value of the last expression."""
        _run(self.statements, namespace)
        return None if self.value is None else _run(self.value, namespace)


@dataclass(frozen=True)
class _Test:
    """A test cell, taken apart: what students were given, and what follows.

    `after` counts the instructor's cells that stand before it.
    """

    shown: _Code
    hidden: _Code
    uses: frozenset[str]
    binds: frozenset[str]
    after: int

    @classmethod
    def of(cls, name: str, payload: dict[str, Any], asked: set[str]) -> "_Test":
        source = payload["source"]
        text = names.plain_python(source)
        linecache.cache[f"<{name}>"] = (len(text), None, text.splitlines(True), f"<{name}>")
        shown, hidden = _split(_parse(source), _hidden_from(source, payload["hidden_from"]))
        return cls(
            _Code.of(shown, name),
            _Code.of(hidden, name),
            frozenset(names.used(source) | names.reflected(source, asked)),
            frozenset(names.bound(source)),
            payload["after"],
        )


class Examiner:
    """One notebook's tests and the instructor's names."""

    def __init__(self, payload: dict[str, Any]) -> None:
        module = sys.modules["__main__"] = types.ModuleType("__main__")
        self.namespace: dict[str, Any] = module.__dict__
        self.namespace["__builtins__"] = builtins
        self.namespace["get_ipython"] = lambda: _Notebook(self.namespace)
        self.namespace["display"] = lambda *_, **__: None
        self.world = World(self.namespace, payload["classes"], payload["lenient"])
        self.world.expects_stop = payload["expects_stop"]
        self.world.methods = payload["methods"]
        self.asked = set(payload["asked"])
        self.trusted: list[dict[str, Any]] = payload["trusted"]
        self.tests = {
            name: _Test.of(name, test, self.asked) for name, test in payload["tests"].items()
        }
        self.failures: list[str] = []
        self._unheard = heard_loggers().keys()
        self._needed = {n for t in self.tests.values() for n in t.uses}
        self._bound: list[dict[str, Any]] = []
        for cell in self.trusted:
            if not cell["waits"]:
                self._run_trusted(cell)
            made = [] if cell["waits"] else cell["binds"]
            self._bound.append({n: self.namespace[n] for n in made if n in self.namespace})
        self._reached = 0
        self.world.settle()
        self._draws: bool = payload["draws"]
        self._looks_at_files = payload["files"]
        if self._looks_at_files:
            Pickles(lambda: self._current, self._has_foreign_files)
        self._replaceable: list[str] | None = payload["modules"] if payload["replaces"] else None
        self._before: dict[str, tuple[dict[str, Any], int]] = {}
        self._saved: dict[str, dict[str, Any]] = {}
        self._connections: dict[str, Connection] = {}
        self._late: dict[str, Any] = {}
        self._current: Connection | None = None
        self._mirror: Mirror | None = None

    def begin(self) -> None:
        """Begin with a submission: this is its working folder."""
        if self._draws:
            mutables.look_closely()
        self._around = Surroundings(self._replaceable, self._unheard)
        if self._looks_at_files:
            self._mirror = Mirror(trusted=True)

    def came_from_student(self, value: object) -> bool:
        """Whether a value is one that student code has handed over, as it is."""
        return self._current is not None and self._current.came_from_student(value)

    def _has_foreign_files(self) -> bool:
        return self._mirror is not None and self._mirror.has_taken

    def _run_trusted(self, cell: dict[str, Any]) -> None:
        try:
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                _Code.of(_parse(cell["source"]), cell["name"]).run(self.namespace)
        except TimeLimitError:
            raise
        except BaseException as error:
            self.failures.append(f"{cell['name']}: {type(error).__name__}: {error}"[:300])

    def visible(
        self, name: str, channel: Channel, sources: list[str], seconds: float
    ) -> dict[str, Json]:
        """Run the part of a test that the student was given."""
        mirror = None if self._mirror is None else self._mirror.anew()
        connection = Connection(channel, self.world, self.asked, self._around, mirror)
        self._connections[name] = connection
        if name in self._before:  # once more: as it was the first time
            before, self._reached = self._before[name]
            self.namespace.clear()
            self.namespace.update(before)
        self._before[name] = dict(self.namespace), self._reached
        self.world.sources = sources
        reply = self._go(name, connection, self.tests[name].shown, seconds, first=True)
        self._saved[name] = dict(self.namespace)
        return reply

    def rest(self, name: str, sources: list[str], seconds: float) -> dict[str, Json]:
        """Run what follows, hidden parts included."""
        self.namespace.clear()
        self.namespace.update(self._late | self._saved[name])
        before = dict(self.namespace)
        self.world.sources = sources
        hidden = self.tests[name].hidden
        reply = self._go(name, self._connections[name], hidden, seconds, first=False)
        self._late |= {k: v for k, v in self.namespace.items() if k not in before}
        return reply

    def _go(
        self, name: str, connection: Connection, code: _Code, seconds: float, first: bool
    ) -> dict[str, Json]:
        told, complaints = io.StringIO(), io.StringIO()
        _pyplot._connection = self._current = connection
        connection.deadline = time.monotonic() + seconds
        result: dict[str, Json] = {"ok": True, "value": None}
        before = builtins.input
        try:
            with (
                contextlib.redirect_stdout(told),
                contextlib.redirect_stderr(complaints),
                warnings.catch_warnings(),
                alarm(seconds, TimeLimitError("the time limit was reached")),
            ):
                warnings.simplefilter("default")
                if first:
                    self._furnish(name, connection)
                result["value"] = _number(code.run(self.namespace))
        except BaseException as error:
            result = {"ok": False, **_account(error, name)}
        finally:
            builtins.input = before
            _pyplot._connection = self._current = None
        result["out"] = told.getvalue()[:MAX_OUTPUT]
        result["requests"] = connection.requests
        result["broken"] = connection.gone is not None
        return result

    def _furnish(self, name: str, connection: Connection) -> None:
        """Fetch the student's names, and run the instructor's cells that build on them.

        Only cells that stand before the test count: a later one may bind the same name anew.
        """
        test = self.tests[name]
        for bound in self._bound[self._reached : test.after]:
            self.namespace.update(bound)
        self._reached = test.after
        wanted = set(test.uses)
        before = self._needed_before(name, test)
        wanted |= {n for earlier in before for n in self.tests[earlier].uses}
        waiting = []
        for cell in reversed(self.trusted[: test.after]):
            if cell["waits"] and wanted & set(cell["binds"]):
                waiting.append(cell)
                wanted |= set(cell["uses"])
            elif not cell["waits"]:
                wanted |= set(cell["uses"]) & self.asked
        connection.fetch(wanted)
        for cell in reversed(waiting):
            self._run_trusted(cell)
        for earlier in before:
            self._repeat(self.tests[earlier].shown)

    def _needed_before(self, name: str, test: _Test) -> list[str]:
        """Return the earlier tests that made objects of the student's which this one goes on with.

        Each test has a state of the notebook of its own; such objects are made in it again.
        """
        found: list[str] = []
        order = [*self.tests]
        for earlier in order[: order.index(name)]:
            made = self.tests[earlier].binds & (test.uses - test.binds)
            if any(is_standin(self.namespace.get(n)) for n in made):
                more = self._needed_before(earlier, self.tests[earlier])
                found += [n for n in [*more, earlier] if n not in found]
        return found

    def _repeat(self, code: _Code) -> None:
        """Run an earlier test for what it binds; what it finds was said in its own turn."""
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                code.run(self.namespace)
        except TimeLimitError:
            raise
        except Exception:
            return


_pyplot = _Pyplot("matplotlib.pyplot")


def _parse(source: str) -> list[ast.stmt]:
    return ast.parse(names.plain_python(source)).body


def _hidden_from(source: str, number: int | None) -> int | None:
    """Return the line of the plain Python text where the hidden part begins."""
    if number is None:
        return None
    mark = source.split("\n")[number - 1].strip()
    lines = names.plain_python(source).split("\n")
    return next((n for n, line in enumerate(lines, start=1) if line.strip() == mark), 0)


def _split(body: list[ast.stmt], hidden_from: int | None) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """Divide a test where its first hidden line begins."""
    if hidden_from is None:
        return body, []
    first = next(
        (i for i, node in enumerate(body) if (node.end_lineno or 0) >= hidden_from), len(body)
    )
    return body[:first], body[first:]


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


def _account(error: BaseException, name: str) -> dict[str, Json]:
    """Tell of a failure: its type, its message, and the line of the test it came from."""
    lines = traceback.extract_tb(error.__traceback__)
    here = [frame for frame in lines if frame.filename == f"<{name}>"]
    message = str(error) if not isinstance(error, RecursionError) else "too much recursion"
    return {
        "kind": type(error).__name__,
        "message": message[:MAX_MESSAGE],
        "line": here[-1].lineno if here else None,
        "slow": isinstance(error, TimeLimitError),
        "gone": isinstance(error, StudentError),
    }


def _teach_inspect(examiner: Examiner) -> None:
    """Let ``inspect.getsource`` find the text that the student handed in."""

    def patched(original: Callable[[Any], Any], as_lines: bool) -> Callable[[Any], Any]:
        def getter(target: Any) -> Any:
            if not is_standin(target):
                return original(target)
            text = names.definition(examiner.world.sources, str(target.__name__))
            if text is None:
                raise OSError("could not get source code")
            return (text.splitlines(True), 1) if as_lines else text

        return getter

    module: Any = inspect
    module.getsource = patched(inspect.getsource, as_lines=False)
    module.getsourcelines = patched(inspect.getsourcelines, as_lines=True)


# --- the role of a zygote --------------------------------------------------------------------

_examiners: list[Examiner] = []


def warm(modules: list[str]) -> None:
    """Import what the set needs."""
    sys.modules["matplotlib.pyplot"] = _pyplot
    preload.load(modules)
    names.plain_python("1")
    if "matplotlib" in sys.modules:
        importlib.import_module("matplotlib.figure")
        sys.modules["matplotlib"].pyplot = _pyplot  # type: ignore[attr-defined]  # the stand-in


def prime(payload: dict[str, Any]) -> list[str]:
    """Run the instructor's cells of one notebook; return which of them failed."""
    examiner = Examiner(payload)
    _examiners.append(examiner)
    _teach_inspect(examiner)
    teach_numpy(examiner.came_from_student)
    return examiner.failures


def prepare() -> None:
    """Get what a session must have before it is confined: nothing."""


def serve(channel: Channel) -> None:
    """Examine one submission."""
    (examiner,) = _examiners
    examiner.begin()
    while True:
        try:
            request, fds = channel.receive_with_fds(1)
        except WireError:
            os._exit(0)
        if request["do"] == "visible":
            student = Channel(socket.socket(fileno=fds[0]))
            reply = examiner.visible(
                request["test"], student, request["sources"], request["seconds"]
            )
        else:
            reply = examiner.rest(request["test"], request["sources"], request["seconds"])
        channel.send(reply)
