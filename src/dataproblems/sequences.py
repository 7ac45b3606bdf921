"""Order in a log: histories that fade, transitions, similar users, and a shuffled control.

Taught on the page *Order and recency* of the Netflix chapter. A log has a row per event with
``user``, ``step`` and ``item``, whole numbers from 0 on. ``step`` numbers a user's own steps in
their order; the events of one step, such as a basket, have no order among them.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from dataproblems.arrays import FloatArray, IntArray, Rng, SparseMatrix
from dataproblems.contracts import columns, interactions, keys, positions, real, whole


class Questions(NamedTuple):
    """What came before some steps, and what these steps took; a row per step.

    Attributes
    ----------
    history
        Shape (n_asked, n_items): the weights of earlier events, summed over an item's events.
    taken
        Shape (n_asked, n_items): 1 for each item of the step.
    """

    history: sparse.csr_array
    taken: sparse.csr_array


def questions(
    log: pd.DataFrame, asked: pd.DataFrame, n_items: int, half_life: float = np.inf
) -> Questions:
    """Ask of some steps what they took, given what the same user did before.

    The weight of an event halves with every ``half_life`` steps that lie between it and the asked
    one: the step just before weighs 1. With infinity all weigh 1, and the order is forgotten.

    Parameters
    ----------
    log
        Events with ``user``, ``step`` and ``item``, in any order.
    asked
        The steps asked about, with ``user`` and ``step``.
    n_items
        How many items there are.
    half_life
        In steps, above 0.

    Raises
    ------
    ValueError
        If a column is missing, an entry is no position, or ``half_life`` is not positive.
    """
    half = real(half_life, "half_life", above=0, infinite=True)
    user, step, item = _events(log, n_items)
    who, when = _whole_columns(asked, "asked", ("user", "step"))
    width = max(step.max(initial=0), when.max(initial=0)) + 1
    place = user * width + step  # sorted, so that each user's past is a run of rows
    start = np.searchsorted(place, who * width)
    now = np.searchsorted(place, who * width + when)
    after = np.searchsorted(place, who * width + when, side="right")
    shape = (len(who), whole(n_items, "n_items"))
    row, event = _runs(start, now)
    weight = np.exp2(-(when[row] - step[event] - 1) / half)
    history = sparse.csr_array((weight, (row, item[event])), shape=shape)
    row, event = _runs(now, after)
    return Questions(history, _ones(row, item[event], shape))


def transitions(log: pd.DataFrame, n_items: int, reach: int = 1) -> sparse.csr_array:
    """Estimate which item follows which: a Markov chain of first order.

    Parameters
    ----------
    log
        Events with ``user``, ``step`` and ``item``, in any order.
    n_items
        How many items there are.
    reach
        How many of the user's following steps count as what follows; the second counts half, the
        third a third.

    Returns
    -------
    scipy.sparse.csr_array
        Shape (n_items, n_items); row i holds the shares of what follows i, or nothing where
        nothing ever did.

    Raises
    ------
    ValueError
        If a column is missing, an entry is no position, or ``reach`` is below 1.
    """
    user, step, item = _events(log, n_items)
    new = np.ones(len(user), dtype=bool)
    new[1:] = (np.diff(user) != 0) | (np.diff(step) != 0)
    number, who = np.cumsum(new) - 1, user[new]
    steps = _ones(number, item, (len(who), n_items))
    follows = sparse.csr_array((n_items, n_items), dtype=float)
    for lag in range(1, min(whole(reach, "reach", least=1), max(len(who) - 1, 0)) + 1):
        same = np.flatnonzero(who[lag:] == who[:-lag])
        follows = follows + steps[same].T @ steps[same + lag] / lag
    total: FloatArray = np.asarray(follows.sum(axis=1)).ravel()
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(total, 1e-300)) @ follows)


def neighbour_scores(history: SparseMatrix, others: SparseMatrix, n_neighbours: int) -> FloatArray:
    """Score items by what the users with the most similar histories took (after VSKNN).

    The similarity is the inner product of the weighted history with what another user took,
    over the root of how many items that was (Ludewig and Jannach, 2018).

    Parameters
    ----------
    history
        Shape (n_asked, n_items): weights, as of :func:`questions`.
    others
        Shape (n_users, n_items): what was taken before; stored values are not used.
    n_neighbours
        How many similar users count, each by its similarity; equal ones at the end all do.

    Returns
    -------
    numpy.ndarray
        Shape (n_asked, n_items). Only the order within a row means anything.

    Raises
    ------
    ValueError
        If the widths differ, an entry is not finite, or ``n_neighbours`` is below 1.
    """
    weights = interactions(history, "history")
    known = interactions(others, "others", (None, weights.shape[1])).copy()
    n = whole(n_neighbours, "n_neighbours", least=1)
    known.data = np.ones_like(known.data)
    alike = (weights @ known.T).toarray() / np.sqrt(np.maximum(np.diff(known.indptr), 1))
    if n < alike.shape[1]:
        alike[alike < np.partition(alike, -n, axis=1)[:, [-n]]] = 0
    return np.asarray(alike @ known)


def shuffled_steps(log: pd.DataFrame, within: ArrayLike, rng: Rng) -> IntArray:
    """Put each user's steps into a random order, as a control: what belongs together stays so.

    Parameters
    ----------
    log
        Events with ``user`` and ``step``.
    within
        Shape (n_events,): a label per event, such as its session; a step moves only among the
        steps of the same user and label. The same label everywhere shuffles whole histories.
    rng
        Seed or generator.

    Returns
    -------
    numpy.ndarray
        Shape (n_events,): the new step of each event.

    Raises
    ------
    ValueError
        If a column is missing, an entry is no position, ``within`` has another length or a missing
        label, or the events of one step have several labels.
    """
    user, step = _whole_columns(log, "log", ("user", "step"))
    label = keys(within, "within").to_numpy()
    if len(label) != len(user):
        raise ValueError(f"within must have a label per event, {len(user)}; got {len(label)}")
    slots = pd.DataFrame({"user": user, "step": step, "label": pd.factorize(label)[0]})
    slots = slots.drop_duplicates().sort_values(["user", "label", "step"])
    if slots.duplicated(["user", "step"]).any():
        raise ValueError("within gives the events of one step several labels")
    chance = np.random.default_rng(rng).random(len(slots))
    slots["moved"] = slots["step"].to_numpy()[np.lexsort((chance, slots["label"], slots["user"]))]
    moved = slots.set_index(["user", "step"])["moved"]
    return moved.loc[pd.MultiIndex.from_arrays([user, step])].to_numpy()


def _whole_columns(frame: pd.DataFrame, name: str, wanted: tuple[str, ...]) -> list[IntArray]:
    columns(frame, name, wanted)
    return [positions(frame[c], f"{name}[{c!r}]", np.inf) for c in wanted]


def _events(log: pd.DataFrame, n_items: int) -> list[IntArray]:
    """Users, steps and items, sorted by user and step."""
    n = whole(n_items, "n_items", least=1)
    user, step, item = _whole_columns(log, "log", ("user", "step", "item"))
    positions(item, "log['item']", n)
    order = np.lexsort((item, step, user))
    return [user[order], step[order], item[order]]


def _runs(start: IntArray, end: IntArray) -> tuple[IntArray, IntArray]:
    """Give the numbers from each start up to its end, and which start each belongs to."""
    lengths = end - start
    row = np.repeat(np.arange(len(lengths)), lengths)
    within = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return row, start[row] + within


def _ones(row: IntArray, column: IntArray, shape: tuple[int, int]) -> sparse.csr_array:
    matrix = sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)
    matrix.data[:] = 1
    return matrix
