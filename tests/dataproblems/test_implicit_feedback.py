import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from dataproblems.implicit_feedback import ALS, EASE, confidence_from_watch_fraction
from dataproblems.ranking import ndcg_at_k


def random_matrix(n_users, n_items, seed=0, share=0.3):
    rng = np.random.default_rng(seed)
    return sparse.csr_array((rng.random((n_users, n_items)) < share) * rng.random((1, n_items)))


def two_communities(n=60, seed=0):
    """Half of the users only watch the first half of the items, the others the second."""
    rng = np.random.default_rng(seed)
    own = np.arange(n)[:, None] // (n // 2) == np.arange(n) // (n // 2)
    watched = (rng.random((n, n)) < 0.3) & own
    return sparse.csr_array(watched.astype(float)), sparse.csr_array((own & ~watched) * 1.0)


class TestEase:
    def test_weights_by_hand(self):
        # Each of two items is predicted from the other: ridge regression in one variable.
        X = sparse.csr_array([[1.0, 1], [1, 0], [1, 1]])
        expected = np.array([[0, 2 / (3 + 1)], [2 / (2 + 1), 0]])
        assert EASE(1.0).fit(X).weights == pytest.approx(expected)

    @pytest.mark.parametrize("shape", [(40, 12), (12, 40)])
    def test_each_column_solves_its_ridge_regression_on_the_other_items(self, shape):
        X = random_matrix(*shape)
        B = EASE(2.0).fit(X).weights
        assert (np.diag(B) == 0).all()
        dense = X.toarray()
        for item in (0, 5, 11):
            others = np.delete(dense, item, axis=1)
            gram = others.T @ others + 2.0 * np.eye(shape[1] - 1)
            expected = np.linalg.solve(gram, others.T @ dense[:, item])
            assert np.delete(B[:, item], item) == pytest.approx(expected, abs=1e-9)

    @pytest.mark.parametrize("shape", [(40, 12), (12, 40)])
    def test_an_item_does_not_predict_itself(self, shape):
        X = random_matrix(*shape)
        alone = EASE(2.0).fit(X).predict(sparse.eye_array(shape[1], format="csr"))
        assert np.diag(alone) == pytest.approx(np.zeros(shape[1]), abs=1e-12)

    @pytest.mark.parametrize("shape", [(40, 12), (12, 40)])
    def test_scores_are_histories_times_weights_also_for_new_users(self, shape):
        model, new = EASE(2.0).fit(random_matrix(*shape)), random_matrix(5, shape[1], seed=1)
        assert model.predict(new) == pytest.approx(new @ model.weights)

    @pytest.mark.parametrize("shape", [(40, 12), (12, 40)])
    def test_candidates_alone_get_the_scores_that_they_have_among_all(self, shape):
        model, new = EASE(2.0).fit(random_matrix(*shape)), random_matrix(5, shape[1], seed=1)
        items = np.array([7, 2, 11])
        assert model.predict(new, items) == pytest.approx(model.predict(new)[:, items])
        assert model.predict(new[:0], items).shape == (0, 3)

    @given(st.floats(0.1, 1000), st.integers(0, 1000))
    @settings(max_examples=20)
    def test_both_inverses_give_the_same_scores(self, regularization, seed):
        X = random_matrix(14, 15, seed)
        tall = sparse.vstack([X, sparse.csr_array((2, 15))], format="csr")  # two empty users
        wide, narrow = EASE(regularization).fit(X), EASE(regularization).fit(tall)
        assert wide.predict(X) == pytest.approx(narrow.predict(X), abs=1e-8)

    def test_finds_the_communities(self):
        train, test = two_communities()
        found = ndcg_at_k(EASE(5.0).fit(train).predict(train), test, exclude=train)
        assert np.nanmean(found) > 0.99

    def test_names_bad_input(self):
        with pytest.raises(ValueError, match="must lie above 0"):
            EASE(0)
        with pytest.raises(ValueError, match="X must have shape any x 15"):
            EASE(1).fit(random_matrix(14, 15)).predict(random_matrix(3, 4))


class TestAls:
    def test_finds_the_communities_and_repeats_itself(self):
        train, test = two_communities()
        scores = ALS(8, random_state=3).fit(train).predict(train)
        assert np.nanmean(ndcg_at_k(scores, test, exclude=train)) > 0.95
        assert (scores == ALS(8, random_state=3).fit(train).predict(train)).all()

    def test_its_defaults_are_those_of_its_signature(self):
        X = random_matrix(30, 20)
        named = ALS(factors=64, regularization=10.0, alpha=10.0, iterations=15, random_state=0)
        assert (ALS().fit(X).predict(X) == named.fit(X).predict(X)).all()

    def test_folds_in_users_that_it_was_not_trained_on(self):
        train, test = two_communities()
        half = np.arange(0, 60, 2)
        scores = ALS(8).fit(train[half]).predict(train[1::2])
        assert np.nanmean(ndcg_at_k(scores, test[1::2], exclude=train[1::2])) > 0.95

    def test_scores_minimise_the_weighted_squares_given_the_items(self):
        # Hu, Koren & Volinsky's user step, written out: confidence 1 + alpha x.
        X = random_matrix(30, 20)
        model = ALS(4, regularization=0.5, alpha=3.0).fit(X)
        items = model._model.item_factors.astype(float)
        x = X.toarray()[7]
        confidence = 1 + 3.0 * x
        left = (items.T * confidence) @ items + 0.5 * np.eye(4)
        user = np.linalg.solve(left, items.T @ (confidence * (x > 0)))
        assert model.predict(X)[7] == pytest.approx(items @ user, abs=1e-4)

    def test_is_silent(self, capfd):
        ALS(4).fit(random_matrix(30, 20))
        captured = capfd.readouterr()
        assert captured.out + captured.err == ""


class TestConfidence:
    def test_by_hand(self):
        values = confidence_from_watch_fraction([0, 0.45, 0.9, 1, 2.5])
        assert values == pytest.approx([0, 0.5, 1, 1, 1])

    def test_keeps_the_shape(self):
        assert confidence_from_watch_fraction(np.zeros((2, 3))).shape == (2, 3)

    @pytest.mark.parametrize("bad", [[-0.1], [np.nan, 0.5]])
    def test_refuses_an_unusable_fraction(self, bad):
        with pytest.raises(ValueError, match="drop or repair such plays first"):
            confidence_from_watch_fraction(bad)

    @pytest.mark.parametrize("full_at", [0, 1.1])
    def test_refuses_an_impossible_end(self, full_at):
        with pytest.raises(ValueError, match="full_at"):
            confidence_from_watch_fraction([0.5], full_at)


def test_small_whole_numbers_do_not_overflow():
    X = sparse.csr_array(np.full((9, 3), 100, dtype=np.int8))
    X[0, 1] = X[1, 2] = 7
    large = X.astype(float)
    expected = EASE(10.0).fit(large).predict(large)
    assert EASE(10.0).fit(X).predict(X) == pytest.approx(expected)
