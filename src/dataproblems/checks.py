"""What the exercises' tests say: the slip by its name, in words that help to mend it.

Each function takes an answer in any form that holds the right values (a list, a Series, a
sparse matrix, a NumPy scalar), names what is wrong with its form, and returns plain Python or
NumPy for the comparison.
"""

import copy
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from dataproblems.arrays import FloatArray

_DIGITS, _MOST_DIGITS = 4, 17


def print_warnings() -> None:
    """Print warnings as ordinary text from now on.

    An autograder reads anything on standard error as a failure; a mere warning is none.
    """

    def show(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        print(f"{category.__name__}: {message}")

    warnings.showwarning = show


def ask(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a student's function with copies of the arguments, so that it cannot change ours.

    Raises
    ------
    AssertionError
        If it is not a function, or gives None.
    """
    return ask_many(function, [arguments])[0]


def ask_many(function: Callable[..., Any], calls: Iterable[Sequence[Any]]) -> list[Any]:
    """Call a student's function once for each list of arguments, with copies of them.

    The answers are those of as many calls of `ask`. A grader that runs the function in another
    process hands over all calls in one request.

    Raises
    ------
    AssertionError
        If it is not a function, or one of the answers is None.
    """
    _demand(
        callable(function), f"expected a function, found {_kind(function)}: was it overwritten?"
    )
    copies = [copy.deepcopy(tuple(arguments)) for arguments in calls]
    at_once = getattr(type(function), "__call_many__", None)
    if at_once is not None:
        answers = list(at_once(function, copies))
    else:
        answers = [function(*arguments) for arguments in copies]
    name = getattr(function, "__name__", "the function")
    for answer in answers:
        _demand(answer is not None, f"{name}(...) gave None: did you forget a return?")
    return answers


def number(answer: Any, name: str) -> float:
    """Take an answer as one finite number.

    Raises
    ------
    AssertionError
        If it is text, a collection of several values, or not finite.
    """
    values = array(answer, name)
    _demand(values.size == 1, f"{name} must be one number; got {_kind(answer)} of {values.size}")
    return float(values.reshape(-1)[0])


def array(answer: Any, name: str, shape: tuple[int, ...] | None = None) -> FloatArray:
    """Take an answer as an array of finite numbers.

    Parameters
    ----------
    answer
        A number, list, array, Series, DataFrame or sparse matrix.
    name
        What it is, for the message.
    shape
        The shape that it must have; None allows any.

    Raises
    ------
    AssertionError
        If it does not hold numbers (``"0.9"`` is text), has another shape, or contains NaN or
        infinity.
    """
    _demand(answer is not None, f"{name} is None: did you forget a return?")
    dense = answer.toarray() if hasattr(answer, "toarray") else answer
    try:
        values = np.asarray(dense, dtype=float)
    except (TypeError, ValueError):
        rows = ", in rows of equal length" if isinstance(answer, (list, tuple)) else ""
        raise AssertionError(f"{name} must hold numbers{rows}; got {_kind(answer)}") from None
    _demand(not _holds_text(dense), f"{name} must hold numbers; some are written as text")
    if shape is not None and values.shape != shape:
        turned = " (is it transposed?)" if values.shape == shape[::-1] else ""
        raise AssertionError(f"{name} must have shape {shape}; got {values.shape}{turned}")
    _demand(
        not np.isnan(values).any(),
        f"{name} contains NaN: a gap not filled, or something divided by zero?",
    )
    _demand(np.isfinite(values).all(), f"{name} contains infinity: was something divided by zero?")
    return values


def items(answer: Any, name: str, k: int, n_items: int) -> list[int]:
    """Take an answer as a ranked list of ``k`` different item positions below ``n_items``.

    Raises
    ------
    AssertionError
        If the length is wrong, a position is no whole number in range, or one occurs twice.
    """
    if isinstance(answer, Iterable) and not hasattr(answer, "__array__"):
        answer = list(answer)
    positions = array(answer, name).reshape(-1)
    _demand(len(positions) == k, f"{name} must hold {k} items; got {len(positions)}")
    whole = [int(p) for p in positions]
    _demand(
        all(p == w and 0 <= w < n_items for p, w in zip(positions, whole, strict=True)),
        f"{name} must hold positions from 0 to {n_items - 1}; got {positions.tolist()}",
    )
    _demand(len(set(whole)) == k, f"{name} holds an item twice: {whole}")
    return whole


def table(answer: Any, name: str, columns: Iterable[str]) -> pd.DataFrame:
    """Take an answer as a DataFrame with these columns, in any order and with any index.

    Raises
    ------
    AssertionError
        If it is something else, or a column is missing.
    """
    if not isinstance(answer, pd.DataFrame):
        raise AssertionError(f"{name} must be a DataFrame; got {_kind(answer)}")
    wanted = list(columns)
    missing = [column for column in wanted if column not in answer.columns]
    _demand(not missing, f"{name} lacks the columns {missing}; it has {list(answer.columns)}")
    return answer[wanted].reset_index(drop=True)


def equal(answer: Any, expected: ArrayLike, name: str, hint: str) -> None:
    """Compare numbers with the expected ones, to a relative precision of one in a million.

    Raises
    ------
    AssertionError
        If they differ; the message shows both with as many digits as tell them apart, and ``hint``.
    """
    truth = np.asarray(expected, dtype=float)
    values = array(answer, name, truth.shape) if truth.ndim else np.array(number(answer, name))
    if not np.allclose(values, truth, rtol=1e-6, atol=1e-9):
        right, got = told_apart(truth, values)
        raise AssertionError(f"{name} should be {right}; got {got}. {hint}")


def told_apart(truth: ArrayLike, values: ArrayLike) -> tuple[str, str]:
    """Write two numbers, or two arrays of one shape, with as many digits as tell them apart.

    Parameters
    ----------
    truth, values
        Arrays of more than 40 entries are shortened; where the parts shown are equal, both texts
        end with the first entries that differ.

    Raises
    ------
    ValueError
        If they are of two shapes.
    """
    pair = np.asarray(truth, dtype=float), np.asarray(values, dtype=float)
    if pair[0].shape != pair[1].shape:
        raise ValueError(f"truth and values must have one shape; got {[p.shape for p in pair]}")
    for digits in range(_DIGITS, _MOST_DIGITS + 1):
        right, got = (_shown(each, digits) for each in pair)
        if right != got:
            return right, got
    if (pair[0] == pair[1]).all():
        return right, got
    place = tuple(int(n) for n in np.argwhere(pair[0] != pair[1])[0])
    right, got = (f"{_shown(e, _DIGITS)} with {float(e[place])} at {list(place)}" for e in pair)
    return right, got


def _demand(condition: bool, message: str) -> None:
    if not condition:
        raise AssertionError(message)


def _holds_text(values: Any) -> bool:
    entries = np.asarray(values)
    return entries.dtype.kind in "SUT" or (
        entries.dtype.kind == "O" and any(isinstance(entry, str) for entry in entries.flat)
    )


def _shown(values: FloatArray, digits: int) -> str:
    text = np.array2string(values, precision=digits, threshold=40, separator=", ")
    if values.ndim == 0:
        return text.removesuffix(".")
    return text if values.ndim == 1 else f"\n{text}\n"


def _kind(answer: Any) -> str:
    return type(answer).__name__
