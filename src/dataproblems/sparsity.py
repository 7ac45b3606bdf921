"""Interaction matrices: build them, thin them out, hold part of them back."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from dataproblems.arrays import BoolArray, FloatArray


class Interactions(NamedTuple):
    """A user x item matrix and the ids that its rows and columns stand for."""

    matrix: sparse.csr_array
    users: pd.Index
    items: pd.Index


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
) -> Interactions:
    """Lay out events as a sparse user x item matrix. Taught on the Netflix chapter's sparsity page.

    Parameters
    ----------
    users, items
        Shape (n_events,): the ids of each event.
    values
        Shape (n_events,), summed over repeated pairs; without it every pair seen holds 1.
    user_index, item_index
        The ids of rows and columns, in order, so that several matrices line up; by default
        the sorted ids that occur. Events of an id that is not in the index are left out.

    Returns
    -------
    Interactions
        The matrix (stored entries are the pairs seen, zero values included) with its ids.

    Raises
    ------
    ValueError
        If the columns differ in length or an index holds an id twice.
    """
    who, what = pd.Index(np.asarray(users)), pd.Index(np.asarray(items))
    amount = np.ones(len(who)) if values is None else np.asarray(values, dtype=float)
    if not len(who) == len(what) == len(amount):
        raise ValueError(
            f"events need as many users as items and values; got {len(who)}, {len(what)} and "
            f"{len(amount)}"
        )
    rows = who.unique().sort_values() if user_index is None else user_index
    columns = what.unique().sort_values() if item_index is None else item_index
    for name, index in (("user_index", rows), ("item_index", columns)):
        if not index.is_unique:
            raise ValueError(f"{name} holds an id twice; pass index.unique()")
    row, column = rows.get_indexer(who), columns.get_indexer(what)
    known = (row >= 0) & (column >= 0)
    matrix = sparse.csr_array(
        (amount[known], (row[known], column[known])), shape=(len(rows), len(columns))
    )
    if values is None:
        matrix.data[:] = 1
    return Interactions(matrix, rows, columns)


def density(matrix: sparse.csr_array) -> float:
    """Return the share of all user-item pairs that are stored, from 0 to 1."""
    n_users, n_items = matrix.shape
    return float(matrix.nnz / (n_users * n_items))


def keep_fraction(
    matrix: sparse.csr_array, fraction: float, rng: np.random.Generator
) -> sparse.csr_array:
    """Keep a random share of the stored entries and drop the rest; the shape stays.

    Parameters
    ----------
    matrix
        User x item interactions.
    fraction
        Share of the entries to keep, from 0 to 1, rounded to a whole number of entries.
    rng
        Source of randomness.

    Raises
    ------
    ValueError
        If ``fraction`` lies outside of [0, 1].
    """
    if not 0 <= fraction <= 1:
        raise ValueError(f"fraction must lie in [0, 1]; got {fraction}")
    kept = np.zeros(matrix.nnz, dtype=bool)
    kept[rng.choice(matrix.nnz, size=round(fraction * matrix.nnz), replace=False)] = True
    return _entries(matrix, kept)


def hold_out(
    matrix: sparse.csr_array, fraction: float, rng: np.random.Generator, at_least: int = 2
) -> Split:
    """Hold back a random share of every user's entries.

    Parameters
    ----------
    matrix
        User x item interactions.
    fraction
        Share of each user's entries that are held out (rounded, at least one), in (0, 1).
    rng
        Source of randomness.
    at_least
        Users with fewer entries keep them all for training. At least one entry always stays.

    Raises
    ------
    ValueError
        If ``fraction`` lies outside of (0, 1) or ``at_least`` is below 2.
    """
    if not 0 < fraction < 1:
        raise ValueError(f"fraction must lie between 0 and 1; got {fraction}")
    if at_least < 2:
        raise ValueError(f"at_least must be 2 or more, or a user has nothing left; got {at_least}")
    counts = np.diff(matrix.indptr)
    user = np.repeat(np.arange(matrix.shape[0]), counts)
    order = np.lexsort((rng.random(matrix.nnz), user))
    place = np.empty(matrix.nnz, dtype=int)
    place[order] = np.arange(matrix.nnz) - matrix.indptr[user]
    quota = np.minimum(np.maximum(np.round(fraction * counts), 1), counts - 1)
    quota[counts < at_least] = 0
    held = place < quota[user]
    return Split(_entries(matrix, ~held), _entries(matrix, held))


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
        One row an event.
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
        If ``n`` is neither of the two or a column is missing.
    """
    _need(events, user, time)
    if not (0 < n < 1 or (n >= 1 and n == int(n))):
        raise ValueError(
            f"n must be a whole number, at least 1, or a share between 0 and 1; got {n}"
        )
    in_time = events.sort_values(time, kind="stable")
    by_user = in_time.groupby(user)
    size = by_user[user].transform("size")
    quota = np.maximum(np.round(n * size), 1) if n < 1 else n
    held = (by_user.cumcount(ascending=False) < quota) & (size > quota)
    held = held.reindex(events.index)
    return Frames(events[~held], events[held])


def cut_at(events: pd.DataFrame, moment: Any, time: str = "timestamp") -> Frames:
    """Cut a log at one moment, as it would have been known on that day.

    Parameters
    ----------
    events
        One row an event.
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
        If the column is missing, or one part is empty.
    """
    _need(events, time)
    held = events[time] >= moment
    if held.all() or not held.any():
        first, last = events[time].min(), events[time].max()
        raise ValueError(f"{moment} leaves a part empty; the events reach from {first} to {last}")
    return Frames(events[~held], events[held])


def _need(events: pd.DataFrame, *columns: str) -> None:
    missing = set(columns) - set(events.columns)
    if missing:
        raise ValueError(f"events have no column {sorted(missing)}; they have {[*events.columns]}")


def popularity(matrix: sparse.csr_array) -> FloatArray:
    """Return how many users each item has a stored entry with, shape (n_items,)."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(float)


def popularity_scores(matrix: sparse.csr_array) -> FloatArray:
    """Score items by :func:`popularity`, the same for every user; shape of ``matrix``."""
    return np.broadcast_to(popularity(matrix), matrix.shape)


def _entries(matrix: sparse.csr_array, kept: BoolArray) -> sparse.csr_array:
    ends = np.concatenate(([0], np.cumsum(kept)))[matrix.indptr]
    return sparse.csr_array((matrix.data[kept], matrix.indices[kept], ends), shape=matrix.shape)
