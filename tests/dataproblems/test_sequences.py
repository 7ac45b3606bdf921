import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.metrics.pairwise import linear_kernel

from dataproblems.sequences import neighbour_scores, questions, shuffled_steps, transitions


@pytest.fixture
def log():
    """Users with baskets of one to three items, steps in no order in the table."""
    rng = np.random.default_rng(0)
    rows = [
        (user, step, item)
        for user in range(12)
        for step in range(rng.integers(1, 9))
        for item in rng.choice(7, rng.integers(1, 4), replace=False)
    ]
    return pd.DataFrame(rows, columns=["user", "step", "item"]).sample(frac=1, random_state=0)


@pytest.mark.parametrize("half_life", [0.02, 1.0, 3.5, np.inf])
def test_questions_are_those_of_a_loop(log, half_life):
    asked = log[["user", "step"]].drop_duplicates().sample(frac=0.5, random_state=1)
    got = questions(log, asked, 7, half_life)
    for row, (user, step) in enumerate(asked.itertuples(index=False)):
        history, taken = np.zeros(7), np.zeros(7)
        for other, when, item in log.itertuples(index=False):
            if other == user and when < step:
                history[item] += 2.0 ** (-(step - when - 1) / half_life)
            if other == user and when == step:
                taken[item] = 1
        np.testing.assert_allclose(got.history.toarray()[row], history)
        np.testing.assert_array_equal(got.taken.toarray()[row], taken)


def test_a_step_that_nobody_took_has_an_answer_without_items(log):
    got = questions(log, pd.DataFrame({"user": [99, 0], "step": [3, 99]}), 7)
    assert got.taken.nnz == 0
    assert got.history.sum() == (log["user"] == 0).sum()


def test_an_empty_log_and_no_question_give_empty_matrices(log):
    asked = log[["user", "step"]]
    assert questions(log[:0], asked, 7).history.shape == (len(log), 7)
    assert questions(log, asked[:0], 7).taken.shape == (0, 7)
    assert transitions(log[:0], 7).nnz == 0


@pytest.mark.parametrize("reach", [1, 3, 50])
def test_transitions_are_those_of_a_loop(log, reach):
    counts = np.zeros((7, 7))
    for user, step, item in log.itertuples(index=False):
        for other, later, following in log.itertuples(index=False):
            if user == other and 0 < later - step <= reach:
                counts[item, following] += 1 / (later - step)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-9)
    np.testing.assert_allclose(transitions(log, 7, reach).toarray(), shares)


def test_what_nothing_followed_has_an_empty_row():
    log = pd.DataFrame({"user": [0, 0], "step": [0, 1], "item": [2, 0]})
    np.testing.assert_array_equal(transitions(log, 3).toarray(), [[0, 0, 0], [0, 0, 0], [1, 0, 0]])


def test_with_all_neighbours_scores_are_a_product():
    rng = np.random.default_rng(0)
    history = sparse.csr_array(rng.random((4, 9)) * (rng.random((4, 9)) < 0.5))
    others = sparse.csr_array((rng.random((20, 9)) < 0.4) * 3.0)
    taken = (others.toarray() > 0).astype(float)
    sizes = np.sqrt(np.maximum(taken.sum(axis=1), 1))
    expected = linear_kernel(history, taken) / sizes @ taken
    np.testing.assert_allclose(neighbour_scores(history, others, 100), expected)


def test_one_neighbour_offers_what_it_took():
    others = sparse.csr_array([[1, 1, 0, 0], [0, 1, 1, 1.0]])
    scores = neighbour_scores(sparse.csr_array([[1, 0, 0, 0.0]]), others, 1)
    np.testing.assert_allclose(scores, [[2**-0.5, 2**-0.5, 0, 0]])


def test_shuffled_steps_keep_baskets_whole_and_move_them_within_their_label(log):
    within = log["step"] // 3
    moved = log.assign(moved=shuffled_steps(log, within, 0))
    places = moved.drop_duplicates(["user", "step"])
    assert len(moved[["user", "step", "moved"]].drop_duplicates()) == len(places)
    assert not places.duplicated(["user", "moved"]).any()
    assert (moved["moved"] // 3 == within).all()
    assert (places["moved"] != places["step"]).mean() > 0.3


def test_all_orders_are_as_likely():
    log = pd.DataFrame({"user": [0, 0, 0], "step": [0, 1, 2], "item": [0, 1, 2]})
    rng = np.random.default_rng(0)
    seen = pd.Series([tuple(shuffled_steps(log, [0] * 3, rng)) for _ in range(600)]).value_counts()
    assert len(seen) == 6
    assert seen.min() > 65
