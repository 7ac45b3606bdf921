import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataproblems.evidence import effective_sample_size
from dataproblems.missingness import (
    inverse_propensity_weights,
    observe,
    propensities_by_value,
    weighted_mean,
)


def test_observation_follows_the_propensities() -> None:
    p = np.repeat([0.0, 0.2, 1.0], 20_000)
    seen = observe(p, rng=0).reshape(3, -1).mean(axis=1)
    assert seen[0] == 0
    assert seen[2] == 1
    assert seen[1] == pytest.approx(0.2, abs=0.01)


def test_no_propensity_beyond_one() -> None:
    with pytest.raises(ValueError, match=r"must lie in \[0, 1\]"):
        observe([1.2], rng=0)


def test_weighted_mean_by_hand() -> None:
    # One value in two and one in four was seen: they stand for 2 and 4 values.
    assert weighted_mean([5, 2], [0.5, 0.25]) == pytest.approx((5 * 2 + 2 * 4) / 6)


def test_the_weighted_mean_undoes_the_selection() -> None:
    rng = np.random.default_rng(0)
    values = rng.integers(1, 6, 50_000).astype(float)
    p = values / 6
    estimates = []
    for seed in range(20):
        seen = observe(p, seed)
        estimates.append(weighted_mean(values[seen], p[seen]))
        assert values[seen].mean() > values.mean() + 0.5
    assert np.mean(estimates) == pytest.approx(values.mean(), abs=0.01)


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=20))
def test_weights_average_one_and_effective_size_is_at_most_n(p: list[float]) -> None:
    assert inverse_propensity_weights(p).mean() == pytest.approx(1)
    assert 1 - 1e-9 <= effective_sample_size(inverse_propensity_weights(p)) <= len(p) + 1e-9


@pytest.mark.parametrize("p", [[], [0.0, 0.5], [1.5]])
def test_what_can_never_be_seen_has_no_weight(p: list[float]) -> None:
    with pytest.raises(ValueError, match="propensities"):
        inverse_propensity_weights(p)


def test_propensities_by_hand() -> None:
    # Of 10 values half was seen: 4 fives and 1 one. The sample says fives and ones are even.
    p = propensities_by_value([5, 5, 5, 5, 1], [5, 1], share_seen=0.5)
    assert p == {1.0: pytest.approx(0.2), 5.0: pytest.approx(0.8)}


def test_propensities_approach_the_truth() -> None:
    rng = np.random.default_rng(1)
    values = rng.integers(1, 6, 200_000).astype(float)
    true = {1.0: 0.05, 2.0: 0.1, 3.0: 0.2, 4.0: 0.5, 5.0: 0.9}
    seen = observe([true[v] for v in values], rng=2)
    estimated = propensities_by_value(values[seen], rng.choice(values, 20_000), seen.mean())
    assert estimated == pytest.approx(true, rel=0.1)


def test_a_value_missing_from_the_sample_keeps_a_finite_weight() -> None:
    p = propensities_by_value([1, 2, 2], [2, 2, 2], share_seen=0.3)
    assert set(p) == {1.0, 2.0}
    assert all(0 < x <= 1 for x in p.values())


def test_a_value_nobody_volunteered_has_no_propensity() -> None:
    assert set(propensities_by_value([2, 2], [1, 2], share_seen=0.3)) == {2.0}


@pytest.mark.parametrize(
    ("seen", "sample", "share"), [([], [1], 0.5), ([1], [], 0.5), ([1], [1], 0)]
)
def test_bad_input_is_refused(seen: list[int], sample: list[int], share: float) -> None:
    with pytest.raises(ValueError, match=r"(sample|share_seen) must"):
        propensities_by_value(seen, sample, share)
