"""Values that are missing for a reason: lose them, estimate in spite of it.

A value is *missing not at random* when its chance to be seen depends on the value itself (Rubin,
1976). Taught on the page *What makes data problems difficult* of the first chapter.
"""

import numpy as np
from numpy.typing import ArrayLike

from dataproblems.arrays import BoolArray, FloatArray, Rng
from dataproblems.contracts import chances, equally_long, real, reals


def observe(propensities: ArrayLike, rng: Rng) -> BoolArray:
    """Decide which values are seen.

    Parameters
    ----------
    propensities
        Shape (n,): each value's probability of being seen.
    rng
        Seed or generator of the draws.

    Raises
    ------
    ValueError
        If a propensity does not lie in 0 to 1.
    """
    p = chances(propensities, "propensities")
    return np.asarray(np.random.default_rng(rng).random(p.shape) < p)


def weighted_mean(values: ArrayLike, propensities: ArrayLike) -> float:
    """Estimate the mean of all values from those seen, each standing for 1 / propensity others.

    The self-normalised inverse-propensity estimate (Hájek, 1971): a weighted mean, so that it
    stays in the range of the values.

    Parameters
    ----------
    values
        Shape (n,): what was seen, or any loss of it (squared errors give a debiased MSE).
    propensities
        Shape (n,): the probability with which each of these was seen; above 0.

    Raises
    ------
    ValueError
        If nothing was seen, a value is missing, or a propensity is not above 0.
    """
    x, w = reals(values, "values", shape=(None,)), inverse_propensity_weights(propensities)
    equally_long(values=x, propensities=w)
    return float(np.average(x, weights=w))


def inverse_propensity_weights(propensities: ArrayLike) -> FloatArray:
    """Return 1 / propensity, scaled to mean 1.

    Raises
    ------
    ValueError
        If there is no propensity, or one is not above 0 and at most 1.
    """
    mend = "no weight can stand in for what can never be seen"
    p = chances(propensities, "propensities", shape=(None,), above=0, mend=mend)
    if p.size == 0:
        raise ValueError("propensities hold nothing to weigh")
    w = p.min() / p  # 1 / p overflows for the least propensities
    return np.asarray(w / w.mean())


def propensities_by_value(
    seen: ArrayLike, sample: ArrayLike, share_seen: float
) -> dict[float, float]:
    r"""Estimate how likely each value is to be seen, from a small random sample of all values.

    .. math:: P(\text{seen} \mid v) = P(v \mid \text{seen}) \, P(\text{seen}) / P(v)

    The naive-Bayes propensities of Schnabel et al. (2016). :math:`P(v)` comes from the sample,
    with one count added to each value, so that none gets an infinite weight.

    Parameters
    ----------
    seen
        Shape (n,): the values that were seen of their own accord.
    sample
        Shape (m,): values asked for at random, such as by a survey.
    share_seen
        Share of all values that was seen, above 0 and at most 1.

    Returns
    -------
    dict
        Value -> propensity, at most 1, for every value in ``seen``.

    Raises
    ------
    ValueError
        If one of the two is empty or ``share_seen`` is no share.
    """
    observed, asked = reals(seen, "seen", shape=(None,)), reals(sample, "sample", shape=(None,))
    real(share_seen, "share_seen", above=0, within=(0, 1))
    if not observed.size or not asked.size:
        raise ValueError("seen and sample must both hold values")
    values = np.union1d(observed, asked)
    among_seen = (observed[:, None] == values).mean(axis=0)
    among_all = (asked[:, None] == values).sum(axis=0) + 1
    propensity = among_seen * share_seen / (among_all / among_all.sum())
    return {
        float(value): min(1.0, float(p))
        for value, p in zip(values, propensity, strict=True)
        if p > 0
    }
