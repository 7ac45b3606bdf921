import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataproblems.simulators.auction import Market, build_market, corrupt, run_auctions

HAND = Market(value=np.array([[1.0, 2.0, 4.0]]), ctr=np.array([[0.5, 0.2, 0.05]]))


def test_one_slot_by_hand():
    """Scores .5, .4, .2: the first ad wins and pays .4 / .5 a click."""
    outcome = run_auctions(HAND)
    assert outcome.winner.tolist() == [[0]]
    assert outcome.price == pytest.approx(np.array([[0.8]]))
    assert outcome.welfare == pytest.approx([0.5])
    assert outcome.revenue == pytest.approx([0.4])


def test_two_slots_by_hand():
    outcome = run_auctions(HAND, slots=(1.0, 0.5))
    assert outcome.winner.tolist() == [[0, 1]]
    assert outcome.price == pytest.approx(np.array([[0.8, 1.0]]))
    assert outcome.welfare == pytest.approx([0.5 + 0.5 * 0.4])
    assert outcome.revenue == pytest.approx([0.4 + 0.5 * 0.2])
    assert outcome.clicks == pytest.approx([0.5 + 0.5 * 0.2])


def test_a_wrong_prediction_misplaces_and_misprices():
    outcome = run_auctions(HAND, [[0.5, 0.2, 0.5]])
    assert outcome.winner.tolist() == [[2]]
    assert outcome.price == pytest.approx(np.array([[1.0]]))
    assert outcome.welfare == pytest.approx([0.2])
    assert outcome.revenue == pytest.approx([0.05])
    assert outcome.predicted_clicks / outcome.clicks == pytest.approx([10])


def test_a_reserve_empties_slots_and_bounds_prices():
    outcome = run_auctions(HAND, slots=(1.0, 0.5), reserve=0.45)
    assert outcome.winner.tolist() == [[0, -1]]
    assert outcome.price == pytest.approx(np.array([[0.9, 0.0]]))
    assert outcome.revenue == pytest.approx([0.45])


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 3), st.floats(0.01, 1), st.floats(0.1, 10))
def test_the_truth_is_the_best_prediction_and_nobody_overpays(seed, n_slots, share, factor):
    market = build_market(50, 5, seed)
    slots = (1.0, 0.5, 0.3)[:n_slots]
    honest = run_auctions(market, slots=slots)
    wrong = run_auctions(market, corrupt(market.ctr, share, factor, seed), slots=slots)
    assert (wrong.welfare <= honest.welfare + 1e-12).all()
    for outcome in (honest, wrong):
        value = np.take_along_axis(market.value, outcome.winner, axis=1)
        assert (outcome.price <= value + 1e-12).all()
    assert honest.predicted_clicks == pytest.approx(honest.clicks)


def test_a_common_factor_changes_no_winner_and_no_price():
    market = build_market(200, 5)
    honest, scaled = run_auctions(market), run_auctions(market, market.ctr * 0.3)
    assert np.array_equal(honest.winner, scaled.winner)
    assert honest.price == pytest.approx(scaled.price)


def test_the_market_has_its_means():
    market = build_market(20_000, 10, rng=1, mean_ctr=0.02, mean_value=1.5)
    assert market.ctr.mean() == pytest.approx(0.02, rel=0.02)
    assert market.value.mean() == pytest.approx(1.5, rel=0.02)


def test_corruption_hits_its_share_and_leaves_the_input():
    p = np.full((1000, 100), 0.02)
    hit = corrupt(p, 0.01, 10, rng=1)
    assert (hit != p).mean() == pytest.approx(0.01, abs=0.002)
    assert np.unique(hit) == pytest.approx([0.02, 0.2])
    assert (p == 0.02).all()
    assert corrupt([0.5], 1.0, 10).tolist() == [1.0]
