"""Remote descriptors: what the student's side says of an object, read with care."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coursekit.grading.apart.checker.environment import Foreign, data_kinds
from coursekit.grading.apart.checker.errors import StudentError
from coursekit.grading.apart.protocol.codec import Json

if TYPE_CHECKING:
    from coursekit.grading.apart.checker.connection import Connection


class Descriptor:
    """The description of an object of the student's.

    Attributes
    ----------
    kind
        ``object``, ``class``, ``function``, ...
    number
        The object's number on the student's side.
    lineage
        Module and name of its class and of those above it; for a class its own name first.
    special
        Special methods that it has, without underscores.
    read
        Attributes that came with the description.
    """

    __slots__ = ("_trusted", "body", "connection", "kind", "lineage", "number", "read", "special")

    def __init__(self, connection: "Connection", body: dict[str, Json], number: int) -> None:
        self.connection, self.body, self.number = connection, body, number
        self.kind = body.get("kind")
        names = as_list(body.get("class"))
        if self.kind == "class":
            names = [[body.get("module"), body.get("name")], *as_list(body.get("mro"))]
        self.lineage = [
            [str(name[0])[:200], str(name[1])[:80].replace("\0", "")]
            for name in names
            if type(name) is list and len(name) == 2
        ] or [["builtins", "object"]]
        self.special = frozenset(s for s in as_list(body.get("special")) if type(s) is str)
        self.read = _texts(body.get("read"))
        self._trusted: list[type] | None = None

    @property
    def asked(self) -> str | None:
        """The name of the asked-for class that it is, or is an object of."""
        known = self.connection.environment.classes
        names = (name for module, name in self.lineage if module == "__main__" and name in known)
        return next(names, None)

    @property
    def asked_special(self) -> frozenset[str]:
        """The special methods that the exercise was to write."""
        known = self.connection.environment.classes
        names = (name for module, name in self.lineage if module == "__main__")
        return frozenset(s for name in names for s in known.get(name, ()))

    @property
    def trusted(self) -> list[type]:
        """The classes of its lineage that this process knows, `object` aside."""
        if self._trusted is None:
            found = map(self.connection.environment.trusted_class, self.lineage)
            self._trusted = [kind for kind in found if kind is not None and kind is not object]
        return self._trusted

    @property
    def data(self) -> type | None:
        """The type of data that it is a kind of, None where nobody may take it for data."""
        if self.kind != "object":
            return None
        kinds = data_kinds()
        return next((k for kind in self.trusted for k in kinds if issubclass(kind, k)), None)

    def act(self, do: str, args: Any = (), kwargs: Any = None, **more: Json) -> Any:
        """Have the student's side do something with the object."""
        return self.connection.act(self.number, do, args, kwargs, **more)

    def call_many(self, calls: Sequence[Sequence[Any]]) -> list[Any]:
        """Call the object for each of several lists of arguments, in one request."""
        return self.connection.call_many(self.number, calls)

    def plain(self) -> Any:
        """Return the data that the object is a kind of, as data."""
        value = self.act("plain")
        if self.data is None or is_proxy(value) or not isinstance(value, self.data):
            raise StudentError(f"{self.describe()} is no data: return plain data")
        return value

    def describe(self) -> str:
        """Return words for it."""
        if self.kind == "object":
            return f"the student's {self.lineage[0][1]} object"
        return f"the student's {str(self.kind)[:60]}"


def is_proxy(value: object) -> bool:
    """Whether `value` stands for an object or a class of the student's."""
    return isinstance(type(value), Foreign) or issubclass(type(value), Foreign)


def descriptor_of(value: object) -> Descriptor:
    """Return the descriptor of a proxy, be it of an object or of a class."""
    if isinstance(type(value), Foreign):
        found: Descriptor | None = object.__getattribute__(value, "_descriptor")
    else:
        found = type.__getattribute__(value, "__dict__").get("_class_descriptor")
    if found is None:
        raise StudentError("the class itself was never handed in")
    return found


def plain(value: object) -> Any:
    """Return the data that a proxy is a kind of, or `value` itself."""
    if not isinstance(type(value), Foreign):
        return value
    descriptor = descriptor_of(value)
    return value if descriptor.data is None else descriptor.plain()


def _texts(told: Json) -> dict[str, str | None]:
    held = told if type(told) is dict else {}
    return {n: v for n, v in held.items() if n in _READ and (v is None or type(v) is str)}


_READ = frozenset(("__name__", "__qualname__", "__module__", "__doc__"))


def as_list(value: Json) -> list[Json]:
    """Return `value` if it is a list, else an empty one."""
    return value if type(value) is list else []
