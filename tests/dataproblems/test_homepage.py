import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataproblems.homepage import Attention, arrange, first_copies, visits

LOOK = Attention(0.8, 0.8)
# six titles; 0 and 1 fit mood A, 2 and 3 mood B, 4 and 5 both
KINDS = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1], [1, 1]])
CHANCE = np.array([0.5, 0.4, 0.3, 0.2, 0.05, 0.05])
ROWS = [[0, 1, 4], [1, 0, 5], [2, 3, 5], [4, 5, -1]]


def page(order, repeats, mood=(0.6, 0.4), n_rows=3, n_places=2, **options):
    return arrange(
        ROWS, CHANCE, KINDS, mood, n_rows, n_places,
        attention=LOOK, order=order, repeats=repeats, **options,
    ).tolist()  # fmt: skip


def test_looks_by_hand():
    looks = Attention(0.5, 0.1).looks(2, 3)
    np.testing.assert_allclose(looks, [[1, 0.1, 0.01], [0.5, 0.05, 0.005]])


def test_rows_may_stand_as_they_are_given():
    assert page("given", "keep") == [[0, 1], [1, 0], [2, 3]]
    assert page("given", "drop") == [[0, 1], [5, -1], [2, 3]]


def test_sorted_rows_stand_in_the_order_of_their_own_values():
    # A: 0.6 (0.5 + 0.8 * 0.5 * 0.4), 0.6 (0.4 + 0.8 * 0.6 * 0.5); B: 0.4 (0.3 + 0.8 * 0.7 * 0.2)
    assert page("sorted", "keep") == [[0, 1], [1, 0], [2, 3]]


def test_rows_are_scored_again_by_what_is_left_of_them():
    # what is left: 0.4 (0.3 + 0.8 * 0.7 * 0.2) of the third row, 0.05 and less of the others
    assert page("rescored", "drop") == [[0, 1], [2, 3], [4, 5]]
    assert page("rescored", "keep") == page("sorted", "keep")


def test_rows_of_a_set_serve_the_mood_that_is_left():
    assert page("set", "keep") == [[0, 1], [2, 3], [1, 0]]


def test_a_repeat_is_left_out_and_the_row_moves_up():
    assert page("sorted", "drop") == [[0, 1], [5, -1], [2, 3]]
    assert page("set", "drop") == [[0, 1], [2, 3], [4, 5]]


def test_only_what_stood_among_the_first_places_counts_as_seen():
    assert page("sorted", "unseen", seen=1) == [[0, 1], [1, 5], [2, 3]]
    assert page("sorted", "unseen", seen=2) == page("sorted", "drop")


def test_a_short_row_leaves_places_empty():
    assert page("sorted", "keep", n_rows=4, n_places=5)[3] == [4, 5, -1, -1, -1]


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(["given", "sorted", "rescored", "set"]))
def test_pages_hold_different_rows_and_no_title_twice(seed, order):
    rng = np.random.default_rng(seed)
    rows = np.array([rng.permutation(30)[:12] for _ in range(9)])
    found = arrange(
        rows, rng.random(30), rng.random((30, 4)) < 0.4, rng.dirichlet(np.ones(4)), 5, 3,
        attention=LOOK, order=order, repeats="drop",
    )  # fmt: skip
    shown = found[found >= 0]
    assert len(set(shown.tolist())) == shown.size
    homes = [{i for i, r in enumerate(rows) if set(row[row >= 0]) <= set(r)} for row in found]
    assert all(homes)
    kept = arrange(
        rows, rng.random(30), rng.random((30, 4)) < 0.4, rng.dirichlet(np.ones(4)), 9, 12,
        attention=LOOK, order=order, repeats="keep",
    )  # fmt: skip
    assert sorted(kept.tolist()) == sorted(rows.tolist())


@pytest.mark.parametrize("order", ["sorted", "rescored", "set"])
def test_the_first_row_is_the_one_that_visitors_of_it_alone_like_best(order):
    rng = np.random.default_rng(1)
    rows = np.array([rng.permutation(20)[:6] for _ in range(5)])
    chance, kinds, mood = rng.random(20) / 2, rng.random((20, 3)) < 0.5, np.array([0.5, 0.3, 0.2])
    tonight = kinds.T[rng.choice(3, 40_000, p=mood)]
    wanted = tonight & (rng.random((40_000, 20)) < chance)
    played = visits([[row] for row in rows], wanted, LOOK, rng) >= 0
    first = arrange(rows, chance, kinds, mood, 1, 6, attention=LOOK, order=order)
    assert first[0].tolist() == rows[played.mean(axis=1).argmax()].tolist()


def test_visits_by_hand():
    wanted = np.eye(4, dtype=bool)
    pages = [[[0, 1], [2, 3]], [[1, 0], [-1, 3]]]
    patient, hasty = Attention(1 - 1e-9, 1 - 1e-9), Attention(1e-9, 1e-9)
    np.testing.assert_array_equal(visits(pages, wanted, patient, 0), [[0, 0, 1, 1], [0, 0, -1, 1]])
    np.testing.assert_array_equal(
        visits(pages, wanted, hasty, 0), [[0, -1, -1, -1], [-1, 0, -1, -1]]
    )


def test_visitors_look_as_far_as_the_chances_say_and_alike_on_every_version():
    wanted = np.ones((50_000, 1), dtype=bool)
    empty = np.full((2, 3), -1)
    pages = [np.where(np.arange(6).reshape(2, 3) == place, 0, empty) for place in range(6)]
    found = visits([*pages, pages[2]], wanted, Attention(0.6, 0.5), 0) >= 0
    expected = Attention(0.6, 0.5).looks(2, 3).ravel()
    np.testing.assert_allclose(found.mean(axis=1)[:6], expected, atol=0.01)
    np.testing.assert_array_equal(found[2], found[6])


def test_first_copies_by_hand():
    np.testing.assert_array_equal(
        first_copies([[3, 3, -1], [1, 3, -1]]), [[True, False, False], [True, False, False]]
    )
