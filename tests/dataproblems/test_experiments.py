import numpy as np
import pytest
from scipy import stats

from dataproblems.experiments import (
    Effect,
    always_valid_width,
    cuped,
    mismatch_p,
    ratio_effect,
    team_draft,
    users_needed,
)


def test_sizes_of_the_arms():
    assert mismatch_p([500, 500]) == pytest.approx(1)
    assert mismatch_p([5000, 5400]) < 0.001
    assert mismatch_p([100, 900], [1, 9]) == pytest.approx(1)
    assert mismatch_p([5100, 4900]) == pytest.approx(
        stats.chisquare([5100, 4900], [5000, 5000]).pvalue
    )


def test_with_a_denominator_of_ones_it_is_welch():
    rng = np.random.default_rng(0)
    y, arm = rng.normal(size=300), rng.random(300) < 0.4
    effect = ratio_effect(y, np.ones(300), arm)
    welch = stats.ttest_ind(y[arm], y[~arm], equal_var=False)
    assert effect.difference / effect.error == pytest.approx(welch.statistic)


def test_the_error_of_a_ratio_is_that_of_repeated_experiments():
    found = []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        pages = 1 + rng.poisson(rng.lognormal(1, 1, 400))
        clicks = rng.binomial(pages, rng.beta(2, 8, 400))
        found.append(ratio_effect(clicks, pages, np.arange(400) % 2 == 0))
    differences, errors = np.array(found).T
    assert errors.mean() == pytest.approx(differences.std(), rel=0.15)
    assert abs(differences.mean()) < 3 * differences.std() / 20


def test_an_effect_has_its_p_value():
    assert Effect(1.96, 1.0).p_value == pytest.approx(0.05, abs=1e-4)
    assert Effect(-1.96, 1.0).p_value == pytest.approx(0.05, abs=1e-4)


def test_cuped_keeps_the_mean_and_saves_what_correlation_says():
    rng = np.random.default_rng(0)
    x = rng.normal(size=5000)
    y = 2 * x + rng.normal(size=5000) + 7
    adjusted = cuped(y, x)
    assert adjusted.mean() == pytest.approx(y.mean())
    assert adjusted.var() / y.var() == pytest.approx(1 - np.corrcoef(x, y)[0, 1] ** 2)
    assert cuped(y, np.ones(5000)) == pytest.approx(y)


def test_users_needed_find_the_effect_with_their_power():
    n = users_needed(4.0, 0.5)
    power = stats.norm.sf(1.959964 - 0.5 / np.sqrt(2 * 4.0 / n))
    assert power == pytest.approx(0.8, abs=0.002)
    assert users_needed(4.0, 0.25) == pytest.approx(4 * n, abs=4)


def test_an_always_valid_interval_is_rarely_ever_wrong():
    rng = np.random.default_rng(0)
    n = np.arange(1, 1001)
    means = rng.standard_normal((800, 1000)).cumsum(axis=1) / n
    outside = np.abs(means) > always_valid_width(1 / np.sqrt(n), n, 1000)
    assert outside.any(axis=1).mean() < 0.06
    assert (np.abs(means) > 1.96 / np.sqrt(n)).any(axis=1).mean() > 0.2


def test_a_planned_number_makes_the_interval_tight_there():
    at = 10_000
    width = {p: float(always_valid_width(1.0, at, p)) for p in (100, at, 1_000_000)}
    assert width[at] < min(width[100], width[1_000_000])
    assert 1.96 < width[at] < 3.2


def test_a_draft_holds_every_document_once_and_the_teams_pick_their_best():
    first, second = np.arange(10), np.arange(10)[::-1]
    for seed in range(20):
        merged, by_second = team_draft(first, second, seed)
        assert sorted(merged) == list(range(10))
        assert by_second.sum() == 5
        assert merged[~by_second].tolist() == sorted(merged[~by_second])
        assert merged[by_second].tolist() == sorted(merged[by_second], reverse=True)


def test_equal_rankings_are_merged_into_themselves_and_share_the_first_place():
    drafts = [team_draft(np.arange(5), np.arange(5), seed) for seed in range(400)]
    assert all(merged.tolist() == [0, 1, 2, 3, 4] for merged, _ in drafts)
    assert np.mean([team[0] for _, team in drafts]) == pytest.approx(0.5, abs=0.1)


def test_a_page_is_the_beginning_of_the_whole_draft():
    first, second = np.random.default_rng(0).permuted(np.tile(np.arange(9), (2, 1)), axis=1)
    whole, page = team_draft(first, second, 4), team_draft(first, second, 4, length=5)
    assert [part.tolist() for part in page] == [part[:5].tolist() for part in whole]


def test_documents_may_have_names():
    merged, _ = team_draft(["a", "b"], ["a", "b"])
    assert merged.tolist() == ["a", "b"]
