"""Callbacks: what a test hands to student code that stays in the checker.

Functions, iterators, objects of the test's own classes. The student's side has a stub for each
and asks; what such an object is there to find out (how often it was called, say) cannot be
overwritten from there.
"""

import inspect
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coursekit.grading.apart.protocol.codec import CodecError, Json, exact

if TYPE_CHECKING:
    from coursekit.grading.apart.checker.connection import Connection

SPECIAL = ("call", "len", "getitem", "setitem", "contains", "iter", "next", "enter", "exit")
"""Special methods of an object that student code may use."""


class Callbacks:
    """The functions and objects that one connection has lent."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._things: list[Any] = []
        self._errors: list[BaseException] = []

    def export(self, value: object) -> Json | None:
        """Return what stands for a thing that is lent, None if it is not of that kind."""
        if _is_function(value):
            name = str(getattr(value, "__name__", "function"))
            document = getattr(value, "__doc__", None)
            text = document if isinstance(document, str) else None
            return {"lent": self._number(value), "name": name, "function": True, "doc": text}
        if self._is_of_the_test(value) or isinstance(value, Iterator):
            special = [n for n in SPECIAL if hasattr(value, f"__{n}__")]
            described = {"name": type(value).__name__, "special": special}
            if hasattr(value, "__sklearn_tags__"):
                described["estimator"] = value.__sklearn_tags__().estimator_type
            return {"lent": self._number(value), **described}
        return None

    def _is_of_the_test(self, value: object) -> bool:
        """Whether it is an object of a class that only the test has: a fake, say."""
        kind = type(value)
        return kind.__module__ == "__main__" and not self._connection.environment.is_given(kind)

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
            result = _perform(value, request, args, kwargs)
            reply = {"returned": connection.write(result)}
            return reply | connection.changes()
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
        return value(*args, **kwargs)
    if do == "special" and name in SPECIAL:
        if name == "iter":
            return iter(value)
        if name == "next":
            return next(value)
        return getattr(type(value), f"__{name}__")(value, *args, **kwargs)
    if type(name) is not str or name.startswith("_") or do not in {"get", "set"}:
        raise AttributeError(str(name)[:80])
    _protect(value, name, writing=do == "set")
    if do == "set":
        setattr(value, name, args[0])
        return None
    return getattr(value, name)


def _protect(value: object, name: str, writing: bool) -> None:
    """Refuse student code what would let a test's object vouch for it."""
    if writing and callable(inspect.getattr_static(type(value), name, None)):
        raise AttributeError(f"{type(value).__name__!r} does not lend {name!r}")
