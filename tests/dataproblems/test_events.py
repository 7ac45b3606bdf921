import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataproblems.events import COLUMNS, WatchStore, deliver, playback_reports, validate


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
        assert len(validate(reports).quarantined) == 0

    def test_refuses_a_step_of_zero(self, plays):
        with pytest.raises(ValueError, match="every"):
            playback_reports(plays, every=0)


class TestDelivery:
    def test_at_least_once_loses_nothing_and_repeats_some(self, reports):
        sent = deliver(reports, repeat=0.2)
        key = ["event_id", "version"]
        assert len(sent.drop_duplicates(key)) == len(reports)
        # a report is sent 1 / (1 - repeat) times on average; 4 standard errors either way
        expected = len(reports) / 0.8
        assert abs(len(sent) - expected) < 4 * np.sqrt(len(reports) * 0.2) / 0.8

    def test_at_most_once_repeats_nothing_and_loses_some(self, reports):
        sent = deliver(reports, repeat=0, loss=0.3)
        assert not sent.duplicated().any()
        assert abs(len(sent) / len(reports) - 0.7) < 4 * np.sqrt(0.21 / len(reports))

    def test_delay_reorders(self, reports):
        assert not deliver(reports)["reported_at"].is_monotonic_increasing
        calm = deliver(reports, repeat=0, mean_delay=0)
        pd.testing.assert_frame_equal(calm, reports)

    @pytest.mark.parametrize("bad", [{"repeat": 1}, {"loss": -0.1}, {"mean_delay": -1}])
    def test_refuses_nonsense(self, reports, bad):
        with pytest.raises(ValueError, match="must lie"):
            deliver(reports, **bad)


class TestValidation:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("fraction", 1.2),
            ("fraction", -0.1),
            ("fraction", np.nan),
            ("version", 0),
            ("user_id", -1),
            ("user_id", np.nan),
            ("title_id", -5),
            ("reported_at", pd.NaT),
            ("event_id", None),
        ],
    )
    def test_sets_the_broken_row_aside_with_its_reason(self, reports, column, value):
        batch = reports.head(10).astype({"user_id": float})
        batch.loc[4, column] = value
        valid, quarantined = validate(batch)
        assert len(valid) == 9
        assert list(quarantined.index) == [4]
        assert column in quarantined["reason"].iloc[0]
        assert valid["user_id"].dtype == "int64"

    def test_a_row_broken_twice_is_one_row(self, reports):
        batch = reports.head(5).copy()
        batch.loc[2, ["fraction", "version"]] = [7.0, -1]
        assert len(validate(batch).quarantined) == 1

    def test_an_all_broken_batch_leaves_nothing_valid(self, reports):
        assert len(validate(reports.head(5).assign(fraction=9.0)).valid) == 0

    def test_a_column_of_text_fails_as_a_whole(self, reports):
        with pytest.raises(ValueError, match="version"):
            validate(reports.head(5).assign(version="one"))

    @pytest.mark.parametrize("change", [{"drop": "fraction"}, {"add": "colour"}])
    def test_a_changed_producer_stops_the_batch(self, reports, change):
        batch = (
            reports.drop(columns=change["drop"]) if "drop" in change else reports.assign(colour=1)
        )
        with pytest.raises(ValueError, match="needs the columns"):
            validate(batch)


class TestStore:
    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10**6), st.floats(0, 0.6), st.integers(1, 200))
    def test_neither_order_nor_repetition_nor_batches_matter(self, reports, seed, repeat, size):
        sent = deliver(reports, seed, repeat=repeat, mean_delay=500)
        store, direct = WatchStore(), WatchStore()
        direct.upsert(reports)
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
        assert list(store.plays().columns) == COLUMNS

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
