"""Pickles that student code has written are opened where they were made.

To open a pickle is to run what it says; so a test that loads a student's model gets a stand-in
for what the student's own process makes of the file, and nothing else of a student's is
unpickled in the trusted process.
"""

import contextlib
import importlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.grading.apart.checker.connection import Connection

_SAFE = frozenset((
    ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "complex"), ("builtins", "slice"),
    ("builtins", "bytearray"), ("builtins", "range"), ("collections", "OrderedDict"),
    ("collections", "Counter"), ("collections", "deque"), ("datetime", "datetime"),
    ("datetime", "date"), ("datetime", "timedelta"), ("decimal", "Decimal"),
    ("fractions", "Fraction"), ("numpy", "ndarray"), ("numpy", "dtype"),
    ("numpy._core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "scalar"),
    ("numpy.core.multiarray", "_reconstruct"), ("numpy.core.multiarray", "scalar"),
))  # fmt: skip
"""What even a hostile pickle may ask for: types of data."""


class Pickles:
    """Looks after the loading of pickles in the trusted process.

    Parameters
    ----------
    connection
        Returns the connection of the test that runs, None between tests.
    tainted
        Whether there are files here that student code has written.
    """

    def __init__(
        self, connection: "Callable[[], Connection | None]", tainted: Callable[[], bool]
    ) -> None:
        self._connection, self._tainted = connection, tainted
        sys.addaudithook(self._look)
        for module in ("pickle", "joblib"):
            with contextlib.suppress(ImportError):
                library: Any = importlib.import_module(module)
                library.load = self._redirected(module, library.load)

    def _look(self, event: str, arguments: Any) -> None:
        if event == "pickle.find_class" and tuple(arguments) not in _SAFE and self._tainted():
            name = ".".join(map(str, arguments))
            raise ValueError(f"no {name} is unpickled here, where student code has written files")

    def _redirected(self, module: str, own: Callable[..., Any]) -> Callable[..., Any]:
        def load(file: Any, *args: Any, **kwargs: Any) -> Any:
            connection = self._connection()
            path = getattr(file, "name", file)
            if connection is None or connection.mirror is None:
                return own(file, *args, **kwargs)
            if not connection.mirror.is_foreign(path):
                return own(file, *args, **kwargs)
            opened: Any = str(path)
            if module == "pickle":
                opened = connection.module("builtins").open(connection.mirror.outward(opened), "rb")
            return connection.module(module).load(opened)

        return load
