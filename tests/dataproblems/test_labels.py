import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from dataproblems.labels import (
    best_threshold,
    confident_class,
    confident_joint,
    corrupt_labels,
    cost_threshold,
    label_quality,
    out_of_fold_probabilities,
    review_labels,
    suspect_labels,
    undo_rebalancing,
    uniform_noise,
)

# Five rows, two classes. Thresholds by hand: class 0 (0.9 + 0.8 + 0.1) / 3 = 0.6 on the rows
# recorded as 0, class 1 (0.7 + 0.35) / 2 = 0.525 on those recorded as 1.
LABELS = np.array([0, 0, 0, 1, 1])
PROBABILITIES = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.3, 0.7], [0.65, 0.35]])


def test_uniform_noise_by_hand() -> None:
    expected = [[0.7, 0.15, 0.15], [0.15, 0.7, 0.15], [0.15, 0.15, 0.7]]
    np.testing.assert_allclose(uniform_noise(3, 0.3), expected)


@pytest.mark.parametrize(("n_classes", "rate"), [(1, 0.1), (2, -0.1), (2, 1.1)])
def test_impossible_noise_is_refused(n_classes: int, rate: float) -> None:
    with pytest.raises(ValueError, match=r"(n_classes|rate) must lie"):
        uniform_noise(n_classes, rate)


def test_corruption_follows_the_transition() -> None:
    transition = np.array([[0.9, 0.1, 0.0], [0.0, 1.0, 0.0], [0.25, 0.25, 0.5]])
    truth = np.repeat([0, 1, 2], 40_000)
    recorded = corrupt_labels(truth, transition, rng=3)
    for k in range(3):
        shares = np.bincount(recorded[truth == k], minlength=3) / 40_000
        np.testing.assert_allclose(shares, transition[k], atol=0.01)


def test_certain_transitions_leave_nothing_to_chance() -> None:
    y = np.array([0, 1, 2, 1])
    np.testing.assert_array_equal(corrupt_labels(y, np.eye(3), rng=0), y)
    cycle = np.roll(np.eye(3), 1, axis=1)
    np.testing.assert_array_equal(corrupt_labels(y, cycle, rng=0), [1, 2, 0, 2])


def test_corruption_is_seeded() -> None:
    y, noise = np.zeros(200, dtype=int), uniform_noise(2, 0.5)
    same = corrupt_labels(y, noise, rng=1)
    np.testing.assert_array_equal(corrupt_labels(y, noise, rng=1), same)
    assert (corrupt_labels(y, noise, rng=2) != same).any()


@pytest.mark.parametrize(
    ("labels", "transition", "message"),
    [
        ([0, 1], [[0.5, 0.4], [0.0, 1.0]], "must sum to 1"),
        ([0, 1], [[1.5, -0.5], [0.0, 1.0]], "transition must lie in"),
        ([0, 1], [[1.0, 0.0]], "square"),
        ([0, 2], [[1.0, 0.0], [0.0, 1.0]], "labels must lie in"),
        ([-1, 0], [[1.0, 0.0], [0.0, 1.0]], "labels must lie in"),
    ],
)
def test_bad_corruption_is_refused(
    labels: list[int], transition: list[list[float]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        corrupt_labels(labels, transition, rng=0)


def test_label_quality_by_hand() -> None:
    expected = [0.8, 0.6, -0.8, 0.4, -0.3]
    np.testing.assert_allclose(label_quality(LABELS, PROBABILITIES), expected)


def test_label_quality_takes_the_likeliest_other_class() -> None:
    np.testing.assert_allclose(label_quality([2], [[0.1, 0.6, 0.3]]), [-0.3])


def test_confident_classes_by_hand() -> None:
    np.testing.assert_array_equal(confident_class(LABELS, PROBABILITIES), [0, 0, 1, 1, 0])
    np.testing.assert_array_equal(confident_joint(LABELS, PROBABILITIES), [[2, 1], [1, 1]])
    np.testing.assert_array_equal(
        suspect_labels(LABELS, PROBABILITIES), [False, False, True, False, True]
    )


def test_a_row_without_a_confident_class_is_neither_counted_nor_flagged() -> None:
    labels = [0, 0, 1, 1]
    probabilities = [[0.9, 0.1], [0.52, 0.48], [0.1, 0.9], [0.45, 0.55]]
    np.testing.assert_array_equal(confident_class(labels, probabilities), [0, -1, 1, -1])
    assert confident_joint(labels, probabilities).sum() == 2
    assert not suspect_labels(labels, probabilities).any()


def test_thresholds_are_the_classes_own() -> None:
    # The rare class never reaches one half, yet row 3 is confidently of that class.
    labels = [0, 0, 0, 0, 1]
    probabilities = [[0.9, 0.1], [0.9, 0.1], [0.9, 0.1], [0.55, 0.45], [0.6, 0.4]]
    np.testing.assert_array_equal(np.flatnonzero(suspect_labels(labels, probabilities)), [3])


def test_a_class_that_nobody_was_given_is_never_confident() -> None:
    probabilities = [[0.2, 0.1, 0.7], [0.1, 0.6, 0.3]]
    assert (confident_class([0, 1], probabilities) < 2).all()


@pytest.mark.parametrize("function", [label_quality, confident_class, confident_joint])
@pytest.mark.parametrize("labels", [[0, 1, 1], [0, 2]])
def test_labels_that_do_not_fit_are_refused(function, labels) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="labels"):
        function(labels, [[0.5, 0.5], [0.1, 0.9]])


def test_flags_find_planted_errors() -> None:
    X, truth = load_digits(return_X_y=True)
    recorded = corrupt_labels(truth, uniform_noise(10, 0.1), rng=0)
    model = LogisticRegression(C=0.1, max_iter=300)
    probabilities = out_of_fold_probabilities(model, X / 16, recorded)
    wrong, flagged = recorded != truth, suspect_labels(recorded, probabilities)
    assert wrong[flagged].mean() > 0.9
    assert flagged[wrong].mean() > 0.6
    worst = np.argsort(label_quality(recorded, probabilities))[: wrong.sum()]
    assert wrong[worst].mean() > 0.9


def test_predictions_are_out_of_fold() -> None:
    # A nearest neighbour that saw its own row would never doubt a label.
    from sklearn.neighbors import KNeighborsClassifier

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(400, 5)), rng.integers(0, 2, 400)
    probabilities = out_of_fold_probabilities(KNeighborsClassifier(1), X, y)
    assert 0.4 < (probabilities.argmax(axis=1) == y).mean() < 0.6


def test_review_by_hand() -> None:
    recorded = np.array([0, 0, 1, 1])
    reviewed = review_labels(recorded, [1, 1, 0, 0], order=[2, 0, 1, 3], budget=2)
    np.testing.assert_array_equal(reviewed, [1, 0, 0, 1])
    np.testing.assert_array_equal(recorded, [0, 0, 1, 1])


def test_review_beyond_the_rows_mends_all() -> None:
    np.testing.assert_array_equal(review_labels([0, 1], [1, 1], [1, 0], 10), [1, 1])


@pytest.mark.parametrize(("truth", "budget"), [([0], 1), ([0, 1], -1)])
def test_bad_review_is_refused(truth: list[int], budget: int) -> None:
    with pytest.raises(ValueError, match=r"must have one length|budget must lie"):
        review_labels([0, 1], truth, [0, 1], budget)


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.6))
def test_no_cut_has_a_higher_f1(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    y = (rng.random(60) < share).astype(int)
    y[0] = 1
    scores = np.round(rng.random(60) + 0.5 * y, 1)
    chosen = f1_score(y, scores >= best_threshold(y, scores))
    every = [f1_score(y, scores >= cut) for cut in np.unique(scores)]
    assert chosen == pytest.approx(max(every))


def test_a_threshold_needs_a_positive() -> None:
    with pytest.raises(ValueError, match="no positive example"):
        best_threshold([0, 0], [0.1, 0.2])


def test_cost_threshold_minimises_expected_cost() -> None:
    threshold = cost_threshold(false_alarm=1, miss=9)
    assert threshold == pytest.approx(0.1)
    p = np.linspace(0.005, 0.995, 100)
    say_yes_is_cheaper = (1 - p) * 1 < p * 9
    np.testing.assert_array_equal(p > threshold, say_yes_is_cheaper)


@pytest.mark.parametrize("costs", [(0, 1), (1, -1)])
def test_costs_are_positive(costs: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="must lie above 0"):
        cost_threshold(*costs)


def test_rebalancing_is_undone() -> None:
    # One positive in 100; trained at one half, a model of perfect likelihood ratio r says r/(1+r).
    ratio = np.array([0.1, 1.0, 10.0])
    truth = ratio * 0.01 / (ratio * 0.01 + 0.99)
    np.testing.assert_allclose(undo_rebalancing(ratio / (1 + ratio), 0.5, 0.01), truth)


@given(st.floats(0.001, 0.999), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_undoing_and_redoing_is_nothing(p: float, a: float, b: float) -> None:
    there = undo_rebalancing([p], a, b)
    np.testing.assert_allclose(undo_rebalancing(there, b, a), [p], rtol=1e-9)


@pytest.mark.parametrize("shares", [(0, 0.5), (0.5, 1)])
def test_shares_lie_between(shares: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="share must lie"):
        undo_rebalancing([0.5], *shares)
