import numpy as np
import pytest

from dataproblems.simulators.conversions import build_campaigns, draw_clicks


def test_conversions_come_at_the_true_rates_and_delays():
    world = build_campaigns(3, 20, 1, drift=0.0, mean_delay=2.0, base=-1.0)
    assert (world.rate == world.rate[0]).all()
    log = draw_clicks(world, 6000, 2)
    by = log.assign(comes=np.isfinite(log["delay"])).groupby("campaign")
    assert by["comes"].mean().to_numpy() == pytest.approx(world.rate[0], rel=0.05)
    mean = log[np.isfinite(log["delay"])].groupby("campaign")["delay"].mean()
    assert mean.to_numpy() == pytest.approx(world.mean_delay, rel=0.05)
    assert len(log) == pytest.approx(20 * 6000, rel=0.02)
    assert log["clicked"].is_monotonic_increasing
    assert 0 <= log["clicked"].min() < log["clicked"].max() < 20


@pytest.mark.parametrize("shape", [0.5, 1.0, 2.0])
def test_what_has_arrived_follows_the_drawn_delays(shape):
    world = build_campaigns(1, 10, 0, base=5.0, delay_spread=0.0, shape=shape)
    delay = draw_clicks(world, 4000, 1)["delay"].to_numpy()
    delay = delay[np.isfinite(delay)]
    assert delay.mean() == pytest.approx(4.0, rel=0.05)
    for days in (1.0, 5.0):
        assert world.arrived(days) == pytest.approx([(delay <= days).mean()], abs=0.02)


def test_a_world_without_delay():
    world = build_campaigns(3, 5, 0, mean_delay=0.0)
    log = draw_clicks(world, 300, 0)
    assert set(log["delay"]) == {0.0, np.inf}
    assert (world.arrived(0.0) == 1).all()


def test_the_rates_drift_as_far_as_asked():
    world = build_campaigns(400, 60, 0, appeal_spread=0.0, drift=0.5, memory=10.0)
    odds = np.log(world.rate / (1 - world.rate))
    assert odds.std(axis=1) == pytest.approx(0.5, rel=0.15)
    assert np.corrcoef(odds[20], odds[30])[0, 1] == pytest.approx(np.exp(-1), abs=0.1)


def test_growth_and_new_campaigns():
    world = build_campaigns(10, 30, 3, new=0.3, age=4)
    assert sorted(world.start) == [0] * 7 + [26] * 3
    log = draw_clicks(world, 2000, 4, growth=0.1)
    new = np.flatnonzero(world.start)
    assert log[log["campaign"].isin(new)]["clicked"].min() >= 26
    old = log[~log["campaign"].isin(new)]
    per_day = np.bincount(old["clicked"].astype(int), minlength=30)
    assert per_day[-1] == pytest.approx(1400, rel=0.1)
    assert per_day[19:22].sum() / per_day[9:12].sum() == pytest.approx(1.1**10, rel=0.15)
