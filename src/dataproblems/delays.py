"""Labels that come late: what is known by now, and rates that allow for what is not."""

from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import optimize, special

from dataproblems.arrays import FloatArray
from dataproblems.contracts import chances, fitted, real, reals

TICK = 1e-3  # shortest time that the likelihood tells from nothing
STEEPEST = 60.0  # of the log of a hazard: keeps line searches finite
SHAPES = (0.2, 5.0)  # where all delays are nothing, no shape is too steep for the likelihood


def known_by(
    clicked: ArrayLike, delay: ArrayLike, now: float, window: float = np.inf
) -> pd.DataFrame:
    """Return the labels that a log holds at a time.

    Parameters
    ----------
    clicked
        Shape (n,): time of each click.
    delay
        Shape (n,): time from the click to its conversion, in the same unit, infinite for none.
    now
        When the log is read.
    window
        Longest time from a click to a conversion that is credited to it: the attribution window.

    Returns
    -------
    pandas.DataFrame
        n rows: ``seen`` (whether the click has happened), ``converted`` (0 or 1, as it stands) and
        ``elapsed`` (time to the conversion, or without one the time in which it could have come).

    Raises
    ------
    ValueError
        If shapes disagree, a delay or ``window`` is negative, or a time is not finite.
    """
    since = real(now, "now") - reals(clicked, "clicked", shape=(None,))
    wait = reals(delay, "delay", shape=since.shape, within=(0, np.inf), infinite=True)
    real(window, "window", within=(0, np.inf), infinite=True)
    open_for = np.clip(since, 0, window)
    seen = since >= 0
    converted = seen & (wait <= open_for)
    elapsed = np.where(converted, wait, open_for)
    return pd.DataFrame({"seen": seen, "converted": converted.astype(int), "elapsed": elapsed})


class DelayedFeedback:
    """Chance of a conversion and the time to it, fitted together (Chapelle, 2014).

    The chance is a logistic regression, the time has Weibull's law with a scale that is log-linear
    in the features. A click without a conversion so far is counted as "never, or not yet". The
    sum of both log likelihoods is maximised by L-BFGS.

    Parameters
    ----------
    penalty
        Of the squared weights, intercepts excepted, in units of rows.
    shape
        Of the law of the times: 1 for the exponential of the paper; None to fit one for all, from
        0.2 to 5.

    Attributes
    ----------
    shape_
        The shape that is used.

    Raises
    ------
    ValueError
        If ``penalty`` is negative or ``shape`` is not positive.
    """

    def __init__(self, penalty: float = 1.0, shape: float | None = 1.0) -> None:
        self.penalty = real(penalty, "penalty", within=(0, np.inf))
        self.shape = None if shape is None else real(shape, "shape", above=0)

    def fit(self, X: ArrayLike, converted: ArrayLike, elapsed: ArrayLike) -> Self:
        """Fit both parts.

        Parameters
        ----------
        X
            Shape (n, n_features), without a constant column.
        converted
            Shape (n,): 0 or 1, as it stands (:func:`known_by`).
        elapsed
            Shape (n,): time to the conversion or, without one, in which it could have come.

        Raises
        ------
        ValueError
            If shapes disagree, an entry is not finite, a time is negative, or there is no
            conversion to learn from.
        """
        x = reals(X, "X", shape=(None, None))
        y = reals(converted, "converted", shape=(len(x),), within=(0, 1))
        t = reals(elapsed, "elapsed", shape=(len(x),), within=(0, np.inf))
        if not np.isin(y, (0, 1)).all():
            raise ValueError("converted must hold 0 and 1 alone")
        if not y.any():
            raise ValueError("converted holds no conversion: the delays cannot be learned")
        came, log_t = y == 1, np.log(np.maximum(t, TICK))
        k = x.shape[1]
        free = float(self.shape is None)

        def loss(theta: FloatArray) -> tuple[float, FloatArray]:
            w, v = theta[: k + 1], theta[k + 1 : 2 * k + 2]
            shape = np.exp(theta[-1])
            odds, speed = w[0] + x @ w[1:], v[0] + x @ v[1:]
            p, pace = special.expit(odds), speed + log_t
            hazard = np.exp(np.clip(shape * pace, -STEEPEST, STEEPEST))  # cumulative
            left = np.exp(-hazard)
            none_yet = 1 - p + p * left
            late = p * left / none_yet  # chance of "not yet" rather than "never"
            seen = special.log_expit(odds[came]) + theta[-1]
            seen += (shape * pace - log_t - hazard)[came]
            gain = seen.sum() + np.log(none_yet[~came]).sum()
            by_odds = np.where(came, 1 - p, late - p)
            by_pace = shape * np.where(came, 1 - hazard, -late * hazard)
            by_shape = came.sum() + by_pace @ pace
            slopes = (
                [by_odds.sum()],
                x.T @ by_odds,
                [by_pace.sum()],
                x.T @ by_pace,
                [free * by_shape],
            )
            shrink = theta.copy()
            shrink[[0, k + 1, -1]] = 0
            value = -gain + self.penalty * shrink @ shrink / 2
            return float(value), self.penalty * shrink - np.concatenate(slopes)

        begin = np.zeros(2 * k + 3)
        begin[0] = special.logit(np.clip(y.mean(), 1e-6, 0.5))
        begin[k + 1] = -np.log(np.maximum(t[came], TICK)).mean()
        begin[-1] = 0.0 if self.shape is None else np.log(self.shape)
        bounds = [(-np.inf, np.inf)] * (2 * k + 2) + [
            tuple(np.log(SHAPES)) if free else (None, None)
        ]
        best: Any = optimize.minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds)
        self.odds_, self.speed_ = best.x[: k + 1], best.x[k + 1 : -1]
        self.shape_ = float(np.exp(best.x[-1]))
        return self

    def rate(self, X: ArrayLike, within: float = np.inf) -> FloatArray:
        """Return the chance that a click converts within a time, shape (n,)."""
        real(within, "within", within=(0, np.inf), infinite=True)
        with np.errstate(over="ignore"):
            hazard = (np.exp(self._line(X, "speed_")) * within) ** self.shape_
        return np.asarray(special.expit(self._line(X, "odds_")) * -np.expm1(-hazard))

    def mean_delay(self, X: ArrayLike) -> FloatArray:
        """Return the mean time from a click to its conversion, shape (n,)."""
        return np.asarray(np.exp(-self._line(X, "speed_")) * special.gamma(1 + 1 / self.shape_))

    def _line(self, X: ArrayLike, part: str) -> FloatArray:
        fitted(self, part)
        weights = getattr(self, part)
        x = reals(X, "X", shape=(None, len(weights) - 1))
        return np.asarray(weights[0] + x @ weights[1:])


def undo_fake_negatives(predicted: ArrayLike) -> FloatArray:
    """Correct predictions learned from a stream in which each click came as a negative first.

    A conversion is added when it comes and the negative stays, so that a rate p is learned as
    b = p / (1 + p); b / (1 - b) takes it back (fake negative calibration: Ktena et al., 2019).

    Parameters
    ----------
    predicted
        Shares of conversions among the rows of the stream, any shape.

    Raises
    ------
    ValueError
        If one is no probability, or above 1/2: the stream has a click for every conversion.
    """
    b = chances(predicted, "predicted")
    if (b > 0.5).any():
        raise ValueError("predicted must be at most 1/2: each conversion has a click in the stream")
    return np.asarray(b / (1 - b))


def fake_negative_weights(converted: ArrayLike, rate: ArrayLike) -> FloatArray:
    """Weight the rows of the same stream by their importance (Ktena et al., 2019).

    Parameters
    ----------
    converted
        Shape (n,): 1 for a conversion's row, 0 for a click's.
    rate
        Shape (n,): the chance of a conversion that the model gives now.

    Returns
    -------
    numpy.ndarray
        Shape (n,): 1 + p for conversions, (1 - p) (1 + p) for clicks.

    Raises
    ------
    ValueError
        If shapes disagree or a value is out of range.
    """
    p = chances(rate, "rate", shape=(None,))
    y = chances(converted, "converted", shape=p.shape)
    if not np.isin(y, (0, 1)).all():
        raise ValueError("converted must hold 0 and 1 alone")
    return np.asarray((1 + p) * np.where(y == 1, 1.0, 1 - p))
