"""Stubs, in the student's process, for what the test has lent."""

import builtins
import importlib
from collections.abc import Callable
from typing import Any, Protocol

from coursekit.grading.apart.protocol.codec import Json


class Lender(Protocol):
    """Who can ask the trusted process."""

    def ask_lender(self, request: dict[str, Json], args: Any, kwargs: Any) -> object:
        """Have the trusted process do something with a lent thing."""


class CallbackStubs:
    """The stubs of one process, by number."""

    def __init__(self, lender: Lender) -> None:
        self._lender = lender
        self._stubs: dict[int, object] = {}
        self._numbers: dict[int, int] = {}
        self._errors: dict[int, tuple[int, BaseException]] = {}

    def number(self, value: object) -> int | None:
        """Return the number of a stub, None if `value` is none."""
        return self._numbers.get(id(value))

    def error_number(self, error: BaseException) -> int | None:
        """Return the number of an exception that a lent thing has raised."""
        known = self._errors.get(id(error))
        return known[0] if known is not None and known[1] is error else None

    def stub(self, body: dict[str, Json]) -> object:
        """Return the stub for what the message describes."""
        number = body["lent"]
        if number not in self._stubs:
            make = self._function if body.get("function") else self._object
            self._stubs[number] = made = make(number, body)
            self._numbers[id(made)] = number
        return self._stubs[number]

    def _function(self, number: int, body: dict[str, Json]) -> Callable[..., object]:
        ask = self._lender.ask_lender

        def function(*args: object, **kwargs: object) -> object:
            return ask({"lent": number, "do": "call"}, args, kwargs)

        function.__name__ = function.__qualname__ = str(body["name"])
        function.__doc__ = body.get("doc")
        return function

    def _object(self, number: int, body: dict[str, Json]) -> object:
        ask = self._lender.ask_lender

        def reader(_: object, attribute: str) -> object:
            return ask({"lent": number, "do": "get", "name": attribute}, (), {})

        def writer(_: object, attribute: str, value: object) -> None:
            ask({"lent": number, "do": "set", "name": attribute}, (value,), {})

        def special(which: str) -> Callable[..., object]:
            do = {"do": "call"} if which == "call" else {"do": "special", "name": which}

            def method(_: object, *args: object, **kwargs: object) -> object:
                if which == "exit":
                    args = (None, None, None)
                return ask({"lent": number, **do}, args, kwargs)

            return method

        made = {f"__{which}__": special(which) for which in body["special"]}
        if "iter" in body["special"] and "next" in body["special"]:
            made["__iter__"] = lambda itself: itself
        if "estimator" in body:
            made["__sklearn_tags__"] = lambda _: _tags(body["estimator"])
        kind = type(str(body["name"]), (), {"__getattr__": reader, "__setattr__": writer, **made})
        return kind()

    def failure(self, body: dict[str, Json], own: Callable[[int], Any]) -> BaseException:
        """Return the exception that a lent thing has raised, as this side can know it.

        Parameters
        ----------
        own
            Finds a class of this process by its number.
        """
        if body["mine"] is not None:
            kind = own(body["mine"])
        else:
            kind = next(filter(None, map(_exception_class, body["line"])), Exception)
        try:
            error: BaseException = kind(body["text"])
        except Exception:
            error = Exception(body["text"])
        self._errors[id(error)] = (body["lent_error"], error)
        return error


def _tags(estimator_type: Json) -> object:
    """Return what scikit-learn asks an estimator of this type for (``is_classifier``, say)."""
    base = importlib.import_module("sklearn.base")
    mixin = {"classifier": base.ClassifierMixin, "regressor": base.RegressorMixin}
    bases = (mixin[estimator_type],) if estimator_type in mixin else ()
    return type("Estimator", (*bases, base.BaseEstimator), {})().__sklearn_tags__()


def _exception_class(name: list[str]) -> type[BaseException] | None:
    module, qualified = name
    if module == "builtins":
        return getattr(builtins, qualified, None)
    if module == "__main__":
        return None
    try:
        found = getattr(importlib.import_module(module), qualified, None)
    except ImportError:
        return None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None
