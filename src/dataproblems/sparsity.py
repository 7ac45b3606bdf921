"""Interaction matrices: build them, thin them out, hold part of them back."""

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from pandas.api.types import is_numeric_dtype
from scipy import sparse

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng, SparseMatrix
from dataproblems.contracts import (
    choice,
    columns,
    equally_long,
    interactions,
    keys,
    real,
    reals,
    times,
    whole,
)

Repeated = Literal["error", "sum", "last"]


class _Laid(NamedTuple):
    matrix: sparse.csr_array
    users: pd.Index
    items: pd.Index


class Interactions(_Laid):
    """A user x item matrix and the ids that its rows and columns stand for: three, to unpack.

    Attributes
    ----------
    matrix
        Shape (n_users, n_items); stored entries are the pairs seen, zero values included.
    users
        The ids of the rows.
    items
        The ids of the columns.
    left_out
        How many events have an id that is in no given index. Not a part of the tuple.
    """

    left_out: int = 0


class Split(NamedTuple):
    """Interactions to learn from and interactions to be judged by; same shape, no overlap."""

    train: sparse.csr_array
    test: sparse.csr_array


def interaction_matrix(
    users: ArrayLike,
    items: ArrayLike,
    values: ArrayLike | None = None,
    user_index: pd.Index | None = None,
    item_index: pd.Index | None = None,
    repeated: Repeated = "error",
) -> Interactions:
    """Lay out events as a sparse user x item matrix. Taught on the Netflix chapter's sparsity page.

    Parameters
    ----------
    users, items
        Shape (n_events,): the ids of each event.
    values
        Shape (n_events,): stars, minutes, ...; without it every pair seen holds 1.
    user_index, item_index
        The ids of rows and columns, in order, so that several matrices line up; by default
        the sorted ids that occur. Events of an id that is not in the index are left out, and
        counted.
    repeated
        What the value of a pair with several events is: their ``"sum"`` (minutes), the
        ``"last"`` one given (stars that were changed), or an ``"error"``: two ratings of 4 and 5
        are not one of 9.

    Returns
    -------
    Interactions
        The matrix with its ids.

    Raises
    ------
    ValueError
        If the columns differ in length, an id or value is missing, an index holds an id twice,
        or a pair has several values and ``repeated`` does not say what to do.
    """
    choice(repeated, "repeated", ("error", "sum", "last"))
    who, what = pd.Index(keys(users, "users")), pd.Index(keys(items, "items"))
    amount = np.ones(len(who)) if values is None else reals(values, "values", shape=(None,))
    equally_long(users=who, items=what, values=amount)
    rows = who.unique().sort_values() if user_index is None else user_index
    cols = what.unique().sort_values() if item_index is None else item_index
    for name, index in (("user_index", rows), ("item_index", cols)):
        if not index.is_unique:
            raise ValueError(f"{name} holds an id twice; pass index.unique()")
    row, column = rows.get_indexer(who), cols.get_indexer(what)
    known = (row >= 0) & (column >= 0)
    row, column, amount = row[known], column[known], amount[known]
    if values is not None and repeated != "sum":
        pair = row.astype(np.int64) * max(len(cols), 1) + column
        again = pd.Series(pair).duplicated(keep="last").to_numpy()
        if again.any() and repeated == "error":
            first = int(again.argmax())
            raise ValueError(
                f"user {rows[row[first]]} and item {cols[column[first]]} have several "
                f"values (and {int(again.sum()) - 1} pairs more): say repeated='sum' or 'last'"
            )
        row, column, amount = row[~again], column[~again], amount[~again]
    matrix = sparse.csr_array((amount, (row, column)), shape=(len(rows), len(cols)))
    if values is None:
        matrix.data[:] = 1
    laid = Interactions(matrix, rows, cols)
    laid.left_out = int((~known).sum())
    return laid


def density(matrix: SparseMatrix) -> float:
    """Return the share of all user-item pairs that are stored, from 0 to 1.

    Raises
    ------
    ValueError
        If there is no pair, so that there is no share.
    """
    X = interactions(matrix, "matrix")
    if 0 in X.shape:
        raise ValueError(f"matrix of shape {X.shape} has no pairs, and so no density")
    return float(X.nnz / np.prod(X.shape, dtype=float))


def keep_fraction(matrix: SparseMatrix, fraction: float, rng: Rng) -> sparse.csr_array:
    """Keep a random share of the stored entries and drop the rest; the shape stays.

    Parameters
    ----------
    matrix
        User x item interactions.
    fraction
        Share of the entries to keep, from 0 to 1, rounded to a whole number of entries.
    rng
        Seed or generator of the choice.

    Raises
    ------
    ValueError
        If ``fraction`` lies outside of [0, 1].
    """
    real(fraction, "fraction", within=(0, 1))
    X, draw = interactions(matrix, "matrix"), np.random.default_rng(rng)
    kept = np.zeros(X.nnz, dtype=bool)
    kept[draw.choice(X.nnz, size=round(fraction * X.nnz), replace=False)] = True
    return _entries(X, kept)


def without(matrix: SparseMatrix, entries: SparseMatrix) -> sparse.csr_array:
    """Drop the entries that another matrix stores, such as known ones from what is to be found.

    Parameters
    ----------
    matrix, entries
        User x item interactions of the same shape.

    Raises
    ------
    ValueError
        If the shapes disagree.
    """
    X = interactions(matrix, "matrix")
    known = interactions(entries, "entries", X.shape)
    return _entries(X, ~np.isin(_pairs(X), _pairs(known)))


def hold_out(matrix: SparseMatrix, fraction: float, rng: Rng, at_least: int = 2) -> Split:
    """Hold back a random share of every user's entries.

    Parameters
    ----------
    matrix
        User x item interactions.
    fraction
        Share of each user's entries that are held out (rounded, at least one), in (0, 1).
    rng
        Seed or generator of the choice.
    at_least
        Users with fewer entries keep them all for training. At least one entry always stays.

    Raises
    ------
    ValueError
        If ``fraction`` lies outside of (0, 1) or ``at_least`` is below 2.
    """
    if real(fraction, "fraction", above=0, within=(0, 1)) == 1:
        raise ValueError("fraction must lie below 1: something must be left to learn from")
    whole(at_least, "at_least", least=2)
    X = interactions(matrix, "matrix")
    counts = np.diff(X.indptr)
    user = np.repeat(np.arange(X.shape[0]), counts)
    order = np.lexsort((np.random.default_rng(rng).random(X.nnz), user))
    place = np.empty(X.nnz, dtype=int)
    place[order] = np.arange(X.nnz) - X.indptr[user]
    quota = np.minimum(np.maximum(np.round(fraction * counts), 1), counts - 1)
    quota[counts < at_least] = 0
    held = place < quota[user]
    return Split(_entries(X, ~held), _entries(X, held))


class Frames(NamedTuple):
    """Events to learn from and events to be judged by."""

    train: pd.DataFrame
    test: pd.DataFrame


def hold_out_last(
    events: pd.DataFrame, n: float, user: str = "user_id", time: str = "timestamp"
) -> Frames:
    """Hold back every user's last events by time; the last row given breaks ties.

    Nothing that a user did later is in that user's training part. What *other* users did later
    still is: :func:`cut_at` leaves that out, too.

    Parameters
    ----------
    events
        One row per event.
    n
        Events to hold back per user: a whole number of 1 or more, or a share of each user's
        events between 0 and 1 (rounded, at least one). A user with no more events than are to
        be held back keeps them all for training.
    user, time
        Names of the columns.

    Returns
    -------
    Frames
        Both parts in the order of ``events``.

    Raises
    ------
    ValueError
        If ``n`` is neither of the two, a column is missing, or so is a user or time.
    TypeError
        If the times are neither times nor numbers: text would be sorted letter by letter.
    """
    columns(events, "events", (user, time))
    if not 0 < real(n, "n", above=0) < 1:
        whole(n, "n", least=1)
    who, when = keys(events[user], user), _moments(events, time)
    order = np.argsort(when.to_numpy(), kind="stable")
    by_user = who.iloc[order].groupby(who.iloc[order])
    from_the_end = by_user.cumcount(ascending=False).sort_index().to_numpy()
    size = who.groupby(who).transform("size").to_numpy()
    quota = np.maximum(np.round(n * size), 1) if n < 1 else n
    held = (from_the_end < quota) & (size > quota)
    return Frames(events[~held], events[held])


def cut_at(events: pd.DataFrame, moment: Any, time: str = "timestamp") -> Frames:
    """Cut a log at one moment, as it would have been known on that day.

    Parameters
    ----------
    events
        One row per event.
    moment
        Events before it are learned from, those at it or after it are judged by. Of the
        column's type, such as a ``pandas.Timestamp``.
    time
        Name of the column.

    Returns
    -------
    Frames
        Both parts in the order of ``events``. A user may well be in one of them only.

    Raises
    ------
    ValueError
        If the column or a time is missing, or one part is empty.
    TypeError
        If the times are neither times nor numbers, or ``moment`` is not of their type.
    """
    columns(events, "events", [time])
    when = _moments(events, time)
    try:
        held = (when >= moment).to_numpy()
    except TypeError as error:
        raise TypeError(f"moment must be of the type of {time}, {when.dtype}; {error}") from error
    if held.all() or not held.any():
        raise ValueError(
            f"moment {moment} leaves a part empty; {time} reaches from {when.min()} to {when.max()}"
        )
    return Frames(events[~held], events[held])


def popularity(matrix: SparseMatrix) -> FloatArray:
    """Return how many users each item has a stored entry with, shape (n_items,)."""
    X = interactions(matrix, "matrix")
    return np.bincount(X.indices, minlength=X.shape[1]).astype(float)


def popularity_scores(matrix: SparseMatrix) -> FloatArray:
    """Score items by :func:`popularity`, the same for every user; shape of ``matrix``."""
    return np.broadcast_to(popularity(matrix), matrix.shape)


def _moments(events: pd.DataFrame, time: str) -> "pd.Series[Any]":
    """Take a column of times or of numbers, none missing; the index is dropped."""
    when = events[time].reset_index(drop=True)
    return pd.Series(reals(when, time)) if is_numeric_dtype(when) else times(when, time)


def _pairs(matrix: sparse.csr_array) -> IntArray:
    """Return one whole number for every stored pair, in the order of the data."""
    user = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.asarray(user * matrix.shape[1] + matrix.indices)


def _entries(matrix: sparse.csr_array, kept: BoolArray) -> sparse.csr_array:
    ends = np.concatenate(([0], np.cumsum(kept)))[matrix.indptr]
    return sparse.csr_array((matrix.data[kept], matrix.indices[kept], ends), shape=matrix.shape)
