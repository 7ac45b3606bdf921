"""Contracts of ``pipelines``."""

from typing import Any

import pandas as pd
import pandera.pandas as pa

from cases.case import Contracts
from cases.values import EVENTS, INF, NAN, ROWS
from dataproblems import pipelines
from dataproblems.validation import quarantine

case = Contracts("pipelines")

ARRIVALS = EVENTS.assign(arrived_at=pd.date_range("2024-01-01 10:10", periods=3, freq="min"))
MIXED = pd.Series(
    [EVENTS["event_time"][0], *EVENTS["event_time"][1:].dt.tz_localize("UTC")], dtype=object
)
LOST = [
    EVENTS.assign(cents=NAN),
    EVENTS.assign(account_id=None),
    EVENTS[["cents"]],
    EVENTS.assign(cents="5"),
    EVENTS.assign(cents=INF),
    EVENTS.assign(event_time="noon"),
    EVENTS.assign(event_time=MIXED),
    EVENTS.assign(version="new"),
]
BILLED = pa.DataFrameSchema(
    {
        "event_id": pa.Column(str),
        "version": pa.Column("int64"),
        "account_id": pa.Column("int64"),
        "event_time": pa.Column("datetime64[us]"),
        "cents": pa.Column("int64"),
    }
)
EVENT_NAMES = {
    "events": "events|cents|account_id|event_time|version",
    "arrivals": "arrivals|arrived_at|event_time",
    "left": "left",
    "right": "right",
}
case(pipelines.latest, {"events": EVENTS}, events=LOST, named=EVENT_NAMES)
case(pipelines.totals, {"events": EVENTS}, events=LOST, unit=["fortnight"], named=EVENT_NAMES)
case(
    pipelines.stream_totals,
    {"arrivals": ARRIVALS},
    arrivals=[
        EVENTS,
        ARRIVALS[::-1],
        ARRIVALS.assign(arrived_at=ARRIVALS["arrived_at"].dt.tz_localize("UTC")),
        ARRIVALS.assign(event_time="noon"),
    ],
    lateness=["-1h"],
    unit=["-1h"],
    named=EVENT_NAMES,
)
SUMS = pd.DataFrame({"day": [1, 2], "cents": [5, 6]})
case(
    pipelines.reconcile,
    {"left": SUMS, "right": SUMS.assign(cents=[5, 7]), "on": ("day",)},
    left=[SUMS.assign(day=1), SUMS.assign(cents=NAN), ROWS],
    right=[SUMS.assign(day=1)],
    named=EVENT_NAMES,
)


def stored(batch: Any) -> Any:
    pipeline = pipelines.Pipeline(lambda rows: quarantine(rows, BILLED))
    pipeline.submit("one", batch)
    return pipeline.table("events"), pipeline.table("quarantine")


case(
    stored,
    {"batch": EVENTS},
    "Pipeline",
    batch=[ROWS, 3],
)
