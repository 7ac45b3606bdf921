import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dataproblems.privacy import (
    bound_contributions,
    laplace_counts,
    share_identified,
    suppress_small,
)


def test_noise_is_laplace_of_the_stated_scale() -> None:
    noise = laplace_counts(np.zeros(20_000), 0.5, 3, np.random.default_rng(0))
    assert stats.kstest(noise, stats.laplace(scale=6).cdf).pvalue > 0.001


def test_neighbouring_counts_stay_within_exp_epsilon() -> None:
    # The definition itself, on a histogram of outputs with and without one row.
    rng, epsilon = np.random.default_rng(1), 1.0
    bins = np.linspace(-3, 9, 13)
    without = np.histogram(laplace_counts(np.full(400_000, 3), epsilon, 1, rng), bins)[0]
    with_row = np.histogram(laplace_counts(np.full(400_000, 4), epsilon, 1, rng), bins)[0]
    ratio = np.log(with_row / without)
    assert np.abs(ratio).max() < epsilon + 0.1
    assert np.abs(ratio).max() > epsilon - 0.1


def test_counts_keep_their_shape() -> None:
    assert laplace_counts(np.ones((2, 3)), 1, 1, np.random.default_rng(0)).shape == (2, 3)


@pytest.mark.parametrize(("epsilon", "sensitivity"), [(0, 1), (1, 0), (-1, 1)])
def test_impossible_noise_is_refused(epsilon: float, sensitivity: float) -> None:
    with pytest.raises(ValueError, match="must lie above 0"):
        laplace_counts([1.0], epsilon, sensitivity, np.random.default_rng(0))


def test_contributions_are_bounded() -> None:
    rows = pd.DataFrame(
        {"user": [1] * 10 + [2] * 2 + [3], "item": range(13)}, index=range(100, 113)
    )
    kept = bound_contributions(rows, "user", 3, np.random.default_rng(0))
    assert kept.groupby("user").size().to_dict() == {1: 3, 2: 2, 3: 1}
    assert kept.index.is_monotonic_increasing
    assert set(kept.index) <= set(rows.index)


def test_the_rows_kept_are_random() -> None:
    rows = pd.DataFrame({"user": [1] * 10, "item": range(10)})
    rng = np.random.default_rng(0)
    kept = [bound_contributions(rows, "user", 1, rng)["item"].iloc[0] for _ in range(500)]
    assert stats.chisquare(np.bincount(kept, minlength=10)).pvalue > 0.001


@pytest.mark.parametrize(("user", "limit"), [("user", 0), ("nobody", 1)])
def test_bad_bounds_are_refused(user: str, limit: int) -> None:
    with pytest.raises(ValueError, match=r"limit must lie|lacks the columns"):
        bound_contributions(pd.DataFrame({"user": [1]}), user, limit, np.random.default_rng(0))


def test_small_groups_are_suppressed_by_people_not_rows() -> None:
    counts = pd.Series({"a": 50, "b": 6, "c": 5})
    people = pd.Series({"a": 1, "b": 6, "c": 5})
    shown = suppress_small(counts, people, 5)
    assert math.isnan(shown["a"])
    assert shown[["b", "c"]].tolist() == [6, 5]


def test_suppression_needs_matching_cells() -> None:
    with pytest.raises(ValueError, match="same index"):
        suppress_small(pd.Series({"a": 1}), pd.Series({"b": 1}), 5)
    with pytest.raises(ValueError, match="k must lie at or above 2"):
        suppress_small(pd.Series({"a": 1}), pd.Series({"a": 1}), 1)


def test_identification_by_hand() -> None:
    # 1 and 2 are alike in everything; 3 has a fact of its own; 4 has too few facts.
    rows = pd.DataFrame(
        {"user": [1, 1, 2, 2, 3, 3, 4], "item": [10, 11, 10, 11, 12, 13, 10], "stars": 5}
    )
    assert share_identified(rows, "user", ["item", "stars"], 2, rng=0) == pytest.approx(1 / 3)


def test_repeated_facts_are_one_fact() -> None:
    rows = pd.DataFrame({"user": [1, 1, 2, 2], "item": [7, 7, 7, 8]})
    assert share_identified(rows, "user", ["item"], 2, rng=0) == 1.0  # only user 2 has two


def test_more_facts_identify_more() -> None:
    rng = np.random.default_rng(0)
    rows = pd.DataFrame({"user": rng.integers(0, 200, 4000), "item": rng.integers(0, 100, 4000)})
    shares = [share_identified(rows, "user", ["item"], known, rng=1) for known in (1, 2, 3, 5)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] > 0.5


@pytest.mark.parametrize(("known", "message"), [(0, "known must lie"), (3, "no user has 3")])
def test_facts_that_nobody_has_are_refused(known: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        share_identified(pd.DataFrame({"user": [1], "item": [1]}), "user", ["item"], known, 0)
