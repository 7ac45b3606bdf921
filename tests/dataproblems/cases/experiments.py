"""Contracts of ``experiments``."""

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN, P, Y, with_nan
from dataproblems import experiments

case = Contracts("experiments")

case(
    experiments.mismatch_p,
    {"assigned": np.array([90, 110]), "shares": np.array([1, 1])},
    assigned=[[5], [0, 0], [-1, 2], [NAN, 2]],
    shares=[[1, 0], [1, NAN], [1]],
)
case(
    experiments.ratio_effect,
    {"numerator": P, "denominator": np.ones(4), "treated": Y},
    numerator=[[NAN] * 4, P[:, None]],
    denominator=[[1], [0] * 4, [NAN] * 4],
    treated=[[0, 0, 0, 1], Y * 2, with_nan(Y), [1]],
)
case(
    experiments.cuped,
    {"metric": P, "before": np.arange(4.0)},
    metric=[[1.0], with_nan(P)],
    before=[[1.0], with_nan(P)],
    named={"metric": "metric|before"},
)
case(
    experiments.users_needed,
    {"variance": 4.0, "effect": 0.5},
    variance=[0, NAN, INF],
    effect=[0, NAN],
    power=[0, 1, NAN],
    level=[0, 1, NAN],
)
case(
    experiments.always_valid_width,
    {"error": P, "n": np.array([1, 2, 3, 4]), "planned": 4},
    error=[[0.0] * 4, [NAN] * 4],
    n=[[0] * 4, [NAN] * 4],
    planned=[0, NAN],
)
case(
    experiments.team_draft,
    {"first": np.array([3, 1, 2]), "second": np.array([1, 2, 3])},
    first=[[3, 1, None], [1, 1, 2], [[1]]],
    second=[[3, 1], [1, 2, 4], [1, 2, None], [1, 2, 2]],
)
