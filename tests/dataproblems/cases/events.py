"""Contracts of ``events``."""

import pandas as pd

from cases.case import Contracts
from cases.values import NAN, PLAYS, REPORT, ROWS
from dataproblems import events

case = Contracts("events")

case(
    events.playback_reports,
    {"plays": PLAYS},
    every=[0, NAN],
    named={"plays": "plays|fraction|user_id|timestamp"},
    plays=[
        ROWS,
        PLAYS.assign(fraction=NAN),
        PLAYS.assign(fraction=2.0),
        PLAYS.assign(user_id=None),
        PLAYS.assign(timestamp=pd.NaT),
    ],
)
case(
    lambda batch: events.WatchStore().upsert(batch),
    {"batch": REPORT},
    "WatchStore",
    named={"batch": "batch|event_id|reported_at"},
    batch=[
        ROWS,
        REPORT.assign(event_id=None),
        REPORT.assign(reported_at=pd.NaT),
        pd.concat([REPORT, REPORT.assign(fraction=0.1)]),
    ],
)
