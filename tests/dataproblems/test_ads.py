import numpy as np
import pytest

from dataproblems.simulators.ads import (
    CATEGORIES,
    DEVICES,
    build_ads,
    build_pages,
    random_traffic,
)


def test_pairs_are_no_effect_of_category_or_device():
    pairs = build_ads(rng=3).pairs
    assert pairs.shape == (len(CATEGORIES), len(DEVICES))
    assert pairs.sum(axis=0) == pytest.approx(0)
    assert pairs.sum(axis=1) == pytest.approx(0)
    assert (build_ads(rng=3, pair_spread=0).pairs == 0).all()


def test_clicks_come_at_the_true_rate_and_differ_between_ads():
    world = build_ads(50, 1)
    log = random_traffic(world, 100_000, 2)
    p = world.ctr(log)
    assert log["click"].mean() == pytest.approx(p.mean(), rel=0.05)
    assert p.mean() == pytest.approx(0.02, abs=0.01)
    upper = p > np.median(p)
    assert log["click"][upper].mean() > 2 * log["click"][~upper].mean()


def test_a_hand_made_rate():
    world = build_ads(5, 0, appeal_spread=0, pair_spread=0, base=0.0, phone=-1.0)
    log = random_traffic(world, 1000, 0, phones=1.0).assign(activity=0.0)
    assert world.ctr(log) == pytest.approx(1 / (1 + np.e))


def test_a_page_has_one_user():
    world = build_ads(40, 0)
    market, candidates = build_pages(world, 30, 6, 1)
    assert market.value.shape == market.ctr.shape == (30, 6)
    for column in ("device", "activity"):
        table = candidates[column].to_numpy().reshape(30, 6)
        assert (table == table[:, :1]).all()
    assert market.ctr.ravel() == pytest.approx(world.ctr(candidates))
    category = world.ads["category"].to_numpy()[candidates["ad"]]
    assert (candidates["category"] == category).all()


def test_the_same_seed_gives_the_same_traffic():
    world = build_ads(40, 0)
    assert random_traffic(world, 500, 7).equals(random_traffic(world, 500, 7))
    assert not random_traffic(world, 500, 7).equals(random_traffic(world, 500, 8))
