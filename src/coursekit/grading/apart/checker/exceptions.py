"""The student's exceptions as exceptions of the checker.

Each class of the student's is a class here, below the trusted one that it descends from, so
that a test's ``except`` finds it. An exception is what its arguments and attributes are.
"""

import contextlib
from typing import TYPE_CHECKING, Any

from coursekit.grading.apart.checker.descriptors import as_list
from coursekit.grading.apart.protocol.codec import Json

if TYPE_CHECKING:
    from coursekit.grading.apart.checker.connection import Connection

DEEPEST = 5
"""How many causes of causes are read."""


class Raised(type):
    """The class of the student's exception classes: objects are made on the student's side."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Return an exception of this class, made where the class is defined."""
        connection, number = cls.__dict__["_origin"]
        return connection.act(number, "call", args, kwargs)


class Exceptions:
    """The exceptions and exception classes of one connection."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._classes: dict[int, type[BaseException]] = {}

    def number(self, kind: object) -> int | None:
        """Return the number of one of the student's classes, None if `kind` is none."""
        return next((n for n, known in self._classes.items() if known is kind), None)

    def kind(self, lineage: list[Json], numbers: list[Json]) -> type[BaseException]:
        """Return the class for a line of descent that the student's side tells."""
        names = [n for n in lineage if type(n) is list and len(n) == 2]
        own = [str(name) for module, name in names if module == "__main__"]
        found = map(self._connection.environment.trusted_class, names)
        base = next((k for k in found if k is not None and issubclass(k, BaseException)), Exception)
        made: Any = base
        for name, number in reversed([*zip(own, numbers, strict=False)]):
            if type(number) is not int:
                break
            if number not in self._classes and not self._is_known(name, base):
                held = {
                    "__module__": "__main__",
                    "__str__": _text,
                    "_origin": (self._connection, number),
                }
                made = Raised(name[:80].replace("\0", "") or "Error", (made,), held)
                self._classes[number] = made
            made = self._classes.get(number, made)
        return made  # type: ignore[no-any-return]  # base, or one made of it

    def _is_known(self, name: str, base: type) -> bool:
        """Whether it is the instructor's own class, known here under the same name."""
        return self._connection.environment.trusted_class(["__main__", name]) is base

    def _fits(self, name: str, value: object) -> bool:
        return not callable(value) or name not in self._connection.environment.weighty

    def make(self, body: dict[str, Json], depth: int = 0) -> BaseException:
        """Return the exception that the student's side describes."""
        read = self._connection.read
        kind = self.kind(as_list(body.get("class")), as_list(body.get("class_n")))
        arguments = tuple(read(a) for a in as_list(body.get("args")))
        error = _new(kind, arguments)
        for name, held in as_list(body.get("state")):
            with contextlib.suppress(AttributeError, TypeError):
                value = read(held)
                if not str(name).startswith("__") and self._fits(str(name), value):
                    setattr(error, str(name), value)
        if type(body.get("text")) is str and "_origin" in kind.__dict__:
            error.__dict__["_text"] = body["text"]
        for name in ("cause", "context"):
            above = body.get(name)
            if type(above) is dict and depth < DEEPEST:
                setattr(error, f"__{name}__", self.make(above, depth + 1))
        error.__suppress_context__ = "cause" in body
        return error


def _text(error: BaseException) -> str:
    text = error.__dict__.get("_text")
    return text if text is not None else BaseException.__str__(error)


def _new(kind: type[BaseException], arguments: tuple[Any, ...]) -> BaseException:
    """Return an exception; those of Python itself set attributes from their arguments."""
    if kind.__module__ == "builtins":
        with contextlib.suppress(Exception):
            return kind(*arguments)
    try:
        error = kind.__new__(kind)
    except TypeError:
        error = Exception()
    error.args = arguments
    return error
