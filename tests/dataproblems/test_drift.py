import copy

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial import distance

from dataproblems.drift import (
    MEASURES,
    Bins,
    Monitor,
    adwin,
    alarms,
    changes,
    compare,
    decayed_counts,
    detection,
    jensen_shannon,
    kolmogorov_smirnov,
    null_threshold,
    page_hinkley,
    profile_drift,
    psi,
    user_level_test,
)

counts = st.lists(st.integers(1, 1000), min_size=4, max_size=4).map(np.array)


def test_psi_by_hand():
    assert psi([50, 50], [90, 10]) == pytest.approx(0.4 * np.log(1.8) + -0.4 * np.log(0.2))
    assert psi([1, 1], [1, 0], eps=0.01) == pytest.approx(0.5 * np.log(2) - 0.49 * np.log(0.02))
    assert psi([[1, 1], [1, 3]], [[2, 2], [1, 3]]).tolist() == [0, 0]


@given(counts, counts)
def test_divergences_agree_with_scipy(p, q):
    assert jensen_shannon(p, q) == pytest.approx(
        distance.jensenshannon(p, q, base=2) ** 2, abs=1e-12
    )
    both = stats.entropy(p, q) + stats.entropy(q, p)
    assert psi(p, q, eps=1e-9) == pytest.approx(both)


@given(counts, counts)
def test_measures_are_symmetric_and_zero_only_for_equal_shares(p, q):
    for measure in MEASURES.values():
        assert measure(p, q) == pytest.approx(measure(q, p))
        assert measure(p, 3 * p) == pytest.approx(0, abs=1e-9)


def test_ks_agrees_with_scipy_when_every_value_has_its_bin():
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 9, 300), rng.integers(1, 10, 200)
    edges = np.arange(11)
    ours = kolmogorov_smirnov(np.histogram(a, edges)[0], np.histogram(b, edges)[0])
    assert ours == pytest.approx(stats.ks_2samp(a, b).statistic)


def test_jensen_shannon_is_one_when_nothing_is_shared():
    assert jensen_shannon([5, 0], [0, 7]) == pytest.approx(1)


def test_bins_of_numbers_follow_the_reference():
    bins = Bins(np.arange(1000.0))
    assert bins.counts(np.arange(1000.0))[:-2] == pytest.approx(100)
    assert bins.codes([-5.0, 2000.0, np.nan]).tolist() == [0, 9, len(bins) - 1]


def test_unknown_categories_have_a_bin_of_their_own():
    bins = Bins(["phone", "desktop", "phone"])
    assert len(bins) == 4
    assert bins.counts(["phone", "watch", None, "desktop"]).tolist() == [1, 1, 1, 1]
    stars = Bins([1.0, 2.0, 3.0, 4.0, 5.0])
    assert stars.counts([3.0, 3.5, 4.5])[-2] == 2


@pytest.mark.parametrize("measure", ["psi", "js", "ks"])
def test_thresholds_hold_their_false_alarm_rate(measure):
    rng = np.random.default_rng(1)
    p = [
        compare(rng.normal(size=500), rng.normal(size=200), measure=measure, draws=200).p_value
        for _ in range(300)
    ]
    assert np.mean(np.array(p) <= 0.05) == pytest.approx(0.05, abs=0.04)


def test_a_shift_is_found():
    rng = np.random.default_rng(2)
    found = compare(rng.normal(size=2000), rng.normal(0.3, 1, size=2000))
    assert found.statistic > found.threshold
    assert found.p_value < 0.01


def test_the_null_threshold_falls_with_the_sample():
    share = np.full(10, 0.1)
    small, large = (null_threshold(share, 10**6, n) for n in (100, 10_000))
    # n x PSI without drift is nearly chi-square with one degree of freedom less than bins.
    assert large == pytest.approx(stats.chi2.ppf(0.95, 9) / 10_000, rel=0.1)
    assert small > 50 * large


def clustered(rng, n_users):
    """Rows of busy users who each have a level of their own."""
    users = np.repeat(np.arange(n_users), rng.geometric(0.02, n_users))
    return rng.normal(size=n_users)[users] + 0.3 * rng.normal(size=len(users)), users


def test_words_and_gaps_among_numbers_are_unknown_and_missing():
    bins = Bins(np.arange(100))
    assert bins.codes(pd.Series(["many", 3, None], dtype=object)).tolist() == [
        len(bins) - 2, 0, len(bins) - 1,
    ]  # fmt: skip


def test_the_null_of_categories_deals_the_rows_of_both_samples_anew():
    rng = np.random.default_rng(2)
    reference = pd.Series(rng.choice(["a", "b", None], 120, p=[0.6, 0.3, 0.1]))
    current = pd.Series(rng.choice(["b", "c", None], 40, p=[0.5, 0.3, 0.2]))
    found = compare(reference, current, draws=4000, alpha=0.1)

    def distance_of(x, y):
        levels = ["a", "b", "c", "gap"]
        return jensen_shannon(
            *(s.fillna("gap").value_counts().reindex(levels, fill_value=0) for s in (x, y))
        )

    assert found.statistic == pytest.approx(distance_of(reference, current))
    both, null = pd.concat([reference, current], ignore_index=True), []
    for _ in range(600):
        dealt = both.sample(frac=1, random_state=rng).reset_index(drop=True)
        null.append(distance_of(dealt[:120], dealt[120:]))
    assert found.threshold == pytest.approx(np.quantile(null, 0.9), rel=0.15)
    assert compare(reference, current, draws=1).p_value == 0.5


def test_the_monitor_weighs_the_users_of_the_batch():
    rng = np.random.default_rng(3)
    reference = pd.DataFrame({"x": rng.normal(size=600), "who": rng.integers(60, size=600)})
    batch = pd.DataFrame({"x": rng.normal(size=50), "who": np.arange(50)})
    told = Monitor(reference, ["x"], "who", alpha=0.05).check(batch).iloc[0]
    alone = compare(
        reference["x"], batch["x"], reference_users=reference["who"], current_users=batch["who"],
        alpha=0.05,
    )  # fmt: skip
    assert (told["statistic"], told["threshold"]) == (alone.statistic, alone.threshold)
    assert told["units"] == 50


def test_changes_are_numbered_by_time():
    history = [(0, 0), (0, 1), (1, 1), (1, 1)]  # b changes before a
    rows = [
        {"column": c, "when": when, "statistic": 1.0, "p_value": 0.0, "alarm": bool(alarm)}
        for when, alarms_of in enumerate(history)
        for c, alarm in zip("ab", alarms_of, strict=True)
    ]
    found = changes(pd.DataFrame(rows))
    assert found[["column", "since"]].to_dict("index") == {
        0: {"column": "b", "since": 1}, 1: {"column": "a", "since": 2},
    }  # fmt: skip


def test_users_not_rows_are_the_unit():
    rng = np.random.default_rng(3)
    rows, by_user, resampled = [], [], []
    for _ in range(80):
        (a, users_a), (b, users_b) = clustered(rng, 60), clustered(rng, 60)
        rows.append(stats.ks_2samp(a, b).pvalue)
        by_user.append(user_level_test(a, users_a, b, users_b))
        sides = {"reference_users": users_a, "current_users": users_b}
        resampled.append(compare(a, b, **sides, draws=100).p_value)
    assert np.mean(np.array(rows) < 0.05) > 0.7
    assert np.mean(np.array(by_user) < 0.05) < 0.1
    assert np.mean(np.array(resampled) < 0.05) < 0.12


@pytest.mark.parametrize(("in_reference", "in_batch"), [(60, 3), (20, 20), (7, 3)])
def test_the_null_has_as_many_rows_per_user_as_the_batch(in_reference, in_batch):
    rng = np.random.default_rng(5)

    def sample(n_users, rows):
        users = np.repeat(np.arange(n_users), rows)
        return rng.normal(size=n_users)[users] + rng.normal(size=len(users)), users

    p = []
    for _ in range(200):
        (a, users_a), (b, users_b) = sample(60, in_reference), sample(20, in_batch)
        sides = {"reference_users": users_a, "current_users": users_b}
        p.append(compare(a, b, **sides, draws=100).p_value)
    false_alarms = int((np.array(p) <= 0.05).sum())
    assert stats.binomtest(false_alarms, len(p), 0.05).pvalue > 0.001


def test_few_reference_rows_per_user_err_on_the_side_of_silence():
    a, users = np.arange(6.0), np.repeat([0, 1, 2], 2)
    silent = compare(a, np.tile(a, 4), reference_users=users, current_users=np.tile(users, 4))
    assert silent.statistic == 0
    assert silent.p_value == 1


def test_a_user_level_test_still_finds_a_shift():
    rng = np.random.default_rng(4)
    (a, users_a), (b, users_b) = clustered(rng, 300), clustered(rng, 300)
    assert user_level_test(a, users_a, b + 1, users_b) < 0.001


@pytest.mark.parametrize("detector", [adwin, lambda: page_hinkley(threshold=20)])
def test_detectors_find_a_jump_and_do_not_peek(detector):
    rng = np.random.default_rng(5)
    stream = (rng.random(4000) < np.repeat([0.1, 0.5], 2000)).astype(float)
    found = detection(alarms(stream, detector()), 2000)
    assert found.delay < 300
    assert found.false_alarms <= 1
    cut = alarms(stream[:2100], detector())
    assert np.array_equal(cut, [a for a in alarms(stream, detector()) if a < 2100])


@pytest.mark.parametrize("detector", [adwin, lambda: page_hinkley(threshold=20)])
def test_a_missing_value_is_refused_and_makes_no_detector_deaf(detector):
    stream = np.repeat([0.0, 1.0], 500)
    asked = detector()
    for i, value in enumerate(stream):
        if i == 100:
            with pytest.raises(ValueError, match="missing"):
                asked.update(np.nan)
            asked = copy.deepcopy(asked)
        asked.update(value)
        if asked.drift_detected:
            break
    assert i == alarms(stream, detector())[0]


def test_detection_by_hand():
    assert detection([5, 120, 300], 100) == (20, 1)
    assert detection([5], 100) == (np.inf, 1)
    assert detection([100], 100) == (0, 0)


def batches(rng, n, changed_from):
    for day in range(6):
        users = np.repeat(np.arange(n), 3)
        broken = day >= changed_from
        yield (
            day,
            pd.DataFrame(
                {
                    "user": users,
                    "dwell": rng.lognormal(3, 1, len(users)),
                    "device": rng.choice(["phone", "desktop", "watch"], len(users), p=[0.5, 0.5, 0])
                    if not broken
                    else rng.choice(["phone", "desktop", "watch"], len(users), p=[0.4, 0.4, 0.2]),
                }
            ),
        )


def test_the_monitor_says_what_and_when():
    rng = np.random.default_rng(6)
    history = dict(batches(rng, 300, changed_from=3))
    monitor = Monitor(history[0], ["dwell", "device"], "user")
    report = monitor.watch(history)
    said = ["column", "statistic", "threshold", "p_value", "units", "alarm", "when"]
    assert list(report.columns) == said
    assert (report["units"] == 300).all()
    found = changes(report)
    assert found[["column", "since"]].to_numpy().tolist() == [["device", 3]]
    assert found["p_value"].item() <= 0.01


def test_the_monitor_is_quiet_when_nothing_changes():
    # One batch in a hundred may raise an alarm. The batches of a history share their reference,
    # so their alarms come together: of 60 batches four, in these histories.
    lasting, alarms = 0, []
    for seed in range(10):
        history = dict(batches(np.random.default_rng(seed), 200, changed_from=99))
        report = Monitor(history[0], ["dwell", "device"], "user").watch(history)
        lasting += not changes(report).empty
        alarms += list(report.groupby("when")["alarm"].any())
    assert lasting <= 1
    assert np.mean(alarms) <= 0.1


def test_decay_by_hand():
    counted = decayed_counts(["a", "a", "b"], [0, 10, 20], half_life=10)
    assert counted.to_dict() == {"a": 1.5, "b": 0.25}
    assert decayed_counts(["a", "a"], [0, 99], np.inf).to_dict() == {"a": 2}
    assert decayed_counts(["a"], [10], 10, weights=[4]).to_dict() == {"a": 2}


@settings(max_examples=25)
@given(st.floats(0.1, 100), st.floats(0, 100))
def test_decay_is_steady(half_life, wait):
    """Waiting ages every count by the same factor, so no ranking changes by itself."""
    keys, age = ["a", "b", "a"], np.array([1.0, 2.0, 3.0])
    now, later = (decayed_counts(keys, age + w, half_life) for w in (0.0, wait))
    assert later.to_numpy() == pytest.approx(now.to_numpy() * 0.5 ** (wait / half_life))


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: psi([1, 2], [1, 2, 3]), "same bins"),
        (lambda: psi([0, 0], [1, 2]), "empty"),
        (lambda: psi([1, 2], [1, 2], eps=0), "eps must lie above 0"),
        (lambda: Bins([]), "reference must hold at least one value"),
        (lambda: compare([1], [2], reference_users=[1]), "both samples"),
        (lambda: compare([1], [2], measure="tv"), "measure must be one of"),
        (lambda: null_threshold([1, 1], 0, 5), "n_reference must lie at or above 1"),
        (lambda: Monitor(pd.DataFrame({"a": [1]}), ["b"]), "lacks the columns"),
        (lambda: decayed_counts(["a"], [-1], 5), "the future"),
    ],
)
def test_bad_input_is_named(call, match):
    with pytest.raises(ValueError, match=match):
        call()


def people(rng, n, shares, own=20.0, rows=12):
    """Sparse profiles of people with tastes of their own around common shares."""
    return np.array([rng.multinomial(rows, taste) for taste in rng.dirichlet(own * shares, n)])


EVEN, TILTED = np.full(8, 1 / 8), np.array([3, 1, 1, 1, 1, 1, 1, 3]) / 12


def test_groups_that_do_the_same_lie_at_no_distance():
    same = profile_drift([[3, 1]] * 4, [[6, 2]] * 5, draws=50)
    assert same.distance == same.chance == same.beyond.value == same.beyond.high == 0


def test_distance_of_groups_by_hand():
    apart = profile_drift([[1, 0], [1, 0]], [[0, 5], [0, 1]], draws=50)
    assert apart.distance == pytest.approx(1)
    assert apart.beyond.value == apart.distance - apart.chance
    assert "4 users" in apart.beyond.spread


@pytest.mark.parametrize("paired", [False, True])
def test_the_same_world_seldom_drifts(paired):
    found = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        early = people(rng, 40, EVEN)
        late = people(rng, 40, EVEN)
        found += profile_drift(early, late, paired=paired, draws=60).beyond.low > 0
    assert found <= 2


def test_a_real_change_is_found_and_its_interval_holds_what_was_measured():
    rng = np.random.default_rng(0)
    drift = profile_drift(people(rng, 80, EVEN), people(rng, 60, TILTED), of="households")
    assert drift.beyond.low > 0
    assert drift.beyond.low < drift.beyond.value < drift.beyond.high
    assert drift.beyond.spread == "bootstrap over 140 households"


def test_pairs_see_a_small_change_of_people_who_differ_much():
    rng = np.random.default_rng(3)
    tastes = rng.dirichlet(np.full(8, 0.15), 40)
    early = np.array([rng.multinomial(300, taste) for taste in tastes])
    first = np.eye(8)[0]
    late = np.array([rng.multinomial(300, 0.93 * taste + 0.07 * first) for taste in tastes])
    assert profile_drift(early, late, paired=True).beyond.low > 0
    assert profile_drift(early, late).beyond.low < 0


def test_groups_must_be_comparable():
    with pytest.raises(ValueError, match="same categories"):
        profile_drift(np.ones((3, 2)), np.ones((3, 4)))
    with pytest.raises(ValueError, match="at least two households"):
        profile_drift(np.ones((1, 2)), np.ones((3, 2)), of="households")
    with pytest.raises(ValueError, match="a row each of the same users; got 3, 4"):
        profile_drift(np.ones((3, 2)), np.ones((4, 2)), paired=True)
