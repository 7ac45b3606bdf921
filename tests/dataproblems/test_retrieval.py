import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics.pairwise import cosine_similarity

from dataproblems.ranking import NO_ITEM
from dataproblems.retrieval import (
    TwoTowers,
    candidate_recall,
    index_benchmark,
    item_neighbours,
    merged,
)


@pytest.fixture(scope="module")
def two_tastes():
    """Users who take films of one half of a catalogue only; the first films are popular."""
    rng = np.random.default_rng(0)
    share = 1 / np.arange(1, 21)
    rows = []
    for user in range(120):
        row = np.zeros(40)
        half = 20 * (user % 2)
        row[half + rng.choice(20, size=8, replace=False, p=share / share.sum())] = 1
        rows.append(row)
    return sparse.csr_array(np.array(rows))


@pytest.mark.parametrize("negatives", ["batch", "uniform"])
def test_towers_learn_who_takes_what(two_tastes, negatives):
    model = TwoTowers(8, negatives=negatives, epochs=20, rng=0).fit(two_tastes)
    scores = model.predict(two_tastes)
    own, other = scores[0::2, :20], scores[0::2, 20:]
    assert own.min(axis=1).mean() > other.max(axis=1).mean()


def test_the_correction_gives_popular_items_their_due(two_tastes):
    def lead(correct):
        model = TwoTowers(8, correct=correct, epochs=40, rng=0).fit(two_tastes)
        scores = model.predict(two_tastes)[0::2, :20]
        return (scores[:, :5].mean(axis=1) - scores[:, 10:].mean(axis=1)).mean()

    assert lead(correct=True) > lead(correct=False) + 0.5


def test_a_user_who_came_later_is_placed_by_their_history(two_tastes):
    model = TwoTowers(8, epochs=5, rng=0).fit(two_tastes)
    later = model.users(two_tastes[[3]])
    assert later == pytest.approx(model.users(two_tastes)[[3]])
    assert not model.users(sparse.csr_array((1, 40))).any()
    assert model.predict(two_tastes[[3]]) == pytest.approx(later @ model.items.T)


def test_the_seed_decides(two_tastes):
    first, same, other = (TwoTowers(4, epochs=2, rng=s).fit(two_tastes).items for s in (1, 1, 2))
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(
    ("negatives", "correct"), [("batch", True), ("batch", False), ("uniform", True)]
)
def test_the_slopes_are_those_of_the_loss(two_tastes, negatives, correct):
    model = TwoTowers(3, negatives=negatives, correct=correct, epochs=1, rng=0).fit(two_tastes)
    batch = two_tastes[:6].astype(np.float32)
    step = model._draw(batch, np.log(np.full(40, 1 / 40, np.float32)) + np.arange(40) / 40)

    def loss():
        history = step.history.toarray()
        user = history @ model._history / np.sqrt(history.sum(axis=1, keepdims=True))
        score = user @ model._item[step.columns].T - step.offset
        score[step.hidden] = -np.inf
        chance = np.exp(score) / np.exp(score).sum(axis=1, keepdims=True)
        return np.mean([-np.log(chance[u][step.own[u]]).mean() for u in range(6)])

    slopes = model._slopes(step)
    model._history, model._item = model._history.astype(float), model._item.astype(float)
    for table, (rows, slope) in zip((model._history, model._item), slopes, strict=True):
        for at, factor in ((0, 0), (len(rows) - 1, 2)):
            table[rows[at], factor] += 1e-5
            higher = loss()
            table[rows[at], factor] -= 2e-5
            lower = loss()
            table[rows[at], factor] += 1e-5
            assert slope[at, factor] == pytest.approx((higher - lower) / 2e-5, abs=1e-4)


def test_own_items_are_no_negatives_and_targets_leave_the_history(two_tastes):
    model = TwoTowers(3, epochs=1, rng=0).fit(two_tastes)
    batch = two_tastes[:10].astype(np.float32)
    step = model._draw(batch, np.zeros(40, np.float32))
    taken = batch.toarray() > 0
    assert (step.own.sum(axis=1) == 4).all()
    for user in range(10):
        targets = step.columns[step.own[user]]
        assert not step.history.toarray()[user, targets].any()
        negatives = step.columns[~step.own[user] & ~step.hidden[user]]
        assert not taken[user, negatives].any()
    assert (step.history.sum(axis=1) + step.own.sum(axis=1) == taken.sum(axis=1)).all()


def test_neighbours_are_the_nearest_by_cosine(two_tastes):
    kept = item_neighbours(two_tastes, 3).toarray()
    similar = cosine_similarity(two_tastes.T)
    np.fill_diagonal(similar, 0)
    for item in range(40):
        nearest = np.argsort(-similar[:, item])[:3]
        assert kept[nearest, item] == pytest.approx(similar[nearest, item], abs=1e-6)
        assert (kept[:, item] > 0).sum() >= 3
    assert item_neighbours(two_tastes, 100).toarray() == pytest.approx(similar, abs=1e-6)


def test_candidate_recall_counts_each_item_once():
    held = sparse.csr_array(np.array([[1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]))
    found = candidate_recall([[0, 0, 3], [-1, -1, -1], [0, 1, 2]], held)
    assert found[:2].tolist() == [0.5, 0.0]
    assert np.isnan(found[2])


def test_sources_take_turns():
    first, second = np.array([[3, 1, 2], [5, -1, -1]]), np.array([[1, 4], [5, 6]])
    assert merged([first, second], 4).tolist() == [[3, 1, 4, 2], [5, 6, -1, -1]]
    assert merged([first, second], 2).tolist() == [[3, 1], [5, 6]]


def test_the_recorded_benchmark_compares_with_an_exact_search():
    record = index_benchmark()
    exact = record.rows[record.rows["index"] == "exact (NumPy)"]
    assert (exact["found"] == 1).all()
    assert set(record.rows["vectors"]) == set(exact["vectors"])
    assert record.rows["found"].between(0, 1).all()


def test_the_format_of_the_interactions_does_not_matter():
    held_out = sparse.csr_array(np.array([[0, 1, 1], [1, 0, 0]]))
    candidates = np.array([[1, 0], [2, NO_ITEM]])
    expected = candidate_recall(candidates, held_out)
    assert candidate_recall(candidates, held_out.tocoo()) == pytest.approx(expected)
    assert candidate_recall(candidates, held_out.tocsc()) == pytest.approx(expected)
