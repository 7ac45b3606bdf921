"""Measured values with an interval, and the seeds of the experiments that measure them."""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from dataproblems.arrays import FloatArray, Rng
from dataproblems.contracts import real, reals, whole

SEED_SHIFT = "BOOK_SEED_SHIFT"  # environment variable: added to every seed that `seeds` gives


@dataclass(frozen=True)
class Estimate:
    """A measured value with its 95% interval.

    Attributes
    ----------
    value
        Point estimate, in ``unit``.
    low
        Lower bound of the interval.
    high
        Upper bound of the interval.
    n
        How many independent measurements (seeds, users, resamples) the interval rests on.
    spread
        In words, what varies inside the interval: ``"10 seeds"``, ``"bootstrap over users"``.
    unit
        What one unit of ``value`` is, for the reader: ``"NDCG@10"``, ``"ms"``, ``"stars"``.
    least
        The least value that any data could give, where there is one: 0 for a share.
    most
        The largest value that any data could give, where there is one: 1 for a share.
        :func:`judge` refuses a rule that no value in this range can fail.

    Raises
    ------
    ValueError
        If a number is not finite, the interval does not contain the value, or the interval
        leaves the possible range.
    """

    value: float
    low: float
    high: float
    n: int
    spread: str
    unit: str = ""
    least: float | None = None
    most: float | None = None

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.value, self.low, self.high)):
            raise ValueError(f"an estimate must be finite; got {self.value, self.low, self.high}")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"the interval {self.low, self.high} does not contain {self.value}")
        if (self.least is not None and self.low < self.least) or (
            self.most is not None and self.high > self.most
        ):
            raise ValueError(
                f"the interval {self.low, self.high} leaves the possible range "
                f"{self.least, self.most}"
            )

    def __format__(self, spec: str) -> str:
        spec = spec or ".3g"
        return f"{self.value:{spec}} ({self.low:{spec}} to {self.high:{spec}})"

    def __str__(self) -> str:
        return f"{self}"


def seeds(n: int, first: int = 0) -> list[int]:
    """Return the seeds that an experiment uses.

    ``python -m bookkit replicate`` runs the pages again with other seeds: it sets the environment
    variable ``BOOK_SEED_SHIFT``, and every experiment that draws its seeds here becomes a new one.

    Parameters
    ----------
    n
        How many seeds, at least one.
    first
        The first of them. Two experiments whose results are compared as independent take seeds
        that do not overlap.

    Raises
    ------
    ValueError
        If ``n`` is less than one, a seed would be negative, or the shift is not a whole number.

    Examples
    --------
    >>> seeds(3, first=10)
    [10, 11, 12]
    """
    real(first, "first")
    text = os.environ.get(SEED_SHIFT, "0")
    try:
        start = first + int(text)
    except ValueError as error:
        raise ValueError(f"{SEED_SHIFT} must be a whole number; got {text!r}") from error
    start = whole(start, "first")
    return list(range(start, start + whole(n, "n", least=1)))


def over_seeds(values: ArrayLike, unit: str = "", of: str = "seeds") -> Estimate:
    """Mean of repeated runs with Student's 95% interval for that mean.

    Parameters
    ----------
    values
        Shape (n,), n >= 2: one result per seed (or user, fold, ...). For a comparison pass the
        paired differences. For a share of n trials use :func:`proportion`.
    unit
        Unit of the values.
    of
        What was repeated, in the plural; used in the text ``"10 seeds"``.

    Raises
    ------
    ValueError
        If there are fewer than two values or one is not finite.
    """
    x = np.asarray(values, dtype=float)
    if x.ndim != 1 or x.size < 2:
        raise ValueError(f"a spread needs a flat list of at least two results; got shape {x.shape}")
    half = special.stdtrit(x.size - 1, 0.975) * x.std(ddof=1) / math.sqrt(x.size)
    mean = float(x.mean())
    return Estimate(mean, mean - half, mean + half, x.size, f"{x.size} {of}", unit)


def proportion(successes: int, n: int, unit: str = "", of: str = "trials") -> Estimate:
    """Share of independent trials that succeeded, with its exact 95% interval.

    The interval of Clopper and Pearson (1934) never leaves 0 to 1 and always has a width: no
    success in 35 trials still allows a share of 10%.

    Parameters
    ----------
    successes, n
        How many of the ``n`` trials succeeded.
    unit
        What the share is a share of, for the reader.
    of
        What was tried, in the plural.

    Raises
    ------
    ValueError
        If there is no trial, or ``successes`` is not between 0 and ``n``.

    Examples
    --------
    >>> f"{proportion(0, 35):.2f}"
    '0.00 (0.00 to 0.10)'
    """
    real(successes, "successes", missing=True, infinite=True)
    real(n, "n", missing=True)
    if n < 1 or not 0 <= successes <= n or successes != int(successes) or n != int(n):
        raise ValueError(f"a share needs whole numbers 0 <= successes <= n; got {successes} of {n}")
    k, n = int(successes), int(n)
    low = float(special.betaincinv(k, n - k + 1, 0.025)) if k else 0.0
    high = float(special.betaincinv(k + 1, n - k, 0.975)) if k < n else 1.0
    return Estimate(k / n, low, high, n, f"{n:,} {of}, exact", unit, least=0.0, most=1.0)


def bootstrap(
    values: ArrayLike,
    statistic: Callable[..., Any] = np.mean,
    unit: str = "",
    of: str = "rows",
    rng: Rng = 0,
    n_resamples: int = 2000,
) -> Estimate:
    """Percentile-bootstrap 95% interval of a statistic (Efron, 1979).

    Parameters
    ----------
    values
        Shape (n,) or (n, columns): the independent units are the rows. Resample users, not
        their clicks, when rows cluster by user.
    statistic
        Function of an array shaped like ``values``. The default's mean is resampled vectorised.
    unit, of
        Unit of the statistic, and what is resampled, in the plural.
    rng, n_resamples
        Seed or generator of the resampling and number of resamples.

    Raises
    ------
    ValueError
        If there are fewer than two rows or the statistic is not finite.
    """
    x = reals(values, "values")
    whole(n_resamples, "n_resamples", least=1)
    if x.ndim == 0 or len(x) < 2:
        raise ValueError(f"a bootstrap needs at least two {of}; got {x.size}")
    rng = np.random.default_rng(rng)
    if statistic is np.mean and x.ndim == 1:
        draws = _resampled_means(x, rng, n_resamples)
    else:
        draws = [statistic(x[rng.integers(0, len(x), len(x))]) for _ in range(n_resamples)]
    low, high = np.quantile(draws, [0.025, 0.975])
    value = float(statistic(x))
    return Estimate(
        value,
        min(float(low), value),
        max(float(high), value),
        len(x),
        f"bootstrap over {len(x):,} {of}",
        unit,
    )


def _resampled_means(x: FloatArray, rng: np.random.Generator, n_resamples: int) -> list[float]:
    """Return the means that the single draws would give, from many rows of draws at once."""
    at_once = max(1, 100_000 // len(x))
    means: list[float] = []
    while len(means) < n_resamples:
        rows = min(at_once, n_resamples - len(means))
        means += x[rng.integers(0, len(x), (rows, len(x)))].mean(axis=1).tolist()
    return means


def effective_sample_size(weights: ArrayLike) -> float:
    """Kish's effective sample size, (sum w)^2 / sum w^2 (Kish, 1965).

    How many unweighted rows would give the same precision; 0 if all weights are 0.

    Parameters
    ----------
    weights
        Shape (n,), in any unit: inverse propensities, or target / logging propensity of each
        logged row.

    Raises
    ------
    ValueError
        If a weight is negative or not finite.
    """
    w = reals(weights, "weights", shape=(None,), within=(0, np.inf))
    if not w.any():
        return 0.0
    w = w / w.max()  # squares of large weights overflow
    return float(w.sum() ** 2 / (w**2).sum())


def enough(estimate: Estimate) -> int | None:
    """Return how many measurements would tell an effect of the measured size from zero.

    An interval's width falls with the square root of the number of measurements. None where
    the interval excludes zero already, or the measured effect is zero.

    Raises
    ------
    TypeError
        If it is no :class:`Estimate`.
    """
    if not isinstance(estimate, Estimate):
        raise TypeError(f"estimate must be an Estimate; got {type(estimate).__name__}")
    if not estimate.low <= 0 <= estimate.high or estimate.value == 0:
        return None
    half = (estimate.high - estimate.low) / 2
    return math.ceil(estimate.n * (half / estimate.value) ** 2)
