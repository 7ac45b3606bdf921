import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataproblems.cold_start import blend, fit_shrinkage, shrinkage_weight
from dataproblems.simulators.marketplace import (
    Oracle,
    ShopWindow,
    linear_retention,
    make_marketplace,
    simulate,
)


class Anyone:
    """Random slates of available products; remembers what it was told."""

    def __init__(self, k=5, seed=0):
        self.k, self.rng, self.seen = k, np.random.default_rng(seed), []

    def recommend(self, users, available):
        pool = np.flatnonzero(available)
        return np.array([self.rng.choice(pool, self.k, replace=False) for _ in users])

    def update(self, users, slates, rewards):
        self.seen.append((users, slates, rewards))


def test_same_seed_same_world_other_seed_another():
    a, b, c = (make_marketplace(seed, n_users=20, n_products=30) for seed in (1, 1, 2))
    assert np.array_equal(a.logit, b.logit)
    assert not np.array_equal(a.logit, c.logit)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_metadata_explain_the_stated_share_of_taste(share):
    explained = []
    for seed in range(4):
        world = make_marketplace(
            seed, n_users=600, n_products=150, quality_sd=0, metadata_share=share
        )
        codes = world.products
        design = np.column_stack([world.features(), np.ones(len(codes))])
        taste = world.logit - world.logit.mean()
        fitted = design @ np.linalg.lstsq(design, taste.T, rcond=None)[0]
        explained.append(1 - ((taste.T - fitted) ** 2).sum() / (taste**2).sum())
    # a private taste of ten factors is explained by chance by 21 columns of 150
    by_chance = 21 / 150
    assert np.mean(explained) == pytest.approx(share + (1 - share) * by_chance, abs=0.05)


def test_purchases_happen_as_often_as_the_appeal_says():
    world = make_marketplace(3, n_users=400, n_products=40)
    policy = Anyone()
    simulate(world, policy, rounds=20)
    appeal = world.appeal()
    expected = sum(appeal[u[:, None], s].sum() for u, s, _ in policy.seen)
    bought = sum(r.sum() for _, _, r in policy.seen)
    assert abs(bought - expected) < 4 * np.sqrt(expected)


def test_promotion_raises_appeal_in_its_week_alone():
    world = make_marketplace(0, n_products=50, promoted_share=0.2, uplift=1.0)
    plain, week = world.appeal(), world.appeal(5)
    promoted = world.promoted[5]
    odds = (week / (1 - week)) / (plain / (1 - plain))
    np.testing.assert_allclose(odds[:, promoted], np.e)
    np.testing.assert_allclose(odds[:, ~promoted], 1)
    np.testing.assert_array_equal(world.appeal(5 + 52), week)


def test_late_products_and_users_come_when_stated():
    world = make_marketplace(0, n_products=100, new_share=0.4, late_users=0.5, arrivals_end=10)
    arrival = world.products["arrival"].to_numpy()
    assert (arrival > 0).sum() == 40
    assert set(arrival[arrival > 0]) == set(range(1, 11))
    history = simulate(world, Anyone(), rounds=12)
    for t in range(12):
        assert history.exposure[t, arrival > t].sum() == 0
    assert list(history.visitors) == [(world.user_arrival <= t).sum() for t in range(12)]


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), stock=st.integers(1, 12), k=st.integers(1, 4))
def test_stock_is_never_oversold(seed, stock, k):
    world = make_marketplace(seed, n_users=60, n_products=40, purchase_rate=0.4, stock=stock)
    history = simulate(world, Anyone(k, seed), rounds=1, k=k, rng=seed)
    assert (history.purchases.sum(0) <= stock).all()
    assert (history.purchases <= history.exposure).all()
    assert (history.exposure.sum(1) == k * history.visitors).all()


def test_sold_out_products_are_shown_no_more():
    world = make_marketplace(0, n_users=60, n_products=40, purchase_rate=0.3, stock=2)
    history = simulate(world, Anyone(2), rounds=2, k=2)
    gone = history.purchases.cumsum(0) == 2
    assert gone[0].any()
    assert history.exposure[1:][gone[:-1]].sum() == 0
    assert (history.purchases.sum(0) <= 2).all()


def test_a_sale_is_lost_only_when_the_stock_is_gone():
    world = make_marketplace(0, n_users=200, n_products=10, purchase_rate=0.5, stock=30)
    history = simulate(world, Oracle(world), rounds=1)
    short = history.lost_sales[0] > 0
    assert short
    assert history.purchases[0].max() == 30


def test_the_oracle_has_no_regret_and_nobody_beats_it():
    world = make_marketplace(0, n_users=50)
    assert simulate(world, Oracle(world), rounds=3).regret == pytest.approx(0)
    history = simulate(world, Anyone(), rounds=3)
    assert (history.regret > 0).all()
    seen = history.relevance[~np.isnan(history.relevance)]
    assert (seen > 0).all()
    assert (seen <= 1).all()


def test_users_leave_as_retention_says():
    world = make_marketplace(0, n_users=5000, n_products=20)
    history = simulate(world, Oracle(world), 3, retention=linear_retention(0.2, 0.8))
    assert history.visitors[1] / history.visitors[0] == pytest.approx(0.8, abs=0.03)
    forever = simulate(world, Anyone(), 3, retention=linear_retention(1, 1))
    assert list(forever.visitors) == [5000] * 3


def test_luck_does_not_depend_on_who_else_has_left():
    world = make_marketplace(0, n_users=300, n_products=20, purchase_rate=0.3)
    everyone, few = ShopWindow(np.zeros(20)), ShopWindow(np.zeros(20))
    logs = []
    for policy, retention in ((everyone, None), (few, linear_retention(0.5, 0.5))):
        log = {}

        def record(users, _, rewards, log=log):
            log[len(log)] = dict(zip(users, rewards, strict=True))

        policy.update = record
        simulate(world, policy, 4, retention=retention)
        logs.append(log)
    for t in range(4):
        assert all(np.array_equal(logs[0][t][user], bought) for user, bought in logs[1][t].items())
    assert len(logs[1][3]) < 100


def test_shop_window_ranks_by_sales_so_far():
    world = make_marketplace(0, n_users=40, n_products=12)
    window = ShopWindow(np.arange(12.0), k=3)
    history = simulate(world, window, rounds=1, k=3)
    assert list(np.flatnonzero(history.exposure[0])) == [9, 10, 11]
    np.testing.assert_allclose(window.sales, np.arange(12) + history.purchases[0])


@pytest.mark.parametrize(
    ("slates", "message"),
    [
        (lambda n: np.zeros((n, 2), int), "twice"),
        (lambda n: np.zeros((n, 3), int), "shape"),
        (lambda n: np.tile([0, 7], (n, 1)), "not available"),
    ],
)
def test_wrong_slates_are_refused(slates, message):
    world = make_marketplace(0, n_users=4, n_products=8, new_share=0.5, arrivals_end=1)
    late = int(np.flatnonzero(world.products["arrival"])[0])
    early = int(np.flatnonzero(world.products["arrival"] == 0)[0])

    class Wrong(Anyone):
        def recommend(self, users, _):
            made = slates(users.size)
            return np.where(made == 7, late, np.where(made == 0, early, made))

    with pytest.raises(ValueError, match=message):
        simulate(world, Wrong(), rounds=1, k=2)


def handover(seed, steps=(1, 3, 10, 30, 100)):
    """Quality of metadata, of each user's own purchases and of their blend with a fitted k.

    Every user was shown every product n times. Metadata are regressed on purchases of a fifth
    of the products; the rest is split into products to fit k on and products to judge.
    """
    rng = np.random.default_rng(seed)
    world = make_marketplace(seed, n_users=40, n_products=300, quality_sd=0.2)
    truth = world.appeal()
    design = np.column_stack([world.features(), np.ones(300)])
    parts = np.split(rng.permutation(300), [60, 180])
    old, first, second = parts
    gram = design[old].T @ design[old] + np.eye(design.shape[1])
    bought = rng.binomial(50, truth[:, old]) / 50
    metadata = (design @ np.linalg.solve(gram, design[old].T @ bought.T)).T

    def quality(part):
        def of(scores):
            pairs = zip(scores, truth.T[part].T, strict=True)
            return [np.corrcoef(a, b)[0, 1] if np.ptp(a) else 0.0 for a, b in pairs]

        return of

    for n in steps:
        rates = rng.binomial(n, truth) / n
        k, _ = fit_shrinkage(
            metadata[:, first],
            rates[:, first],
            np.full(40, n),
            quality(first),
            (1, 3, 10, 30, 100, 300),
        )
        weight = shrinkage_weight(np.full(40, n), k)
        mixed = blend(metadata[:, second], rates[:, second], weight)
        scores = (mixed, metadata[:, second], rates[:, second])
        yield [np.mean(quality(second)(s)) for s in scores]


def test_a_blend_with_fitted_k_is_no_worse_than_its_better_source_by_more_than_the_tolerance():
    tolerance = 0.01
    runs = np.array([list(handover(seed)) for seed in range(8)])
    blended, metadata, own = runs.mean(axis=0).T
    better = np.maximum(metadata, own)
    assert (blended >= better - tolerance).all()
    assert (blended > better + tolerance).any()
    assert metadata[0] > own[0]
    assert own[-1] > metadata[-1]
