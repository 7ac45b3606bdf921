"""NumPy's comparisons of a student's answer, without their leniency to nothing.

``np.allclose([], 4.0)`` is true, for every one of no values is close to four: an answer that
holds nothing would pass for any number. What a test itself has picked out, ``a[a < 0]`` say,
may well hold nothing.
"""

import functools
import importlib
import sys
from collections.abc import Callable
from typing import Any

Known = Callable[[object], bool]


def teach_numpy(is_students: Known) -> None:
    """Let NumPy's comparisons tell a student's nothing from something, in this process.

    Parameters
    ----------
    is_students
        Whether a value came from the student's code as it is.
    """
    if "numpy" not in sys.modules:
        return
    numpy: Any = importlib.import_module("numpy")
    testing: Any = importlib.import_module("numpy.testing._private.utils")
    close, compare = numpy.allclose, testing.assert_array_compare

    @functools.wraps(close)
    def allclose(a: Any, b: Any, *args: Any, **kwargs: Any) -> Any:
        return not _is_nothing(a, b, is_students) and close(a, b, *args, **kwargs)

    @functools.wraps(compare)
    def assert_array_compare(comparison: Any, x: Any, y: Any, *args: Any, **kwargs: Any) -> Any:
        if _is_nothing(x, y, is_students):
            raise AssertionError(f"one of the two holds no values: {x!r}, {y!r}")
        return compare(comparison, x, y, *args, **kwargs)

    numpy.allclose, testing.assert_array_compare = allclose, assert_array_compare


def _is_nothing(a: Any, b: Any, is_students: Known) -> bool:
    """Whether one of two is an answer without values, and the other holds some."""
    numpy = sys.modules["numpy"]
    try:
        empty = [numpy.size(a) == 0, numpy.size(b) == 0]
    except (TypeError, ValueError):  # not arrays: the comparison itself will say so
        return False
    if empty[0] == empty[1]:
        return False
    answer = a if empty[0] else b
    return type(answer) is tuple or is_students(answer)
