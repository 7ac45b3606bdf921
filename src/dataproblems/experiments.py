"""Online experiments: who was assigned, ratio metrics, CUPED, peeking and interleaving.

Taught on the page *Online experiments* of the Google chapter.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dataproblems.arrays import BoolArray, FloatArray, Rng
from dataproblems.contracts import chances, keys, real, reals, whole


class Effect(NamedTuple):
    """A difference between two arms.

    Attributes
    ----------
    difference
        Treatment minus control, in the metric's unit.
    error
        Its standard error.
    """

    difference: float
    error: float

    @property
    def p_value(self) -> float:
        """Two-sided, by the normal approximation."""
        return float(2 * special.ndtr(-abs(self.difference) / self.error))


def mismatch_p(assigned: ArrayLike, shares: ArrayLike = (0.5, 0.5)) -> float:
    """Test whether the arms have the sizes that they should: sample-ratio mismatch.

    Pearson's chi-squared test (Fabijan et al., 2019). A tiny value means that users were lost or
    counted twice in one arm, and that no other number of the experiment can be read.

    Parameters
    ----------
    assigned
        Shape (n_arms,): users counted in each arm.
    shares
        Shape (n_arms,): what the assignment should give; scaled to sum to 1.

    Raises
    ------
    ValueError
        If there are fewer than two arms, shapes disagree or a share is not positive.
    """
    n = reals(assigned, "assigned", shape=(None,), within=(0, np.inf))
    if n.size < 2 or not n.any():
        raise ValueError("assigned needs two or more arms, and a user in one of them")
    share = reals(shares, "shares", shape=n.shape, above=0)
    wanted = n.sum() * share / share.sum()
    return float(special.chdtrc(n.size - 1, ((n - wanted) ** 2 / wanted).sum()))


def ratio_effect(numerator: ArrayLike, denominator: ArrayLike, treated: ArrayLike) -> Effect:
    """Compare a ratio of sums, such as clicks per page, when users were randomised.

    A user's pages are not independent, so the user is the unit: the standard error follows from
    users' totals by the delta method (Deng, Knoblich & Lu, 2018).

    Parameters
    ----------
    numerator, denominator
        Shape (n_users,): each user's totals. With a denominator of ones this is the usual
        comparison of two means.
    treated
        Shape (n_users,): whether the user was in the treatment.

    Raises
    ------
    ValueError
        If shapes disagree, a value is missing, an arm has fewer than two users, or an arm's
        denominators do not sum to more than zero.
    """
    y = reals(numerator, "numerator", shape=(None,))
    n = reals(denominator, "denominator", shape=y.shape)
    flags = chances(treated, "treated", shape=y.shape)
    if not np.isin(flags, (0, 1)).all():
        raise ValueError("treated must hold true and false (1 and 0) alone")
    arm = flags == 1
    ratios, errors = [], []
    for one in (~arm, arm):
        if one.sum() < 2 or n[one].sum() <= 0:
            raise ValueError("each arm of treated needs two users and a positive denominator")
        ratio = y[one].sum() / n[one].sum()
        around = (y[one] - ratio * n[one]) / n[one].mean()
        ratios.append(ratio)
        errors.append(around.var(ddof=1) / one.sum())
    return Effect(float(ratios[1] - ratios[0]), float(np.sqrt(sum(errors))))


def cuped(metric: ArrayLike, before: ArrayLike) -> FloatArray:
    """Take out of a metric what was known before the experiment (Deng et al., 2013).

    Parameters
    ----------
    metric
        Shape (n_users,): measured during the experiment.
    before
        Shape (n_users,): anything measured before it, such as the same metric; a variable that
        the treatment can change would take the effect out, too.

    Returns
    -------
    numpy.ndarray
        Shape (n_users,): same mean, variance smaller by the factor 1 - correlation^2.

    Raises
    ------
    ValueError
        If shapes disagree, a value is missing or there are fewer than two users.
    """
    y = reals(metric, "metric", shape=(None,))
    mend = "give users who were not there before the mean of the others"
    x = reals(before, "before", shape=y.shape, mend=mend)
    if y.size < 2:
        raise ValueError(f"metric needs two users or more; got {y.size}")
    spread = x.var()
    slope = np.mean((y - y.mean()) * (x - x.mean())) / spread if spread > 0 else 0.0
    return np.asarray(y - slope * (x - x.mean()))


def users_needed(variance: float, effect: float, power: float = 0.8, level: float = 0.05) -> int:
    """Users per arm that find a difference of two means with the given power.

    Parameters
    ----------
    variance
        Of the metric between users, the same in both arms.
    effect
        The smallest difference that should be found, in the metric's unit.
    power, level
        Chance of finding it, and of a false alarm.

    Raises
    ------
    ValueError
        If the variance or effect is not positive or a chance lies outside of (0, 1).

    Examples
    --------
    >>> users_needed(variance=1.0, effect=0.1)
    1570
    """
    real(variance, "variance", above=0)
    if real(effect, "effect") == 0:
        raise ValueError("effect must not be zero: no number of users finds nothing")
    for name, chance in (("power", power), ("level", level)):
        if real(chance, name, above=0, within=(0, 1)) == 1:
            raise ValueError(f"{name} must lie below 1")
    z = special.ndtri(power) - special.ndtri(level / 2)
    return int(np.ceil(2 * variance * z**2 / effect**2))


def always_valid_width(error: ArrayLike, n: ArrayLike, planned: float) -> FloatArray:
    """Half-width of a 95% interval that may be looked at after every user.

    The normal-mixture confidence sequence (Robbins, 1970; Howard et al., 2021), whose chance of
    ever missing the truth is 5% as long as the standard errors are right.

    Parameters
    ----------
    error
        Any shape: standard errors of the difference at each look.
    n
        Same shape: users seen at each look.
    planned
        Users at which the interval shall be tightest; it is valid whatever is chosen.

    Raises
    ------
    ValueError
        If a value is not positive.
    """
    e, seen = reals(error, "error", above=0), reals(n, "n", above=0)
    real(planned, "planned", above=0)
    prior = 8.0 / planned  # the mixture's variance that is close to tightest at 5%
    grown = seen * prior
    return np.asarray(e * np.sqrt((1 + 1 / grown) * (np.log1p(grown) - 2 * np.log(0.05))))


def team_draft(
    first: ArrayLike, second: ArrayLike, rng: Rng = 0, length: int | None = None
) -> tuple[NDArray[Any], BoolArray]:
    """Merge two rankings so that neither gains by its place (Radlinski et al., 2008).

    In each round a coin says who picks first; both add their best result that is not yet shown.

    Parameters
    ----------
    first, second
        Shape (n,): ids of the same documents, best first.
    rng
        Seed or generator of the coins.
    length
        Results on the page; by default all ``n``.

    Returns
    -------
    tuple of numpy.ndarray
        Shape (length,): the merged list, and whether its results were picked by ``second``.

    Raises
    ------
    ValueError
        If the rankings do not hold the same documents, each of them once, or ``length`` is not
        between 0 and their number.
    """
    lists = [keys(first, "first").to_numpy(), keys(second, "second").to_numpy()]
    if len(set(lists[0])) < len(lists[0]):
        raise ValueError("first must hold every document once")
    if len(lists[0]) != len(lists[1]) or set(lists[0]) != set(lists[1]):
        raise ValueError("second must hold the same documents as first, each once")
    n = len(lists[0]) if length is None else whole(length, "length", most=len(lists[0]))
    rng = np.random.default_rng(rng)
    best = [iter(documents) for documents in lists]
    merged: list[Any] = []
    by_second: list[bool] = []
    shown: set[Any] = set()
    for starts in rng.integers(2, size=(n + 1) // 2).tolist():
        for who in (starts, 1 - starts)[: n - len(merged)]:
            pick = next(document for document in best[who] if document not in shown)
            shown.add(pick)
            merged.append(pick)
            by_second.append(who == 1)
    return np.array(merged), np.array(by_second)
