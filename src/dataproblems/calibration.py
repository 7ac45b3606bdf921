"""Are predicted probabilities the rates that come? Reliability, slices, scores and corrections.

Calibrators themselves are scikit-learn's: :class:`sklearn.isotonic.IsotonicRegression`, and for
Platt's scaling a logistic regression on :func:`log_odds`.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from dataproblems.arrays import FloatArray, IntArray
from dataproblems.contracts import chances, columns, equally_long, real, reals, whole
from dataproblems.evidence import proportion


def log_odds(probability: ArrayLike) -> FloatArray:
    """Return log(p / (1 - p)); any shape.

    Raises
    ------
    ValueError
        If a probability does not lie strictly between 0 and 1.
    """
    p = chances(probability, "probability", above=0)
    if (p == 1).any():
        raise ValueError("probability must lie below 1: the log odds of certainty are infinite")
    return np.asarray(special.logit(p))


def undo_downsampling(predicted: ArrayLike, kept: float) -> FloatArray:
    """Correct the predictions of a model that was trained on a sample of the negatives.

    Keeping each negative with chance ``kept`` divides the odds' denominator by 1 / ``kept``;
    p / (p + (1 - p) / kept) takes it back (He et al., 2014, section 6.3).

    Parameters
    ----------
    predicted
        Probabilities, any shape.
    kept
        Share of the negatives that the model was trained on, above 0 and up to 1.

    Raises
    ------
    ValueError
        If ``kept`` or a prediction is no probability, or nothing was kept.

    Examples
    --------
    >>> undo_downsampling([0.5], kept=0.1).round(3).tolist()
    [0.091]
    """
    p = chances(predicted, "predicted")
    real(kept, "kept", above=0, within=(0, 1))
    return np.asarray(p / (p + (1 - p) / kept))


def reliability(predicted: ArrayLike, outcome: ArrayLike, n_bins: int = 10) -> pd.DataFrame:
    """Compare predictions with what came, in bins of equally many rows.

    Parameters
    ----------
    predicted
        Shape (n,): probabilities.
    outcome
        Shape (n,): 0 or 1.
    n_bins
        Number of bins; equal predictions share one, so there may be fewer.

    Returns
    -------
    pandas.DataFrame
        One row per bin, from the lowest prediction: ``n``, ``predicted`` (mean), ``observed``
        (share of ones) with its exact 95% interval ``low``, ``high`` (Clopper & Pearson, 1934).

    Raises
    ------
    ValueError
        If shapes disagree, a value is out of range or there is no bin.
    """
    p, y = _pair(predicted, outcome)
    whole(n_bins, "n_bins", least=1)
    rows = pd.DataFrame({"predicted": p, "outcome": y}).groupby(_bins(p, n_bins))
    table = rows.agg(
        n=("outcome", "size"), predicted=("predicted", "mean"), came=("outcome", "sum")
    )
    shares = [proportion(int(came), n) for came, n in zip(table["came"], table["n"], strict=True)]
    intervals = {name: [getattr(share, name) for share in shares] for name in ("low", "high")}
    observed = [share.value for share in shares]
    return table.drop(columns="came").assign(observed=observed, **intervals).reset_index(drop=True)


def promised_over_came(
    predicted: ArrayLike, outcome: ArrayLike, slices: pd.DataFrame
) -> pd.DataFrame:
    """Divide the promised events by those that came, slice by slice.

    Parameters
    ----------
    predicted, outcome
        Shape (n,): probabilities, and 0 or 1.
    slices
        n rows: the columns whose combinations are the slices. Missing values are a slice, too.

    Returns
    -------
    pandas.DataFrame
        Indexed by slice: ``n``, ``promised`` and ``came`` (events), ``ratio`` (1 if calibrated)
        with its 95% interval ``low``, ``high``, from the exact interval of a Poisson count. A
        slice in which nothing came has an infinite ratio and bound.

    Raises
    ------
    ValueError
        If lengths disagree, a value is out of range or there is no column to slice by.
    """
    p, y = _pair(predicted, outcome)
    columns(slices, "slices", ())
    equally_long(predicted=p, slices=slices)
    if slices.columns.empty:
        raise ValueError("slices must have a column at least")
    rows = slices.reset_index(drop=True).assign(_p=p, _y=y)
    table = rows.groupby(list(slices.columns), observed=True, dropna=False).agg(
        n=("_y", "size"), promised=("_p", "sum"), came=("_y", "sum")
    )
    promised, came = table["promised"].to_numpy(), table["came"].to_numpy(float)
    most = special.gammaincinv(came + 1, 0.975)
    least = np.where(came > 0, special.gammaincinv(np.maximum(came, 1), 0.025), 0.0)
    with np.errstate(divide="ignore"):
        return table.assign(ratio=promised / came, low=promised / most, high=promised / least)


def brier_parts(predicted: ArrayLike, outcome: ArrayLike, n_bins: int = 20) -> pd.Series:
    """Split the Brier score into reliability - resolution + uncertainty (Murphy, 1973).

    Predictions are replaced by the mean of their bin of :func:`reliability`, for which the
    identity is exact; ``within`` is what that changed of the score.

    Parameters
    ----------
    predicted, outcome, n_bins
        As for :func:`reliability`.

    Returns
    -------
    pandas.Series
        ``brier``, and its parts: ``reliability`` (0 if calibrated), ``resolution`` (how far the
        bins' rates lie apart), ``uncertainty`` (of the base rate) and ``within``.

    Raises
    ------
    ValueError
        As for :func:`reliability`.
    """
    p, y = _pair(predicted, outcome)
    table = reliability(p, y, n_bins)
    share = table["n"] / len(y)
    parts = {
        "reliability": float((share * (table["predicted"] - table["observed"]) ** 2).sum()),
        "resolution": float((share * (table["observed"] - y.mean()) ** 2).sum()),
        "uncertainty": float(y.mean() * (1 - y.mean())),
    }
    brier = float(((p - y) ** 2).mean())
    rest = brier - (parts["reliability"] - parts["resolution"] + parts["uncertainty"])
    return pd.Series({"brier": brier} | parts | {"within": rest})


def _bins(p: FloatArray, n_bins: int) -> IntArray:
    edges = np.unique(np.quantile(p, np.linspace(0, 1, n_bins + 1)))
    return np.asarray(np.searchsorted(edges[1:-1], p, side="right"))


def _pair(predicted: ArrayLike, outcome: ArrayLike) -> tuple[FloatArray, FloatArray]:
    p = chances(predicted, "predicted", shape=(None,))
    y = reals(outcome, "outcome", shape=p.shape)
    if not p.size:
        raise ValueError("predicted holds no prediction to judge")
    if not np.isin(y, (0, 1)).all():
        raise ValueError("outcome must hold 0 and 1 alone")
    return p, y
