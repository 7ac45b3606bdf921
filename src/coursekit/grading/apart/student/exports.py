"""The student's objects that the trusted process holds references to, and how they are told."""

import contextlib
import dataclasses
import enum
import functools
import inspect
import types
from collections.abc import Callable
from typing import Any

from coursekit.grading.apart.protocol.codec import Json

FORWARDABLE = frozenset((
    "call", "len", "getitem", "setitem", "delitem", "contains", "iter", "next", "enter", "exit",
    "str", "repr", "format", "bool", "int", "float", "index", "complex", "abs", "neg", "pos",
    "invert", "round", "trunc", "floor", "ceil", "add", "sub", "mul", "matmul", "truediv",
    "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "or", "xor", "radd", "rsub",
    "rmul", "rmatmul", "rtruediv", "rfloordiv", "rmod", "rdivmod", "rpow", "rlshift", "rrshift",
    "rand", "ror", "rxor", "iadd", "isub", "imul", "imatmul", "itruediv", "ifloordiv", "imod",
    "ipow", "ilshift", "irshift", "iand", "ior", "ixor", "eq", "ne", "lt", "le", "gt", "ge",
    "hash", "reversed",
))  # fmt: skip
"""Special methods (without underscores) that a proxy may forward."""

_DEEPEST = 5
_DATA: tuple[type, ...] = (
    list, tuple, dict, set, frozenset, str, bytes, bytearray, int, float, complex,
)  # fmt: skip


class Exports:
    """The objects by their numbers; each is kept alive.

    Parameters
    ----------
    write
        Turns values into messages.
    """

    def __init__(self, write: Callable[[object], Json]) -> None:
        self._write = write
        self._by_number: dict[int, object] = {}
        self._numbers: dict[int, int] = {}

    def __getitem__(self, number: int) -> Any:
        return self._by_number[number]

    def number(self, value: object) -> int:
        """Return the number of an object."""
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._by_number) + 1
            self._by_number[number] = value
            self._numbers[id(value)] = number
        return number

    def describe(self, value: object, depth: int = 0) -> dict[str, Json]:
        """Return number and description of an object."""
        kind: Any = type(value)
        told: dict[str, Json] = {"n": self.number(value), "kind": _kind(value)}
        if isinstance(value, types.ModuleType):
            told["called"] = value.__name__
        line = value.__mro__ if isinstance(value, type) else kind.__mro__
        own = [c for c in line if c.__module__ == "__main__" and c is not value]
        if isinstance(value, type):
            told |= {"name": value.__name__, "module": value.__module__}
            told |= {"mro": [_name_of(c) for c in line[1:]], "mro_n": [*map(self.number, own)]}
            told["special"] = _special(value)
            told["offers"] = _offers(value)
            if dataclasses.is_dataclass(value):
                told["fields"] = [field.name for field in dataclasses.fields(value)]
        else:
            told |= {"class": [_name_of(c) for c in line], "class_n": [*map(self.number, own)]}
            told["special"] = _special(kind)
            if isinstance(value, tuple):
                told["fields"] = list(getattr(kind, "_fields", ()))
        if isinstance(value, BaseException):
            told |= self._raised(value, depth)
        elif callable(value):
            told["signature"] = self._signature(value)
            told["read"] = _texts(value)
        return told

    def _raised(self, error: BaseException, depth: int) -> dict[str, Json]:
        told: dict[str, Json] = {"args": [self._write(a) for a in error.args[:10]]}
        state = dict(vars(error))
        for name in ("filename", "filename2", "name", "path"):
            held = getattr(error, name, None)
            if isinstance(held, str):
                state.setdefault(name, held)
        told["state"] = [[name, self._write(held)] for name, held in [*state.items()][:30]]
        told["text"] = _text(error)
        for name, above in (("cause", error.__cause__), ("context", error.__context__)):
            if above is not None and depth < _DEEPEST:
                told[name] = self.describe(above, depth + 1)
        return told

    def _signature(self, value: Any) -> Json:
        """Return the parameters (name, kind, default, annotation) and what is returned."""
        try:
            signature = inspect.signature(value)
            told = [
                [
                    p.name,
                    int(p.kind),
                    p.default is not p.empty,
                    None if p.default is p.empty else self._write(p.default),
                    None if p.annotation is p.empty else [self._write(p.annotation)],
                ]
                for p in signature.parameters.values()
            ]
            returns = signature.return_annotation
            return [*told, None if returns is signature.empty else [self._write(returns)]]
        except Exception:
            return None


def _texts(value: object) -> dict[str, str | None]:
    """Return the attributes of a function that are asked for again and again."""
    held = {
        n: getattr(value, n, None) for n in ("__name__", "__qualname__", "__module__", "__doc__")
    }
    return {n: v for n, v in held.items() if v is None or type(v) is str}


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception:
        return ""


def _kind(value: object) -> str:
    if isinstance(value, type):
        return "exception" if issubclass(value, BaseException) else "class"
    if isinstance(value, BaseException):
        return "raised"
    for kind, name in _KINDS.items():
        if isinstance(value, kind):
            return name
    return "object"


_KINDS: dict[type, str] = {
    types.FunctionType: "function",
    types.MethodType: "method",
    types.GeneratorType: "generator",
    types.ModuleType: "module",
    types.BuiltinFunctionType: "builtin",
}


@functools.lru_cache(maxsize=512)
def _special(kind: Any) -> list[str]:
    """Return the special methods of a class's objects, those of `object` aside."""
    held = set().union(*(c.__dict__ for c in kind.__mro__ if c is not object))
    found = [n for n in FORWARDABLE if f"__{n}__" in held]
    return [n for n in found if getattr(kind, f"__{n}__", None) is not None]


def _offers(kind: type) -> list[str]:
    """Return what the class itself can be asked for, as an enumeration for its members."""
    made = type(kind)
    found = [n for n in ("iter", "len", "getitem") if hasattr(made, f"__{n}__")]
    if hasattr(kind, "__class_getitem__"):
        found.append("getitem")
    return found


def _name_of(kind: type) -> list[str]:
    return [str(kind.__module__), str(kind.__qualname__)]


def data_of(value: object) -> object | None:
    """Return the data that an object of a class of one's own is a kind of, None if it is none."""
    base = next((k for k in type(value).__mro__ if k in _DATA), None)
    if base is not None:
        unbound: Any = base
        with contextlib.suppress(Exception):
            if base is dict:
                return dict(dict.items(value))  # type: ignore[arg-type]  # a dict, by its line
            if base in (list, tuple, set, frozenset):
                items: object = unbound(unbound.__iter__(value))
                return items
            return _SCALARS[base](value)
        return None
    for module, names in (("pandas", ("DataFrame", "Series", "Index")), ("numpy", ("ndarray",))):
        for kind in type(value).__mro__:
            if kind.__name__ in names and kind.__module__.partition(".")[0] == module:
                held, plain = value, kind  # type: Any, Any
                made: object = held.view(plain) if module == "numpy" else plain(held)
                return made
    return None


_SCALARS: dict[type, Callable[[Any], object]] = {
    str: lambda v: str.__getitem__(v, slice(None)),
    bytes: lambda v: bytes.__getitem__(v, slice(None)),
    bytearray: lambda v: bytearray(bytearray.__getitem__(v, slice(None))),
    int: int.__int__,
    float: float.__float__,
    complex: lambda v: complex(float.__float__(v.real), float.__float__(v.imag)),
}


def is_of_its_own(value: object, asked: frozenset[str]) -> bool:
    """Whether an object must cross as itself, though it is a kind of data.

    That holds for objects of the classes that the exercise was to write, for members of an
    enumeration, and for named tuples of the notebook.
    """
    kind = type(value)
    if isinstance(value, enum.Enum) or hasattr(kind, "n_fields"):
        return True
    if hasattr(kind, "_fields") and kind.__module__ == "__main__":
        return True
    return any(c.__module__ == "__main__" and c.__name__ in asked for c in kind.__mro__)
