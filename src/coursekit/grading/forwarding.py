"""What a stand-in asks of the student's object, and what it does not."""

import functools
import operator
from collections.abc import Callable, Generator
from typing import Any

from coursekit.grading.faults import StudentError
from coursekit.grading.scoring import score
from coursekit.grading.told import Told, as_list, plain, told_of

HARMLESS = frozenset((
    "call", "len", "getitem", "iter", "next", "enter", "exit", "str", "format", "reversed",
    "aiter", "anext", "aenter", "aexit", "await",
))  # fmt: skip
"""Special methods that any object may answer: their results are data to be judged."""

_PREDICATES = frozenset(("all", "any", "equals", "identical", "startswith", "endswith", "empty"))
_KINDS_WITH = {"function": type(lambda: 0), "builtin": type(len), "method": type("".join)}
_STEPS = {
    "generator": ("send", "throw", "close"),
    "coroutine": ("send", "throw", "close"),
    "async_generator": (),
}
_ASYNC = frozenset(("anext", "aenter", "aexit"))
_OPERATORS = (
    "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_",
    "or_", "xor", "lshift", "rshift", "getitem", "neg", "pos", "abs", "invert", "index",
)  # fmt: skip


def attribute(told: Told, name: str, value: Any = None) -> Any:
    """Return an attribute of the student's object.

    Parameters
    ----------
    value
        The stand-in, None for a class.

    Raises
    ------
    StudentError
        If an unknown object offers a method by which only data answers.
    """
    if told.asked is None:
        if told.data is not None and hasattr(told.data, name):
            if name not in as_list(told.body.get("fields")):
                return getattr(told.plain(), name)
        elif name == "score" and told.kind == "object":
            found = told.act("attribute", name=name)
            return functools.partial(score, value, found) if callable(found) else found
    if name in _STEPS.get(str(told.kind), ()):
        return _step(told, name)
    if name not in told.connection.world.data_attributes or _may_offer(told, name):
        return told.act("attribute", name=name)
    if name not in _PREDICATES and not name.startswith(("is", "has")):
        found = told.act("attribute", name=name)
        if not callable(found):
            return found
    raise StudentError(
        f"{told.describe()} is not the kind of value that has {name!r}: return plain data"
    )


def _may_offer(told: Told, name: str) -> bool:
    """Whether an object's class is known to have such a method."""
    if told.asked is not None or told.connection.is_lent_module(told.number):
        return True
    known: list[type] = told.trusted
    if told.kind in _KINDS_WITH:
        known = [_KINDS_WITH[str(told.kind)]]
    return told.data is None and any(hasattr(kind, name) for kind in known)


def _step(told: Told, name: str) -> Callable[..., Any]:
    """Return a method by which a generator or a coroutine is driven."""
    if told.kind == "coroutine" and name == "send":

        def send(_: object) -> Any:
            raise StopIteration(told.act("await"))

        return send

    def step(*args: Any) -> Any:
        return told.act("method", args, name=name)

    return step


def methods(told: Told) -> dict[str, Callable[..., Any]]:
    """Return the special methods of the stand-ins for such an object."""
    made: dict[str, Callable[..., Any]] = {}
    if told.data is not None:
        for name in _OPERATORS:
            made |= _on_data(name, told.data)
    allowed = (HARMLESS | told.asked_special) - {"eq", "ne", "hash", "repr", "fields"}
    for name in told.special & allowed:
        made[f"__{name}__"] = _SPECIAL.get(name) or _forwarder(name)
    return made


def derive(told: Told, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
    """Have a class made that descends from the student's; its methods stay with the test."""
    cell = namespace.pop("__classcell__", None)
    for kept in ("__module__", "__qualname__"):
        namespace.pop(kept, None)
    made = told.act("derive", bases, namespace, name=name)
    if cell is not None:
        cell.cell_contents = made
    return made


class _Inherited:
    """A method of the student's class, for the ``super()`` of a class that a test derives."""

    def __init__(self, told: Told, name: str) -> None:
        self._told, self._name = told, name

    def __get__(self, value: object, _: type) -> Any:
        method = self._told.act("attribute", name=self._name)
        return method if value is None else functools.partial(method, value)


def inherited(told: Told) -> dict[str, _Inherited]:
    """Return the methods of a class of the student's that ``super()`` is to find."""
    names = [n for n in as_list(told.body.get("members")) if type(n) is str and n.isidentifier()]
    wanted = [n for n in names if n == "__init__" or not n.startswith("__")]
    return {name: _Inherited(told, name) for name in wanted}


def _on_data(name: str, data: type) -> dict[str, Callable[..., Any]]:
    special = f"__{name.strip('_')}__"
    if not hasattr(data, special):
        return {}
    work = getattr(operator, name)
    made: dict[str, Callable[..., Any]] = {special: lambda *args: work(*map(plain, args))}
    if hasattr(data, f"__r{special[2:]}"):
        made[f"__r{special[2:]}"] = lambda self, other: work(plain(other), plain(self))
    return made


def _forwarder(name: str) -> Callable[..., Any]:
    def method(self: object, *args: Any, **kwargs: Any) -> Any:
        do = "call" if name == "call" else "special"
        more = {} if name == "call" else {"name": name}
        return told_of(self).act(do, args, kwargs, **more)

    async def slow(self: object, *args: Any) -> Any:
        return told_of(self).act("special", args, name=name)

    return slow if name in _ASYNC else method


def _leave(self: object, kind: Any, error: Any, _: object) -> bool:
    """End a ``with``: a test's own failure inside of it is never swallowed."""
    answer = _forwarder("exit")(self, kind, error, None)
    if isinstance(error, (AssertionError, StudentError)):
        return False
    return answer is not None and bool(answer)


def _await(self: object) -> Generator[Any, Any, Any]:
    yield from ()
    return told_of(self).act("await")


_SPECIAL: dict[str, Callable[..., Any]] = {"exit": _leave, "await": _await}
