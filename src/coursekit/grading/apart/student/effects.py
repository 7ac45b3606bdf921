"""While student code runs for a test: what the test has changed around it, and what it leaves.

The student's end of `surroundings`.
"""

import contextlib
import importlib
import io
import logging
import os
import random
import warnings
from collections.abc import Iterator
from typing import Any

from coursekit.grading.apart.protocol import mutables
from coursekit.grading.apart.protocol.codec import Json, Reader, Writer

MAX_OUT, MAX_ERR, MAX_RECORDS = 200_000, 20_000, 200
_MISSING = object()


class Effects:
    """What one call has printed, warned about and logged."""

    def __init__(self) -> None:
        self._out, self._err = io.StringIO(), io.StringIO()
        self._warned: list[warnings.WarningMessage] = []
        self._logged: list[logging.LogRecord] = []
        self._random = mutables.global_generators()
        self._patched: list[tuple[Any, str, object, object]] = []

    @contextlib.contextmanager
    def caught(self, around: dict[str, Json], read: Reader) -> Iterator[None]:
        """Run student code as the test wants it, and note what comes of it."""
        with contextlib.ExitStack() as stack:
            if "random" in around:
                _set_states(around["random"], read)
                self._random = mutables.global_generators()
            stack.enter_context(_environment(around.get("environment")))
            stack.enter_context(self._listening(around.get("loggers", {})))
            self._warned = stack.enter_context(warnings.catch_warnings(record=True))
            if around.get("warn"):
                warnings.simplefilter("always")
            stack.enter_context(contextlib.redirect_stdout(self._out))
            stack.enter_context(contextlib.redirect_stderr(self._err))
            self._patched = [
                (_module(module), name, read(message), _MISSING)
                for module, name, message in around.get("patches", ())
            ]
            stack.callback(self._unpatch)
            self._patch()
            yield

    @contextlib.contextmanager
    def suspended(self) -> Iterator[None]:
        """Work without what the test has replaced (as student code waits for an answer)."""
        self._unpatch()
        try:
            yield
        finally:
            self._patch()

    def _patch(self) -> None:
        self._patched = [
            (module, name, new, vars(module).get(name, _MISSING))
            for module, name, new, _ in self._patched
        ]
        for module, name, new, _ in self._patched:
            setattr(module, name, new)

    def _unpatch(self) -> None:
        for module, name, _, old in self._patched:
            if old is not _MISSING:
                setattr(module, name, old)

    @contextlib.contextmanager
    def _listening(self, levels: dict[str, int]) -> Iterator[None]:
        handler = _Ear(self._logged)
        before = []
        for name, level in levels.items():
            logger = logging.getLogger(name or None)
            before.append((logger, logger.level))
            logger.addHandler(handler)
            logger.setLevel(level)
        try:
            yield
        finally:
            for logger, level in before:
                logger.removeHandler(handler)
                logger.setLevel(level)

    def told(self, write: Writer) -> dict[str, Json]:
        """Return what has come of the call."""
        told: dict[str, Json] = {
            "out": self._out.getvalue()[:MAX_OUT],
            "err": self._err.getvalue()[:MAX_ERR],
        }
        if self._warned:
            told["warned"] = [
                [str(w.message)[:2000], write(w.category), w.lineno]
                for w in self._warned[:MAX_RECORDS]
            ]
        if self._logged:
            told["logged"] = [
                [r.name, r.levelno, r.getMessage()[:2000]] for r in self._logged[:MAX_RECORDS]
            ]
        states = mutables.global_generators()
        changed = {n: write.content(s) for n, s in states.items() if self._random.get(n) != s}
        if changed:
            told["random"] = changed
        return told


class _Ear(logging.Handler):
    def __init__(self, heard: list[logging.LogRecord]) -> None:
        super().__init__()
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record)


def _module(name: str) -> Any:
    return importlib.import_module(name)


@contextlib.contextmanager
def _environment(wanted: Json) -> Iterator[None]:
    if wanted is None:
        yield
        return
    fresh, gone = wanted
    before = dict(os.environ)
    os.environ.update(fresh)
    for name in gone:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def _set_states(told: dict[str, Json], read: Reader) -> None:
    """Take over the global generators as the test has seeded them."""
    if "random" in told:
        random.setstate(read(told["random"]))
    if "numpy" in told:
        numpy = importlib.import_module("numpy")
        mutables.set_legacy(numpy.random, read(told["numpy"]))
