"""What a proxy asks of the student's object, and what it does not."""

import functools
import operator
from collections.abc import Callable
from typing import Any

from coursekit.grading.apart.checker.descriptors import Descriptor, as_list, descriptor_of, plain
from coursekit.grading.apart.checker.errors import StudentError
from coursekit.grading.apart.checker.estimator_score import score

HARMLESS = frozenset((
    "call", "len", "getitem", "iter", "next", "enter", "exit", "str", "format", "reversed",
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
_STEPS = frozenset(("send", "throw", "close"))
_OPERATORS = (
    "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_",
    "or_", "xor", "lshift", "rshift", "getitem", "neg", "pos", "abs", "invert", "index",
)  # fmt: skip


def attribute(descriptor: Descriptor, name: str, value: Any = None) -> Any:
    """Return an attribute of the student's object.

    Parameters
    ----------
    value
        The proxy, None for a class.

    Raises
    ------
    StudentError
        If an unknown object offers a method by which only data answers.
    """
    if descriptor.kind == "generator" and name in _STEPS:
        return _step(descriptor, name)
    if name in descriptor.read:
        return descriptor.read[name]
    of_data = (
        descriptor.asked is None and descriptor.data is not None and hasattr(descriptor.data, name)
    )
    if of_data and name not in as_list(descriptor.body.get("fields")):
        return getattr(descriptor.plain(), name)
    if name not in descriptor.connection.environment.weighty or _is_known_to_have(descriptor, name):
        return descriptor.act("attribute", name=name)
    if descriptor.asked is None and (name in _PREDICATES or name.startswith(("is", "has"))):
        raise _refused(descriptor, name)
    found = descriptor.act("attribute", name=name)
    if not callable(found):
        return found
    if name == "score":
        return functools.partial(score, value, found)
    raise _refused(descriptor, name)


def _refused(descriptor: Descriptor, name: str) -> StudentError:
    return StudentError(
        f"{descriptor.describe()} is not the kind of value that has {name!r}: return plain data"
    )


def _is_known_to_have(descriptor: Descriptor, name: str) -> bool:
    """Whether the class that was asked for, or a library's that it is of, has such a method."""
    environment = descriptor.connection.environment
    if any(
        name in environment.methods.get(own, ())
        for module, own in descriptor.lineage
        if module == "__main__"
    ):
        return True
    if name in _VERDICTS or name == "score":
        return False
    known: list[type] = descriptor.trusted
    if descriptor.kind in _KINDS_WITH:
        known = [_KINDS_WITH[str(descriptor.kind)]]
    elif descriptor.asked is None and (
        descriptor.data is not None or descriptor.lineage[0][0] == "__main__"
    ):
        return False
    return any(hasattr(kind, name) for kind in known)


def _step(descriptor: Descriptor, name: str) -> Callable[..., Any]:
    """Return a method by which a generator is driven."""

    def step(*args: Any) -> Any:
        return descriptor.act("method", args, name=name)

    return step


def methods(descriptor: Descriptor) -> dict[str, Callable[..., Any] | None]:
    """Return the special methods of the proxies for such an object."""
    made: dict[str, Callable[..., Any] | None] = {}
    if descriptor.data is not None:
        for name in _OPERATORS:
            made |= _on_data(name, descriptor.data)
    allowed = (HARMLESS | descriptor.asked_special) - {"eq", "ne", "hash", "repr", "fields"}
    for name in descriptor.special & allowed:
        made[f"__{name}__"] = _SPECIAL.get(name) or _forwarder(name)
    if descriptor.kind == "object":
        for name, block in _BLOCKED.items():
            if any(hasattr(kind, name) for kind in descriptor.trusted):
                made.setdefault(name, block)
    return made


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
        raise TypeError(f"{descriptor_of(self).describe()} does not take part in {name}")

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
        return descriptor_of(self).act(do, args, kwargs, **more)

    return method


def _leave(self: object, kind: Any, error: Any, _: object) -> bool:
    """End a ``with``: a test's own failure inside of it is never swallowed."""
    answer = _forwarder("exit")(self, kind, error, None)
    if isinstance(error, (AssertionError, StudentError)):
        return False
    return answer is not None and bool(answer)


_SPECIAL: dict[str, Callable[..., Any]] = {"exit": _leave}
