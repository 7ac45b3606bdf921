"""Stand-ins, in the checker, for what lives in the student's.

A proxy can be called, asked for attributes and iterated; every answer is data of an exact
type or another proxy. What decides a grade is never asked of the student: comparisons,
truth, arithmetic and membership are answered here, unless the exercise was to write a class
that defines them (the reference solution does).

A class of the student's is a class here too (of the metaclass `Kind`), and its objects are
instances of it.
"""

import abc
import contextlib
import dataclasses
import enum
import inspect
import types
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, cast

from coursekit.grading.apart.checker import dispatch
from coursekit.grading.apart.checker.descriptors import Descriptor, as_list, descriptor_of, plain
from coursekit.grading.apart.checker.environment import Foreign, data_kinds
from coursekit.grading.apart.checker.errors import StudentError, UnsupportedError
from coursekit.grading.apart.protocol.codec import Json

_TYPES: dict[object, type] = {
    "function": types.FunctionType,
    "method": types.MethodType,
    "generator": types.GeneratorType,
    "module": types.ModuleType,
    "builtin": types.BuiltinFunctionType,
}
_READABLE = frozenset((
    "__name__", "__doc__", "__qualname__", "__module__", "__code__", "__defaults__",
    "__annotations__", "__dict__", "__wrapped__", "__kwdefaults__", "__bases__", "__file__",
    "__version__", "__members__", "__closure__", "__abstractmethods__", "__slots__", "__self__",
    "__func__", "__match_args__", "__orig_bases__", "__parameters__",
))  # fmt: skip
"""Names between double underscores that are asked of the student's object."""

_OWN_OF_CLASSES = frozenset((
    "__name__", "__qualname__", "__module__", "mro", "_abc_impl", "__abstractmethods__",
))  # fmt: skip


class Kind(Foreign):
    """The class of proxies for the objects of one class of the student's."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "Kind":
        """Make the root of all proxies (`Kinds` makes the others)."""
        if any(isinstance(base, Foreign) for base in bases):
            raise UnsupportedError("a class that the test derives from one of the student's")
        return super().__new__(cls, name, bases, namespace)

    def __getattribute__(self, name: str) -> Any:
        descriptor: Descriptor | None = held_by(self).get("_class_descriptor")
        special = name.startswith("__") and name.endswith("__")
        if descriptor is not None and name == "__dataclass_fields__":
            return _dataclass_fields(descriptor)
        if descriptor is None or name in _OWN_OF_CLASSES or (special and name not in _READABLE):
            return type.__getattribute__(self, name)
        return dispatch.attribute(descriptor, name)

    def __setattr__(self, name: str, value: object) -> None:
        if name in _OWN_OF_CLASSES:
            type.__setattr__(self, name, value)
        else:
            descriptor_of(self).act("assign", (value,), name=name)

    def __delattr__(self, name: str) -> None:
        descriptor_of(self).act("delete", name=name)

    def __dir__(self) -> list[str]:
        return [str(name) for name in descriptor_of(self).act("dir")]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Have an object made on the student's side."""
        return descriptor_of(self).act("call", args, kwargs)

    def __iter__(self) -> Iterator[Any]:
        return iter(_offered(self, "iter"))

    def __len__(self) -> int:
        return int(_offered(self, "len"))

    def __getitem__(self, key: Any) -> Any:
        return _offered(self, "getitem", key)

    def __contains__(self, item: object) -> bool:
        """Look through the members here: the class might say that it holds everything."""
        return any(item is one or item == one for one in self)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self is other or (other is not None and other is held_by(self).get("_stands_for"))

    def __hash__(self) -> int:
        return type.__hash__(self)


def held_by(cls: type) -> dict[str, Any]:
    """Return what a class of proxies holds itself, without asking the student's side."""
    return type.__getattribute__(cls, "__dict__")  # type: ignore[no-any-return]  # of any class


def _offered(cls: Kind, special: str, *args: object) -> Any:
    descriptor = descriptor_of(cls)
    if special not in as_list(descriptor.body.get("offers")):
        raise TypeError(f"{descriptor.describe()} cannot be asked for that")
    return descriptor.act("special", args, name=special)


def _dataclass_fields(descriptor: Descriptor) -> dict[str, Any]:
    """Return the fields of a data class as `dataclasses.fields` wants to see them."""
    if descriptor.body.get("fields") is None:
        raise AttributeError("__dataclass_fields__")
    made = {}
    for name in as_list(descriptor.body["fields"]):
        field: Any = dataclasses.field()
        field.name, field.type = str(name), Any
        field._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # what it looks for
        made[field.name] = field
    return made


class Proxy(metaclass=Kind):
    """An object of the student's, seen from the checker. Never equal to data."""

    __slots__ = ("__weakref__", "_descriptor")

    def __init_subclass__(cls) -> None:
        """Begin without what a class above would do."""

    def __getattribute__(self, name: str) -> Any:
        descriptor: Descriptor = object.__getattribute__(self, "_descriptor")
        if name == "__class__":
            return _class_of(self, descriptor)
        if name == "__signature__":
            return _signature(descriptor)
        if name == "__dataclass_fields__":
            return getattr(type(self), name)
        if name == "__globals__" and descriptor.kind == "function":
            return descriptor.connection.environment.namespace
        if name.startswith("__") and name.endswith("__") and name not in _READABLE:
            return object.__getattribute__(self, name)
        return dispatch.attribute(descriptor, name, self)

    def __setattr__(self, name: str, value: object) -> None:
        descriptor_of(self).act("assign", (value,), name=name)

    def __delattr__(self, name: str) -> None:
        descriptor_of(self).act("delete", name=name)

    def __dir__(self) -> list[str]:
        return [str(name) for name in descriptor_of(self).act("dir")]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if other is None:
            return False
        descriptor = descriptor_of(self)
        if descriptor.data is not None:
            return bool(descriptor.plain() == plain(other))
        if "eq" in descriptor.asked_special:
            return descriptor.act("special", (other,), name="eq") is True
        if isinstance(other, Proxy):
            return _equal(descriptor, descriptor_of(other))
        if "eq" not in descriptor.special:
            return False
        raise TypeError(f"{descriptor.describe()} cannot be compared with {type(other).__name__}")

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        descriptor = descriptor_of(self)
        if descriptor.data is not None:
            return hash(descriptor.plain())
        if "hash" in descriptor.special & descriptor.asked_special:
            return hash(descriptor.act("special", name="hash"))
        return id(self)

    def __bool__(self) -> bool:
        descriptor = descriptor_of(self)
        if descriptor.data is not None:
            return bool(descriptor.plain())
        if descriptor.kind != "object":
            return True
        if "bool" in descriptor.special and descriptor.asked is None:
            raise TypeError(f"{descriptor.describe()} is neither True nor False: return plain data")
        return (
            int(descriptor.act("special", name="len")) > 0 if "len" in descriptor.special else True
        )

    def __contains__(self, item: object) -> bool:
        descriptor = descriptor_of(self)
        if descriptor.data is not None:
            return item in descriptor.plain()
        if descriptor.special.isdisjoint(("iter", "getitem")):
            raise TypeError(f"{descriptor.describe()} holds nothing")
        held: Any = self
        return any(item is one or item == one for one in held)

    def __repr__(self) -> str:
        descriptor = descriptor_of(self)
        if "repr" in descriptor.special:
            with contextlib.suppress(Exception):
                shown = descriptor.act("special", name="repr")
                if type(shown) is str:
                    return shown
        return f"<{descriptor.describe()}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise UnsupportedError(f"{descriptor_of(self).describe()} cannot be copied")

    def __call_many__(self, calls: Sequence[Sequence[Any]]) -> list[Any]:
        """Call a function for each of several lists of arguments, in one request."""
        return descriptor_of(self).call_many(calls)

    def __del__(self) -> None:
        """End without what a class above would do."""


def _class_of(value: object, descriptor: Descriptor) -> type:
    """Return what `isinstance` is to believe."""
    by_kind = _TYPES.get(descriptor.kind)
    if by_kind is not None:
        return by_kind
    kind, trusted = type(value), descriptor.trusted
    own = descriptor.lineage[0][0] == "__main__" and all(issubclass(kind, t) for t in trusted)
    return kind if own or not trusted else trusted[0]


def _equal(left: Descriptor, right: Descriptor) -> bool:
    """Compare two objects of the student's.

    Identity decides, unless the exercise was to write a class with an equality of its own.
    """
    if "fields" in left.asked_special and left.lineage[0] == right.lineage[0]:
        return bool(left.act("state") == right.act("state"))
    return left.connection is right.connection and left.number == right.number


def _signature(descriptor: Descriptor) -> inspect.Signature:
    parameters = descriptor.body.get("signature")
    if type(parameters) is not list:
        raise AttributeError("__signature__")
    read, empty = descriptor.connection.read, inspect.Parameter.empty
    *parameters, returns = parameters
    made = [
        inspect.Parameter(
            str(name),
            inspect._ParameterKind(kind),
            default=read(default) if has_default else empty,
            annotation=empty if annotation is None else read(annotation[0]),
        )
        for name, kind, has_default, default, annotation in parameters
    ]
    answer = inspect.Signature.empty if returns is None else read(returns[0])
    return inspect.Signature(made, return_annotation=answer)


# --- making them -----------------------------------------------------------------------------


class Kinds:
    """The classes of proxies of one connection."""

    def __init__(self) -> None:
        self._known: dict[object, Kind] = {}

    def make(self, descriptor: Descriptor) -> object:
        """Return the proxy for what is descriptor: a class or an object."""
        if descriptor.kind == "class":
            return self._of(descriptor, [descriptor.number, *as_list(descriptor.body.get("mro_n"))])
        kind = self._of(descriptor, as_list(descriptor.body.get("class_n")))
        made: object = object.__new__(cast("type[Proxy]", kind))
        object.__setattr__(made, "_descriptor", descriptor)
        return made

    def _of(self, descriptor: Descriptor, numbers: list[Json]) -> Kind:
        own = [name for name in descriptor.lineage if name[0] == "__main__"]
        if descriptor.lineage[0][0] != "__main__":
            own, numbers = [], []
        line: list[type] = []
        for name, number in reversed([*zip(own, numbers, strict=False)]):
            line.insert(0, self._own(name, number, descriptor, line))
        if line:
            first: Any = line[0]
            _teach(first, descriptor)
            return first  # type: ignore[no-any-return]  # made by _own
        itself = descriptor if descriptor.kind == "class" else None
        key = (
            descriptor.number
            if itself
            else (*descriptor.lineage[0], descriptor.special, descriptor.data)
        )
        if key not in self._known:
            self._known[key] = _create(descriptor.lineage[0], [], descriptor, itself)
            _teach(self._known[key], descriptor)
        return self._known[key]

    def _own(
        self, name: list[str], number: Json, descriptor: Descriptor, above: list[type]
    ) -> Kind:
        if type(number) is not int:
            raise StudentError("the student's process answered nonsense")
        if number not in self._known:
            body: dict[str, Json] = {"kind": "class", "module": name[0], "name": name[1]}
            itself = Descriptor(
                descriptor.connection, body | {"mro": descriptor.lineage[1:]}, number
            )
            self._known[number] = _create(name, above, descriptor, itself)
        made = self._known[number]
        if descriptor.kind == "class" and descriptor.number == number:
            type.__setattr__(made, "_class_descriptor", descriptor)
        return made


def _create(
    name: list[str], above: list[type], descriptor: Descriptor, itself: Descriptor | None
) -> Kind:
    """Return a new class of proxies, below the trusted classes of its line too."""
    trusted = descriptor.trusted
    own: dict[str, Any] = {"__slots__": (), "__module__": name[0], "__qualname__": name[1]}
    own["_class_descriptor"] = itself
    own["_stands_for"] = trusted[0] if trusted and name[0] != "__main__" else None
    first = _lowest([*above, Proxy])
    behind = [t for t in _lowest(trusted) if not issubclass(t, (enum.Enum, *data_kinds()))]
    for bases in ((*first, *(t for t in behind if not issubclass(first[0], t))), first):
        makers = _lowest([Kind, *map(type, bases)])
        with contextlib.suppress(Exception):  # written in C, or not to be derived from
            maker = makers[0] if len(makers) == 1 else type("Kind", tuple(makers), {})
            new = abc.ABCMeta.__new__ if issubclass(maker, abc.ABCMeta) else type.__new__
            made: Any = new(maker, name[1] or "object", tuple(bases), dict(own))
            type.__setattr__(made, "__abstractmethods__", frozenset())
            return cast("Kind", made)
    raise StudentError("the student's process answered nonsense")


def _lowest(kinds: Sequence[type]) -> list[type]:
    """Return the classes that no other one among them is derived from, each once."""
    return [
        k
        for k in dict.fromkeys(kinds)
        if not any(issubclass(other, k) for other in kinds if other is not k)
    ]


def _teach(kind: Kind, descriptor: Descriptor) -> None:
    """Give a class of proxies the special methods that its objects have."""
    held = held_by(kind)
    for name, method in dispatch.methods(descriptor).items():
        if name not in held:
            type.__setattr__(kind, name, method)
