from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import rel_entr

from dataproblems.ranking import top_k
from dataproblems.reranking import (
    InfeasibleError,
    Quota,
    calibrated,
    constrained_slates,
    pareto_front,
    popularity_groups,
    popularity_penalty,
)


def test_no_penalty_keeps_the_order_and_a_large_one_reverses_popularity():
    rng = np.random.default_rng(0)
    scores, popularity = rng.normal(size=(5, 20)), rng.permutation(20)
    np.testing.assert_array_equal(
        top_k(popularity_penalty(scores, popularity, 0), 20), top_k(scores, 20)
    )
    least = top_k(popularity_penalty(scores, popularity, 1e6), 20)[0]
    assert list(popularity[least]) == list(range(20))


def test_penalty_does_not_depend_on_units_and_keeps_exclusions():
    rng = np.random.default_rng(1)
    scores, popularity = rng.normal(size=(5, 20)), rng.integers(1, 99, 20)
    scores[0, 3] = -np.inf
    found = popularity_penalty(scores, popularity, 0.5)
    assert found[0, 3] == -np.inf
    np.testing.assert_allclose(
        popularity_penalty(7 * scores - 100, popularity, 0.5)[np.isfinite(found)],
        found[np.isfinite(found)],
    )


def test_groups_by_hand():
    # 50, 30, 10, 6, 4: the first item alone exceeds 20%; 50+30 = 80% closes the middle
    assert list(popularity_groups([6, 50, 10, 30, 4])) == [2, 0, 2, 1, 2]


def test_calibration_at_zero_is_top_k_and_at_one_matches_the_wanted_mix():
    rng = np.random.default_rng(2)
    scores, groups = rng.normal(size=(6, 60)), np.arange(60) % 3
    wanted = np.array([[0.5, 0.3, 0.2]] * 3 + [[0.0, 0.1, 0.9]] * 3)
    np.testing.assert_array_equal(
        calibrated(scores, groups, wanted, 10, 0.0, pool=60), top_k(scores, 10)
    )
    lists = calibrated(scores, groups, wanted, 10, 1.0, pool=60)
    mix = np.array([np.bincount(groups[row], minlength=3) / 10 for row in lists])
    np.testing.assert_allclose(mix, wanted, atol=1e-9)


@settings(max_examples=30)
@given(seed=st.integers(0, 1000), weight=st.sampled_from([0.2, 0.5, 0.9, 1.0]))
def test_calibrated_lists_hold_different_items_and_come_closer_to_the_mix(seed, weight):
    rng = np.random.default_rng(seed)
    scores, groups = rng.normal(size=(8, 50)), rng.permutation(np.arange(50) % 3)
    wanted = rng.dirichlet(np.ones(3), size=8)

    def distance(lists):
        mix = np.array([np.bincount(groups[row], minlength=3) / 10 for row in lists])
        return rel_entr(wanted, 0.99 * mix + 0.01 * wanted).sum(1).mean()

    lists = calibrated(scores, groups, wanted, 10, weight, pool=50)
    assert all(len(set(row)) == 10 for row in lists)
    assert distance(lists) <= distance(top_k(scores, 10)) + 1e-9


def best_by_hand(value, k, allowed):
    """Try every combination of slates."""
    slates = list(combinations(range(value.shape[1]), k))
    worth = -np.inf
    for chosen in product(slates, repeat=value.shape[0]):
        if allowed(chosen):
            worth = max(worth, sum(value[u, list(s)].sum() for u, s in enumerate(chosen)))
    return worth


@settings(max_examples=25)
@given(
    value=arrays(float, (3, 5), elements=st.floats(-5, 5)),
    stock=st.lists(st.integers(0, 3), min_size=5, max_size=5),
    new=st.lists(st.booleans(), min_size=5, max_size=5),
    quota=st.integers(0, 2),
    total=st.integers(0, 6),
)
def test_slates_are_optimal_and_keep_every_constraint(value, stock, new, quota, total):
    new = np.array(new)

    def allowed(chosen):
        counts = np.bincount(np.ravel(chosen), minlength=5)
        per_slate = [new[list(s)].sum() for s in chosen]
        return (counts <= stock).all() and min(per_slate) >= quota and sum(per_slate) <= total

    best = best_by_hand(value, 2, allowed)
    quotas = [Quota(new, at_least=quota), Quota(new, at_most=total, per="batch")]
    if best == -np.inf:
        with pytest.raises(InfeasibleError):
            constrained_slates(value, 2, stock, quotas)
        return
    slates = constrained_slates(value, 2, stock, quotas)
    assert all(len(set(row)) == 2 for row in slates)
    assert allowed([tuple(row) for row in slates])
    found = np.take_along_axis(value, slates, axis=1).sum()
    assert found == pytest.approx(best, abs=1e-3 * (1 + abs(best)))


@settings(max_examples=20)
@given(seed=st.integers(0, 1000), k=st.integers(1, 6))
def test_larger_problems_keep_constraints_too(seed, k):
    rng = np.random.default_rng(seed)
    value = rng.normal(size=(30, 40))
    value[rng.random(value.shape) < 0.3] = -np.inf
    promoted, new = np.arange(40) < 12, np.arange(40) % 3 == 0
    stock = rng.integers(10, 30, 40)
    quotas = [
        Quota(new, at_least=1, name="new items"),
        Quota(promoted, at_most=2, name="promoted items"),
        Quota(promoted, at_least=10, per="batch", name="promoted in total"),
    ]
    slates = constrained_slates(value, k, stock, quotas)
    assert np.isfinite(np.take_along_axis(value, slates, axis=1)).all()
    assert (np.bincount(slates.ravel(), minlength=40) <= stock).all()
    assert (new[slates].sum(1) >= 1).all()
    assert (promoted[slates].sum(1) <= 2).all()
    assert promoted[slates].sum() >= 10


def test_the_refusal_names_what_cannot_be_kept_together():
    value, few = np.ones((4, 6)), np.arange(6) < 1
    with pytest.raises(InfeasibleError, match="stock, new items"):
        constrained_slates(value, 2, [3] * 6, [Quota(few, at_least=1, name="new items")])


def test_without_constraints_it_is_top_k():
    scores = np.random.default_rng(3).normal(size=(10, 30))
    np.testing.assert_array_equal(constrained_slates(scores, 5), top_k(scores, 5))


def test_where_halves_of_places_would_be_worth_more_places_stay_whole():
    pairs = [np.isin(np.arange(4), pair) for pair in ((0, 1), (0, 2), (1, 2))]
    slates = constrained_slates(
        [[3.0, 2.9, 2.8, 1.0]], 2, quotas=[Quota(pair, at_most=1) for pair in pairs]
    )
    assert slates.tolist() == [[0, 3]]  # and not half of each, which is worth 4.85 instead of 4


def test_pareto_front_by_hand():
    points = [[1, 5], [2, 4], [2, 3], [3, 1], [0, 0], [3, 1]]
    assert list(pareto_front(points)) == [True, True, False, True, False, True]


@settings(max_examples=50)
@given(arrays(float, st.tuples(st.integers(1, 25), st.just(3)), elements=st.floats(-9, 9)))
def test_nothing_on_the_front_is_dominated_and_all_else_is(points):
    front = pareto_front(points)
    assert front.any()
    for i, p in enumerate(points):
        dominated = any((q >= p).all() and (q > p).any() for q in points)
        assert front[i] != dominated


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: popularity_penalty([[1.0]], [1], -1), "weight"),
        (lambda: popularity_groups([0, 0]), "interaction"),
        (lambda: popularity_groups([1, 2], (0.8, 0.2)), "edge"),
        (lambda: calibrated([[1.0, 2]], [0, 1], [[0.5, 0.5]], 2, 2.0), "weight"),
        (lambda: calibrated([[1.0, 2]], [0, 1], [[0.5, 0.9]], 1, 0.5, 2), "wanted must sum to 1"),
        (lambda: calibrated([[1.0, 2]], [0, 1], [[0.5, 0.5]], 3, 0.5, 2), "pool"),
        (lambda: constrained_slates([[np.nan]], 1), "value holds a missing value"),
        (lambda: constrained_slates([[1.0]], 0), "k must"),
        (lambda: constrained_slates([[1.0]], 1, stock=[1, 2]), "stock"),
        (lambda: constrained_slates([[1.0]], 1, quotas=[Quota(np.array([True, False]))]), "items"),
        (lambda: pareto_front([1, 2]), "shape"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
