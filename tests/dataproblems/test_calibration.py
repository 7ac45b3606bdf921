import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.calibration import calibration_curve

from dataproblems.calibration import (
    brier_parts,
    log_odds,
    promised_over_came,
    reliability,
    undo_downsampling,
)


def clicks(n=20_000, rng=0):
    rng = np.random.default_rng(rng)
    p = rng.beta(1, 30, n)
    return p, (rng.random(n) < p).astype(int)


@settings(max_examples=30)
@given(st.floats(0.001, 0.999), st.floats(0.01, 1))
def test_downsampling_is_undone(p, kept):
    """Of p clicks and (1 - p) * kept negatives, the share of clicks is what a model learns."""
    learned = p / (p + (1 - p) * kept)
    assert undo_downsampling([learned], kept) == pytest.approx([p])


def test_downsampling_adds_a_constant_to_the_log_odds():
    p = np.array([0.1, 0.5, 0.9])
    shift = log_odds(undo_downsampling(p, 0.1)) - log_odds(p)
    assert shift == pytest.approx(np.log(0.1))


def test_reliability_agrees_with_scikit_learn():
    p, y = clicks()
    table = reliability(p, y, 10)
    observed, predicted = calibration_curve(y, p, n_bins=10, strategy="quantile")
    assert table["observed"].to_numpy() == pytest.approx(observed)
    assert table["predicted"].to_numpy() == pytest.approx(predicted)
    assert table["n"].sum() == len(p)


def test_intervals_are_those_of_clopper_and_pearson():
    table = reliability([0.1] * 5 + [0.9] * 5, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2)
    for row, came in zip(table.itertuples(), (0, 5), strict=True):
        exact = stats.binomtest(came, 5).proportion_ci(0.95)
        assert (row.low, row.high) == pytest.approx((exact.low, exact.high))


def test_true_probabilities_lie_inside_their_intervals():
    p, y = clicks()
    table = reliability(p, y, 20)
    inside = table["predicted"].between(table["low"], table["high"])
    assert inside.sum() >= 17
    half = reliability(p / 2, y, 20)
    assert (half["predicted"] < half["low"]).sum() >= 8


def test_equal_predictions_share_a_bin():
    assert len(reliability([0.2] * 10, [0, 1] * 5, 5)) == 1


def test_slices_by_hand():
    slices = pd.DataFrame({"device": ["a", "a", "b", "b"]}, index=[9, 8, 7, 6])
    table = promised_over_came([0.5, 0.5, 0.4, 0.4], [1, 1, 0, 0], slices)
    assert table["promised"].tolist() == pytest.approx([1.0, 0.8])
    assert table["came"].tolist() == [2, 0]
    assert table["ratio"].tolist() == [0.5, np.inf]
    assert table.loc["a", "low"] < 0.5 < table.loc["a", "high"]
    assert table.loc["b", "low"] == pytest.approx(0.8 / -np.log(0.025))
    assert table.loc["b", "high"] == np.inf


def test_the_interval_of_a_slice_covers_one_where_predictions_are_true():
    covered = []
    for seed in range(200):
        p, y = clicks(400, seed)
        table = promised_over_came(p, y, pd.DataFrame({"all": np.zeros(400)}))
        covered.append(((table["low"] <= 1) & (table["high"] >= 1)).item())
    assert np.mean(covered) >= 0.93


def test_brier_parts_add_up():
    p, y = clicks()
    parts = brier_parts(p, y)
    assert parts["brier"] == pytest.approx(np.mean((p - y) ** 2))
    whole = parts["reliability"] - parts["resolution"] + parts["uncertainty"] + parts["within"]
    assert whole == pytest.approx(parts["brier"])
    binned = brier_parts(np.repeat([0.1, 0.4], 50), [0, 1] * 50)
    assert binned["within"] == pytest.approx(0, abs=1e-12)
    assert binned["resolution"] == pytest.approx(0, abs=1e-12)
    assert binned["reliability"] == pytest.approx((0.4**2 + 0.1**2) / 2)


def test_halving_costs_reliability_and_not_resolution():
    p, y = clicks()
    honest, half = brier_parts(p, y), brier_parts(p / 2, y)
    assert half["reliability"] > 5 * honest["reliability"]
    assert half["resolution"] == pytest.approx(honest["resolution"])


def test_a_missing_value_is_a_slice_of_its_own():
    table = promised_over_came(
        [0.5, 0.5, 0.25], [1, 0, 1], pd.DataFrame({"device": ["phone", None, None]})
    )
    assert table["n"].tolist() == [1, 2]
    assert table["n"].sum() == 3
