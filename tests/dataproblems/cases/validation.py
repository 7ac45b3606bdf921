"""Contracts of ``validation``."""

import pandas as pd

from cases.case import Contracts
from cases.values import NAN, REPORT, ROWS
from dataproblems import events, validation

case = Contracts("validation")

case(
    lambda batch: validation.quarantine(batch, events.REPORTS),
    {"batch": REPORT},
    "quarantine",
    batch=[ROWS, pd.concat([REPORT, REPORT])],
)
case(
    validation.expect,
    {"batch": ROWS, "expectations": [validation.Expectation("rows", len, 1, 9)]},
    batch=["rows", 3],
    expectations=[
        ["rows"],
        [validation.Expectation("rows", len, 9, 1)],
        [validation.Expectation("rows", len, NAN, 1)],
    ],
)
case(
    lambda history, width=6.0, measures=None: len(
        validation.learn_expectations(history, measures or {"measures": len}, width)
    ),
    {"history": [ROWS] * 3},
    "learn_expectations",
    history=[[ROWS]],
    width=[0, NAN],
    measures=[{"measures": lambda _: NAN}],
)
