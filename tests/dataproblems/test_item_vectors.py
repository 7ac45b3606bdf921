import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from dataproblems.item_vectors import ItemVectors, ppmi, relatedness, together

BASKETS = sparse.csr_array([[1, 1, 0], [1, 1, 1], [1, 0, 0], [2, 0, 1]])


def shop(n=400, seed=0):
    """Two halves of a range that nobody mixes, with popular and rare items."""
    rng = np.random.default_rng(seed)
    half = np.arange(20) // 10
    chance = np.linspace(0.6, 0.1, 10)[np.arange(20) % 10]
    return sparse.csr_array(
        (half == rng.integers(2, size=(n, 1))) & (rng.random((n, 20)) < chance)
    ), half


def test_together_by_hand():
    assert together(BASKETS).tolist() == [[0, 2, 2], [2, 0, 1], [2, 1, 0]]
    asked = sparse.csr_array([[1, 1, 0, 0], [0, 0, 0, 1]])
    assert together(BASKETS, asked).tolist() == [[2, 2, 1], [1, 0, 1]]


@settings(max_examples=30)
@given(st.integers(0, 1000))
def test_the_exponent_goes_from_counts_by_way_of_the_cosine_to_the_lift(seed):
    X, _ = shop(60, seed)
    counts, n = together(X), np.maximum(X.sum(axis=0), 1).astype(float)
    both = counts > 0
    expected = {0: counts, 0.5: counts / np.sqrt(n[:, None] * n), 1: counts / (n[:, None] * n)}
    for exponent, score in expected.items():
        found = relatedness(counts, n, exponent)
        for i in range(20):
            pairs = score[i, both[i]][:, None] - score[i, both[i]]
            ours = found[i, both[i]][:, None] - found[i, both[i]]
            clear = np.abs(pairs) > 1e-5 * score.max()
            assert (np.sign(pairs) == np.sign(ours))[clear].all()
            if (~both[i]).any() and both[i].any():
                assert found[i, ~both[i]].max() <= found[i, both[i]].min()


def test_items_never_together_follow_by_popularity():
    scores = relatedness([[0, 0, 0, 1]], [5, 9, 7, 1], 0.5)
    assert np.argsort(-scores[0]).tolist() == [3, 1, 2, 0]


def test_ppmi_by_hand():
    found = ppmi([[2, 1, 0]], [2], [4, 4, 4], 8)
    np.testing.assert_allclose(found, [[np.log(2 * 8 / (2 * 4)), 0, 0]])
    assert ppmi([[0, 0]], [0], [3, 0], 8).tolist() == [[0, 0]]


def test_products_of_vectors_are_the_information_if_they_are_long_enough():
    X, _ = shop()
    n = X.sum(axis=0).astype(float)
    information = ppmi(together(X), n, n, X.shape[0])
    model = ItemVectors(19).fit(X)
    rebuilt = model.fold_in(together(X), n) @ model.vectors.T
    values = np.linalg.svd(information, compute_uv=False)
    assert np.linalg.norm(rebuilt - information) == pytest.approx(values[-1], abs=1e-6)


def test_vectors_know_the_halves_of_the_shop():
    X, half = shop()
    model = ItemVectors(4).fit(X)
    scores = model.fold_in(together(X), X.sum(axis=0)) @ model.vectors.T
    same = half[:, None] == half
    assert scores[same].mean() > 10 * abs(scores[~same].mean())


def test_a_new_item_is_placed_by_its_first_baskets():
    X, half = shop()
    model = ItemVectors(4).fit(X)
    first = sparse.csr_array((np.ones(3), ([0, 0, 0], np.flatnonzero(X[:, [0]].toarray())[:3])),
                             shape=(1, X.shape[0]))  # fmt: skip
    scores = model.fold_in(together(X, first), [3]) @ model.vectors.T
    assert scores[0, half == 0].mean() > scores[0, half == 1].mean()
    assert not model.fold_in(np.zeros((1, 20)), [0]).any()


def test_needs_more_items_than_factors():
    with pytest.raises(ValueError, match="more than n_factors=64 items; got 20"):
        ItemVectors().fit(shop()[0])
