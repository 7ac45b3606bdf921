"""What goes into a helper is checked at its door: a few checks, each naming argument and mend.

Every check takes the value and the argument's name, returns the value in the one form that the
helpers compute with, and refuses everything else with a ``ValueError`` (or a ``TypeError`` where
no value of that type could do). None changes what it is given.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from dataproblems.arrays import FloatArray, IntArray

ANY = (-np.inf, np.inf)


def reals(
    values: ArrayLike,
    name: str,
    *,
    shape: tuple[int | None, ...] | None = None,
    within: tuple[float, float] = ANY,
    above: float = -np.inf,
    missing: bool = False,
    infinite: bool = False,
    mend: str = "",
) -> FloatArray:
    """Take numbers as an array of floats.

    Parameters
    ----------
    values
        A number, list, array, Series (nullable types too) or sparse matrix.
    name
        The argument's name, for the message.
    shape
        Lengths by axis; None stands for any length.
    within, above
        Least and largest value, and what a value must exceed.
    missing, infinite
        Whether NaN (or ``pandas.NA``), and infinity, are allowed.
    mend
        What to do about a value that is not, for the message.
    """
    dense = values.toarray() if sparse.issparse(values) else values
    if _holds_text(dense):
        raise TypeError(f"{name} must hold numbers, not text; convert with pandas.to_numeric")
    try:
        if isinstance(dense, pd.Series | pd.DataFrame | pd.Index):
            dense = dense.to_numpy(dtype=float, na_value=np.nan)  # pandas.NA is no float
        x = np.asarray(dense, dtype=float)
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"{name} must hold numbers in an even shape; got {_kind(values)}"
        ) from error
    if shape is not None and not _fits(x.shape, shape):
        wanted = ", ".join("any" if n is None else str(n) for n in shape)
        raise ValueError(f"{name} must have shape ({wanted}); got {x.shape}")
    if x.size and _all_within(x.min(), x.max(), within, above, infinite):
        return x
    mend = f"; {mend}" if mend else ""
    if not missing:
        _refuse(x, np.isnan(x), f"{name} holds a missing value{mend or '; drop or fill it'}")
    if not infinite:
        _refuse(x, np.isinf(x), f"{name} holds an infinite value{mend}")
    outside = (x < within[0]) | (x > within[1])
    _refuse(x, outside, f"{name} must lie {_range(*within)}{mend}")
    if above > -np.inf:
        _refuse(x, x <= above, f"{name} must lie above {above:g}{mend}")
    return x


def real(value: Any, name: str, **limits: Any) -> float:
    """Take one finite number; ``limits`` are those of :func:`reals`."""
    if isinstance(value, str) or np.ndim(value) != 0:
        raise TypeError(f"{name} must be one number; got {value!r}")
    return float(reals(value, name, **limits))


def whole(value: Any, name: str, least: int = 0, most: float = np.inf) -> int:
    """Take one whole number from ``least`` to ``most``."""
    exact = real(value, name, within=(least, most))
    if exact != int(exact):
        raise ValueError(f"{name} must be a whole number; got {value}")
    return int(value)


def sizes(**values: Any) -> None:
    """Demand whole numbers from 1 on."""
    for name, value in values.items():
        whole(value, name, least=1)


def fractions(**values: Any) -> None:
    """Demand numbers from 0 to 1."""
    for name, value in values.items():
        real(value, name, within=(0, 1))


def amounts(**values: Any) -> None:
    """Demand finite numbers from 0 on."""
    for name, value in values.items():
        real(value, name, within=(0, np.inf))


def positions(values: ArrayLike, name: str, n: float, *, least: int = 0) -> IntArray:
    """Take whole numbers from ``least`` to n - 1: positions, codes of classes, places."""
    x = reals(values, name, within=(least, n - 1))
    _refuse(x, x != np.floor(x), f"{name} must hold whole numbers")
    return x.astype(np.intp)


def chances(values: ArrayLike, name: str, **limits: Any) -> FloatArray:
    """Take probabilities, from 0 to 1; ``limits`` are those of :func:`reals`."""
    return reals(values, name, within=(0, 1), **limits)


def distributions(values: ArrayLike, name: str, **limits: Any) -> FloatArray:
    """Take chances that sum to 1 along the last axis."""
    p = chances(values, name, **limits)
    total = p.sum(axis=-1)
    if not np.allclose(total, 1):
        raise ValueError(
            f"{name} must sum to 1 in every row; got {np.atleast_1d(total).ravel()[0]}"
        )
    return p


def interactions(
    matrix: Any,
    name: str,
    shape: tuple[int | None, int | None] | None = None,
    *,
    within: tuple[float, float] = ANY,
    mend: str = "",
) -> sparse.csr_array:
    """Take a user x item matrix as canonical CSR, whatever its format, and leave it as it was.

    Entries of the same pair are added up, as SciPy reads them; stored zeros stay stored.
    """
    given: Any = matrix if sparse.issparse(matrix) else reals(matrix, name, shape=(None, None))
    X = sparse.csr_array(given)  # shares its data with what is CSR already
    if X.dtype.kind != "f":
        X = X.astype(float)  # sums of int8 or bool would overflow, each in its own way
    if not X.has_canonical_format:
        X = X.copy()
        X.sum_duplicates()
    if shape is not None and not _fits(X.shape, shape):
        wanted = " x ".join("any" if n is None else str(n) for n in shape)
        raise ValueError(f"{name} must have shape {wanted}; got {X.shape[0]} x {X.shape[1]}")
    reals(X.data, f"{name}: an entry", within=within, mend=mend)
    return X


def columns(frame: pd.DataFrame, name: str, needed: Iterable[str]) -> None:
    """Demand that a table has these columns."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{name} must be a DataFrame; got {_kind(frame)}")
    missing = [column for column in needed if column not in frame]
    if missing:
        raise ValueError(f"{name} lacks the columns {missing}; it has {list(frame.columns)}")
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise ValueError(f"{name} has the column {twice!r} twice; rename one, or drop it")


def keys(values: Any, name: str) -> "pd.Series[Any]":
    """Take ids: any hashable values, none missing; the index is dropped."""
    if np.ndim(values) != 1:
        raise ValueError(f"{name} must be a flat list of ids; got {_kind(values)}")
    ids = pd.Series(values)
    if isinstance(values, pd.Series):
        ids = ids.reset_index(drop=True)
    if isinstance(ids.dtype, np.dtype) and ids.dtype.kind in "iu":
        return ids  # whole numbers have no missing value
    lost = ids.isna()
    if lost.any():
        raise ValueError(
            f"{name} lacks {int(lost.sum())} of {len(ids)} ids, the first at {int(lost.argmax())}; "
            "drop those rows, and say how many"
        )
    return ids


def times(values: "pd.Series[Any]", name: str) -> "pd.Series[Any]":
    """Take times of one kind, all naive or all of one zone, none missing; the index stays."""
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        raise TypeError(
            f"{name} must hold times of one zone, or none; got {values.dtype}: "
            "convert with pandas.to_datetime(..., utc=True)"
        )
    if values.isna().any():
        raise ValueError(
            f"{name} lacks {int(values.isna().sum())} times; drop or repair those rows"
        )
    return values


def utc(values: "pd.Series[Any]", name: str) -> "pd.Series[Any]":
    """Take times as :func:`times` does, and return them naive, in UTC; naive ones are in UTC."""
    given = times(values, name)
    return given if given.dt.tz is None else given.dt.tz_convert(None)


def fitted(model: Any, part: str) -> None:
    """Demand that a model has what only ``fit`` gives it."""
    if not hasattr(model, part):
        raise ValueError(f"{_kind(model)} must be fitted first: call fit(X)")


def choice(value: Any, name: str, options: Sequence[Any]) -> None:
    """Demand one of a few values."""
    if value not in options:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, options))}; got {value!r}")


def equally_long(**lengths: Any) -> None:
    """Demand that the arguments have one length."""
    found = {name: len(values) for name, values in lengths.items()}
    if len(set(found.values())) > 1:
        told = ", ".join(f"{name} {n}" for name, n in found.items())
        raise ValueError(f"these must have one length; got {told}")


def _all_within(
    least: float, most: float, within: tuple[float, float], above: float, infinite: bool
) -> bool:
    """Tell by the extremes alone whether all is well: they are NaN if any value is."""
    finite = infinite or (least > -np.inf and most < np.inf)
    over = least > above or above == -np.inf
    return bool(finite and over and within[0] <= least and most <= within[1])


def _refuse(x: FloatArray, bad: Any, message: str) -> None:
    if bad.any():
        where = tuple(int(axis[0]) for axis in np.nonzero(np.atleast_1d(bad)))
        at = f" at {where[0] if len(where) == 1 else where}" if x.ndim else ""
        raise ValueError(f"{message}; got {np.atleast_1d(x)[where]:g}{at}")


def _range(least: float, most: float) -> str:
    if most == np.inf:
        return f"at or above {least:g}"
    return f"in [{least:g}, {most:g}]"


def _fits(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(
        n is None or n == m for m, n in zip(shape, wanted, strict=True)
    )


def _holds_text(values: Any) -> bool:
    """Whether a number is written as text, which NumPy would read without a word."""
    if isinstance(values, pd.DataFrame):
        return any(_holds_text(column) for _, column in values.items())
    if (kind := getattr(values, "dtype", None)) is not None and pd.api.types.is_numeric_dtype(kind):
        return False
    try:
        entries = np.asarray(values, dtype=object)
    except ValueError:
        return False  # of uneven shape, which is told below
    return any(isinstance(entry, str | bytes) for entry in entries.flat)


def _kind(values: Any) -> str:
    return type(values).__name__
