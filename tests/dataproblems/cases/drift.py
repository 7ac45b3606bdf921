"""Contracts of ``drift``."""

import numpy as np
import pandas as pd
from river import drift as river

from cases.case import Contracts
from cases.values import INF, ITEMS, NAN, ROWS, F, P, with_nan
from dataproblems import drift

case = Contracts("drift")

VALUES = np.repeat(np.arange(5.0), 8)
for measure in (drift.psi, drift.jensen_shannon, drift.kolmogorov_smirnov):
    case(
        measure,
        {"reference": np.array([3.0, 2, 1]), "current": np.array([1.0, 2, 5])},
        reference=[[1, 2], [-1, 1, 1], [NAN, 1, 1], [0, 0, 0]],
        current=[[0, 0, 0], [INF, 1, 1]],
        **({"eps": [0, NAN]} if measure is drift.psi else {}),
    )
case(
    lambda reference, n_bins=10: drift.Bins(reference, n_bins).counts(reference),
    {"reference": VALUES},
    "Bins",
    reference=[[NAN], []],
    n_bins=[1, NAN],
)
case(
    drift.compare,
    {"reference": VALUES, "current": VALUES[:24], "draws": 50},
    reference=[[NAN]],
    measure=["l2"],
    alpha=[0, 2, NAN],
    draws=[0, NAN],
    current_users=[[1]],
    current=[[]],
    n_bins=[1],
    named={"current_users": "users", "current": "current|empty"},
)
case(
    drift.null_threshold,
    {"share": P, "n_reference": 50, "n_current": 50, "draws": 20},
    share=[[0.0], [-1, 2], [NAN, 1]],
    n_reference=[0, NAN],
    n_current=[0],
    measure=["l2"],
    alpha=[0, NAN],
    draws=[0],
)
case(
    drift.profile_drift,
    {"early": F, "late": F + 1, "draws": 20},
    early=[with_nan(F), -F, F[:1]],
    late=[F[:, :2]],
    draws=[1],
    named={"early": "early|two tables", "late": "two tables"},
)
case(
    drift.user_level_test,
    {
        "before": VALUES,
        "users_before": np.arange(40),
        "after": VALUES + 1,
        "users_after": np.arange(40),
    },
    before=[with_nan(VALUES), []],
    users_before=[[None] * 40, [1]],
    after=[with_nan(VALUES)],
    users_after=[[1]],
)
case(
    lambda stream, threshold=50.0, allowance=0.005: drift.alarms(
        stream, drift.page_hinkley(allowance, threshold)
    ),
    {"stream": VALUES},
    "alarms",
    stream=[[0.0, NAN], [INF]],
)
case(
    lambda **o: type(drift.page_hinkley(**o)).__name__,
    {},
    "page_hinkley",
    threshold=[0, NAN],
    allowance=[-1, NAN],
)
case(lambda **o: type(drift.adwin(**o)).__name__, {}, "adwin", delta=[0, 1, NAN])
case(
    lambda value: drift.Detector(river.ADWIN()).update(value),
    {"value": 0.5},
    "Detector",
    value=[NAN, INF, None],
)
case(
    drift.detection,
    {"positions": np.array([3, 9]), "change": 5},
    positions=[[-1], [0.5]],
    change=[-1, NAN],
)
TABLE = pd.DataFrame({"v": VALUES, "w": VALUES[::-1], "who": np.arange(40)})
case(
    lambda reference, columns, batch=TABLE, **o: drift.Monitor(reference, columns, **o).check(
        batch
    ),
    {"reference": TABLE, "columns": ["v", "w"]},
    "Monitor",
    reference=[ROWS],
    columns=[[], ["age"]],
    batch=[ROWS, TABLE.iloc[:0]],
    draws=[50, 0, NAN],
    alpha=[0, NAN],
    named={"columns": "columns|age"},
)
case(
    drift.changes,
    {
        "report": pd.DataFrame(
            {"column": ["v"], "when": [1], "statistic": [0.1], "p_value": [0.1], "alarm": [True]}
        ),
        "confirm": 1,
    },
    report=[ROWS],
    confirm=[0, NAN],
)
case(
    drift.decayed_counts,
    {"keys": ITEMS, "age": np.array([0.0, 1, 2]), "half_life": 1.0},
    keys=[[None, 1, 1], [1]],
    age=[[-1, 0, 0], [NAN, 0, 0]],
    half_life=[0, NAN],
    weights=[[NAN] * 3, [1.0]],
)
