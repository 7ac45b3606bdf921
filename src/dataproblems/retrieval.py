"""Candidates for a ranker: two towers trained with sampled negatives, and what candidates miss.

Taught on the page *Retrieve, then rank* of the Netflix chapter.
"""

import json
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse, special
from sklearn.preprocessing import normalize

from dataproblems.arrays import BoolArray, Float32Array, FloatArray, IntArray, Rng, SparseMatrix
from dataproblems.contracts import choice, fitted, interactions, positions, real, whole
from dataproblems.datasets import DATA
from dataproblems.ranking import NO_ITEM

Negatives = Literal["batch", "uniform"]


class TwoTowers:
    """Users and items as vectors whose inner product says who takes what next.

    The item tower is a table of vectors. The user tower sums *other* vectors of the items in the
    user's history, so that it serves users who came after the training. In each epoch every user
    gives some items as targets, and the rest is the history (Covington et al., 2016). The loss is
    a softmax over the sampled items (Yi et al., 2019), trained by Adagrad.

    Parameters
    ----------
    n_factors
        Length of the vectors.
    negatives
        ``"batch"``: the targets of the other users in the batch, which draws items by their
        popularity. ``"uniform"``: as many items drawn evenly from the catalogue.
    correct
        Subtract the log of each item's chance of being drawn from its score while training (the
        logQ correction), so that the sample stands for the whole catalogue. For even draws this
        is a constant and changes nothing.
    epochs, users_per_batch, targets_per_user
        Passes over the users; users per step; items that each of them gives as targets, at most
        half of the history.
    learning_rate
        Of Adagrad.
    rng
        Seed or generator of starting values, batches and negatives.

    Raises
    ------
    ValueError
        If a size or the rate is not positive, a batch has one user, or the kind of negatives is
        unknown.
    """

    def __init__(
        self,
        n_factors: int = 32,
        *,
        negatives: Negatives = "batch",
        correct: bool = True,
        epochs: int = 30,
        users_per_batch: int = 64,
        targets_per_user: int = 8,
        learning_rate: float = 0.1,
        rng: Rng = 0,
    ) -> None:
        choice(negatives, "negatives", ("batch", "uniform"))
        self.n_factors = whole(n_factors, "n_factors", least=1)
        self.negatives, self.correct = negatives, correct
        self.epochs = whole(epochs, "epochs", least=1)
        self.learning_rate = real(learning_rate, "learning_rate", above=0)
        self.users_per_batch = whole(users_per_batch, "users_per_batch", least=2)
        self.targets_per_user = whole(targets_per_user, "targets_per_user", least=1)
        self._rng = np.random.default_rng(rng)

    def fit(self, X: SparseMatrix) -> Self:
        """Learn both towers.

        Parameters
        ----------
        X
            Shape (n_users, n_items): what each user took; stored values are not used.

        Raises
        ------
        ValueError
            If fewer than two users took two items or more, or an entry is not finite.
        """
        taken = _ones(X)
        usable = np.flatnonzero(np.diff(taken.indptr) > 1)
        if len(usable) < 2:
            raise ValueError("two towers need two users or more with two items or more")
        shape = (taken.shape[1], self.n_factors)
        scale = 0.5 / np.sqrt(self.n_factors)
        self._history, self._item = (
            self._rng.normal(0, scale, shape).astype(np.float32) for _ in range(2)
        )
        squares = [np.full(shape, 1e-4, np.float32) for _ in range(2)]
        log_share = _log_share(taken[usable], self.targets_per_user)
        for _ in range(self.epochs):
            order = self._rng.permutation(usable)
            for start in range(0, len(order) - 1, self.users_per_batch):
                batch = taken[order[start : start + self.users_per_batch]]
                step = self._draw(batch, log_share)
                for table, square, (rows, slope) in zip(
                    (self._history, self._item), squares, self._slopes(step), strict=True
                ):
                    square[rows] += slope**2
                    table[rows] -= self.learning_rate * slope / np.sqrt(square[rows])
        return self

    def users(self, X: SparseMatrix) -> FloatArray:
        """Return the vectors of users by their histories; shape (n_users, n_factors).

        Works for users who were not trained on. Who has no history gets zeros.

        Raises
        ------
        ValueError
            If the towers are not trained, the items are not as many as in the training, or an entry
            is not finite.
        """
        fitted(self, "_item")
        taken = _ones(X, n_items=len(self._item))
        return np.asarray(_shortened(taken) @ self._history, dtype=float)

    @property
    def items(self) -> FloatArray:
        """The vectors of the items; shape (n_items, n_factors); a ValueError before ``fit``."""
        fitted(self, "_item")
        return self._item.astype(float)

    def predict(self, X: SparseMatrix) -> FloatArray:
        """Score every item for every user; shape (n_users, n_items). Errors as :meth:`users`."""
        return np.asarray(self.users(X) @ self.items.T)

    def _draw(self, batch: sparse.csr_array, log_share: Float32Array) -> "_Step":
        """Split each user's items at random into targets and history, and draw negatives."""
        n_users, n_items = batch.shape
        size = np.diff(batch.indptr)
        row = np.repeat(np.arange(n_users), size)
        order = np.argsort(row + self._rng.random(batch.nnz))  # shuffles within users
        item = batch.indices[order]
        is_target = (
            np.arange(batch.nnz) - batch.indptr[row] < _n_targets(size, self.targets_per_user)[row]
        )
        owner, target = row[is_target], item[is_target]
        kept = (
            item[~is_target],
            np.append(0, np.cumsum(size - np.bincount(owner, minlength=n_users))),
        )
        history = sparse.csr_array((np.ones(len(kept[0]), np.float32), *kept), shape=batch.shape)
        known = np.zeros(batch.shape, dtype=bool)
        known[row, item] = True
        own = owner[None, :] == np.arange(n_users)[:, None]
        hidden = ~own & known[:, target]  # the user's own items, drawn by others, are no negatives
        if self.negatives == "batch":
            offset = log_share[target] if self.correct else np.zeros(len(target), np.float32)
            return _Step(history, target, own, hidden, offset)
        even = self._rng.integers(n_items, size=len(target))
        return _Step(
            history,
            np.concatenate([target, even]),
            np.hstack([own, np.zeros_like(own)]),
            np.hstack([~own, known[:, even]]),
            np.zeros(2 * len(target), np.float32),
        )

    def _slopes(self, step: "_Step") -> list[tuple[IntArray, Float32Array]]:
        """Gradients of a batch's mean loss with respect to the rows of both tables that it met."""
        mean = _shortened(step.history)
        user, vectors = mean @ self._history, self._item[step.columns]
        scores = np.where(step.hidden, -np.inf, user @ vectors.T - step.offset)
        share = step.own / step.own.sum(axis=1, keepdims=True)
        error = ((special.softmax(scores, axis=1) - share) / len(user)).astype(np.float32)
        met, column = np.unique(step.columns, return_inverse=True)
        ones = np.ones(len(column), np.float32)
        gather = sparse.csr_array((ones, (column, np.arange(len(column)))))
        past, place = np.unique(mean.indices, return_inverse=True)
        mean = sparse.csr_array((mean.data, place, mean.indptr), shape=(len(user), len(past)))
        return [(past, mean.T @ (error @ vectors)), (met, gather @ (error.T @ user))]


class _Step(NamedTuple):
    """One batch: histories (n_users, n_items), and per column (a drawn item) who owns it."""

    history: sparse.csr_array
    columns: IntArray
    own: BoolArray
    hidden: BoolArray
    offset: Float32Array


def item_neighbours(X: SparseMatrix, n_neighbours: int = 50) -> sparse.csr_array:
    """Cosine similarity of each item to its nearest ones (Linden, Smith & York, 2003).

    Parameters
    ----------
    X
        Shape (n_users, n_items): interactions.
    n_neighbours
        How many similar items each item keeps; what is kept is what a service has to store.

    Returns
    -------
    scipy.sparse.csr_array
        Shape (n_items, n_items), zero diagonal; column j holds item j's neighbours, so that
        ``X @ result`` scores the items for all users. Ties at the last place are all kept.

    Raises
    ------
    ValueError
        If no neighbour is asked for, there are fewer than two items, or an entry is not finite.
    """
    whole(n_neighbours, "n_neighbours", least=1)
    seen = interactions(X, "X")
    if seen.shape[0] < 1 or seen.shape[1] < 2:
        raise ValueError(f"X must hold a user and two items or more; got shape {seen.shape}")
    unit = sparse.csr_array(normalize(seen, axis=0), dtype=np.float32)
    similar = (unit.T @ unit).toarray()
    np.fill_diagonal(similar, 0)
    k = min(n_neighbours, len(similar) - 1)
    least = np.partition(similar, -k, axis=0)[-k]
    similar[similar < least] = 0
    return sparse.csr_array(similar)


def candidate_recall(candidates: ArrayLike, held_out: SparseMatrix) -> FloatArray:
    """Share of what each user went on to take that is among their candidates.

    It bounds what any ranker of these candidates can find.

    Parameters
    ----------
    candidates
        Shape (n_users, n): positions of items, filled up with ``NO_ITEM`` (-1); an item that
        occurs twice in a row counts once.
    held_out
        Shape (n_users, n_items): stored entries are what was taken.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,); NaN for users without a held-out item.

    Raises
    ------
    ValueError
        If there is not one row of candidates per user, a position lies outside or is no whole
        number, or an entry is not finite.
    """
    wanted = _ones(held_out, "held_out")
    lists = positions(candidates, "candidates", wanted.shape[1], least=NO_ITEM)
    if lists.ndim != 2 or len(lists) != wanted.shape[0]:
        raise ValueError(
            f"candidates must have one row per user, {wanted.shape[0]}; got {lists.shape}"
        )
    there = np.zeros((len(lists), wanted.shape[1] + 1), dtype=bool)
    np.put_along_axis(there, lists, True, axis=1)  # NO_ITEM falls into the last, extra column
    found = wanted.multiply(there[:, :-1]).sum(axis=1)
    n = np.diff(wanted.indptr)
    return np.where(n > 0, found / np.maximum(n, 1), np.nan)


class IndexBenchmark(NamedTuple):
    """What ``benchmarks/retrieval.py`` recorded.

    Attributes
    ----------
    date
        When it was measured.
    machine
        On what.
    versions
        With which packages.
    rows
        One row per size, index and effort: ``vectors``, ``index``, ``effort``, ``build_s`` (CPU
        seconds), ``megabytes``, ``median_ms`` and ``p99_ms`` per query, and ``found`` (share of
        the exact answer).
    """

    date: str
    machine: str
    versions: dict[str, str]
    rows: pd.DataFrame


def index_benchmark() -> IndexBenchmark:
    """Read the record of searches among up to a million vectors, which took minutes to make."""
    text = (DATA / "index_benchmark.json").read_text("utf-8")
    record: dict[str, Any] = json.loads(text)
    return IndexBenchmark(
        record["date"], record["machine"], record["versions"], pd.DataFrame(record["rows"])
    )


def merged(lists: Sequence[ArrayLike], n: int) -> IntArray:
    """Merge candidates of several sources in turn, each item once.

    Parameters
    ----------
    lists
        One array per source of shape (n_users, any): positions, best first, ``NO_ITEM`` (-1) at
        the end of short lists.
    n
        Candidates wanted per user.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, n): the first items of all sources, then the second ones, and so on;
        filled up with ``NO_ITEM``.

    Raises
    ------
    ValueError
        If there is no source, the numbers of users differ, a position is no whole number from -1
        on, or ``n`` is not positive.
    """
    whole(n, "n", least=1)
    sources = [positions(part, "lists", np.inf, least=NO_ITEM) for part in lists]
    if {part.ndim for part in sources} != {2} or len({len(part) for part in sources}) != 1:
        raise ValueError(
            "lists must hold one source or more, each of shape (n_users, any); "
            f"got {[part.shape for part in sources]}"
        )
    longest = max(part.shape[1] for part in sources)
    turns = np.full((len(sources[0]), longest, len(sources)), NO_ITEM, dtype=np.intp)
    for place, part in enumerate(sources):
        turns[:, : part.shape[1], place] = part
    turns = turns.reshape(len(turns), -1)
    order = np.argsort(turns, axis=1, kind="stable")
    ordered = np.take_along_axis(turns, order, axis=1)
    first = ordered != NO_ITEM
    first[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    new = np.zeros_like(first)
    np.put_along_axis(new, order, first, axis=1)
    rank = np.cumsum(new, axis=1)
    user, turn = np.nonzero(new & (rank <= n))
    out = np.full((len(turns), n), NO_ITEM, dtype=np.intp)
    out[user, rank[user, turn] - 1] = turns[user, turn]
    return out


def _ones(X: SparseMatrix, name: str = "X", n_items: int | None = None) -> sparse.csr_array:
    X = interactions(X, name, (None, n_items))
    return sparse.csr_array((np.ones(X.nnz, np.float32), X.indices, X.indptr), shape=X.shape)


def _shortened(taken: sparse.csr_array) -> sparse.csr_array:
    """Rows divided by the root of their length, so that long histories make longer vectors."""
    n = np.maximum(np.diff(taken.indptr), 1)
    scaled = np.repeat(1 / np.sqrt(n), np.diff(taken.indptr)).astype(np.float32)
    return sparse.csr_array((scaled, taken.indices, taken.indptr), shape=taken.shape)


def _log_share(taken: sparse.csr_array, targets: int) -> Float32Array:
    """Log of the share of the targets that each item makes up, by the way they are drawn."""
    n = np.diff(taken.indptr)
    chance = np.repeat(_n_targets(n, targets) / n, n)
    drawn = np.bincount(taken.indices, chance, taken.shape[1])
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(drawn / drawn.sum()), dtype=np.float32)


def _n_targets(size: IntArray, most: int) -> IntArray:
    return np.minimum(most, size // 2)
