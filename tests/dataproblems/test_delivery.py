import pandas as pd
import pytest

from dataproblems.simulators.delivery import FAULTS, deliver, inject
from dataproblems.simulators.search import build_search, search


@pytest.fixture(scope="module")
def log():
    return search(build_search(n_queries=5, n_docs=12, n_users=50), 400, rng=1).impressions


def test_delivery_loses_nothing_and_repeats_its_share():
    events = pd.DataFrame(
        {"event_id": range(5000), "event_time": pd.date_range("2024-01-01", periods=5000, freq="s")}
    )
    arrivals = deliver(events, 1, repeat=0.1, mean_delay=10, stragglers=0)
    assert set(arrivals["event_id"]) == set(range(5000))
    assert len(arrivals) == pytest.approx(5000 / 0.9, rel=0.02)
    assert arrivals["arrived_at"].is_monotonic_increasing
    delay = (arrivals["arrived_at"] - arrivals["event_time"]).dt.total_seconds()
    assert delay.min() >= 0
    assert delay.mean() == pytest.approx(10, rel=0.05)
    assert not arrivals["event_id"].is_monotonic_increasing


def test_without_repetition_some_are_lost_and_none_comes_twice():
    events = pd.DataFrame(
        {"event_id": range(5000), "event_time": pd.date_range("2024-01-01", periods=5000, freq="s")}
    )
    arrivals = deliver(events, 1, repeat=0, loss=0.3)
    assert arrivals["event_id"].is_unique
    assert len(arrivals) == pytest.approx(5000 * 0.7, rel=0.03)
    everything = deliver(events, 1, repeat=0)
    pd.testing.assert_frame_equal(
        everything[everything["event_id"].isin(arrivals["event_id"])].reset_index(drop=True),
        arrivals,
    )


def test_without_delay_nothing_is_reordered():
    events = pd.DataFrame({"event_time": pd.date_range("2024-01-01", periods=50, freq="s")})
    calm = deliver(events, repeat=0, mean_delay=0, stragglers=0)
    assert (calm["arrived_at"] == events["event_time"]).all()


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_changes_a_copy(log, fault):
    before = log.copy()
    broken = inject(log, fault, rng=2)
    pd.testing.assert_frame_equal(log, before)
    assert not broken.reset_index(drop=True).equals(log)
    assert list(broken) == list(log)


def test_unknown_faults_are_named(log):
    with pytest.raises(ValueError, match="there is no fault 'fire'"):
        inject(log, "fire")


@pytest.mark.parametrize("bad", [{"repeat": 1}, {"loss": -0.1}, {"stragglers": 2}])
def test_refuses_what_is_no_share(log, bad):
    with pytest.raises(ValueError, match="must lie"):
        deliver(log, time="timestamp", **bad)


@pytest.mark.parametrize("bad", [{"mean_delay": -1}, {"straggler_delay": float("nan")}])
def test_refuses_delays_below_nothing(log, bad):
    with pytest.raises(ValueError, match="no delay may be negative"):
        deliver(log, time="timestamp", **bad)
