"""Contracts of ``sparsity``."""

import numpy as np
import pandas as pd
from scipy import sparse

from cases.case import Contracts
from cases.values import ITEMS, NAN, SEEN, USERS, X, with_nan
from dataproblems import sparsity

case = Contracts("sparsity")

LOG = pd.DataFrame(
    {
        "user_id": [1, 1, 2, 1],
        "timestamp": pd.to_datetime(["2024-01-03", "2024-01-01", "2024-01-02", "2024-01-02"]),
    }
)
case(sparsity.density, {"matrix": X}, matrix=[with_nan(X), sparse.csr_array((0, 3))])
case(sparsity.popularity, {"matrix": X}, matrix=[with_nan(X)])
case(sparsity.popularity_scores, {"matrix": X}, matrix=[with_nan(X)])
case(
    sparsity.keep_fraction,
    {"matrix": X, "fraction": 0.5, "rng": 0},
    matrix=[with_nan(X)],
    fraction=[-0.1, 1.1, NAN],
)
case(
    sparsity.without,
    {"matrix": X, "entries": SEEN[[0, 1, 2, 3] * 2]},
    matrix=[with_nan(X)],
    entries=[SEEN, with_nan(X)],
)
case(
    sparsity.cut_at,
    {"events": LOG, "moment": pd.Timestamp("2024-01-02")},
    moment=[pd.Timestamp("2020-01-01"), 3],
    events=[LOG[["user_id"]], LOG.assign(timestamp=pd.NaT), LOG.assign(timestamp="9")],
    named={"events": "events|timestamp"},
)
case(
    sparsity.hold_out,
    {"matrix": X, "fraction": 0.5, "rng": 0},
    matrix=[with_nan(X)],
    fraction=[0, 1, NAN],
    at_least=[1, NAN],
)
case(
    sparsity.interaction_matrix,
    {"users": USERS, "items": ITEMS, "values": np.array([1.0, 2, 3])},
    users=[[1, 2], [None, 1, 1], [[1]]],
    items=[[1], [NAN, 1, 1]],
    values=[[1], [NAN, 1, 1]],
    user_index=[pd.Index([1, 1])],
    item_index=[pd.Index([7, 7])],
    repeated=["mean"],
)
case(
    sparsity.hold_out_last,
    {"events": LOG, "n": 1},
    n=[0, 1.5],
    events=[
        LOG[["user_id"]],
        LOG.assign(user_id=None),
        LOG.assign(timestamp=pd.NaT),
        LOG.assign(timestamp="9"),
    ],
    named={"events": "events|user_id|timestamp"},
)
