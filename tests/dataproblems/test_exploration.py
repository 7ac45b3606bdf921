from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import beta

from dataproblems.evidence import effective_sample_size
from dataproblems.exploration import (
    Budgeted,
    EpsilonGreedy,
    LinUCB,
    ThompsonSampling,
    doubly_robust,
    ips,
    sample,
    slate_weights,
    snips,
    softmax_probabilities,
    unsupported_mass,
)
from dataproblems.simulators.marketplace import make_marketplace, simulate

USERS = np.arange(20)
ALL = np.ones(12, dtype=bool)


def regret_of(policy, rates, rounds, rng, users_per_round=10):
    """Cumulative regret of a policy on products that everybody likes alike."""
    users, regret = np.arange(users_per_round), []
    available = np.ones(rates.size, dtype=bool)
    for _ in range(rounds):
        slates = policy.recommend(users, available)
        policy.update(users, slates, (rng.random(slates.shape) < rates[slates]).astype(float))
        regret.append((rates.max() - rates[slates]).sum())
    return np.cumsum(regret)


def growth(make_policy, rounds=400, seeds=6):
    """Regret at 4T over regret at T: 4 when linear, 2 when like a square root."""
    ratios = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        rates = rng.uniform(0.05, 0.4, 12)
        regret = regret_of(make_policy(seed), rates, rounds, rng)
        ratios.append(regret[-1] / regret[rounds // 4 - 1])
    return np.mean(ratios)


def test_thompson_sampling_has_sublinear_regret():
    assert growth(lambda s: ThompsonSampling(12, k=1, prior=(1, 1), rng=s)) < 2.5


def test_fixed_epsilon_has_linear_regret():
    assert growth(lambda s: EpsilonGreedy(12, 0.3, k=1, prior=(1, 1), rng=s)) > 3


def test_linucb_has_sublinear_regret_where_its_model_is_true():
    ratios = []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        X = rng.uniform(0, 1, size=(30, 40, 4))
        theta = rng.dirichlet(np.ones(4)) * 0.8
        rates = X @ theta
        policy = LinUCB(lambda users, X=X: X[users], k=1, alpha=0.5)
        available, total = np.ones(40, dtype=bool), []
        for _ in range(400):
            users = rng.integers(30, size=5)
            slates = policy.recommend(users, available)
            shown = np.take_along_axis(rates[users], slates, axis=1)
            policy.update(users, slates, (rng.random(shown.shape) < shown).astype(float))
            total.append((rates[users].max(1) - shown[:, 0]).sum())
        regret = np.cumsum(total)
        ratios.append(regret[-1] / regret[99])
    assert np.mean(ratios) < 2.5


def test_linucb_is_ridge_regression():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(3, 5, 2))
    policy = LinUCB(lambda users: X[users], k=2, alpha=0, ridge=2.0)
    users, slates = np.array([0, 2]), np.array([[0, 3], [4, 1]])
    rewards = np.array([[1.0, 0.0], [0.0, 1.0]])
    policy.update(users, slates, rewards)
    rows = X[[0, 0, 2, 2], [0, 3, 4, 1]]
    theta = np.linalg.solve(rows.T @ rows + 2 * np.eye(2), rows.T @ rewards.ravel())
    np.testing.assert_allclose(policy.scores(np.arange(3)), X @ theta)


def test_linucb_width_is_the_standard_error_and_shrinks_where_it_looked():
    X = np.broadcast_to(np.eye(4), (2, 4, 4))
    policy = LinUCB(lambda users: X[users], k=1, alpha=2.0)
    policy.update(np.array([0]), np.array([[1]]), np.array([[0.0]]))
    np.testing.assert_allclose(
        policy.scores(np.array([0])), [[2, 2 / np.sqrt(2), 2, 2]], rtol=1e-12
    )


def test_epsilon_greedy_explores_the_stated_share_of_slots_evenly():
    policy = EpsilonGreedy(12, 0.25, k=3, rng=1)
    users = np.arange(20_000)
    slates = policy.recommend(users, ALL)
    greedy = policy.exploit(users, ALL)
    explored = ~(slates == greedy)
    assert explored.mean() == pytest.approx(0.25, abs=0.01)
    others = np.setdiff1d(np.arange(12), greedy)
    counts = np.bincount(slates[explored], minlength=12)[others]
    assert others.size == 9, "equal products: three of them, the same for all users"
    assert counts.min() / counts.mean() > 0.9
    assert not np.isin(slates[explored], greedy).any()


def test_epsilon_greedy_explores_where_the_others_just_fill_a_slate_and_for_one_user_too():
    for n, expected in ((6, [3, 4, 5]), (5, [0, 1, 2])):  # five leave no slate of others
        policy = EpsilonGreedy(n, 1.0, k=3)
        policy.bought[:3] += 5
        slate = policy.recommend(np.array([0]), np.ones(n, dtype=bool))[0]
        assert sorted(slate.tolist()) == expected


def test_before_any_purchase_a_product_is_thought_to_sell_one_time_in_twenty():
    np.testing.assert_allclose(ThompsonSampling(12).mean, 1 / 20)


def test_greedy_never_explores_and_thompson_prefers_the_unknown_over_the_bad():
    greedy = EpsilonGreedy(12, 0.0, k=3)
    np.testing.assert_array_equal(greedy.recommend(USERS, ALL), greedy.exploit(USERS, ALL))
    thompson = ThompsonSampling(12, k=1, prior=(1, 1), rng=0)
    thompson.refused[:6] += 1000
    assert (thompson.recommend(np.arange(500), ALL) >= 6).mean() > 0.99


@settings(max_examples=40)
@given(
    available=arrays(bool, 12).filter(lambda a: a.sum() >= 4),
    seed=st.integers(0, 1000),
    epsilon=st.floats(0, 1),
)
def test_slates_hold_k_different_available_products(available, seed, epsilon):
    X = np.random.default_rng(seed).normal(size=(20, 12, 3))
    for policy in (
        EpsilonGreedy(12, epsilon, k=4, rng=seed),
        ThompsonSampling(12, k=4, rng=seed),
        LinUCB(lambda users: X[users], k=4),
    ):
        slates = policy.recommend(USERS, available)
        assert slates.shape == (20, 4)
        assert available[slates].all()
        assert all(len(set(row)) == 4 for row in slates)


def always_valid(_, slates):
    return np.zeros(slates.shape), np.full(slates.shape, 0.5)


@settings(max_examples=25)
@given(budget=st.floats(0, 6), seed=st.integers(0, 1000))
def test_no_user_ever_loses_more_than_the_budget(budget, seed):
    rng = np.random.default_rng(seed)
    rates = rng.uniform(0, 0.5, size=(20, 12))
    policy = Budgeted(EpsilonGreedy(12, 0.4, k=3, rng=seed), 20, budget, always_valid)
    lost = np.zeros(20)
    for _ in range(25):
        safe = policy.explorer.exploit(USERS, ALL)
        slates = policy.recommend(USERS, ALL)
        shown, best = (np.take_along_axis(rates, s, axis=1).sum(1) for s in (slates, safe))
        lost += best - shown
        policy.update(USERS, slates, (rng.random(slates.shape) < 0.2).astype(float))
        assert (policy.spent <= budget).all()
        assert (lost <= policy.spent + 1e-9).all()


def test_the_charge_counts_only_the_slots_that_differ():
    policy = Budgeted(EpsilonGreedy(12, 0.5, k=3), 1, 1.0, always_valid)
    safe = np.array([[0, 1, 2], [0, 1, 2], [0, 1, 2]])
    bold = np.array([[2, 0, 1], [0, 1, 5], [7, 8, 9]])
    np.testing.assert_allclose(policy.charge(np.arange(3), safe, bold), [0, 0.5, 1.5])


def test_no_budget_is_the_best_guess():
    policy = Budgeted(EpsilonGreedy(12, 1.0, k=3), 20, 0.0, always_valid)
    np.testing.assert_array_equal(policy.recommend(USERS, ALL), policy.explorer.exploit(USERS, ALL))


def test_a_budget_restrains_linucb_by_its_own_bounds():
    X = np.random.default_rng(0).uniform(0, 1, size=(20, 12, 3))
    explorer = LinUCB(lambda users: X[users], k=3, alpha=1.0)
    rng = np.random.default_rng(1)
    for _ in range(10):
        slates = explorer.recommend(USERS, ALL)
        explorer.update(USERS, slates, (rng.random(slates.shape) < 0.2).astype(float))
    bold, safe = explorer.recommend(USERS, ALL), explorer.exploit(USERS, ALL)
    assert (bold != safe).any()
    low, high = explorer.bounds(USERS, bold)
    estimate = np.take_along_axis(explorer.scores(USERS, alpha=0), bold, axis=1)
    assert ((low <= estimate) & (estimate <= high) & (low >= 0) & (high <= 1)).all()
    # another order of the same products costs nothing
    cautious = Budgeted(explorer, 20, 0.0).recommend(USERS, ALL)
    np.testing.assert_array_equal(np.sort(cautious), np.sort(safe))
    np.testing.assert_array_equal(Budgeted(explorer, 20, 99.0).recommend(USERS, ALL), bold)


def test_bounds_of_counts_are_quantiles_of_their_beta_posterior():
    policy = ThompsonSampling(12, k=1, prior=(2, 5))
    policy.update(np.array([0]), np.array([[3]]), np.array([[1.0]]))
    low, high = policy.bounds(np.array([0]), np.array([[3], [4]]))
    np.testing.assert_allclose(low.ravel(), beta([3, 2], 5).ppf(0.025))
    np.testing.assert_allclose(high.ravel(), beta([3, 2], 5).ppf(0.975))


def test_thompson_beats_greedy_on_late_products_in_the_long_run():
    gains = []
    for seed in range(5):
        world = make_marketplace(seed, n_users=40, n_products=80, new_share=0.5, arrivals_end=5)
        value = [
            simulate(world, policy, rounds=150, rng=seed).value[-50:].mean()
            for policy in (ThompsonSampling(80, rng=seed), EpsilonGreedy(80, 0.0, rng=seed))
        ]
        gains.append(value[0] - value[1])
    assert np.mean(gains) > 0


def test_softmax_probabilities_by_hand():
    found = softmax_probabilities([[np.log(1), np.log(3), 50]], [True, True, False], 1.0)
    np.testing.assert_allclose(found, [[0.25, 0.75, 0]])


def test_sample_follows_the_probabilities_and_reports_them():
    p = np.tile([0.1, 0.0, 0.6, 0.3], (50_000, 1))
    choice, propensity = sample(p, np.random.default_rng(0))
    np.testing.assert_allclose(
        np.bincount(choice, minlength=4) / len(p), [0.1, 0, 0.6, 0.3], atol=0.01
    )
    np.testing.assert_array_equal(propensity, p[0][choice])


def test_effective_sample_size_by_hand():
    assert effective_sample_size([1, 1, 1, 1]) == 4
    assert effective_sample_size([5, 0, 0]) == 1
    assert effective_sample_size([3, 1]) == pytest.approx(16 / 10)
    assert effective_sample_size([0, 0]) == 0


def logged_bandit(seed, n=2000):
    """Contextual log with known truth: 3 contexts, 4 actions, a poor target for naive eyes."""
    rng = np.random.default_rng(seed)
    truth = np.array([[0.1, 0.5, 0.2, 0.3], [0.6, 0.1, 0.1, 0.2], [0.3, 0.3, 0.7, 0.1]])
    logging = np.array([[0.7, 0.1, 0.1, 0.1], [0.1, 0.4, 0.4, 0.1], [0.25, 0.25, 0.1, 0.4]])
    target = np.array([[0.1, 0.8, 0.05, 0.05], [0.9, 0.05, 0.05, 0], [0, 0.1, 0.9, 0]])
    x = rng.integers(3, size=n)
    action, propensity = sample(logging[x], rng)
    reward = (rng.random(n) < truth[x, action]).astype(float)
    value = (target * truth).sum(1).mean()
    return reward, target[x, action], propensity, x, action, target, truth, value


@pytest.mark.parametrize("model", ["right", "wrong"])
def test_estimators_are_unbiased_and_their_intervals_cover(model):
    errors, covered = {"ips": [], "snips": [], "dr": []}, {"ips": [], "snips": [], "dr": []}
    for seed in range(200):
        r, p, q, x, a, target, truth, value = logged_bandit(seed)
        reward_model = truth if model == "right" else np.full_like(truth, 0.9)
        predicted_target = (target * reward_model).sum(1)[x]
        for name, estimate in {
            "ips": ips(r, p, q),
            "snips": snips(r, p, q),
            "dr": doubly_robust(r, p, q, reward_model[x, a], predicted_target),
        }.items():
            errors[name].append(estimate.value - value)
            covered[name].append(estimate.low <= value <= estimate.high)
    for name, error in errors.items():
        standard_error = np.std(error) / np.sqrt(len(error))
        assert abs(np.mean(error)) < 3.5 * standard_error, name
        assert 0.90 <= np.mean(covered[name]) <= 0.99, name


def test_doubly_robust_needs_only_one_of_its_two_models():
    errors = []
    for seed in range(200):
        r, p, q, x, a, target, truth, value = logged_bandit(seed)
        wrong = np.full_like(q, 0.3)
        errors.append(
            doubly_robust(r, p, wrong, truth[x, a], (target * truth).sum(1)[x]).value - value
        )
    assert abs(np.mean(errors)) < 3.5 * np.std(errors) / np.sqrt(len(errors))
    ips_with_wrong = [ips(*logged_bandit(s)[:2], np.full(2000, 0.3)).value for s in range(50)]
    assert abs(np.mean(ips_with_wrong) - value) > 0.05


def test_estimates_by_hand():
    r, p, q = [1, 0, 1, 0], [0.5, 0.5, 0.2, 0.0], [0.25, 0.5, 0.2, 0.5]
    assert ips(r, p, q).value == pytest.approx((2 + 0 + 1 + 0) / 4)
    assert snips(r, p, q).value == pytest.approx(3 / 4)
    assert doubly_robust(r, p, q, [1, 0, 0, 0], [0.5] * 4).value == pytest.approx(
        0.5 + (0 + 0 + 1 + 0) / 4
    )
    assert ips(r, p, q, clip=1.5).value == pytest.approx(2.5 / 4)


def test_snips_ignores_a_constant_added_to_rewards_and_ips_does_not():
    r, p, q, *_ = logged_bandit(0)
    assert snips(r + 10, p, q).value == pytest.approx(snips(r, p, q).value + 10)
    assert snips(r + 10, p, q).high - snips(r + 10, p, q).low == pytest.approx(
        snips(r, p, q).high - snips(r, p, q).low
    )
    assert abs(ips(r + 10, p, q).value - ips(r, p, q).value - 10) > 0.01


def test_the_logging_policy_itself_is_valued_at_the_plain_mean():
    r, _, q, *_ = logged_bandit(0)
    for estimate in (ips(r, q, q), snips(r, q, q)):
        assert estimate.value == pytest.approx(r.mean())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ips([1, 0], [0.5, 0.5], [0.0, 0.5]), "logging"),
        (lambda: ips([1, 0], [0.5, 1.5], [0.5, 0.5]), "target"),
        (lambda: ips([1, 0, 1], [0.5, 0.5], [0.5, 0.5]), "target must have shape"),
        (lambda: snips([1, 0], [0, 0], [0.5, 0.5]), "target is 0 for all"),
        (lambda: doubly_robust([1, 0], [1, 1], [0.5, 0.5], [1], [1]), "predicted must have shape"),
        (lambda: effective_sample_size([-1, 2]), "weights must lie at or above 0"),
        (lambda: EpsilonGreedy(12, 1.5), "epsilon"),
        (lambda: ThompsonSampling(3, k=5), "k must lie in"),
        (lambda: ThompsonSampling(9, prior=(0, 1)), "prior"),
        (lambda: LinUCB(lambda u: np.ones((u.size, 3, 2)), alpha=-1), "alpha"),
        (lambda: Budgeted(EpsilonGreedy(9, 0.1), 3, -1), "budget"),
        (lambda: softmax_probabilities([[1, 2]], [True, True], 0), "temperature"),
        (lambda: softmax_probabilities([[1, 2]], [False, False], 1), "available"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_unsupported_mass_is_what_the_expected_weight_lacks():
    rng = np.random.default_rng(0)
    target, logging = rng.dirichlet(np.ones(6), size=(2, 30))
    logging[:, 4:] = 0
    logging /= logging.sum(axis=1, keepdims=True)
    weight = np.divide(target, logging, out=np.zeros_like(target), where=logging > 0)
    missing = unsupported_mass(target, logging)
    np.testing.assert_allclose((logging * weight).sum(axis=1), 1 - missing)
    np.testing.assert_array_equal(unsupported_mass(logging, logging), 0)
    np.testing.assert_allclose(unsupported_mass(target, logging, least=1), 1)


def plackett_luce(slates, scores):
    """Probability of each slate when places are filled one by one."""
    chance, left = np.ones(len(slates)), np.full(len(slates), np.exp(scores).sum())
    for place in slates.T:
        chance *= np.exp(scores)[place] / left
        left -= np.exp(scores)[place]
    return chance


def test_slate_weights_are_unbiased_for_every_additive_reward_and_only_there():
    slates = np.array(list(permutations(range(5), 3)))
    rng = np.random.default_rng(1)
    p, q = (plackett_luce(slates, rng.normal(size=5)) for _ in range(2))
    weight = slate_weights(slates, p, q)
    additive = rng.random((5, 3))[slates, np.arange(3)].sum(axis=1)
    assert q @ (weight * additive) == pytest.approx(p @ additive)
    assert q @ weight == pytest.approx(1)
    only_whole = (slates == slates[p.argmax()]).all(axis=1)
    assert q @ (weight * only_whole) != pytest.approx(p @ only_whole, rel=0.1)
    assert q @ weight**2 < (p**2 / q).sum(), "it varies less than the weights of whole slates"
    np.testing.assert_allclose(slate_weights(slates, q, q), 1)


def test_slate_weights_of_one_place_are_the_plain_weights():
    p, q = np.random.default_rng(2).dirichlet(np.ones(4), size=2)
    np.testing.assert_allclose(slate_weights(np.arange(4)[:, None], p, q), p / q)


def test_slate_weights_refuse_a_place_without_support():
    slates = np.array([[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="never shows it"):
        slate_weights(slates, [1, 0], [0, 1])
