import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from dataproblems.sparsity import (
    cut_at,
    density,
    hold_out,
    hold_out_last,
    interaction_matrix,
    keep_fraction,
    popularity,
    popularity_scores,
    without,
)


@pytest.fixture
def matrix():
    rng = np.random.default_rng(0)
    return sparse.csr_array(np.where(rng.random((30, 40)) < 0.3, rng.integers(1, 6, (30, 40)), 0.0))


class TestInteractionMatrix:
    def test_rows_and_columns_are_the_sorted_ids(self):
        built = interaction_matrix(["b", "a", "b"], [30, 10, 20], [5, 4, 3])
        assert built.matrix.toarray().tolist() == [[4, 0, 0], [0, 3, 5]]
        assert built.users.tolist() == ["a", "b"]
        assert built.items.tolist() == [10, 20, 30]

    @pytest.mark.parametrize(("repeated", "value"), [("sum", 2.5), ("last", 2)])
    def test_repeated_pairs_count_as_they_are_told_to(self, repeated, value):
        built = interaction_matrix([1, 1], [2, 2], [0.5, 2], repeated=repeated)
        assert built.matrix.toarray().tolist() == [[value]]

    def test_two_ratings_are_not_one_of_nine_stars(self):
        with pytest.raises(ValueError, match="user 1 and item 2 have several values"):
            interaction_matrix([1, 1, 3], [2, 2, 2], [4, 5, 1])

    def test_without_values_a_repeated_pair_is_seen_once(self):
        assert interaction_matrix([1, 1], [2, 2]).matrix.toarray().tolist() == [[1]]

    def test_a_value_of_zero_is_an_observation(self):
        assert interaction_matrix([1, 2], [1, 1], [0, 3]).matrix.nnz == 2

    def test_given_ids_line_matrices_up_and_drop_strangers(self):
        built = interaction_matrix([1, 9], [7, 7], None, pd.Index([3, 1]), pd.Index([7, 8]))
        assert built.matrix.toarray().tolist() == [[0, 0], [1, 0]]
        assert built.left_out == 1

    def test_names_bad_input(self):
        with pytest.raises(ValueError, match="must have one length"):
            interaction_matrix([1, 2], [1])
        with pytest.raises(ValueError, match="item_index holds an id twice"):
            interaction_matrix([1], [1], item_index=pd.Index([1, 1]))


def test_density_is_the_share_of_stored_pairs():
    assert density(sparse.csr_array([[1, 0], [0, 0]])) == 0.25


@given(st.floats(0, 1), st.integers(0, 1000))
@settings(max_examples=30)
def test_keep_fraction_keeps_a_subset_of_the_right_size(fraction, seed):
    whole = sparse.csr_array(np.arange(1.0, 61).reshape(6, 10))
    kept = keep_fraction(whole, fraction, np.random.default_rng(seed))
    assert kept.nnz == round(fraction * 60)
    assert kept.shape == whole.shape
    assert (kept.toarray()[kept.nonzero()] == whole.toarray()[kept.nonzero()]).all()


def test_keep_fraction_treats_every_entry_alike(matrix):
    rng = np.random.default_rng(0)
    times = sum((keep_fraction(matrix, 0.3, rng) > 0).astype(float) for _ in range(400))
    rates = (times.toarray() / 400)[matrix.nonzero()]
    assert rates.mean() == pytest.approx(0.3, abs=0.002)
    assert rates.std() == pytest.approx(np.sqrt(0.3 * 0.7 / 400), rel=0.2)


def test_keep_fraction_refuses_more_than_all(matrix):
    with pytest.raises(ValueError, match="fraction"):
        keep_fraction(matrix, 1.2, np.random.default_rng(0))


class TestHoldOut:
    def test_parts_are_disjoint_and_make_the_whole(self, matrix):
        train, test = hold_out(matrix, 0.25, np.random.default_rng(1))
        assert (train + test - matrix).count_nonzero() == 0
        assert train.nnz + test.nnz == matrix.nnz

    def test_every_user_gives_their_share(self, matrix):
        _, test = hold_out(matrix, 0.25, np.random.default_rng(1))
        counts = np.diff(matrix.indptr)
        assert (np.diff(test.indptr) == np.maximum(np.round(0.25 * counts), 1)).all()

    def test_users_with_too_little_keep_all(self):
        short = sparse.csr_array([[1.0, 0, 0], [1, 1, 0], [1, 1, 1]])
        _, test = hold_out(short, 0.9, np.random.default_rng(0), at_least=3)
        assert np.diff(test.indptr).tolist() == [0, 0, 2]

    def test_the_choice_is_random_within_a_user(self, matrix):
        rng = np.random.default_rng(0)
        times = sum((hold_out(matrix, 0.5, rng).test > 0).astype(float) for _ in range(200))
        rates = (times.toarray() / 200)[matrix.nonzero()]
        assert rates.min() > 0.3
        assert rates.max() < 0.72

    @pytest.mark.parametrize(("fraction", "at_least"), [(0, 2), (1, 2), (0.5, 1)])
    def test_names_bad_input(self, matrix, fraction, at_least):
        with pytest.raises(ValueError, match=r"fraction|at_least"):
            hold_out(matrix, fraction, np.random.default_rng(0), at_least)


def test_without_leaves_what_the_other_matrix_does_not_store(matrix):
    known = sparse.csr_array((np.zeros(5), ([0, 0, 1, 2, 9], [0, 1, 3, 3, 39])), shape=(30, 40))
    left = without(matrix, known)
    expected = matrix.toarray()
    expected[([0, 0, 1, 2, 9], [0, 1, 3, 3, 39])] = 0
    assert (left.toarray() == expected).all()
    assert (without(matrix, matrix).nnz, without(matrix, 0 * matrix).nnz) == (0, 0)


class TestHoldOutLast:
    EVENTS = pd.DataFrame(
        {"user_id": [1, 2, 1, 1, 2], "timestamp": [3, 1, 1, 3, 2], "title": list("abcde")}
    )

    def test_holds_the_latest_rows_of_each_user(self):
        train, test = hold_out_last(self.EVENTS, 1)
        assert test["title"].tolist() == ["d", "e"]
        assert train["title"].tolist() == ["a", "b", "c"]

    def test_a_short_history_stays_in_training(self):
        assert hold_out_last(self.EVENTS, 2).test["user_id"].tolist() == [1, 1]

    def test_a_share_is_taken_of_every_history(self):
        log = pd.DataFrame({"user_id": [1] * 10 + [2] * 3 + [3], "timestamp": range(14)})
        train, test = hold_out_last(log, 0.2)
        assert test["timestamp"].tolist() == [8, 9, 12]
        assert len(train) + len(test) == 14

    def test_a_repeated_row_label_does_not_matter(self):
        shuffled = self.EVENTS.set_index(np.array([4, 2, 0, 1, 3]))
        assert hold_out_last(shuffled, 1).test["title"].tolist() == ["d", "e"]

    def test_names_bad_input(self):
        with pytest.raises(ValueError, match="lacks the columns"):
            hold_out_last(self.EVENTS, 1, time="when")
        for n in (0, -1, 1.5):
            with pytest.raises(ValueError, match=r"n must (lie|be)"):
                hold_out_last(self.EVENTS, n)


class TestCutAt:
    EVENTS = pd.DataFrame({"user_id": [1, 2, 1, 3], "timestamp": [5, 3, 9, 7]})

    def test_nothing_learned_from_is_later_than_anything_judged_by(self):
        train, test = cut_at(self.EVENTS, 7)
        assert train["timestamp"].tolist() == [5, 3]
        assert test["timestamp"].tolist() == [9, 7]

    def test_names_bad_input(self):
        with pytest.raises(ValueError, match="lacks the columns"):
            cut_at(self.EVENTS, 7, time="when")
        for moment in (3, 10):
            with pytest.raises(ValueError, match=r"reaches from 3.* to 9"):
                cut_at(self.EVENTS, moment)


def test_popularity_counts_users_and_not_values():
    watched = sparse.csr_array([[5.0, 0, 2], [3, 0, 0]])
    assert popularity(watched).tolist() == [2, 0, 1]
    assert popularity_scores(watched).tolist() == [[2, 0, 1], [2, 0, 1]]


def test_every_pair_of_a_grid_is_a_pair_of_its_own():
    rows, columns = (part.ravel() for part in np.indices((3, 2)))
    X = interaction_matrix(pd.Series(rows), pd.Series(columns)).matrix
    assert X.toarray().tolist() == [[1, 1]] * 3


def test_repeated_values_are_counted_in_the_message():
    with pytest.raises(ValueError, match=r"user 7 and item 1 .*\(and 1 pairs more\)"):
        interaction_matrix(
            pd.Series([7, 7, 8, 8, 9]), pd.Series([1, 1, 2, 2, 1]), pd.Series([1.0, 2, 3, 4, 5])
        )


def test_pairs_of_a_wide_matrix_are_told_apart():
    X = sparse.csr_array(np.eye(2, 5, k=2))
    assert (
        without(X, sparse.csr_array(np.eye(2, 5, k=-1))).toarray().tolist() == X.toarray().tolist()
    )


@pytest.mark.parametrize("fraction", [0.01, 0.2])
def test_at_least_one_of_each_history_is_held_out(fraction):
    X = sparse.csr_array(np.ones((4, 3)))
    _, test = hold_out(X, fraction, 0)
    assert np.diff(test.indptr).tolist() == [1] * 4
    log = pd.DataFrame({"user_id": np.repeat([1, 2], 3), "timestamp": range(6)})
    assert hold_out_last(log, fraction).test["timestamp"].tolist() == [2, 5]
