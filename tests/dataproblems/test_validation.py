from operator import itemgetter

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dataproblems.simulators.search import build_search, search
from dataproblems.validation import (
    IMPRESSIONS,
    Expectation,
    expect,
    learn_expectations,
    quarantine,
)

PAYMENTS = pa.DataFrameSchema(
    {
        "id": pa.Column(str, unique=True),
        "cents": pa.Column("int64", pa.Check.ge(0)),
        "at": pa.Column("datetime64[us]"),
        "note": pa.Column(float, nullable=True),
    }
)


def text(**columns):
    return pd.DataFrame(columns, dtype=object)


@pytest.fixture(scope="module")
def log():
    engine = build_search(n_queries=5, n_docs=12, n_users=50)
    return search(engine, 300, rng=1).impressions


def test_a_good_log_passes_whole(log):
    valid, quarantined = quarantine(log)
    assert len(valid) == len(log)
    assert quarantined.empty
    assert list(valid) == list(IMPRESSIONS.columns)
    assert valid["doc_id"].equals(log["doc_id"])


def test_every_bad_row_has_its_reason():
    batch = text(
        id=["a", "b", "c", "d", "e", "e"],
        cents=["12", "-1", "x", "1.5", "3", "4"],
        at=["2024-01-01", "2024-01-01", "yesterday", None, "2024-01-01", "2024-01-02"],
        note=["0.5", None, None, None, None, None],
    )
    valid, quarantined = quarantine(batch, PAYMENTS)
    assert valid["id"].tolist() == ["a"]
    assert valid["cents"].tolist() == [12]
    assert valid["at"].dtype == "datetime64[us]"
    reasons = quarantined["reason"].to_dict()
    assert reasons[1] == "cents: greater_than_or_equal_to(0)"
    assert reasons[2] == "cents: not an integer; at: not a time"
    assert reasons[3] == "cents: not an integer; at: missing"
    assert reasons[4] == reasons[5] == "id: field_uniqueness"
    assert quarantined["cents"].tolist() == ["-1", "x", "1.5", "3", "4"]


def test_nothing_is_lost_or_doubled(log):
    rng = np.random.default_rng(0)
    batch, broken = log.astype(object), set()
    for column, junk in [("position", 0), ("dwell", "soon"), ("user_id", None), ("click", 7)]:
        touched = rng.choice(batch.index, 20, replace=False)
        batch.loc[touched, column] = junk
        broken.update(touched)
    valid, quarantined = quarantine(batch)
    assert sorted([*valid.index, *quarantined.index]) == list(batch.index)
    assert quarantined["reason"].str.len().min() > 0
    assert set(quarantined.index) == broken


def test_booleans_are_read_from_text():
    schema = pa.DataFrameSchema({"ok": pa.Column(bool)})
    valid, quarantined = quarantine(text(ok=["true", False, "maybe", None]), schema)
    assert valid["ok"].tolist() == [True, False]
    assert quarantined["reason"].tolist() == ["ok: not true or false", "ok: missing"]


def test_rules_across_columns_are_told_by_name(log):
    batch = log.copy()
    first = batch.index[batch["click"] == 1][0]
    batch.loc[first, "dwell"] = np.nan
    quarantined = quarantine(batch).quarantined
    assert quarantined["reason"].to_dict() == {first: "dwell exactly if clicked"}


def test_an_empty_batch_is_fine(log):
    valid, quarantined = quarantine(log.iloc[:0])
    assert valid.empty
    assert quarantined.empty


def test_a_changed_producer_is_an_error(log):
    with pytest.raises(ValueError, match=r"lacks the columns \['dwell'\]"):
        quarantine(log.drop(columns="dwell"))
    with pytest.raises(ValueError, match="repeats row labels"):
        quarantine(pd.concat([log, log]))


def test_expectations_by_hand():
    batch = pd.DataFrame({"x": [1.0, 2.0, 3.0]})
    report = expect(
        batch,
        [
            Expectation("rows", len, 3, 3),
            Expectation("mean", lambda b: b["x"].mean(), high=1.5),
            Expectation("gone", lambda b: b["y"].mean()),
        ],
    )
    assert report["met"].tolist() == [True, False, False]
    assert report["value"].tolist()[:2] == [3, 2]


def test_expectations_of_measures_that_were_kept():
    kept = [{"rows": 98.0}, {"rows": 100.0}, {"rows": 102.0}]
    learned = learn_expectations(kept, {"rows": itemgetter("rows")})
    assert expect({"rows": 103.0}, learned)["met"].all()
    assert not expect({"rows": 300.0}, learned)["met"].any()


def test_learned_bounds_fit_good_batches_and_reject_a_changed_unit():
    rng = np.random.default_rng(1)
    good = [pd.DataFrame({"s": rng.lognormal(3, 1, 2000)}) for _ in range(40)]
    learned = learn_expectations(
        good[:20], {"median": lambda b: b["s"].median(), "rows": len}, width=6
    )
    assert all(expect(batch, learned)["met"].all() for batch in good[20:])
    in_ms = expect(good[30] * 1000, learned).set_index("name")["met"]
    assert in_ms.to_dict() == {"median": False, "rows": True}


def test_too_little_history_is_named():
    with pytest.raises(ValueError, match="three good batches"):
        learn_expectations([pd.DataFrame()], {"rows": len})


@given(
    st.lists(
        st.one_of(st.integers(-(2**63), 2**63 - 1), st.sampled_from([None, "x", 2**63, 1.5])),
        min_size=1,
    ),
    st.booleans(),
)
@settings(max_examples=30)
@example(ids=[9007199254740993, None, 9007199254740995], as_text=False)
def test_whole_numbers_stay_exact_whatever_comes_beside_them(ids, as_text):
    right = [i for i in ids if isinstance(i, int) and i < 2**63]
    sent = [i if i is None or not as_text else str(i) for i in ids]
    schema = pa.DataFrameSchema({"id": pa.Column("int64")})
    valid, quarantined = quarantine(pd.DataFrame({"id": pd.Series(sent, dtype=object)}), schema)
    assert valid["id"].tolist() == right
    assert len(quarantined) == len(ids) - len(right)
