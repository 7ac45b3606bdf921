import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.metrics import ndcg_score, roc_auc_score

from dataproblems.ranking import (
    NO_ITEM,
    auc,
    catalogue_coverage,
    gini,
    intra_list_diversity,
    mmr,
    ndcg_at_k,
    novelty,
    recall_at_k,
    top_k,
)


def interactions(dense):
    return sparse.csr_array(np.asarray(dense, dtype=float))


class TestTopK:
    def test_orders_the_best_first(self):
        assert top_k([[0.1, 0.9, 0.5]], 2).tolist() == [[1, 2]]

    def test_equal_scores_come_in_random_order_also_across_the_cut(self):
        lists = np.vstack([top_k([[5, 1, 1, 1, 1, 0]], 3, rng=seed) for seed in range(300)])
        assert (lists[:, 0] == 0).all()
        shown = np.bincount(lists[:, 1:].ravel(), minlength=6)[1:5] / 300
        np.testing.assert_allclose(shown, 0.5, atol=0.12)
        second = np.bincount(lists[:, 1], minlength=6)[1:5] / 300
        np.testing.assert_allclose(second, 0.25, atol=0.1)

    def test_users_do_not_share_the_order_of_equal_scores(self):
        lists = top_k(np.zeros((400, 4)), 1)
        np.testing.assert_allclose(np.bincount(lists[:, 0]) / 400, 0.25, atol=0.1)

    def test_the_same_seed_gives_the_same_lists(self):
        assert (top_k(np.zeros((9, 30)), 5, rng=3) == top_k(np.zeros((9, 30)), 5, rng=3)).all()

    def test_never_returns_an_excluded_item_even_if_its_stored_value_is_zero(self):
        seen = sparse.csr_array((np.array([0.0]), ([0], [1])), shape=(1, 3))
        assert top_k([[0.1, 0.9, 0.5]], 2, exclude=seen).tolist() == [[2, 0]]

    def test_fills_up_where_candidates_run_out(self):
        seen = interactions([[1, 1, 0]])
        assert top_k([[3, 2, 1]], 2, exclude=seen).tolist() == [[2, NO_ITEM]]

    def test_gives_at_most_the_catalogue(self):
        assert top_k([[3, 2, 1]], 10).tolist() == [[0, 1, 2]]

    def test_leaves_the_scores_alone(self):
        scores = np.array([[1.0, 2.0]])
        top_k(scores, 1, exclude=interactions([[0, 1]]))
        assert scores.tolist() == [[1, 2]]

    @pytest.mark.parametrize(
        ("scores", "k", "exclude", "problem"),
        [
            ([[np.nan, 1]], 1, None, "missing value; give -inf"),
            ([[np.inf, 1]], 1, None, "plus infinity"),
            ([[1, 2]], 0, None, "k must lie at or above 1"),
            ([1, 2], 1, None, "any, any"),
            ([[1, 2]], 1, interactions([[1, 0, 0]]), "shape"),
        ],
    )
    def test_names_bad_input(self, scores, k, exclude, problem):
        with pytest.raises(ValueError, match=problem):
            top_k(scores, k, exclude)

    @given(st.integers(0, 10_000))
    @settings(max_examples=50)
    def test_the_scores_of_a_list_are_those_of_a_sort(self, seed):
        rng = np.random.default_rng(seed)
        scores = rng.integers(0, 4, (5, 12)).astype(float)
        lists = top_k(scores, 5, rng=seed)
        found = np.take_along_axis(scores, lists, axis=1)
        assert (found == -np.sort(-scores, axis=1)[:, :5]).all()
        assert all(len(set(row)) == 5 for row in lists.tolist())


class TestNdcg:
    def test_by_hand(self):
        # the list is items 1, 0, 2; items 0 and 2 are relevant
        value = ndcg_at_k([[2, 3, 1]], interactions([[1, 0, 1]]), k=3)
        ideal = 1 + 1 / np.log2(3)
        assert value[0] == pytest.approx((1 / np.log2(3) + 1 / 2) / ideal)

    def test_the_ideal_list_is_no_longer_than_the_relevant_items(self):
        assert ndcg_at_k([[3, 2, 1]], interactions([[1, 0, 0]]), k=3)[0] == 1

    def test_the_ideal_list_is_no_longer_than_k(self):
        assert ndcg_at_k([[3, 2, 1]], interactions([[1, 1, 1]]), k=1)[0] == 1

    def test_training_items_take_no_place(self):
        value = ndcg_at_k([[3, 2, 1]], interactions([[0, 1, 0]]), 1, interactions([[1, 0, 0]]))
        assert value[0] == 1

    def test_nothing_held_out_is_nan(self):
        assert np.isnan(ndcg_at_k([[3, 2]], interactions([[0, 0]]))[0])

    def test_a_negative_gain_is_refused(self):
        with pytest.raises(ValueError, match="held_out: an entry must lie at or above 0"):
            ndcg_at_k([[3, 2]], interactions([[-1, 0]]))

    @given(st.integers(0, 10_000), st.integers(1, 9), st.integers(1, 9))
    @settings(max_examples=50)
    def test_equals_scikit_learn_with_graded_gains_and_ties(self, seed, k, levels):
        rng = np.random.default_rng(seed)
        gains, scores = rng.integers(0, 4, (4, 9)), rng.integers(0, levels, (4, 9)).astype(float)
        gains[:, 0] = 1
        mine = ndcg_at_k(scores, interactions(gains), k)
        assert mine.mean() == pytest.approx(ndcg_score(gains, scores, k=k))


def test_recall_counts_all_held_out_items():
    value = recall_at_k([[4, 3, 2, 1], [4, 3, 2, 1]], interactions([[1, 0, 1, 1], [0] * 4]), k=2)
    assert value[0] == pytest.approx(1 / 3)
    assert np.isnan(value[1])


@given(st.integers(0, 10_000))
@settings(max_examples=50)
def test_auc_equals_scikit_learn_over_the_candidates(seed):
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 5, (1, 12)).astype(float)
    seen = np.zeros((1, 12))
    seen[0, :3] = 1
    truth = np.zeros((1, 12))
    truth[0, 3:7] = 1
    mine = auc(scores, interactions(truth), interactions(seen))[0]
    assert mine == pytest.approx(roc_auc_score(truth[0, 3:], scores[0, 3:]))


def test_auc_needs_both_kinds():
    assert np.isnan(auc([[1, 2]], interactions([[1, 1]]))[0])


def test_gini_by_hand():
    assert gini([5, 5, 5]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(3 / 4)
    assert gini([1, 3]) == pytest.approx(1 / 4)


@pytest.mark.parametrize("counts", [[], [0, 0], [-1, 2]])
def test_gini_refuses_what_has_no_shares(counts):
    with pytest.raises(ValueError, match="counts"):
        gini(counts)


def test_coverage_counts_a_shown_item_once_and_no_empty_place():
    assert catalogue_coverage(np.array([[0, 1], [1, NO_ITEM]]), 4) == 0.5


def test_novelty_is_in_bits():
    value = novelty(np.array([[0, 1], [2, NO_ITEM]]), [1.0, 0.5, 0.25])
    assert value.tolist() == [0.5, 2.0]
    with pytest.raises(ValueError, match="smooth"):
        novelty(np.array([[0]]), [0.0])


def test_diversity_is_the_mean_pairwise_cosine_distance():
    features = [[1, 0], [0, 1], [1, 1], [0, 0]]
    lists = np.array([[0, 0, NO_ITEM], [0, 1, NO_ITEM], [0, 1, 2], [0, 3, NO_ITEM], [0, -1, -1]])
    expected = [0, 1, (1 + 2 * (1 - np.sqrt(0.5))) / 3, 1, np.nan]
    assert intra_list_diversity(lists, features) == pytest.approx(expected, nan_ok=True)


class TestMmr:
    SCORES = ((1.0, 0.9, 0.5, 0.0),)
    FEATURES = ((1, 0), (1, 0), (0, 1), (0, 1))

    def test_pure_relevance_keeps_the_order(self):
        assert mmr(self.SCORES, self.FEATURES, 3, trade_off=1).tolist() == [[0, 1, 2]]

    def test_a_near_copy_gives_way(self):
        # second place: item 1 is worth .5 x .9 - .5 x 1, item 2 .5 x .5 - 0
        assert mmr(self.SCORES, self.FEATURES, 3, trade_off=0.5).tolist() == [[0, 2, 1]]

    def test_relevance_does_not_depend_on_the_unit_of_the_scores(self):
        scaled = 50 * np.array(self.SCORES) - 7
        assert mmr(scaled, self.FEATURES, 3, 0.5).tolist() == [[0, 2, 1]]

    def test_excluded_items_stay_out_and_short_pools_are_filled_up(self):
        seen = interactions([[1, 0, 0, 1]])
        assert mmr(self.SCORES, self.FEATURES, 3, 0.5, seen).tolist() == [[1, 2, NO_ITEM]]

    def test_only_the_pool_is_considered(self):
        assert mmr(self.SCORES, self.FEATURES, 2, 0.1, pool=2).tolist() == [[0, 1]]

    def test_names_bad_input(self):
        with pytest.raises(ValueError, match="trade_off"):
            mmr(self.SCORES, self.FEATURES, 2, 1.5)
        with pytest.raises(ValueError, match="pool"):
            mmr(self.SCORES, self.FEATURES, 3, 0.5, pool=2)

    def test_diversity_grows_as_relevance_weighs_less(self):
        rng = np.random.default_rng(0)
        scores, features = rng.random((20, 60)), rng.random((60, 4)) ** 4
        diversity = [
            intra_list_diversity(mmr(scores, features, 8, t, pool=40), features).mean()
            for t in (1, 0.7, 0.3)
        ]
        assert diversity == sorted(diversity)
        assert diversity[-1] > diversity[0] + 0.05
