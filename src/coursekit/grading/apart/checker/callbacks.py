"""What a test lends to student code: functions, fakes and mocks, open files, iterators.

They stay in the trusted process. The student's side has a stub for each and asks; what a fake
or a mock is there to find out (how often it was called, whether an expectation holds) cannot
be overwritten from there.
"""

import asyncio
import inspect
import io
import threading
import types
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from coursekit.grading.apart.checker.errors import TimeLimitError
from coursekit.grading.apart.protocol.codec import CodecError, Json, exact

if TYPE_CHECKING:
    from coursekit.grading.apart.checker.connection import Connection

SPECIAL = ("call", "len", "getitem", "setitem", "contains", "iter", "next", "enter", "exit")
"""Special methods of an object that student code may use."""

_MOCK_TOOLS = frozenset((
    "configure_mock", "reset_mock", "attach_mock", "mock_add_spec", "side_effect",
))  # fmt: skip


class Lent:
    """The functions and objects that one connection has lent."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._things: list[Any] = []
        self._errors: list[BaseException] = []

    def export(self, value: object) -> Json | None:
        """Return what stands for a thing that is lent, None if it is not of that kind."""
        if _is_function(value):
            name = str(getattr(value, "__name__", "function"))
            slow = inspect.iscoroutinefunction(value)
            told = {"lent": self._number(value), "name": name, "function": True, "async": slow}
            document = getattr(value, "__doc__", None)
            return {**told, "doc": document if isinstance(document, str) else None}
        if self._is_double(value) or isinstance(value, (io.IOBase, Iterator)):
            special = [n for n in SPECIAL if hasattr(value, f"__{n}__")]
            name = type(value).__name__
            return {"lent": self._number(value), "name": name, "special": special}
        return None

    def _is_double(self, value: object) -> bool:
        """Whether it is an object of a class that only the test has: a fake, a mock."""
        kind = type(value)
        if kind.__module__.startswith("unittest.mock"):
            return True
        return kind.__module__ == "__main__" and not self._connection.world.is_given(kind)

    def _number(self, value: object) -> int:
        number = next((n for n, known in enumerate(self._things) if known is value), None)
        if number is None:
            self._things.append(value)
            number = len(self._things) - 1
        return number

    def load(self, number: Json) -> Any:
        """Return a lent thing that comes back."""
        return self._things[_within(number, self._things)]

    def load_error(self, number: Json) -> BaseException:
        """Return an exception of the test's that comes back through student code."""
        return self._errors[_within(number, self._errors)]

    def serve(self, request: dict[str, Json]) -> dict[str, Json]:
        """Do what student code does with a lent thing; return the reply."""
        connection = self._connection
        try:
            connection.receive(request)
            args = [connection.read(a) for a in exact(list, request["args"])]
            kwargs = {str(k): connection.read(v) for k, v in exact(dict, request["kwargs"]).items()}
            value = self.load(request["lent"])
            with connection.around.as_the_test_has_them():
                result = _perform(value, request, args, kwargs)
            return {"returned": connection.write(result), "twins": connection.changes()}
        except TimeLimitError:
            raise
        except BaseException as error:  # whatever the test's own code raises goes to its caller
            return {"failed": self._failure(error)}

    def _failure(self, error: BaseException) -> Json:
        self._errors.append(error)
        line = [[c.__module__, c.__qualname__] for c in type(error).__mro__]
        own = self._connection.exceptions.number(type(error))
        return {
            "lent_error": len(self._errors) - 1,
            "line": line,
            "mine": own,
            "text": str(error)[:1000],
        }


def _within(number: Json, things: list[Any]) -> int:
    if type(number) is not int or not 0 <= number < len(things):
        raise CodecError("no such object")
    return number


def _is_function(value: object) -> bool:
    if isinstance(value, (types.FunctionType, types.MethodType, types.BuiltinFunctionType, type)):
        return True
    return callable(value) and type(value).__module__ in {"functools", "operator", "builtins"}


def _perform(value: Any, request: dict[str, Json], args: list[Any], kwargs: dict[str, Any]) -> Any:
    do, name = request.get("do"), request.get("name")
    if do == "call":
        return _result(value(*args, **kwargs))
    if do == "special" and name in SPECIAL:
        if name == "iter":
            return iter(value)
        if name == "next":
            return next(value)
        return _result(getattr(type(value), f"__{name}__")(value, *args, **kwargs))
    if type(name) is not str or name.startswith("_") or do not in {"get", "set"}:
        raise AttributeError(str(name)[:80])
    _protect(value, name, writing=do == "set")
    if do == "set":
        setattr(value, name, args[0])
        return None
    return getattr(value, name)


def _protect(value: object, name: str, writing: bool) -> None:
    """Refuse student code what would let a test double vouch for it."""
    of_class = inspect.getattr_static(type(value), name, None)
    if type(value).__module__.startswith("unittest.mock"):
        tool = name in _MOCK_TOOLS or name.startswith("assert")
        refused = tool or (writing and of_class is not None)
    else:
        refused = writing and callable(of_class)
    if refused:
        raise AttributeError(f"{type(value).__name__!r} does not lend {name!r}")


def _result(value: Any) -> Any:
    """Wait for what an asynchronous function of the test returns."""
    if not inspect.iscoroutine(value):
        return value
    done: list[Callable[[], Any]] = []

    def run() -> None:
        try:
            result = asyncio.run(value)
            done.append(lambda: result)
        except BaseException as error:
            caught = error

            def fail() -> None:
                raise caught

            done.append(fail)

    thread = threading.Thread(target=run, daemon=True)  # this one may have a running loop
    thread.start()
    thread.join()
    return done[0]()
