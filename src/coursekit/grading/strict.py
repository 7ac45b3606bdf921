"""NumPy's comparisons of what a test expects, without their leniency to nothing.

``np.allclose([], 4.0)`` is true, for every one of no values is close to four: an answer that
holds nothing would pass for any number.
"""

import functools
import importlib
import sys
from collections.abc import Callable
from typing import Any


def teach_numpy() -> None:
    """Let NumPy's comparisons tell nothing from something, in this process."""
    if "numpy" not in sys.modules:
        return
    numpy: Any = importlib.import_module("numpy")
    testing: Any = importlib.import_module("numpy.testing._private.utils")
    numpy.allclose = _of_something(numpy.allclose)
    compare = testing.assert_array_compare

    @functools.wraps(compare)
    def strictly(comparison: Any, x: Any, y: Any, *args: Any, **kwargs: Any) -> Any:
        if _one_is_empty(x, y):
            raise AssertionError(f"one of the two holds no values: {x!r}, {y!r}")
        return compare(comparison, x, y, *args, **kwargs)

    testing.assert_array_compare = strictly


def _of_something(own: Callable[..., Any]) -> Callable[..., Any]:
    """Return a comparison that a test cannot pass with nothing (libraries' own uses stay)."""

    @functools.wraps(own)
    def strictly(a: Any, b: Any, *args: Any, **kwargs: Any) -> Any:
        asked_by_test = sys._getframe(1).f_globals.get("__name__") == "__main__"
        return False if asked_by_test and _one_is_empty(a, b) else own(a, b, *args, **kwargs)

    return strictly


def _one_is_empty(a: Any, b: Any) -> bool:
    """Whether one of two holds no values and the other some (a stand-in is neither)."""
    numpy = sys.modules["numpy"]
    try:
        return bool((numpy.size(a) == 0) != (numpy.size(b) == 0))
    except (TypeError, ValueError):  # not arrays: the comparison itself will say so
        return False
