"""Ranked lists and what they are judged by: relevance, coverage, novelty and diversity.

Scores are dense arrays of shape (n_users, n_items); interactions are sparse matrices of the
same shape. A score of minus infinity marks an item that must not be recommended.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng, SparseMatrix
from dataproblems.contracts import chances, interactions, positions, real, reals, whole

NO_ITEM = -1

BLOCK = 2**18
"""Scores that :func:`top_k` looks at together: of more, none stays in the processor's cache."""


def top_k(scores: ArrayLike, k: int, exclude: SparseMatrix | None = None, rng: Rng = 0) -> IntArray:
    """Return the k best items of every user, best first.

    Parameters
    ----------
    scores
        Shape (n_users, n_items).
    k
        Length of the lists; at most n_items are returned.
    exclude
        Same shape as ``scores``: stored entries, such as the training interactions, are never
        recommended.
    rng
        Seed or generator of the order of equal scores: it is random, for an item's number must
        not decide who gets to see it.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, min(k, n_items)): item positions. A user with too few candidates gets
        the list filled up with ``NO_ITEM`` (-1).

    Raises
    ------
    ValueError
        If shapes disagree, ``k`` is not positive, or a score is NaN or plus infinity.
    """
    return _cut(_candidates(scores, exclude), whole(k, "k", least=1), rng).items


def ndcg_at_k(
    scores: ArrayLike, held_out: SparseMatrix, k: int = 10, exclude: SparseMatrix | None = None
) -> FloatArray:
    """Return every user's NDCG@k over all candidate items (Järvelin & Kekäläinen, 2002).

    Parameters
    ----------
    scores
        Shape (n_users, n_items). Among equal scores every order counts alike: the result is the
        expected value under random order, so constant scores are worth what chance is.
    held_out
        Same shape: the gain of each relevant item, binary or graded; the rest are irrelevant.
        One that is scored minus infinity is missed.
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
        If shapes disagree, a gain is negative, an item is both held out and excluded, or
        :func:`top_k` objects.
    """
    s, truth = _judged(scores, held_out, exclude)
    cut = _cut(s, whole(k, "k", least=1))
    discount = 1 / np.log2(np.arange(2, cut.items.shape[1] + 2))
    ideal = _largest(truth, cut.items.shape[1]) @ discount
    return _ratio(_expected_gains(truth, cut) @ discount, ideal)


def recall_at_k(
    scores: ArrayLike, held_out: SparseMatrix, k: int = 10, exclude: SparseMatrix | None = None
) -> FloatArray:
    """Return the share of every user's held-out items that the first k places show.

    Parameters, ties and errors are those of :func:`ndcg_at_k`; every positive gain counts as one.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,), in [0, 1]; NaN for a user with nothing held out.
    """
    s, truth = _judged(scores, held_out, exclude)
    relevant = (truth > 0).astype(float)
    found = _expected_gains(relevant, _cut(s, whole(k, "k", least=1))).sum(axis=1)
    return _ratio(found, relevant.sum(axis=1))


def auc(
    scores: ArrayLike, held_out: SparseMatrix, exclude: SparseMatrix | None = None
) -> FloatArray:
    """Return the chance that a random held-out item outscores a random other candidate.

    Parameters and errors are those of :func:`ndcg_at_k`; ties count one half, and a held-out item
    that is scored minus infinity loses against every candidate.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,), in [0, 1]; NaN for a user whose candidates are not of both kinds.
    """
    from scipy import stats  # here alone: it takes a second to load

    s, truth = _judged(scores, held_out, exclude)
    held = (truth > 0).toarray()
    relevant, barred = held & ~np.isneginf(s), np.isneginf(s).sum(axis=1)
    n_relevant = relevant.sum(axis=1)
    n_other = s.shape[1] - barred - n_relevant
    ranks = stats.rankdata(s, axis=1) - barred[:, None]
    wins = (ranks * relevant).sum(axis=1) - n_relevant * (n_relevant + 1) / 2
    return _ratio(wins, held.sum(axis=1) * n_other)


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
    x = np.sort(reals(counts, "counts", shape=(None,), within=(0, np.inf)))
    if not x.any():
        raise ValueError("counts must not all be zero: no share can be told")
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

    Raises
    ------
    ValueError
        If ``n_items`` is not positive or a position lies outside of the catalogue.
    """
    shown = _lists(lists, whole(n_items, "n_items", least=1))
    return np.unique(shown[shown != NO_ITEM]).size / n_items


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
        If a popularity lies outside of (0, 1], or a list holds another item.
    """
    smooth = "smooth zeros: (plays + 1) / (users + 1)"
    p = chances(popularity, "popularity", shape=(None,), above=0, mend=smooth)
    items = _lists(lists, len(p))
    shown = items != NO_ITEM
    bits = np.where(shown, -np.log2(p[items]), 0).sum(axis=1)
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

    Raises
    ------
    ValueError
        If a list holds an item without features.
    """
    units = _unit_rows(features)
    items = _lists(lists, len(units))
    shown = items != NO_ITEM
    vectors = units[items] * shown[..., None]
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
    rng: Rng = 0,
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
    rng
        Seed or generator of the order of equal scores.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, k): item positions, filled up with ``NO_ITEM`` where the pool ends.

    Raises
    ------
    ValueError
        If ``trade_off`` is outside of [0, 1], ``pool`` is smaller than ``k``, features and scores
        differ in items, or :func:`top_k` objects.
    """
    real(trade_off, "trade_off", within=(0, 1))
    if whole(pool, "pool", least=1) < whole(k, "k", least=1):
        raise ValueError(f"a pool of {pool} candidates cannot fill k={k} places")
    s = _candidates(scores, exclude)
    units = _unit_rows(features)
    if len(units) != s.shape[1]:
        raise ValueError(f"features must describe {s.shape[1]} items; got {len(units)}")
    candidates = _cut(s, pool, rng).items
    found = np.take_along_axis(s, candidates, axis=1)
    found[candidates == NO_ITEM] = np.nan
    best, worst = found[:, :1], np.nanmin(found, axis=1, keepdims=True, initial=np.inf)
    spread = np.where(best > worst, best - worst, 1)
    relevance = np.where(np.isnan(found), -np.inf, (found - worst) / spread)

    vectors = units[candidates]
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


class _Cut(NamedTuple):
    """The best items of every user, and which users' lists end amid equal scores.

    Those users' items that are equal at the end, inside and outside of the list, are the rows of
    ``tied``.
    """

    items: IntArray
    found: FloatArray
    crowded: IntArray
    tied: BoolArray


def _candidates(scores: ArrayLike, exclude: SparseMatrix | None) -> FloatArray:
    mend = "give -inf to an item that must not be recommended"
    given = reals(scores, "scores", shape=(None, None), infinite=True, mend=mend)
    s = np.asarray(given, order="C")
    if s.size and s.max() == np.inf:
        raise ValueError(f"scores hold plus infinity; {mend}")
    if exclude is not None:
        s = s.copy()
        barred = interactions(exclude, "exclude", s.shape).tocoo()
        s[barred.coords] = -np.inf  # stored zeros too
    return s


def _judged(
    scores: ArrayLike, held_out: SparseMatrix, exclude: SparseMatrix | None
) -> tuple[FloatArray, sparse.csr_array]:
    s = _candidates(scores, exclude)
    truth = interactions(held_out, "held_out", s.shape, within=(0, np.inf))
    if exclude is not None:
        seen = interactions(exclude, "exclude")
        flags = sparse.csr_array((np.ones(seen.nnz), seen.indices, seen.indptr), shape=seen.shape)
        both = ((truth > 0) * flags).nnz
        if both:
            raise ValueError(
                f"{both} pairs are in held_out and in exclude: an item that is never recommended "
                "cannot be found; take them out, as dataproblems.sparsity.without does"
            )
    return s, truth


def _lists(lists: ArrayLike, n_items: int) -> IntArray:
    items = positions(lists, "lists", n_items, least=NO_ITEM)
    if items.ndim != 2:
        raise ValueError(f"lists must have shape (n_users, k); got {items.shape}")
    return items


def _cut(s: FloatArray, k: int, rng: Rng = 0) -> _Cut:
    k = min(k, s.shape[1])
    if k == 0:
        raise ValueError("scores hold no item to choose from")
    draw = np.random.default_rng(rng)
    worst, items = np.empty((len(s), 1)), np.empty((len(s), k), dtype=np.intp)
    plain = np.empty(len(s), dtype=bool)
    step = max(1, BLOCK // s.shape[1])
    for rows in (slice(start, start + step) for start in range(0, len(s), step)):
        worst[rows] = np.partition(s[rows], -k, axis=1)[:, -k, None]
        chosen = s[rows] >= worst[rows]
        plain[rows] = np.count_nonzero(chosen, axis=1) == k
        items[rows][plain[rows]] = _places(chosen[plain[rows]], k)

    none_left = worst[:, 0] == -np.inf  # fewer candidates than places: filled up below
    crowded = np.flatnonzero(~plain & ~none_left)
    tied = s[crowded] == worst[crowded]
    if crowded.size:
        better = s[crowded] > worst[crowded]
        lots = np.where(tied, draw.random(tied.shape), 2.0)
        room = k - np.count_nonzero(better, axis=1)[:, None]
        last = np.take_along_axis(np.sort(lots, axis=1), room - 1, axis=1)
        items[crowded] = _places(better | (lots <= last), k)
    short = np.flatnonzero(none_left)
    if short.size:
        real = ~np.isneginf(s[short])
        room = k - np.count_nonzero(real, axis=1)[:, None]
        items[short] = _places(real | (np.cumsum(~real, axis=1) <= room), k)

    user = np.arange(len(s))[:, None]
    found = s[user, items]
    order = np.argsort(-found, axis=1)
    lots = draw.random(found.shape)
    falling = found[user, order]
    equal = np.flatnonzero((falling[:, 1:] == falling[:, :-1]).any(axis=1))
    if equal.size:
        order[equal] = np.lexsort((lots[equal], -found[equal]), axis=1)
    ranked = np.where(falling == -np.inf, NO_ITEM, items[user, order])
    return _Cut(ranked, falling, crowded, tied)


def _places(chosen: BoolArray, k: int) -> IntArray:
    """Positions of the k chosen items of every row."""
    places: IntArray = np.flatnonzero(chosen).reshape(-1, k) % chosen.shape[1]
    return places


def _expected_gains(truth: sparse.csr_array, cut: _Cut) -> FloatArray:
    """Gain of every place, equal scores sharing theirs: shape (n_users, k)."""
    n_users, k = cut.items.shape
    if n_users == 0:
        return np.zeros((0, k))
    users = np.repeat(np.arange(n_users), k)
    gains = np.asarray(truth[users, cut.items.ravel()], dtype=float).reshape(n_users, k)
    gains = np.where(cut.items == NO_ITEM, 0, gains)
    first = np.ones((n_users, k), dtype=bool)
    first[:, 1:] = cut.found[:, 1:] != cut.found[:, :-1]
    group = np.cumsum(first.ravel()) - 1
    shared = np.bincount(group, gains.ravel()) / np.bincount(group)
    shared = shared[group].reshape(n_users, k)
    # Where a list ends amid equal scores, those outside have as good a chance to be in it.
    among = cut.tied * truth[cut.crowded].toarray()
    mean = among.sum(axis=1) / np.maximum(cut.tied.sum(axis=1), 1)
    found = cut.found[cut.crowded]
    shared[cut.crowded] = np.where(found == found[:, -1:], mean[:, None], shared[cut.crowded])
    return np.where(cut.items == NO_ITEM, 0, shared)


def _largest(held_out: sparse.csr_array, k: int) -> FloatArray:
    truth = held_out.tocoo()
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
    f = reals(features, "features", shape=(None, None))
    length = np.linalg.norm(f, axis=1, keepdims=True)
    return f / np.where(length > 0, length, 1)
