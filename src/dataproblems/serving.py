"""Answering within milliseconds: fold-in of new events, top-k search, and timing both.

Taught on the pages *Continuous feedback* and *Scale and infrastructure* of the Netflix chapter.
"""

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg
from sklearn.cluster import MiniBatchKMeans
from sklearn.preprocessing import normalize

from dataproblems.arrays import FloatArray, IntArray
from dataproblems.contracts import equally_long, keys, positions, real, reals, whole

T = TypeVar("T")


class FoldIn:
    """Place a viewer among fixed item vectors, from the events seen so far.

    The user half-step of implicit-feedback ALS (Hu, Koren & Volinsky, 2008): its cost depends on
    the length of the history, not on the size of the catalogue.

    Parameters
    ----------
    item_factors
        Shape (n_items, n_factors).
    regularization
        Ridge penalty of the training.

    Raises
    ------
    ValueError
        If the penalty is not positive or a factor not finite.
    """

    def __init__(self, item_factors: ArrayLike, regularization: float) -> None:
        real(regularization, "regularization", above=0)
        self._factors = reals(item_factors, "item_factors", shape=(None, None))
        self._base = self._factors.T @ self._factors
        self._base[np.diag_indices_from(self._base)] += regularization

    def user_vector(self, items: ArrayLike, confidence: ArrayLike) -> FloatArray:
        """Solve for the user vector of one history.

        Parameters
        ----------
        items
            Shape (n,): positions of the items taken up.
        confidence
            Shape (n,): the confidence of each, at least 1; items not listed have 1.

        Returns
        -------
        numpy.ndarray
            Shape (n_factors,): scores are ``item_factors @ user_vector``.

        Raises
        ------
        ValueError
            If lengths differ, a confidence is below 1, or an item is unknown.
        """
        rows = positions(items, "items", len(self._factors))
        c = reals(confidence, "confidence", shape=(None,), within=(1, np.inf))
        equally_long(items=rows, confidence=c)
        Y = self._factors[rows]
        system = self._base + (Y.T * (c - 1)) @ Y
        return np.asarray(linalg.solve(system, Y.T @ c, assume_a="pos"))


class ExactIndex:
    """Top-k by inner product with every item.

    Parameters
    ----------
    vectors
        Shape (n_items, n_factors).

    Raises
    ------
    ValueError
        If a vector is not finite.
    """

    def __init__(self, vectors: ArrayLike) -> None:
        self._vectors = _vectors(vectors)

    def search(self, query: ArrayLike, k: int) -> IntArray:
        """Return the ``k`` items of largest inner product with ``query``, best first.

        Raises
        ------
        ValueError
            If ``k`` is not between 1 and the number of items, or the query has another length
            than the vectors or is not finite. Which of equal items comes first is not said.
        """
        return _best(self._vectors @ _query(query, self._vectors), k)


class ClusteredIndex:
    """Approximate top-k: score the items of the most promising cells only.

    An inverted file over k-means cells (Jegou et al., 2011). Inner products become cosines by
    one more coordinate, which gives all vectors the same length (Bachrach et al., 2014).

    Parameters
    ----------
    vectors
        Shape (n_items, n_factors).
    n_cells
        Number of cells; by default the square root of the number of items.
    probes
        Cells searched per query: more is slower and misses less.
    random_state
        Seed of the clustering.

    Raises
    ------
    ValueError
        If there are more cells than items, or more probes than cells.
    """

    def __init__(
        self, vectors: ArrayLike, n_cells: int | None = None, probes: int = 8, random_state: int = 0
    ) -> None:
        v = _vectors(vectors)
        cells = round(len(v) ** 0.5) if n_cells is None else n_cells
        whole(cells, "n_cells", least=1, most=len(v))
        whole(probes, "probes", least=1, most=cells)
        squares = (v**2).sum(axis=1)
        lifted = np.column_stack([v, np.sqrt(squares.max() - squares)])
        means = MiniBatchKMeans(
            cells, batch_size=4096, n_init=1, max_iter=10, random_state=random_state
        )
        cell = means.fit_predict(normalize(lifted))
        self._order = np.argsort(cell, kind="stable")
        self._starts = np.searchsorted(cell[self._order], np.arange(cells + 1))
        self._vectors = v[self._order]
        self._centres = normalize(means.cluster_centers_)[:, :-1]
        self.probes = probes

    def search(self, query: ArrayLike, k: int) -> IntArray:
        """Return up to ``k`` items of large inner product with ``query``, best first.

        Fewer than ``k`` come back if the probed cells hold fewer.

        Raises
        ------
        ValueError
            If ``k`` is not positive, or the query has another length than the vectors or is not
            finite.
        """
        whole(k, "k", least=1)
        q = _query(query, self._vectors)
        probed = _best(self._centres @ q, self.probes)
        rows = np.concatenate([np.arange(*self._starts[c : c + 2]) for c in probed])
        return np.asarray(self._order[rows[_best(self._vectors[rows] @ q, min(k, len(rows)))]])


def overlap(found: ArrayLike, exact: ArrayLike) -> float:
    """Return the share of the exact answer that an approximate one found (its recall).

    Raises
    ------
    ValueError
        If the exact answer is empty, or an answer lists an item twice.
    """
    wanted, got = keys(exact, "exact"), keys(found, "found")
    if wanted.empty or not wanted.is_unique or not got.is_unique:
        raise ValueError("exact must list an item at least, and neither found nor exact one twice")
    return float(wanted.isin(got).mean())


def latencies(
    call: Callable[[T], object], arguments: Iterable[T], repetitions: int = 5
) -> FloatArray:
    """Time every call by itself.

    The mean hides what one viewer in a hundred waits for; take quantiles of the rows. The first
    pass over the arguments is not counted, as it fills caches.

    Parameters
    ----------
    call
        What to time.
    arguments
        One for each call.
    repetitions
        Passes over the arguments: medians of the passes differ by what else the machine does.

    Returns
    -------
    numpy.ndarray
        Shape (repetitions, n_arguments): milliseconds.

    Raises
    ------
    ValueError
        If there is nothing to time.
    """
    todo = list(arguments)
    whole(repetitions, "repetitions", least=1)
    if not todo:
        raise ValueError("arguments must hold something to time")
    times = np.empty((repetitions + 1, len(todo)))
    for repetition in range(repetitions + 1):
        for i, argument in enumerate(todo):
            start = time.perf_counter()
            call(argument)
            times[repetition, i] = time.perf_counter() - start
    return np.asarray(times[1:] * 1000)


def _vectors(values: ArrayLike) -> NDArray[np.float32]:
    return reals(values, "vectors", shape=(None, None)).astype(np.float32)


def _query(values: ArrayLike, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return reals(values, "query", shape=(vectors.shape[1],)).astype(np.float32)


def _best(scores: NDArray[np.float32], k: int) -> IntArray:
    whole(k, "k", least=1, most=len(scores))
    top = np.argpartition(-scores, k - 1)[:k]
    return np.asarray(top[np.argsort(-scores[top], kind="stable")])
