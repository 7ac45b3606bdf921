"""What the student's side tells of an object, read with care."""

from typing import TYPE_CHECKING, Any

from coursekit.grading.apart.checker.environment import Foreign, data_kinds
from coursekit.grading.apart.checker.errors import StudentError
from coursekit.grading.apart.protocol.codec import Json

if TYPE_CHECKING:
    from coursekit.grading.apart.checker.connection import Connection


class Told:
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
    """

    __slots__ = ("_trusted", "body", "connection", "kind", "lineage", "number", "special")

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
        self._trusted: list[type] | None = None

    @property
    def asked(self) -> str | None:
        """The name of the asked-for class that it is, or is an object of."""
        known = self.connection.world.classes
        names = (name for module, name in self.lineage if module == "__main__" and name in known)
        return next(names, None)

    @property
    def asked_special(self) -> frozenset[str]:
        """The special methods that the exercise was to write."""
        known = self.connection.world.classes
        names = (name for module, name in self.lineage if module == "__main__")
        return frozenset(s for name in names for s in known.get(name, ()))

    @property
    def trusted(self) -> list[type]:
        """The classes of its lineage that this process knows, `object` aside."""
        if self._trusted is None:
            found = map(self.connection.world.trusted_class, self.lineage)
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

    def plain(self) -> Any:
        """Return the data that the object is a kind of, as data."""
        value = self.act("plain")
        if self.data is None or is_standin(value) or not isinstance(value, self.data):
            raise StudentError(f"{self.describe()} is no data: return plain data")
        return value

    def describe(self) -> str:
        """Return words for it."""
        if self.kind == "object":
            return f"the student's {self.lineage[0][1]} object"
        return f"the student's {str(self.kind)[:60]}"


def is_standin(value: object) -> bool:
    """Whether `value` stands for an object or a class of the student's."""
    return isinstance(type(value), Foreign) or issubclass(type(value), Foreign)


def told_of(value: object) -> Told:
    """Return what is told of a stand-in, be it an object or a class."""
    if isinstance(type(value), Foreign):
        told: Told | None = object.__getattribute__(value, "_told")
    else:
        told = type.__getattribute__(value, "__dict__").get("_class_told")
    if told is None:
        raise StudentError("the class itself was never handed in")
    return told


def plain(value: object) -> Any:
    """Return the data that a stand-in is a kind of, or `value` itself."""
    if not isinstance(type(value), Foreign):
        return value
    told = told_of(value)
    return value if told.data is None else told.plain()


def as_list(value: Json) -> list[Json]:
    """Return `value` if it is a list, else an empty one."""
    return value if type(value) is list else []
