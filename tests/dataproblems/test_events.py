import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataproblems.events import REPORTS, WatchStore, playback_reports
from dataproblems.simulators.delivery import deliver
from dataproblems.validation import quarantine


@pytest.fixture(scope="module")
def plays() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    n = 400
    fraction = np.concatenate([[0.0, 1.0, 0.5, 0.25], rng.random(n - 4)])
    return pd.DataFrame(
        {
            "user_id": rng.integers(20, size=n),
            "title_id": rng.integers(30, size=n),
            "timestamp": pd.Timestamp("2024-01-01")
            + pd.to_timedelta(np.sort(rng.integers(0, 100_000, n)), unit="s"),
            "minutes": fraction * 90,
            "fraction": fraction,
        }
    )


@pytest.fixture(scope="module")
def reports(plays) -> pd.DataFrame:
    return playback_reports(plays)


class TestReports:
    def test_one_report_each_quarter(self, reports):
        of = reports.groupby("event_id")["fraction"].agg(list)
        assert of["play-0"] == [0]
        assert of["play-1"] == [0.25, 0.5, 0.75, 1]
        assert of["play-2"] == [0.25, 0.5]
        assert of["play-3"] == [0.25]

    def test_the_last_version_tells_the_final_fraction(self, plays, reports):
        last = reports.sort_values("version").groupby("event_id").last()
        ids = [f"play-{i}" for i in range(len(plays))]
        np.testing.assert_allclose(last.loc[ids, "fraction"], plays["fraction"])

    def test_reports_come_by_time_and_satisfy_the_schema(self, reports):
        assert reports["reported_at"].is_monotonic_increasing
        assert len(quarantine(reports, REPORTS).quarantined) == 0

    def test_refuses_a_step_of_zero(self, plays):
        with pytest.raises(ValueError, match="every"):
            playback_reports(plays, every=0)


class TestStore:
    @settings(max_examples=25)
    @given(st.integers(0, 10**6), st.floats(0, 0.6), st.integers(1, 200))
    def test_neither_order_nor_repetition_nor_batches_matter(self, reports, seed, repeat, size):
        few = reports[reports["event_id"].isin([f"play-{i}" for i in range(60)])]
        sent = deliver(few, seed, time="reported_at", repeat=repeat, mean_delay=30_000)
        store, direct = WatchStore(), WatchStore()
        direct.upsert(few)
        for start in range(0, len(sent), size):
            store.upsert(sent.iloc[start : start + size])
        pd.testing.assert_frame_equal(store.plays(), direct.plays())

    def test_keeps_the_final_state_of_every_play(self, plays, reports):
        store = WatchStore()
        store.upsert(reports)
        stored = store.plays().set_index("event_id")
        ids = [f"play-{i}" for i in range(len(plays))]
        assert len(stored) == len(plays)
        np.testing.assert_allclose(stored.loc[ids, "fraction"], plays["fraction"])
        assert list(store.plays().columns) == list(REPORTS.columns)

    def test_counts_only_what_was_new(self, reports):
        store = WatchStore()
        assert store.upsert(reports) == len(reports)
        assert store.upsert(reports) == 0

    def test_a_failing_batch_leaves_nothing_behind(self, reports):
        store = WatchStore()
        broken = reports.head(3).astype({"fraction": object})
        broken.loc[2, "fraction"] = ["not a number"]
        with pytest.raises(Exception, match="type"):
            store.upsert(broken)
        assert len(store.plays()) == 0

    def test_a_file_outlives_the_store(self, reports, tmp_path):
        path = str(tmp_path / "plays.db")
        WatchStore(path).upsert(reports)
        assert WatchStore(path).upsert(reports) == 0


def test_times_of_a_zone_are_reported_in_utc():
    plays = pd.DataFrame(
        {
            "user_id": [1],
            "title_id": [2],
            "timestamp": pd.to_datetime(["2024-07-01 02:00"]).tz_localize("Europe/Berlin"),
            "minutes": [0.0],
            "fraction": [0.2],
        }
    )
    assert playback_reports(plays)["reported_at"].tolist() == [pd.Timestamp("2024-07-01 00:00")]
