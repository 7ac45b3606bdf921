"""Contracts of ``missingness``."""

import numpy as np

from cases.case import Contracts
from cases.values import NAN, P
from dataproblems import missingness

case = Contracts("missingness")

case(missingness.observe, {"propensities": P, "rng": 0}, propensities=[[1.2], [-0.1], [NAN]])
case(
    missingness.weighted_mean,
    {"values": np.arange(4.0), "propensities": P},
    values=[[1.0], [NAN] * 4],
    propensities=[[0.0] * 4, [NAN] * 4, [1.5] * 4],
)
case(
    missingness.inverse_propensity_weights,
    {"propensities": P},
    propensities=[[], [0.0], [NAN], [2.0]],
)
case(
    missingness.propensities_by_value,
    {"seen": np.array([1.0, 2, 2]), "sample": np.array([1.0, 2]), "share_seen": 0.5},
    seen=[[], [NAN]],
    sample=[[], [NAN]],
    share_seen=[0, 1.5, NAN],
)
