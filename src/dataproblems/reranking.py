"""From scores to slates: popularity put in its place, and business constraints kept.

Taught in the Amazon chapter: imbalance, business objectives. Maximal marginal relevance is in
``dataproblems.ranking``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, sparse, special

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng
from dataproblems.contracts import choice, distributions, positions, real, reals, whole
from dataproblems.ranking import top_k

WHOLE = 1e-6
"""How far a solver's whole number may lie from one."""


class InfeasibleError(ValueError):
    """No set of slates satisfies all constraints at once."""


def popularity_penalty(scores: ArrayLike, popularity: ArrayLike, weight: float) -> FloatArray:
    """Take popularity out of scores: z-scored score - weight x z-scored log(1 + popularity).

    Parameters
    ----------
    scores
        Shape (users, items); minus infinity marks items that must not be recommended.
    popularity
        Shape (items,): interactions an item.
    weight
        0 changes nothing in the order; 1 weighs a standard deviation of popularity like one of
        the user's scores.

    Returns
    -------
    numpy.ndarray
        Shape (users, items).

    Raises
    ------
    ValueError
        If the weight or a popularity is negative, shapes disagree, or a score is NaN or plus
        infinity.
    """
    real(weight, "weight", within=(0, np.inf))
    s = _scores(scores)
    p = reals(popularity, "popularity", shape=(s.shape[1],), within=(0, np.inf))
    known = np.isfinite(s)
    n = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, s, 0).sum(axis=1, keepdims=True) / n
    sd = np.sqrt((np.where(known, s - mean, 0) ** 2).sum(axis=1, keepdims=True) / n)
    log = np.log1p(p)
    z = (log - log.mean()) / (log.std() or 1.0)
    return np.asarray((s - mean) / np.where(sd > 0, sd, 1) - weight * z)


def popularity_groups(popularity: ArrayLike, edges: tuple[float, float] = (0.2, 0.8)) -> IntArray:
    """Split items into head (0), middle (1) and tail (2) by their share of all interactions.

    Parameters
    ----------
    popularity
        Shape (items,): interactions per item.
    edges
        The most popular items that together hold the first share of all interactions are the
        head; those beyond the second share are the tail (Abdollahpouri et al., 2021). Items of
        equal popularity are of one group.

    Raises
    ------
    ValueError
        If the edges are not 0 < first < second < 1, a popularity is negative or not finite, or
        there is no interaction.
    """
    p = reals(popularity, "popularity", shape=(None,), within=(0, np.inf))
    if not 0 < edges[0] < edges[1] < 1:
        raise ValueError(f"edges must be 0 < first < second < 1; got {edges}")
    if p.sum() <= 0:
        raise ValueError("popularity holds no interaction to group items by")
    levels, level = np.unique(-p, return_inverse=True)
    total = np.bincount(level, p, minlength=len(levels))
    before = np.concatenate([[0.0], np.cumsum(total)[:-1]]) / p.sum()
    return np.asarray(np.digitize(before, edges)[level])


def calibrated(
    scores: ArrayLike,
    groups: ArrayLike,
    wanted: ArrayLike,
    k: int,
    weight: float,
    pool: int = 100,
    rng: Rng = 0,
) -> IntArray:
    """Re-rank so that each list mixes groups of items as its user does (Steck, 2018).

    Greedy: each place goes to the candidate with the largest (1 - weight) x relevance -
    weight x KL(wanted || mix of the list so far), the mix smoothed by 1% of ``wanted``.

    Parameters
    ----------
    scores
        Shape (users, items); scaled to 0-1 within a user's pool.
    groups
        Shape (items,): each item's group, 0 to g-1, such as :func:`popularity_groups`.
    wanted
        Shape (users, g): the mix each user wants; rows sum to 1.
    k
        Length of the lists.
    weight
        0 keeps the order of the scores, 1 looks only at the mix.
    pool
        How many of each user's best items are candidates.
    rng
        Seed or generator of the order of equal scores.

    Returns
    -------
    numpy.ndarray
        Shape (users, k): item positions.

    Raises
    ------
    ValueError
        If the weight is outside of [0, 1], the pool smaller than k, shapes disagree, a group has
        no column in ``wanted``, or a row of ``wanted`` does not sum to 1.
    """
    s = _scores(scores)
    p = distributions(wanted, "wanted", shape=(len(s), None))
    g = positions(groups, "groups", p.shape[1])
    if g.shape != (s.shape[1],):
        raise ValueError(f"groups must have shape ({s.shape[1]},); got {g.shape}")
    real(weight, "weight", within=(0, 1))
    if whole(pool, "pool", least=1) < whole(k, "k", least=1):
        raise ValueError(f"a pool of {pool} candidates cannot fill k={k} places")
    if k > s.shape[1]:
        raise ValueError(f"k={k} places cannot be filled from {s.shape[1]} items")
    candidates = top_k(s, pool, rng=rng)
    if (candidates < 0).any():
        raise ValueError(f"some users have fewer than {pool} candidates: lower pool")
    found = np.take_along_axis(s, candidates, axis=1)
    low, span = found.min(axis=1, keepdims=True), np.ptp(found, axis=1)[:, None]
    relevance = (found - low) / np.where(span > 0, span, 1)
    membership = np.eye(p.shape[1])[g[candidates]]
    free = np.ones_like(relevance, dtype=bool)
    mix, users = np.zeros_like(p), np.arange(len(s))
    lists = np.empty((len(s), k), dtype=np.intp)
    for place in range(k):
        mixes = (mix[:, None] + membership) / (place + 1)
        away = special.rel_entr(p[:, None], 0.99 * mixes + 0.01 * p[:, None]).sum(axis=2)
        worth = np.where(free, (1 - weight) * relevance - weight * away, -np.inf)
        pick = worth.argmax(axis=1)
        lists[:, place] = candidates[users, pick]
        mix += membership[users, pick]
        free[users, pick] = False
    return lists


@dataclass(frozen=True)
class Quota:
    """Between ``at_least`` and ``at_most`` places for a set of items.

    Attributes
    ----------
    items
        Shape (items,): True for the items of the set, such as new or promoted ones.
    at_least
        Fewest places, in each user's slate or in all slates of the batch together.
    at_most
        Most places, counted alike.
    per
        ``"slate"`` or ``"batch"``.
    name
        For messages: ``"new items"``.
    """

    items: BoolArray
    at_least: int = 0
    at_most: float = np.inf
    per: Literal["slate", "batch"] = "slate"
    name: str = "quota"


def constrained_slates(
    value: ArrayLike,
    k: int,
    stock: ArrayLike | None = None,
    quotas: Sequence[Quota] = (),
) -> IntArray:
    """Choose all slates of a batch together: the most valuable that keep every constraint.

    An integer program with one binary variable for each user and item, solved to optimality
    (to 0.01%) by HiGHS through :func:`scipy.optimize.milp`. It is meant for batches of a few
    hundred users and their short lists: give minus infinity to items that are not candidates.

    Parameters
    ----------
    value
        Shape (users, items): what showing the item is worth; the sum over all places is
        maximised. Minus infinity: must not be shown.
    k
        Length of every slate.
    stock
        Shape (items,): in how many slates of the batch an item may appear; no limit if None.
    quotas
        Further limits on sets of items.

    Returns
    -------
    numpy.ndarray
        Shape (users, k): item positions, the most valuable first.

    Raises
    ------
    InfeasibleError
        If no slates satisfy all constraints.
    ValueError
        If shapes disagree, k is not positive, a value is NaN or plus infinity, or a stock or a
        quota is negative.
    """
    v = _scores(value, "value")
    whole(k, "k", least=1)
    n_users, n_items = v.shape
    user, item = np.nonzero(np.isfinite(v))
    if user.size == 0:
        raise InfeasibleError("no item may be shown to anybody")
    rows: list[sparse.csr_array] = [_sums(user, n_users)]
    low: list[FloatArray] = [np.full(n_users, float(k))]
    high: list[FloatArray] = [np.full(n_users, float(k))]
    if stock is not None:
        limit = reals(stock, "stock", shape=(n_items,), within=(0, np.inf), infinite=True)
        rows.append(_sums(item, n_items))
        low.append(np.zeros(n_items))
        high.append(np.floor(limit))
    for quota in quotas:
        inside = reals(quota.items, f"{quota.name}: items", shape=(n_items,), within=(0, 1))[item]
        for bound in (quota.at_least, quota.at_most):
            real(bound, f"{quota.name}: a bound", within=(0, np.inf), infinite=True)
        choice(quota.per, f"{quota.name}: per", ("slate", "batch"))
        size = n_users if quota.per == "slate" else 1
        rows.append(_sums(user if quota.per == "slate" else np.zeros_like(user), size, inside))
        low.append(np.full(size, float(quota.at_least)))
        high.append(np.full(size, float(quota.at_most)))
    program: dict[str, Any] = {
        "c": -v[user, item],
        "bounds": optimize.Bounds(0, 1),
        "constraints": optimize.LinearConstraint(
            sparse.vstack(rows, format="csr"), np.concatenate(low), np.concatenate(high)
        ),
    }
    # Without the demand for whole numbers it is solved three times as fast, and an optimum whose
    # numbers are whole all the same is the optimum of both. With the stock alone it always is.
    result = optimize.milp(**program)
    if result.x is not None and np.abs(result.x - result.x.round()).max() > WHOLE:
        result = optimize.milp(
            **program,
            integrality=np.ones(user.size, dtype=np.int64),
            options={"mip_rel_gap": 1e-4},
        )
    if result.x is None:
        names = ", ".join(["stock"] * (stock is not None) + [q.name for q in quotas])
        raise InfeasibleError(f"no slates of {k} satisfy {names or 'the candidates'} together")
    chosen = result.x > 0.5
    picked = np.full(v.shape, -np.inf)
    picked[user[chosen], item[chosen]] = v[user[chosen], item[chosen]]
    return top_k(picked, k)


def pareto_front(points: ArrayLike) -> BoolArray:
    """Mark the points that no other point beats: none is as good in all and better in one.

    Parameters
    ----------
    points
        Shape (points, objectives), each objective to be made large.

    Returns
    -------
    numpy.ndarray
        Shape (points,): True on the frontier.

    Raises
    ------
    ValueError
        If the shape is not two-dimensional or a value is NaN.
    """
    p = reals(points, "points", shape=(None, None), infinite=True)
    as_good = (p[:, None] >= p[None]).all(axis=2)
    better = (p[:, None] > p[None]).any(axis=2)
    return np.asarray(~(as_good & better).any(axis=0))


def _scores(values: ArrayLike, name: str = "scores") -> FloatArray:
    s = reals(values, name, shape=(None, None), infinite=True, mend="use -inf for no candidate")
    if np.isposinf(s).any():
        raise ValueError(f"{name} hold plus infinity; only minus infinity has a meaning")
    return s


def _sums(group: IntArray, n_groups: int, weight: FloatArray | None = None) -> sparse.csr_array:
    """Return the matrix whose product with the variables is the weighted sum of each group."""
    data = np.ones(group.size) if weight is None else weight
    return sparse.csr_array((data, (group, np.arange(group.size))), shape=(n_groups, group.size))
