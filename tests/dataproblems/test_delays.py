import math

import numpy as np
import pytest

from dataproblems.delays import (
    DelayedFeedback,
    fake_negative_weights,
    known_by,
    undo_fake_negatives,
)

RNG = np.random.default_rng(0)


def late(n, rate, mean, shape=1.0, open_for=10.0, rng=RNG):
    """Clicks of one kind: labels as they stand after up to ``open_for`` days."""
    scale = mean / math.gamma(1 + 1 / shape)
    delay = np.where(rng.random(n) < rate, scale * rng.weibull(shape, n), np.inf)
    table = known_by(rng.uniform(0, open_for, n), delay, open_for)
    return table["converted"].to_numpy(), table["elapsed"].to_numpy()


def test_what_a_log_knows():
    table = known_by([0.0, 1.0, 5.0, 0.0], [2.0, 9.0, 0.0, 8.0], now=4.0, window=3.0)
    assert table["seen"].tolist() == [True, True, False, True]
    assert table["converted"].tolist() == [1, 0, 0, 0]
    assert table["elapsed"].tolist() == [2.0, 3.0, 0.0, 3.0]
    assert known_by([0.0], [3.0], now=3.0, window=3.0)["converted"].tolist() == [1]
    assert known_by([0.0], [8.0], now=9.0)["elapsed"].tolist() == [8.0]


def test_chance_and_delay_are_recovered_from_labels_that_stand_too_low():
    kinds = ((0.3, 2.0), (0.1, 8.0))
    parts = [late(40_000, *kind, open_for=20.0) for kind in kinds]
    y, t = (np.concatenate(column) for column in zip(*parts, strict=True))
    x = np.repeat([[0.0], [1.0]], 40_000, axis=0)
    model = DelayedFeedback(0.0).fit(x, y, t)
    assert model.rate([[0], [1]]) == pytest.approx([0.3, 0.1], rel=0.06)
    assert model.mean_delay([[0], [1]]) == pytest.approx([2.0, 8.0], rel=0.12)
    assert y[40_000:].mean() < 0.075
    assert model.rate([[0]], within=2.0) == pytest.approx([0.3 * (1 - np.exp(-1))], rel=0.06)
    assert model.rate([[0]], within=0.0) == pytest.approx([0.0])


@pytest.mark.parametrize("shape", [0.5, 2.0])
def test_a_shape_is_fitted_where_it_is_asked_for(shape):
    y, t = late(60_000, 0.3, 2.0, shape, open_for=20.0)
    x = np.zeros((len(y), 1))
    free = DelayedFeedback(1.0, shape=None).fit(x, y, t)
    assert free.shape_ == pytest.approx(shape, rel=0.06)
    assert free.rate([[0]]) == pytest.approx([0.3], rel=0.06)
    assert free.mean_delay([[0]]) == pytest.approx([2.0], rel=0.1)
    assert DelayedFeedback(1.0).fit(x, y, t).shape_ == 1.0
    told = DelayedFeedback(1.0, shape=shape).fit(x, y, t)
    assert told.rate([[0]]) == pytest.approx(free.rate([[0]]), rel=0.02)


def test_the_fit_is_the_maximum_of_the_likelihood_as_the_paper_writes_it():
    y, t = late(400, 0.4, 3.0, open_for=6.0)
    model = DelayedFeedback(0.0).fit(np.zeros((400, 1)), y, t)
    p, mean = model.rate([[0]])[0], model.mean_delay([[0]])[0]

    def likelihood(p, mean):
        seen = np.log(p / mean) - t / mean
        return np.where(y == 1, seen, np.log(1 - p + p * np.exp(-t / mean))).sum()

    for other in ((p * 1.02, mean), (p * 0.98, mean), (p, mean * 1.02), (p, mean * 0.98)):
        assert likelihood(*other) < likelihood(p, mean)


@pytest.mark.parametrize("shape", [1.0, None])
def test_without_delay_the_labels_are_complete(shape):
    y = (RNG.random(5000) < 0.2).astype(int)
    elapsed = np.where(y == 1, 0.0, RNG.uniform(1, 10, 5000))
    model = DelayedFeedback(1.0, shape).fit(np.zeros((5000, 1)), y, elapsed)
    assert model.rate([[0]], within=28.0) == pytest.approx([y.mean()], rel=0.01)


def test_a_penalty_pulls_kinds_together():
    y, t = late(2000, 0.3, 1.0)
    x = np.repeat([[0.0], [1.0]], 1000, axis=0)
    y = y * np.append(RNG.random(1000) < 0.3, np.ones(1000, dtype=bool))
    apart, near = (DelayedFeedback(c).fit(x, y, t).rate([[0], [1]]) for c in (0.0, 1e4))
    assert apart[1] > 2 * apart[0]
    assert near[0] == pytest.approx(near[1], rel=0.05)


def test_rates_need_a_fit():
    with pytest.raises(ValueError, match="must be fitted first"):
        DelayedFeedback().rate([[0.0]])


def test_the_stream_is_corrected_in_both_ways_alike():
    label = np.repeat([1, 0], [30, 100])
    assert undo_fake_negatives(label.mean()) == pytest.approx(0.3)
    p = 0.05
    for _ in range(200):
        w = fake_negative_weights(label, np.full(130, p))
        p = (w * label).sum() / w.sum()
    assert p == pytest.approx(0.3)
    assert fake_negative_weights([1, 0], [0.2, 0.2]) == pytest.approx([1.2, 0.96])
