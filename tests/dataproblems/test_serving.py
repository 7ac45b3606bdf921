import numpy as np
import pytest
from implicit.cpu.als import AlternatingLeastSquares
from scipy import sparse
from threadpoolctl import threadpool_limits

from dataproblems.serving import ClusteredIndex, ExactIndex, FoldIn, latencies, overlap


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    rng = np.random.default_rng(0)
    centres = rng.standard_normal((10, 8))
    return centres[rng.integers(10, size=2000)] + 0.5 * rng.standard_normal((2000, 8))


@pytest.fixture(scope="module")
def queries() -> np.ndarray:
    return np.random.default_rng(1).standard_normal((40, 8))


class TestFoldIn:
    def test_agrees_with_implicit(self):
        rng = np.random.default_rng(0)
        X = sparse.csr_matrix((rng.random((40, 30)) < 0.3) * 5.0, dtype=np.float32)
        with threadpool_limits(1, "blas"):
            model = AlternatingLeastSquares(
                factors=6, regularization=2.0, iterations=5, random_state=0, num_threads=1
            )
            model.fit(X, show_progress=False)
        expected = model.recalculate_user(0, X[[0]])
        row = X[[0]]
        vector = FoldIn(model.item_factors, 2.0).user_vector(row.indices, row.data)
        np.testing.assert_allclose(vector, expected, rtol=1e-3, atol=1e-5)

    def test_one_factor_by_hand(self):
        # minimise 3 (1 - 2x)^2 + (0 - 1x)^2 + 1 x^2
        vector = FoldIn([[2.0], [1.0]], 1.0).user_vector([0], [3.0])
        np.testing.assert_allclose(vector, [6 / 14])

    def test_no_history_is_the_origin(self, vectors):
        np.testing.assert_array_equal(FoldIn(vectors, 1.0).user_vector([], []), np.zeros(8))

    def test_refuses_nonsense(self, vectors):
        with pytest.raises(ValueError, match="must lie above 0"):
            FoldIn(vectors, 0)
        with pytest.raises(ValueError, match="must have one length"):
            FoldIn(vectors, 1.0).user_vector([0, 1], [2.0])
        with pytest.raises(ValueError, match="confidence must lie at or above 1"):
            FoldIn(vectors, 1.0).user_vector([0], [0.5])


class TestIndexes:
    def test_exact_is_the_sorted_inner_product(self, vectors, queries):
        index = ExactIndex(vectors)
        for query in queries:
            expected = np.argsort(-(vectors @ query))[:7]
            np.testing.assert_array_equal(index.search(query, 7), expected)

    def test_probing_every_cell_is_exact(self, vectors, queries):
        index, exact = ClusteredIndex(vectors, 20, probes=20), ExactIndex(vectors)
        for query in queries:
            np.testing.assert_array_equal(index.search(query, 5), exact.search(query, 5))

    def test_more_probes_miss_less(self, vectors, queries):
        exact = ExactIndex(vectors)

        def recall(probes: int) -> float:
            index = ClusteredIndex(vectors, 40, probes=probes)
            return np.mean([overlap(index.search(q, 10), exact.search(q, 10)) for q in queries])

        few, some, many = recall(1), recall(4), recall(20)
        assert few < some < many
        assert many > 0.95

    def test_a_long_vector_is_found_for_its_inner_product(self):
        vectors = np.random.default_rng(0).standard_normal((500, 4))
        vectors[123] *= 50
        assert ClusteredIndex(vectors, 10, probes=1).search(vectors[123], 1) == [123]

    def test_returns_fewer_than_k_when_the_cells_hold_fewer(self):
        index = ClusteredIndex(np.eye(6), 6, probes=1)
        assert len(index.search(np.eye(6)[2], 5)) < 5

    def test_refuses_impossible_sizes(self, vectors):
        with pytest.raises(ValueError, match="k must lie"):
            ExactIndex(vectors).search(vectors[0], 0)
        with pytest.raises(ValueError, match="k must lie"):
            ExactIndex(vectors).search(vectors[0], 2001)
        with pytest.raises(ValueError, match="probes"):
            ClusteredIndex(vectors, 5, probes=6)


def test_overlap_is_the_share_of_the_exact_answer():
    assert overlap([1, 2, 3], [3, 1, 9, 8]) == 0.5


class TestLatencies:
    def test_times_each_argument_in_each_repetition_after_a_warm_up(self):
        seen = []
        times = latencies(seen.append, "abc", repetitions=4)
        assert times.shape == (4, 3)
        assert (times >= 0).all()
        assert "".join(seen) == "abc" * 5

    def test_refuses_nothing_to_time(self):
        with pytest.raises(ValueError, match="something to time"):
            latencies(print, [])
