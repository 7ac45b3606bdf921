"""Contracts of ``calibration``."""

import pandas as pd

from cases.case import Contracts
from cases.values import NAN, P, Y, with_nan
from dataproblems import calibration

case = Contracts("calibration")

case(calibration.log_odds, {"probability": P[:2]}, probability=[[0.0], [1.0], [NAN], [2.0]])
case(
    calibration.undo_downsampling,
    {"predicted": P, "kept": 0.1},
    predicted=[[1.5], [NAN]],
    kept=[0, 1.1, NAN],
)
for judge in (calibration.reliability, calibration.brier_parts):
    case(
        judge,
        {"predicted": P, "outcome": Y, "n_bins": 2},
        predicted=[[], [NAN] * 4, [[0.5] * 4]],
        outcome=[Y[:2], Y * 2, with_nan(Y)],
        n_bins=[0, NAN, 1.5],
        named={"predicted": "predicted|outcome"},
    )
case(
    calibration.promised_over_came,
    {"predicted": P, "outcome": Y, "slices": pd.DataFrame({"device": [0, 1, 0, 1]})},
    predicted=[[1.5] * 4, [NAN] * 4],
    outcome=[Y[:2], Y * 2],
    slices=[pd.DataFrame({"device": [0]}), pd.DataFrame(index=range(4)), 3],
)
