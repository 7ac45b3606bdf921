import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.linear_model import Ridge

from dataproblems.cold_start import (
    blend,
    content_features,
    content_ridge_scores,
    content_scores,
    elicitation_order,
    fit_shrinkage,
    quality_by_interactions,
    shrinkage_weight,
    standardize,
)


@pytest.fixture
def shelf() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "genres": ["Drama|War", "Drama|War", "Comedy", "", None],
            "brand": ["a", "a", "b", "b", None],
            "year": pd.array([1950, 1952, 2000, 2010, None], dtype="Int16"),
            "title": ["The Long Night", "The Night Watch", "Watch Out", "Zed", "Unique"],
        }
    )


@pytest.fixture
def world() -> tuple[sparse.csr_array, sparse.csr_array]:
    rng = np.random.default_rng(0)
    X = sparse.csr_array((rng.random((30, 12)) < 0.3).astype(float))
    F = sparse.csr_array((rng.random((12, 5)) < 0.5).astype(float))
    return X, F


class TestContentFeatures:
    def test_same_labels_are_alike_and_disjoint_ones_are_not(self, shelf):
        F = content_features(shelf, labels=["genres"])
        cosine = (F @ F.T).toarray()
        assert cosine[0, 1] == pytest.approx(1)
        assert cosine[0, 2] == 0

    def test_an_item_without_a_value_has_no_features(self, shelf):
        F = content_features(shelf, labels=["genres"], categories=["brand"], numbers=["year"])
        assert F[[4]].nnz == 0

    def test_rows_have_unit_length(self, shelf):
        F = content_features(shelf, labels=["genres"], numbers=["year"], text=["title"])
        length = np.sqrt(F.multiply(F).sum(axis=1))
        np.testing.assert_allclose(length[:4], 1)

    def test_close_years_are_more_alike_than_distant_ones(self):
        years = pd.DataFrame({"year": np.arange(1950, 2010)})
        F = content_features(years, numbers=["year"])
        cosine = (F @ F.T).toarray()
        assert 1 > cosine[0, 2] > cosine[0, 5] > cosine[0, 50] == 0

    def test_fields_weigh_the_same_however_many_labels_they_hold(self, shelf):
        F = content_features(shelf, labels=["genres"], categories=["brand"])
        cosine = (F @ F.T).toarray()
        # items 2 and 3: one field in common of the two that item 2 has, none that item 3 lacks
        assert cosine[2, 3] == pytest.approx(1 / np.sqrt(2))

    def test_words_of_one_title_alone_are_left_out(self, shelf):
        F = content_features(shelf, text=["title"])
        assert F.shape[1] == 2  # "night" and "watch"

    def test_names_the_missing_column(self, shelf):
        with pytest.raises(ValueError, match="actors"):
            content_features(shelf, labels=["actors"])

    def test_wants_at_least_one_field(self, shelf):
        with pytest.raises(ValueError, match="at least one"):
            content_features(shelf)


class TestContentScores:
    def test_is_the_mean_similarity_to_the_history(self):
        F = sparse.csr_array(np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]))
        X = sparse.csr_array(np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
        scores = content_scores(X, F, [2])
        np.testing.assert_allclose(scores, [[(0 + 0.8) / 2], [0]])

    @pytest.mark.parametrize("method", [content_scores, content_ridge_scores])
    def test_never_reads_the_targets_own_interactions(self, world, method):
        X, F = world
        targets = [1, 4, 7]
        before = method(X, F, targets)
        changed = X.toarray()
        changed[:, targets] = np.random.default_rng(1).random((30, 3))
        np.testing.assert_allclose(method(sparse.csr_array(changed), F, targets), before)

    @pytest.mark.parametrize("method", [content_scores, content_ridge_scores])
    def test_leaves_its_input_alone(self, world, method):
        X, F = world
        copy = X.copy()
        method(X, F, [0, 1])
        np.testing.assert_array_equal(X.toarray(), copy.toarray())

    @pytest.mark.parametrize("method", [content_scores, content_ridge_scores])
    def test_without_targets_scores_every_item_from_all_of_the_history(self, world, method):
        X, F = world
        assert method(X, F).shape == X.shape
        assert np.abs(method(X, F) - method(X, F, np.arange(12))).max() > 0

    @pytest.mark.parametrize("method", [content_scores, content_ridge_scores])
    def test_refuses_features_of_other_items(self, world, method):
        X, F = world
        with pytest.raises(ValueError, match="12 items but features describe 11"):
            method(X, F[:11])

    def test_ridge_agrees_with_scikit_learn(self, world):
        X, F = world
        targets, known = [2, 5], np.setdiff1d(np.arange(12), [2, 5])
        model = Ridge(alpha=3.0, fit_intercept=False).fit(
            F[known].toarray(), X[:, known].toarray().T
        )
        expected = model.predict(F[targets].toarray()).T
        np.testing.assert_allclose(content_ridge_scores(X, F, targets, 3.0), expected)

    def test_ridge_refuses_a_penalty_of_zero(self, world):
        with pytest.raises(ValueError, match=r"must lie (at or )?above 0"):
            content_ridge_scores(*world, [1], regularization=0)


class TestBlend:
    def test_shrinkage_weight_by_hand(self):
        np.testing.assert_allclose(shrinkage_weight([0, 10, 30], 10), [0, 0.5, 0.75])

    @pytest.mark.parametrize(("n", "k"), [([-1], 10), ([1], 0), ([1], -3)])
    def test_shrinkage_weight_refuses_nonsense(self, n, k):
        with pytest.raises(ValueError, match=r"must lie (at or )?above 0"):
            shrinkage_weight(n, k)

    @given(
        st.lists(st.integers(-1000, 1000), min_size=3, max_size=8, unique=True),
        st.floats(0.01, 1000),
        st.floats(-1e3, 1e3),
        st.sampled_from(["zscore", "rank"]),
    )
    def test_no_unit_or_offset_changes_a_standardised_score(self, row, unit, offset, scale):
        x = np.array([row], dtype=float)
        np.testing.assert_allclose(
            standardize(x * unit + offset, scale), standardize(x, scale), atol=1e-6
        )

    @pytest.mark.parametrize("scale", ["zscore", "rank"])
    def test_constant_scores_say_nothing(self, scale):
        np.testing.assert_allclose(standardize(np.full((2, 3), 0.1), scale), 0)

    def test_ranks_spread_from_minus_one_to_one(self):
        np.testing.assert_allclose(standardize([[5, 7, 90]], "rank"), [[-1, 0, 1]])

    def test_scores_in_a_tiny_unit_are_scores_all_the_same(self):
        np.testing.assert_allclose(standardize([[1e-15, 3e-15]]), [[-1, 1]])

    def test_one_item_alone_is_neither_good_nor_bad(self):
        np.testing.assert_array_equal(standardize([[5], [7]], "rank"), [[0], [0]])

    def test_axis_0_compares_the_users_of_an_item(self):
        np.testing.assert_allclose(standardize([[1, 10], [3, 30]], axis=0), [[-1, -1], [1, 1]])

    def test_refuses_an_unknown_scale(self):
        with pytest.raises(ValueError, match="minmax"):
            standardize([[1, 2]], "minmax")

    def test_weights_0_and_1_are_the_sources_themselves(self):
        content, behaviour = [[1, 2, 4]], [[300, 100, 200]]
        np.testing.assert_allclose(blend(content, behaviour, 0), standardize(content))
        np.testing.assert_allclose(blend(content, behaviour, 1), standardize(behaviour))

    def test_one_weight_per_user(self):
        content, behaviour = np.array([[1, 2, 4], [1, 2, 4]]), np.array([[3, 1, 2], [3, 1, 2]])
        mixed = blend(content, behaviour, [0, 1])
        np.testing.assert_allclose(mixed[0], standardize(content)[0])
        np.testing.assert_allclose(mixed[1], standardize(behaviour)[1])

    def test_one_weight_per_item_when_users_are_compared(self):
        content, behaviour = np.array([[1, 2], [4, 1]]), np.array([[3, 1], [0, 2]])
        mixed = blend(content, behaviour, [0, 1], axis=0)
        np.testing.assert_allclose(mixed[:, 0], standardize(content, axis=0)[:, 0])
        np.testing.assert_allclose(mixed[:, 1], standardize(behaviour, axis=0)[:, 1])

    def test_refuses_other_shapes_and_weights(self):
        with pytest.raises(ValueError, match="shape"):
            blend([[1, 2]], [[1, 2, 3]], 0.5)
        with pytest.raises(ValueError, match="weight must lie in"):
            blend([[1, 2]], [[1, 2]], 1.5)


class TestFitShrinkage:
    truth = np.array([[0.0, 1, 2, 3], [3.0, 2, 1, 0]])

    def quality(self, scores):
        return [np.corrcoef(s, t)[0, 1] for s, t in zip(scores, self.truth, strict=True)]

    def test_trusts_good_behaviour_at_once_and_bad_behaviour_late(self):
        n = np.array([4, 4])
        good, _ = fit_shrinkage(-self.truth, self.truth, n, self.quality, (1, 100))
        bad, _ = fit_shrinkage(self.truth, -self.truth, n, self.quality, (1, 100))
        assert (good, bad) == (1, 100)

    def test_the_curve_holds_every_candidate_in_order(self):
        _, curve = fit_shrinkage(self.truth, -self.truth, [4, 4], self.quality, (100, 1, 10))
        assert list(curve.index) == [1, 10, 100]
        assert curve.is_monotonic_increasing

    def test_leaves_undefined_qualities_out(self):
        best, curve = fit_shrinkage(
            self.truth, self.truth, [4, 4], lambda s: [s.shape[1], np.nan], (5,)
        )
        assert (best, curve.loc[5]) == (5, 4)

    def test_tries_the_pseudo_counts_of_its_signature(self):
        _, curve = fit_shrinkage(self.truth, self.truth, [4, 4], self.quality)
        assert list(curve.index) == [1, 2, 5, 10, 20, 50, 100]

    def test_takes_the_smallest_of_equals(self):
        best, _ = fit_shrinkage(self.truth, self.truth, [4, 4], lambda _: [1.0], (20, 5, 10))
        assert best == 5

    def test_refuses_a_quality_that_is_no_number(self):
        with pytest.raises(ValueError, match="nobody on the validation side"):
            fit_shrinkage(self.truth, self.truth, [4, 4], lambda _: [np.nan], (5,))

    def test_needs_a_candidate(self):
        with pytest.raises(ValueError, match="candidate"):
            fit_shrinkage(self.truth, self.truth, [1, 1], self.quality, ())


class TestElicitation:
    # items: everyone likes / split opinion, half have seen it / split opinion, few have / unseen
    ratings = sparse.csr_array(
        np.array(
            [[5, 5, 5, 0]] * 1 + [[5, 2, 1, 0]] * 1 + [[5, 5, 0, 0]] * 2 + [[5, 1, 0, 0]] * 2
            + [[5, 0, 0, 0]] * 2
        ).astype(float)
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("strategy", "first"),
        [("popularity", 0), ("popularity-entropy", 1), ("entropy0", 1)],
    )
    def test_the_first_question(self, strategy, first):
        assert elicitation_order(self.ratings, strategy)[0] == first

    @pytest.mark.parametrize(
        "strategy", ["popularity", "entropy", "popularity-entropy", "entropy0"]
    )
    def test_the_order_is_that_of_the_formula(self, strategy):
        rng = np.random.default_rng(3)
        dense = rng.integers(1, 6, (40, 9)) * (rng.random((40, 9)) < rng.random(9))

        def entropy(*counts):
            shares = np.array([c for c in counts if c]) / sum(counts)
            return float(-(shares * np.log(shares)).sum())

        value = []
        for ratings in dense.T:
            likes, dislikes = (ratings >= 4).sum(), ((ratings > 0) & (ratings < 4)).sum()
            opinion = entropy(likes, dislikes) if likes + dislikes else 0
            value.append(
                {
                    "popularity": likes + dislikes,
                    "entropy": opinion,
                    "popularity-entropy": np.log(1 + likes + dislikes) * opinion,
                    "entropy0": entropy(likes, dislikes, 40 - likes - dislikes),
                }[strategy]
            )
        order = elicitation_order(sparse.csr_array(dense.astype(float)), strategy)
        np.testing.assert_allclose(np.array(value)[order], np.sort(value)[::-1])

    def test_entropy_does_not_care_how_many_can_answer(self):
        firsts = {int(elicitation_order(self.ratings, "entropy", seed)[0]) for seed in range(20)}
        assert firsts == {1, 2}

    def test_random_orders_differ_by_seed_and_hold_every_item(self):
        orders = [elicitation_order(self.ratings, "random", seed) for seed in range(8)]
        assert len({tuple(order) for order in orders}) > 1
        assert all(sorted(order) == [0, 1, 2, 3] for order in orders)

    def test_half_stars_are_ratings(self):
        halves = sparse.csr_array([[0.5, 0.0], [0.5, 0.5]])
        assert elicitation_order(halves, "popularity").tolist() == [0, 1]

    def test_refuses_an_unknown_strategy(self):
        with pytest.raises(ValueError, match="guess"):
            elicitation_order(self.ratings, "guess")


class TestQualityByInteractions:
    def test_bins_by_hand(self):
        table = quality_by_interactions([0.1, 0.2, 0.4, 0.5, np.nan], [0, 1, 2, 3, 3], (1, 3))
        assert list(table.index) == ["0", "1-2", "3+"]
        assert list(table["count"]) == [1, 2, 1]
        np.testing.assert_allclose(table["mean"], [0.1, 0.3, 0.5])

    def test_half_width_is_that_of_a_normal_95_percent_interval(self):
        table = quality_by_interactions([0.1, 0.5, 0.3], [1, 2, 9], (1, 3))
        spread = np.std([0.1, 0.5], ddof=1) / np.sqrt(2)
        assert table.loc["1-2", "half_width"] == pytest.approx(1.96 * spread)
        assert np.isnan(table.loc["3+", "half_width"])

    def test_the_newcomers_bin_is_there_even_if_empty(self):
        table = quality_by_interactions([0.5], [7])
        assert table.loc["0", "count"] == 0
        assert np.isnan(table.loc["0", "mean"])

    def test_the_bins_of_its_signature(self):
        names = list(quality_by_interactions([0.5], [7]).index)
        assert names == ["0", "1-2", "3-9", "10-29", "30-99", "100+"]

    def test_a_bin_of_one_count_is_named_by_it(self):
        assert "2" in quality_by_interactions([0.5], [7], (1, 2, 3)).index

    @pytest.mark.parametrize("edges", [(0, 5), (1, 1), (1, 5, 3), ()])
    def test_refuses_edges_that_hide_the_newcomers(self, edges):
        with pytest.raises(ValueError, match="rise from 1"):
            quality_by_interactions([0.5], [7], edges)

    def test_refuses_lengths_that_differ(self):
        with pytest.raises(ValueError, match="shape"):
            quality_by_interactions([0.5], [7, 8])
