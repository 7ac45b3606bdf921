import os
import pickle
import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataproblems.pipelines import (
    EVENT_COLUMNS,
    Pipeline,
    latest,
    reconcile,
    stream_totals,
    totals,
    totals_on_spark,
)
from dataproblems.simulators.delivery import deliver
from dataproblems.validation import quarantine

SCHEMA = pa.DataFrameSchema(
    {
        "event_id": pa.Column(str, pa.Check.str_length(min_value=1)),
        "version": pa.Column("int64", pa.Check.ge(1)),
        "account_id": pa.Column("int64", pa.Check.ge(0)),
        "event_time": pa.Column("datetime64[us]"),
        "cents": pa.Column("int64", pa.Check.in_range(0, 100_000)),
    }
)
MALFORMED = [
    {"cents": "12,50", "reason": "cents: not an integer"},
    {"cents": -5, "reason": "cents: in_range(0, 100000)"},
    {"event_time": "32 Jan", "reason": "event_time: not a time"},
    {"account_id": None, "reason": "account_id: missing"},
    {"version": 0, "reason": "version: greater_than_or_equal_to(1)"},
]


def validate(rows):
    return quarantine(rows, SCHEMA)


def make_events(n=400, seed=0):
    """Charges over a day, a fifth of them corrected once (version 2, another amount or hour)."""
    rng = np.random.default_rng(seed)
    day = pd.Timestamp("2024-03-01")
    first = pd.DataFrame(
        {
            "event_id": [f"e{i}" for i in range(n)],
            "version": 1,
            "account_id": rng.integers(5, size=n),
            "event_time": day + pd.to_timedelta(np.sort(rng.integers(86_400, size=n)), unit="s"),
            "cents": rng.integers(1, 1000, n),
        }
    )
    fixed = first.sample(frac=0.2, random_state=seed).assign(version=2)
    fixed["cents"] = fixed["cents"] // 2
    fixed["event_time"] = fixed["event_time"] + pd.Timedelta("50min")
    return pd.concat([first, fixed]).sort_values("event_time", ignore_index=True)


def make_batches(events, seed=0, n_batches=4):
    """Duplicates, disorder, late events and malformed rows, as text in uneven batches."""
    arrivals = deliver(events, seed, repeat=0.2, stragglers=0.2)[list(EVENT_COLUMNS)]
    rng = np.random.default_rng(seed)
    raw = arrivals.astype(object)
    bad = [
        {**raw.iloc[int(i)].to_dict(), "event_id": f"bad{n}",
         **{k: v for k, v in fault.items() if k != "reason"}}
        for n, (i, fault) in enumerate(
            zip(rng.integers(len(raw), size=20), MALFORMED * 4, strict=True))
    ]  # fmt: skip
    rows = pd.concat([raw, pd.DataFrame(bad, dtype=object)], ignore_index=True)
    rows = rows.sample(frac=1, random_state=seed, ignore_index=True)
    cuts = [0, *sorted(rng.choice(len(rows), n_batches - 1, replace=False)), len(rows)]
    return {f"batch-{i}": rows[a:b] for i, (a, b) in enumerate(pairwise(cuts))}


def assert_as_if_nothing_happened(pipeline, events, batches):
    """Nothing lost, nothing counted twice, every rejected row in quarantine with its reason."""
    truth = events.sort_values("version").drop_duplicates("event_id", keep="last")
    stored = pipeline.table("events")
    assert sorted(stored["event_id"]) == sorted(truth["event_id"])
    both = stored.merge(truth, on="event_id", suffixes=("", "_true"))
    for column in EVENT_COLUMNS[1:]:
        assert (both[column] == both[f"{column}_true"]).all(), column
    windows = pipeline.table("windows")
    expected = truth.groupby([truth["event_time"].dt.floor("h"), "account_id"])["cents"].agg(
        ["size", "sum"]
    )
    found = windows.set_index(["window_start", "account_id"])[["events", "cents"]].sort_index()
    assert found.index.tolist() == expected.index.tolist()
    assert (found.to_numpy() == expected.to_numpy()).all()
    aside = pipeline.table("quarantine")
    assert sorted(aside["event_id"]) == sorted(f"bad{i}" for i in range(20))
    for n in range(20):
        assert aside.set_index("event_id")["reason"][f"bad{n}"] == MALFORMED[n % 5]["reason"]
    assert len(pipeline.table("steps")) == len(batches) * len(Pipeline.STEPS)


@pytest.mark.parametrize("seed", range(3))
def test_faults_on_the_way_change_nothing(seed):
    events = make_events(seed=seed)
    batches = make_batches(events, seed)
    pipeline = Pipeline(validate)
    for name, batch in batches.items():
        pipeline.submit(name, batch)
        pipeline.submit(name, batch)
    assert_as_if_nothing_happened(pipeline, events, batches)


class PowerCutError(Exception):
    pass


@pytest.mark.parametrize("step", Pipeline.STEPS)
def test_a_crash_after_any_step_changes_nothing(tmp_path, step):
    """The machine stops after this step of every batch; the producer sends the batch again."""
    events = make_events()
    batches = make_batches(events)

    def cut(batch_id, done):
        if done == step:
            raise PowerCutError(batch_id)

    for name, batch in batches.items():
        pipeline = Pipeline(validate, tmp_path / "store.duckdb", after_step=cut)
        with pytest.raises(PowerCutError):
            pipeline.submit(name, batch)
        pipeline.close()
        pipeline = Pipeline(validate, tmp_path / "store.duckdb")
        pipeline.resume()
        pipeline.submit(name, batch)
        pipeline.close()
    assert_as_if_nothing_happened(Pipeline(validate, tmp_path / "store.duckdb"), events, batches)


@pytest.mark.parametrize("method", ["_sort", "_store", "_total", "_clear"])
def test_a_crash_within_a_step_undoes_it(tmp_path, method, monkeypatch):
    events = make_events()
    batches = make_batches(events)
    work = getattr(Pipeline, method)

    def half(self, batch_id):
        work(self, batch_id)
        raise PowerCutError(batch_id)

    for name, batch in batches.items():
        with monkeypatch.context() as patch:
            patch.setattr(Pipeline, method, half)
            pipeline = Pipeline(validate, tmp_path / "store.duckdb")
            with pytest.raises(PowerCutError):
                pipeline.submit(name, batch)
            pipeline.close()
        pipeline = Pipeline(validate, tmp_path / "store.duckdb")
        pipeline.resume()
        pipeline.close()
    assert_as_if_nothing_happened(Pipeline(validate, tmp_path / "store.duckdb"), events, batches)


KILLED = """
import os, pickle, signal, sys
import pandera.pandas as pa
from pathlib import Path
from dataproblems.pipelines import Pipeline
from dataproblems.validation import quarantine
schema, batches = pickle.loads(Path(sys.argv[1]).read_bytes())
def kill(batch_id, step):
    if (batch_id, step) == ("batch-1", sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
pipeline = Pipeline(lambda rows: quarantine(rows, schema), sys.argv[2], after_step=kill)
for name, batch in batches.items():
    pipeline.submit(name, batch)
"""


@pytest.mark.parametrize("step", ["sort", "store"])
def test_a_killed_process_leaves_a_store_to_go_on_from(tmp_path, step):
    events = make_events()
    batches = make_batches(events)
    job = tmp_path / "job.pickle"
    job.write_bytes(pickle.dumps((SCHEMA, batches)))
    store = tmp_path / "store.duckdb"
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(job), str(store), step], env=os.environ, check=False
    )
    assert run.returncode == -9
    pipeline = Pipeline(validate, store)
    done = pipeline.table("steps").query("batch_id == 'batch-1'")["step"]
    assert step in set(done)
    assert "total" not in set(done)
    pipeline.resume()
    for name, batch in batches.items():
        pipeline.submit(name, batch)
    assert_as_if_nothing_happened(pipeline, events, batches)


def test_a_validator_that_loses_rows_is_stopped():
    class Lossy:
        def __init__(self, rows):
            self.valid, self.quarantined = rows.iloc[:-1], rows.iloc[:0].assign(reason="")

    with pytest.raises(ValueError, match="a: it lost or doubled rows"):
        Pipeline(Lossy).submit("a", make_events(5))


def test_a_changed_producer_is_named():
    with pytest.raises(ValueError, match=r"batch a lacks the columns \['cents'\]"):
        Pipeline(validate).submit("a", make_events(5).drop(columns="cents"))


def charge(event_id, minute, cents, version=1, arrives=None):
    at = pd.Timestamp("2024-01-01") + pd.Timedelta(minutes=minute)
    arrived = pd.Timestamp("2024-01-01") + pd.Timedelta(minutes=arrives or minute)
    return {"event_id": event_id, "version": version, "account_id": 1, "event_time": at,
            "cents": cents, "arrived_at": arrived}  # fmt: skip


HAND = pd.DataFrame(
    [
        charge("a", 10, 100),
        charge("b", 55, 20),
        charge("a", 10, 100, arrives=56),  # a repetition
        charge("c", 65, 1),
        charge("d", 50, 7, arrives=66),  # out of order by 15 minutes
        charge("b", 55, 30, version=2, arrives=67),  # a correction
        charge("e", 130, 5),
        charge("f", 40, 9, arrives=131),  # far too late
    ]
)


def test_windows_by_hand():
    found = totals(latest(HAND))
    assert found["cents"].tolist() == [100 + 30 + 7 + 9, 1, 5]
    assert found["events"].tolist() == [4, 1, 1]
    assert totals(latest(HAND), "day")["cents"].tolist() == [152]


def test_a_watermark_by_hand():
    """Without lateness the first hour closes when c arrives; d, the correction and f are late."""
    strict = stream_totals(HAND)
    assert strict.windows["cents"].tolist() == [120, 1, 5]
    assert strict.late["event_id"].tolist() == ["d", "b", "f"]
    assert strict.windows["closed_at"].dt.minute.tolist()[:2] == [5, 10]
    patient = stream_totals(HAND, "20min")
    assert patient.windows["cents"].tolist() == [137, 1, 5]
    assert patient.late["event_id"].tolist() == ["f"]
    assert patient.windows["closed_at"].isna().tolist() == [False, True, True]


@settings(max_examples=20)
@given(st.integers(0, 1000), st.sampled_from(["0s", "10min", "2h"]))
def test_stream_and_late_events_together_are_the_batch(seed, lateness):
    """The stream loses nothing: published windows plus what came late give the batch totals."""
    arrivals = deliver(make_events(120, seed), seed, repeat=0.1, stragglers=0.1)
    stream = stream_totals(arrivals, lateness)
    in_time = arrivals.drop(index=stream.late.index)
    assert stream.windows["events"].sum() == in_time["event_id"].nunique()
    mended = totals(latest(pd.concat([in_time, stream.late])))
    batch = totals(latest(arrivals))
    assert reconcile(mended, batch, on=("window_start", "account_id")).empty


def test_a_stream_with_boundless_patience_is_the_batch():
    arrivals = deliver(make_events(300), 1, repeat=0.3, stragglers=0.3)
    stream = stream_totals(arrivals, "1000D")
    assert stream.late.empty
    on = ("window_start", "account_id")
    assert reconcile(totals(latest(arrivals)), stream.windows, on=on).empty


def test_reconciling_by_key_finds_errors_that_cancel():
    left = pd.DataFrame({"hour": [1, 2, 3], "cents": [10, 20, 30]})
    right = pd.DataFrame({"hour": [1, 2, 4], "cents": [15, 20, 25]})
    found = reconcile(left, right, on=("hour",))
    assert found.set_index("hour")["difference"].to_dict() == {3: -30, 4: 25, 1: 5}
    assert reconcile(left, left, on=("hour",)).empty
    with pytest.raises(ValueError, match="holds a combination of"):
        reconcile(pd.concat([left, left]), right, on=("hour",))


def test_a_stream_out_of_order_is_named():
    with pytest.raises(ValueError, match="in order of arrived_at"):
        stream_totals(HAND[::-1])


def test_spark_gets_no_incomplete_events():
    for events, unit in ((HAND.assign(cents=np.nan), "hour"), (HAND, "fortnight")):
        with pytest.raises(ValueError, match=r"cents|unit"):
            totals_on_spark(None, events, unit)


@pytest.mark.skipif(
    find_spec("pyspark") is None,
    reason="PySpark is not installed: pip install -e '.[spark]', and Java 17 or newer",
)
def test_spark_gives_the_same_totals():
    """Repetitions, disorder and corrections that move an event to another hour included."""
    from pyspark.sql import SparkSession

    arrivals = deliver(make_events(), 2, repeat=0.3, stragglers=0.2)
    assert arrivals["event_id"].duplicated().any()
    spark = SparkSession.builder.master("local[1]").getOrCreate()
    try:
        for unit in ("hour", "day"):
            found = totals_on_spark(spark, arrivals, unit)
            expected = totals(latest(arrivals), unit)
            pd.testing.assert_frame_equal(found, expected, check_dtype=False)
    finally:
        spark.stop()


def test_windows_begin_in_utc_whatever_the_zone_of_the_times():
    naive = latest(HAND)
    for zone in ("Asia/Kolkata", "America/New_York"):
        local = HAND.assign(event_time=HAND["event_time"].dt.tz_localize("UTC").dt.tz_convert(zone))
        pd.testing.assert_frame_equal(latest(local), naive)
        pd.testing.assert_frame_equal(totals(latest(local)), totals(naive))
