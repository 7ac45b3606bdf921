"""What the checker knows: the instructor's names and classes, and what was asked for."""

import enum
import functools
import inspect
import sys
from collections.abc import Set
from typing import Any

from coursekit.grading.apart.protocol.codec import CodecError, Json
from coursekit.grading.apart.protocol.replicas import is_plain

_LIBRARIES = frozenset((
    "builtins", "collections", "datetime", "decimal", "fractions", "numbers", "pathlib", "typing",
    "types", "abc", "enum", "numpy", "pandas", "scipy", "sklearn", "re", "uuid",
    "matplotlib",
))  # fmt: skip
"""Whose classes a student may hand in as such: each does what its name says."""


class Foreign(type):
    """What the classes of proxies are instances of (`proxies`)."""


class Environment:
    """The globals of the tests and what is known about them.

    Parameters
    ----------
    namespace
        The globals of the tests.
    classes
        Special methods of each class that the reference solution defines.
    methods
        All its methods and attributes.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        classes: dict[str, list[str]],
        methods: dict[str, list[str]],
    ) -> None:
        self.namespace, self.classes, self.methods = namespace, classes, methods
        self.weighty = weighty_attributes()
        self.given: dict[str, object] = {}
        self._settled: dict[str, object] = {}

    def settle(self) -> None:
        """Take what stands in the namespace now for what the instructor gave."""
        self.given = self._settled = dict(self.namespace)
        self.weighty = weighty_attributes()

    def leave_out(self, names: Set[str]) -> None:
        """Take what bears one of these names for the student's: an answer has redefined it."""
        self.given = {n: v for n, v in self._settled.items() if n not in names}

    def trusted_class(self, name: Json) -> type | None:
        """Return the trusted class of that module and name, if the checker knows it."""
        if type(name) is not list or len(name) != 2 or not all(type(p) is str for p in name):
            return None
        module, qualified = name
        if module == "__main__":
            found: Any = self.given.get(qualified)
        else:
            found = sys.modules.get(module)
            for part in qualified.split("."):
                found = getattr(found, "__dict__", {}).get(part)
        return found if isinstance(found, type) else None

    def handed_in_class(self, name: Json) -> type | None:
        """Return the trusted class that a class of the student's is, if it may stand for it."""
        found = self.trusted_class(name)
        if found is None or issubclass(found, BaseException):
            return found
        root = found.__module__.partition(".")[0]
        return found if root in _LIBRARIES or name[0] == "__main__" else None

    def is_given(self, kind: type) -> bool:
        """Whether a class is one that the instructor's cells define."""
        return kind.__module__ == "__main__" and self.given.get(kind.__name__) is kind

    # --- which objects cross as what they hold (`replicas.Instances`) ------------------------

    def name(self, value: object) -> list[str] | None:
        """Return module and name of the class of an instructor's or a library's object."""
        kind = type(value)
        if isinstance(kind, Foreign) or not is_plain(kind) or issubclass(kind, enum.Enum):
            return None
        if kind.__module__ != "__main__":
            usual = (
                kind.__reduce_ex__ is object.__reduce_ex__ and kind.__reduce__ is object.__reduce__
            )
            importable = self.trusted_class([kind.__module__, kind.__qualname__]) is kind
            return [kind.__module__, kind.__qualname__] if usual and importable else None
        return ["__main__", kind.__name__] if self.is_given(kind) else None

    def find(self, module: str, name: str) -> type:
        """Return a class whose objects a student may hand in as what they hold."""
        kind = self.given.get(name) if module == "__main__" else None
        if not isinstance(kind, type) or not is_plain(kind) or not self.is_given(kind):
            raise CodecError("not an object of the instructor's classes")
        return kind

    def fits(self, kind: type, attribute: str, held: object) -> bool:
        """Whether an object may hold an attribute.

        None may hide a method of its class, and none passes for a method of data.
        """
        if callable(held) and attribute in self.weighty:
            return False
        found = inspect.getattr_static(kind, attribute, None)
        hidden = (property, functools.cached_property, classmethod, staticmethod)
        return not callable(found) and not isinstance(found, hidden)


def weighty_attributes() -> frozenset[str]:
    """Return the names of the attributes by which data answers questions about itself.

    An unknown object that offers one of them as a method pretends to be data: a fake frame
    whose ``equals`` always agrees. Data crosses as data, so such a question is refused.
    """
    names = (n for kind in data_kinds() for n in dir(kind) if not n.startswith("_"))
    return frozenset((*names, "score"))


def data_kinds() -> list[type]:
    """Return the types of data whose values tests compare."""
    kinds: list[type] = [int, float, str, bytes, list, tuple, set, frozenset, dict, complex]
    for module, names in _DATA_OF_LIBRARIES.items():
        library = sys.modules.get(module)
        kinds += [getattr(library, name) for name in names if hasattr(library, name)]
    return kinds


_DATA_OF_LIBRARIES = {
    "numpy": ("ndarray", "generic"),
    "pandas": ("DataFrame", "Series", "Index"),
    "pandas.api.extensions": ("ExtensionArray",),
    "scipy.sparse": ("sparray", "spmatrix"),
}
