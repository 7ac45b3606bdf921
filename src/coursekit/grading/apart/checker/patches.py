"""What a test has changed around the student's code: seeds, replaced functions, environment.

A test may replace ``input`` or ``random.randint``, seed a generator, set an environment
variable, catch warnings or log records. Student code runs in another process; so what differs
from how the instructor's cells left it goes along with each request, and comes into force
while student code runs.
"""

import builtins
import contextlib
import logging
import operator
import os
import random
import sys
import types
import warnings
from collections.abc import Iterator, Set
from typing import Any

from coursekit.grading.apart.protocol import mutables
from coursekit.grading.apart.protocol.codec import CodecError, Json, Reader, Writer, exact

_ALWAYS = ("random", "time", "os", "os.path", "math", "datetime", "subprocess", "json", "secrets")
_OF_SYS = ("argv", "stdin")
MOST_HEARD = 500
"""Warnings and log records of one call that are heard."""

_STEPS = 2_000
"""How many draws from a global generator are followed."""


class Surroundings:
    """How the surroundings were at first, and what has been changed since.

    Parameters
    ----------
    modules
        Names of the modules whose attributes a test may replace, beside the usual ones; None
        where no test replaces anything. Then only generators, warnings and logs are looked at.
    unheard
        The loggers that somebody listened to before any of the instructor's cells ran.
    """

    def __init__(self, modules: list[str] | None, unheard: Set[str] = frozenset()) -> None:
        self._unheard = unheard
        self._fixed = modules is None
        names = dict.fromkeys([] if modules is None else [*_ALWAYS, *modules])
        self._modules = {name: sys.modules[name] for name in names if name in sys.modules}
        self._builtins = {} if self._fixed else dict(vars(builtins))
        self._attributes = {name: dict(vars(module)) for name, module in self._modules.items()}
        self._environment = dict(os.environ)
        self._of_sys = {name: getattr(sys, name) for name in _OF_SYS}
        self._argv = list(sys.argv)
        self._filters = list(warnings.filters)
        self._random = mutables.global_generators()
        self._aside: dict[str, Any] = {}

    def begin(self) -> None:
        """Take the state of the global generators for what the student's side has too."""
        self._random = mutables.global_generators()
        self._filters = list(warnings.filters)

    @contextlib.contextmanager
    def untouched(self) -> Iterator[dict[str, Any]]:
        """Work with Python's own built-in functions; give those that are replaced."""
        if self._fixed:
            yield {}
            return
        held = vars(builtins)
        replaced = {n: held[n] for n, v in self._builtins.items() if held.get(n, v) is not v}
        before, self._aside = self._aside, replaced
        held.update({name: self._builtins[name] for name in replaced})
        try:
            yield replaced
        finally:
            held.update(replaced)
            self._aside = before

    @contextlib.contextmanager
    def as_the_test_has_them(self) -> Iterator[None]:
        """Work with what the test has put in the place of built-in functions."""
        held, replaced = vars(builtins), self._aside
        held.update(replaced)
        try:
            yield
        finally:
            held.update({name: self._builtins[name] for name in replaced})

    def changed(self, replaced: dict[str, Any], write: Writer) -> dict[str, Json]:
        """Return what is to hold while student code runs.

        Parameters
        ----------
        replaced
            Built-in functions that are replaced (see `untouched`).
        """
        told = {} if self._fixed else self._replaced(replaced, write)
        if warnings.filters != self._filters:
            told["warn"] = True
        loggers = {n: level for n, level in heard_loggers().items() if n not in self._unheard}
        if loggers:
            told["loggers"] = loggers
        states = mutables.global_generators()
        if states != self._random:
            told["random"] = {name: write.content(state) for name, state in states.items()}
            self._random = states
        return told

    def _replaced(self, replaced: dict[str, Any], write: Writer) -> dict[str, Json]:
        """Return what stands in the place of something else."""
        told: dict[str, Json] = {}
        patches = [["builtins", name, write(value)] for name, value in replaced.items()]
        for name, module in self._modules.items():
            for attribute, value in _differing(module, self._attributes[name]):
                patches.append([name, attribute, write(value)])
        for name, value in self._of_sys.items():
            now = getattr(sys, name)
            if now is not value or (name == "argv" and now != self._argv):
                patches.append(["sys", name, write(now)])
        if patches:
            told["patches"] = patches
        before = self._environment
        if os.environ != before:
            fresh = {name: v for name, v in os.environ.items() if before.get(name) != v}
            told["environment"] = [fresh, [name for name in before if name not in os.environ]]
        return told

    def follow(self, told: Json, read: Reader) -> None:
        """Let the global generators move on as student code has used them.

        A state that our own does not come to within a few draws (the student's code has seeded
        a generator, perhaps so that the test draws what it likes) is not taken over.
        """
        if type(told) is not dict:
            return
        with contextlib.suppress(CodecError, ValueError, TypeError):
            if "random" in told:
                _follow(exact(tuple, read(told["random"])))
            if "numpy" in told and "numpy" in sys.modules:
                _follow_numpy(exact(tuple, read(told["numpy"])))
        self._random = mutables.global_generators()


def _differing(module: types.ModuleType, before: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the attributes that are not what they were (of a stand-in: that it has at all)."""
    own, now = type(module) is types.ModuleType, vars(module)
    if len(now) == len(before) and all(map(operator.is_, now.values(), before.values())):
        return []
    if own:  # what a library has loaded since (it stands behind the rest) is no replacement
        before.update((name, now[name]) for name in now.keys() - before.keys())
    return [
        (name, value)
        for name, value in now.items()
        if (before[name] is not value if own else name not in before and name[0] != "_")
    ]


def _follow(target: tuple[Any, ...]) -> None:
    copy = random.Random()  # noqa: S311 - the test's own
    copy.setstate(random.getstate())
    for _ in range(_STEPS):
        if copy.getstate()[1] == target[1]:
            random.setstate(copy.getstate())
            return
        copy.getrandbits(32)
    random.random()  # noqa: S311 - as above


def _follow_numpy(target: tuple[Any, ...]) -> None:
    numpy = sys.modules["numpy"]
    _, keys, position, *_ = target
    copy = numpy.random.RandomState()
    copy.set_state(numpy.random.get_state())
    for _ in range(_STEPS):
        state = copy.get_state()
        if state[2] == position and state[1].tobytes() == keys:
            mutables.set_legacy(numpy.random, (state[0], keys, position, 0, 0.0))
            return
        copy.bytes(4)
    numpy.random.bytes(4)


def heard_loggers() -> dict[str, int]:
    """Return the loggers that somebody here listens to, with their levels."""
    known = logging.root.manager.loggerDict
    found = {n: x for n, x in known.items() if isinstance(x, logging.Logger) and x.handlers}
    if logging.root.handlers:
        found[""] = logging.root
    return {name: logger.level for name, logger in found.items()}


# --- what comes back ---------------------------------------------------------------------


def hear(reply: dict[str, Json], read: Reader) -> None:
    """Let what student code printed, warned about and logged be heard here."""
    for stream, key in ((sys.stdout, "out"), (sys.stderr, "err")):
        if type(reply.get(key)) is str and reply[key]:
            stream.write(reply[key])
    for message, category, line in _entries(reply.get("warned"), 3):
        kind = read(category)
        if isinstance(kind, type) and issubclass(kind, Warning) and type(line) is int:
            warnings.warn_explicit(str(message), kind, "<the student's code>", line)
    for name, level, message in _entries(reply.get("logged"), 3):
        logger = logging.getLogger(str(name)[:200])
        if logger.isEnabledFor(exact(int, level)):
            record = logger.makeRecord(logger.name, level, "", 0, str(message), (), None)
            logger.handle(record)


def _entries(told: Json, length: int) -> list[list[Json]]:
    entries = told[:MOST_HEARD] if type(told) is list else []
    return [e for e in entries if type(e) is list and len(e) == length]
