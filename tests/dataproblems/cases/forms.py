"""The same values in other forms, and results in one form that can be compared."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse


def forms(value: Any) -> Iterator[tuple[str, Any]]:
    """The same values in other forms."""
    if isinstance(value, np.ndarray) and value.dtype != bool and value.ndim == 1:
        whole = bool((value == np.floor(value)).all())
        yield "list", value.tolist()
        yield "Series with another index", pd.Series(value, index=range(len(value))[::-1])
        yield "nullable", pd.Series(value, dtype="Int64" if whole else "Float64")
        yield "read only", _frozen(value)
        if whole and np.abs(value).max(initial=0) < 100:
            yield "int8", value.astype(np.int8)
    elif isinstance(value, np.ndarray) and value.ndim == 2:
        yield "rows", value.tolist()
        yield "Fortran", np.asfortranarray(value)
        yield "read only", _frozen(value)
    elif isinstance(value, sparse.csr_array):
        yield "COO", value.tocoo()
        yield "CSC", value.tocsc()
        yield "csr_matrix", sparse.csr_matrix(value)
        yield "in pieces", _in_pieces(value)
        yield "int8", value.astype(np.int8)
        if (value.data == 1).all():
            yield "bool", value.astype(bool)
    elif isinstance(value, pd.DataFrame):
        yield "columns turned round", value[value.columns[::-1]]
        yield (
            "another index",
            value.set_axis(range(7, 7 + len(value))) if value.index.name is None else value,
        )


def _frozen(value: np.ndarray) -> np.ndarray:
    copy = value.copy()
    copy.flags.writeable = False
    return copy


def _in_pieces(X: sparse.csr_array) -> sparse.csr_array:
    """Every entry stored twice, as halves, and columns in falling order."""
    coo = X.tocoo()
    row, column = (np.repeat(axis, 2)[::-1] for axis in coo.coords)
    order = np.argsort(row, kind="stable")
    ends = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=X.shape[0]))])
    return sparse.csr_array(
        (np.repeat(coo.data, 2)[::-1][order] / 2, column[order], ends), shape=X.shape
    )


def plain(value: Any) -> Any:
    """A result as nested lists of numbers and text, for comparison."""
    if sparse.issparse(value):
        return plain(value.toarray())
    if isinstance(value, pd.DataFrame):
        return {str(name): plain(value[name]) for name in sorted(value.columns, key=str)}
    if isinstance(value, pd.Series | pd.Index):
        return [plain(v) for v in value.tolist()]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return pytest.approx(float(value), rel=1e-9, abs=1e-9, nan_ok=True)
    return str(value) if value is pd.NaT else value
