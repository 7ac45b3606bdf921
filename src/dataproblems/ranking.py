"""Ranked lists and what they are judged by: relevance, coverage, novelty and diversity.

Scores are dense arrays of shape (n_users, n_items); interactions are sparse matrices of the
same shape. A score of minus infinity marks an item that must not be recommended.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, stats

from dataproblems.arrays import FloatArray, IntArray, SparseMatrix

NO_ITEM = -1


def top_k(scores: ArrayLike, k: int, exclude: SparseMatrix | None = None) -> IntArray:
    """Return the k best items of every user, best first.

    Parameters
    ----------
    scores
        Shape (n_users, n_items). Equal scores keep the order of the items' positions.
    k
        Length of the lists; at most n_items are returned.
    exclude
        Same shape as ``scores``: stored entries, such as the training interactions, are never
        recommended.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, min(k, n_items)): item positions. A user with too few candidates gets
        the list filled up with ``NO_ITEM`` (-1).

    Raises
    ------
    ValueError
        If shapes disagree, ``k`` is not positive or a score is NaN.
    """
    s = _candidates(scores, exclude)
    if k < 1:
        raise ValueError(f"k must be at least 1; got {k}")
    k = min(k, s.shape[1])
    worst = np.partition(s, -k, axis=1)[:, -k, None]
    chosen = s >= worst
    crowded = np.flatnonzero(np.count_nonzero(chosen, axis=1) > k)
    if crowded.size:
        better, tied = s[crowded] > worst[crowded], s[crowded] == worst[crowded]
        room = k - np.count_nonzero(better, axis=1)
        chosen[crowded] = better | (tied & (np.cumsum(tied, axis=1) <= room[:, None]))
    items = np.flatnonzero(chosen).reshape(-1, k) % s.shape[1]
    found = np.take_along_axis(s, items, axis=1)
    order = np.argsort(-found, axis=1, kind="stable")
    items = np.where(np.isneginf(found), NO_ITEM, items)
    return np.take_along_axis(items, order, axis=1)


def ndcg_at_k(
    scores: ArrayLike, held_out: SparseMatrix, k: int = 10, exclude: SparseMatrix | None = None
) -> FloatArray:
    """Return every user's NDCG@k over all candidate items (Järvelin & Kekäläinen, 2002).

    Parameters
    ----------
    scores
        Shape (n_users, n_items).
    held_out
        Same shape: the gain of each relevant item, binary or graded; the rest are irrelevant.
    k
        Length of the judged list.
    exclude
        Items that are not recommended, usually the training interactions.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,), in [0, 1]; NaN for a user with nothing held out. The ideal list
        holds the user's min(k, number of relevant items) largest gains.

    Raises
    ------
    ValueError
        If shapes disagree, a gain is negative or :func:`top_k` objects.
    """
    lists = top_k(scores, k, exclude)
    gains = _gains_of(lists, held_out, np.shape(scores))
    discount = 1 / np.log2(np.arange(2, lists.shape[1] + 2))
    ideal = _largest(held_out, lists.shape[1]) @ discount
    return _ratio(gains @ discount, ideal)


def recall_at_k(
    scores: ArrayLike, held_out: SparseMatrix, k: int = 10, exclude: SparseMatrix | None = None
) -> FloatArray:
    """Return the share of every user's held-out items that the first k places show.

    Parameters and errors are those of :func:`ndcg_at_k`; every positive gain counts as one.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,), in [0, 1]; NaN for a user with nothing held out.
    """
    found = (_gains_of(top_k(scores, k, exclude), held_out, np.shape(scores)) > 0).sum(axis=1)
    relevant = (_plain(held_out) > 0).sum(axis=1)
    return _ratio(found, relevant)


def auc(
    scores: ArrayLike, held_out: SparseMatrix, exclude: SparseMatrix | None = None
) -> FloatArray:
    """Return the chance that a random held-out item outscores a random other candidate.

    Parameters and errors are those of :func:`ndcg_at_k`; ties count one half.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,), in [0, 1]; NaN for a user whose candidates are not of both kinds.
    """
    s = _candidates(scores, exclude)
    relevant = (_matching(held_out, s.shape) > 0).toarray() & ~np.isneginf(s)
    left_out = np.isneginf(s).sum(axis=1)
    n_relevant = relevant.sum(axis=1)
    n_other = s.shape[1] - left_out - n_relevant
    ranks = stats.rankdata(s, axis=1) - left_out[:, None]
    wins = (ranks * relevant).sum(axis=1) - n_relevant * (n_relevant + 1) / 2
    return _ratio(wins, n_relevant * n_other)


def gini(counts: ArrayLike) -> float:
    """Return the Gini coefficient of counts: 0 if all are equal, towards 1 if one has all.

    Parameters
    ----------
    counts
        Shape (n_items,), none negative, not all zero: plays or recommendations an item.

    Raises
    ------
    ValueError
        If a count is negative or all are zero.
    """
    x = np.sort(np.asarray(counts, dtype=float).ravel())
    if x.size == 0 or x[0] < 0 or x.sum() == 0:
        raise ValueError("the Gini coefficient needs counts >= 0 that are not all zero")
    rank = np.arange(1, x.size + 1)
    return float((2 * rank - x.size - 1) @ x / (x.size * x.sum()))


def catalogue_coverage(lists: IntArray, n_items: int) -> float:
    """Return the share of the catalogue that at least one user's list shows.

    Parameters
    ----------
    lists
        Shape (n_users, k): item positions, as :func:`top_k` returns them.
    n_items
        Size of the catalogue.
    """
    return np.unique(lists[lists != NO_ITEM]).size / n_items


def novelty(lists: IntArray, popularity: ArrayLike) -> FloatArray:
    """Return every list's mean self-information in bits (Zhou et al., 2010).

    Parameters
    ----------
    lists
        Shape (n_users, k): item positions.
    popularity
        Shape (n_items,): the share of users who know each item, in (0, 1].

    Returns
    -------
    numpy.ndarray
        Shape (n_users,): 0 bits if everyone knows every title in the list, 1 bit more each
        time half as many do; NaN for an empty list.

    Raises
    ------
    ValueError
        If a popularity lies outside of (0, 1].
    """
    p = np.asarray(popularity, dtype=float)
    if not ((p > 0) & (p <= 1)).all():
        raise ValueError("popularity must lie in (0, 1]; smooth zeros: (plays + 1) / (users + 1)")
    shown = lists != NO_ITEM
    bits = np.where(shown, -np.log2(p[lists]), 0).sum(axis=1)
    return _ratio(bits, shown.sum(axis=1))


def intra_list_diversity(lists: IntArray, features: ArrayLike) -> FloatArray:
    """Return every list's mean pairwise cosine distance (Ziegler et al., 2005).

    Parameters
    ----------
    lists
        Shape (n_users, k): item positions.
    features
        Shape (n_items, n_features), such as genre flags. An item without any feature is at
        distance 1 from every other.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,): 0 if all items of a list are alike; NaN for a list of fewer than two.
    """
    shown = lists != NO_ITEM
    vectors = _unit_rows(features)[lists] * shown[..., None]
    total = np.square(vectors.sum(axis=1)).sum(axis=1)
    alike = total - np.square(vectors).sum(axis=(1, 2))
    return 1 - _ratio(alike, shown.sum(axis=1) * (shown.sum(axis=1) - 1))


def mmr(
    scores: ArrayLike,
    features: ArrayLike,
    k: int,
    trade_off: float,
    exclude: SparseMatrix | None = None,
    pool: int = 100,
) -> IntArray:
    """Re-rank by maximal marginal relevance (Carbonell & Goldstein, 1998).

    Each place goes to the candidate with the largest ``trade_off`` x relevance minus
    (1 - ``trade_off``) x similarity to the most similar item already in the list.

    Parameters
    ----------
    scores
        Shape (n_users, n_items). Relevance is the score scaled to 0-1 within a user's pool.
    features
        Shape (n_items, n_features); similarity is their cosine.
    k
        Length of the lists.
    trade_off
        1 keeps the order of the scores; 0 looks only at similarity after the first place.
    exclude
        Items that are not recommended.
    pool
        How many of each user's best items are candidates.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, k): item positions, filled up with ``NO_ITEM`` where the pool ends.

    Raises
    ------
    ValueError
        If ``trade_off`` is outside of [0, 1] or ``pool`` is smaller than ``k``.
    """
    if not 0 <= trade_off <= 1:
        raise ValueError(f"trade_off must lie in [0, 1]; got {trade_off}")
    if pool < k:
        raise ValueError(f"a pool of {pool} candidates cannot fill {k} places")
    candidates = top_k(scores, pool, exclude)
    found = np.take_along_axis(np.asarray(scores, dtype=float), candidates, axis=1)
    found[candidates == NO_ITEM] = np.nan
    best, worst = found[:, :1], np.nanmin(found, axis=1, keepdims=True, initial=np.inf)
    spread = np.where(best > worst, best - worst, 1)
    relevance = np.where(np.isnan(found), -np.inf, (found - worst) / spread)

    vectors = _unit_rows(features)[candidates]
    nearest = np.zeros_like(relevance)
    users = np.arange(len(candidates))
    lists = np.full((len(candidates), min(k, candidates.shape[1])), NO_ITEM, dtype=np.intp)
    for place in range(lists.shape[1]):
        value = relevance if place == 0 else trade_off * relevance - (1 - trade_off) * nearest
        value = np.where(np.isneginf(relevance), -np.inf, value)
        pick = value.argmax(axis=1)
        lists[:, place] = np.where(
            np.isneginf(value[users, pick]), NO_ITEM, candidates[users, pick]
        )
        similarity = np.einsum("upf,uf->up", vectors, vectors[users, pick])
        nearest = similarity if place == 0 else np.maximum(nearest, similarity)
        relevance[users, pick] = -np.inf
    return lists


def _candidates(scores: ArrayLike, exclude: SparseMatrix | None) -> FloatArray:
    s = np.array(scores, dtype=float, order="C")
    if s.ndim != 2:
        raise ValueError(f"scores must have shape (n_users, n_items); got {s.shape}")
    if np.isnan(s).any():
        raise ValueError("scores hold NaN; give -inf to an item that must not be recommended")
    if exclude is not None:
        s[_matching(exclude, s.shape).tocoo().coords] = -np.inf  # stored zeros too
    return s


def _plain(matrix: SparseMatrix) -> sparse.csr_array:
    return sparse.csr_array(matrix)


def _matching(matrix: SparseMatrix, shape: tuple[int, ...]) -> sparse.csr_array:
    if matrix.shape != shape:
        raise ValueError(f"scores have shape {shape}, the interactions {matrix.shape}")
    return _plain(matrix)


def _gains_of(lists: IntArray, held_out: SparseMatrix, shape: tuple[int, ...]) -> FloatArray:
    truth = _matching(held_out, shape)
    if truth.nnz and truth.data.min() < 0:
        raise ValueError("a held-out gain is negative; NDCG needs gains of zero or more")
    users = np.repeat(np.arange(len(lists)), lists.shape[1])
    gains = np.asarray(truth[users, lists.ravel()], dtype=float).reshape(lists.shape)
    return np.where(lists == NO_ITEM, 0, gains)


def _largest(held_out: SparseMatrix, k: int) -> FloatArray:
    truth = _plain(held_out).tocoo()
    user, _ = truth.coords
    order = np.lexsort((-truth.data, user))
    user, gain = user[order], truth.data[order]
    place = np.arange(len(user)) - np.searchsorted(user, user)
    ideal = np.zeros((truth.shape[0], k))
    kept = place < k
    ideal[user[kept], place[kept]] = gain[kept]
    return ideal


def _ratio(numerator: NDArray[Any], denominator: NDArray[Any]) -> FloatArray:
    out = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=out, where=denominator > 0)
    return out


def _unit_rows(features: ArrayLike) -> FloatArray:
    f = np.asarray(features, dtype=float)
    length = np.linalg.norm(f, axis=1, keepdims=True)
    return f / np.where(length > 0, length, 1)
