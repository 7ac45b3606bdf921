import pandas as pd
import pytest

from dataproblems.simulators.delivery import FAULTS, deliver, inject
from dataproblems.simulators.search import build_search, search


@pytest.fixture(scope="module")
def log():
    return search(build_search(n_queries=5, n_docs=12, n_users=50), 400, seed=1).impressions


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


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_changes_a_copy(log, fault):
    before = log.copy()
    broken = inject(log, fault, seed=2)
    pd.testing.assert_frame_equal(log, before)
    assert not broken.reset_index(drop=True).equals(log)
    assert list(broken) == list(log)


def test_unknown_faults_are_named(log):
    with pytest.raises(ValueError, match="there is no fault 'fire'"):
        inject(log, "fire")
    with pytest.raises(ValueError, match="repeat must lie"):
        deliver(log, repeat=1)
