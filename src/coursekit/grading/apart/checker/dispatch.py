"""What a stand-in asks of the student's object, and what it does not."""

import functools
import operator
from collections.abc import Callable, Generator
from typing import Any

from coursekit.grading.apart.checker.descriptors import Told, as_list, plain, told_of
from coursekit.grading.apart.checker.errors import StudentError
from coursekit.grading.apart.checker.scoring import score

HARMLESS = frozenset((
    "call", "len", "getitem", "iter", "next", "enter", "exit", "str", "format", "reversed",
    "aiter", "anext", "aenter", "aexit", "await",
))  # fmt: skip
"""Special methods that any object may answer: their results are data to be judged."""

_PREDICATES = frozenset(("all", "any", "identical", "startswith", "endswith", "empty"))
_VERDICTS = frozenset((
    "equals", "eq", "ne", "lt", "le", "gt", "ge", "sub", "subtract", "rsub", "div", "truediv",
    "compare", "isin", "isdisjoint", "issubset", "issuperset", "difference", "intersection",
    "symmetric_difference", "combine", "combine_first", "where", "mask", "corrwith", "align",
))  # fmt: skip
"""Methods to which a test may hand what it expects; no unknown object answers them."""

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
    if name in _STEPS.get(str(told.kind), ()):
        return _step(told, name)
    of_data = told.asked is None and told.data is not None and hasattr(told.data, name)
    if of_data and name not in as_list(told.body.get("fields")):
        return getattr(told.plain(), name)
    if name not in told.connection.world.weighty or _is_known_to_have(told, name):
        return told.act("attribute", name=name)
    if told.asked is None and (name in _PREDICATES or name.startswith(("is", "has"))):
        raise _refused(told, name)
    found = told.act("attribute", name=name)
    if not callable(found):
        return found
    if name == "score":
        return functools.partial(score, value, found)
    raise _refused(told, name)


def _refused(told: Told, name: str) -> StudentError:
    return StudentError(
        f"{told.describe()} is not the kind of value that has {name!r}: return plain data"
    )


def _is_known_to_have(told: Told, name: str) -> bool:
    """Whether the class that was asked for, or a library's that it is of, has such a method."""
    world = told.connection.world
    if told.connection.is_lent_module(told.number):
        return True
    if any(
        name in world.methods.get(own, ()) for module, own in told.lineage if module == "__main__"
    ):
        return True
    if name in _VERDICTS or name == "score":
        return False
    known: list[type] = told.trusted
    if told.kind in _KINDS_WITH:
        known = [_KINDS_WITH[str(told.kind)]]
    elif told.asked is None and (told.data is not None or told.lineage[0][0] == "__main__"):
        return False
    return any(hasattr(kind, name) for kind in known)


def _step(told: Told, name: str) -> Callable[..., Any]:
    """Return a method by which a generator or a coroutine is driven."""
    if told.kind == "coroutine" and name == "send":

        def send(_: object) -> Any:
            raise StopIteration(told.act("await"))

        return send

    def step(*args: Any) -> Any:
        return told.act("method", args, name=name)

    return step


def methods(told: Told) -> dict[str, Callable[..., Any] | None]:
    """Return the special methods of the stand-ins for such an object."""
    made: dict[str, Callable[..., Any] | None] = {}
    if told.data is not None:
        for name in _OPERATORS:
            made |= _on_data(name, told.data)
    allowed = (HARMLESS | told.asked_special) - {"eq", "ne", "hash", "repr", "fields"}
    for name in told.special & allowed:
        made[f"__{name}__"] = _SPECIAL.get(name) or _forwarder(name)
    if told.kind == "object":
        for name, block in _BLOCKED.items():
            if any(hasattr(kind, name) for kind in told.trusted):
                made.setdefault(name, block)
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


def _blocked(name: str) -> Callable[..., Any]:
    def method(self: object, *_: object, **__: object) -> Any:
        raise TypeError(f"{told_of(self).describe()} does not take part in {name}")

    return method


_BLOCKED: dict[str, Callable[..., Any] | None] = {
    **{
        f"__{r}{name.strip('_')}__": _blocked(name)
        for name in (*_OPERATORS, "matmul", "divmod")
        for r in ("", "r", "i")
        if name not in {"getitem", "index"}
    },
    **{
        f"__{name}__": _blocked(name)
        for name in ("float", "int", "complex", "index", "round", "array", "array_wrap")
    },
    "__array_ufunc__": None,
    "__array_function__": _blocked("NumPy's functions"),
}
"""What a library's own class above would compute from the student's answers."""


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
