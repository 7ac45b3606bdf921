"""Contracts of ``item_vectors``."""

from typing import Any

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN, X, with_nan
from dataproblems import item_vectors

case = Contracts("item_vectors")

COUNTS = np.array([[3, 1, 0], [0, 2, 2]])


def folded(baskets: Any, counts: Any, n: Any, **o: Any) -> Any:
    return item_vectors.ItemVectors(**{"n_factors": 2, **o}).fit(baskets).fold_in(counts, n)


case(
    item_vectors.together,
    {"baskets": X, "asked": np.eye(2, X.shape[0])},
    baskets=[with_nan(X), np.ones(3)],
    asked=[np.eye(2, X.shape[0] + 1), np.full((1, X.shape[0]), NAN)],
)
case(
    item_vectors.relatedness,
    {"counts": COUNTS, "popularity": np.array([9, 5, 4]), "exponent": 0.5},
    counts=[COUNTS[:, :2], -COUNTS, [[NAN, 1, 1]], COUNTS[0]],
    popularity=[[9, 5], [9, 5, 0], [9, 5, NAN], [9, 5, INF]],
    exponent=[-0.1, 1.1, NAN, "1"],
    named={"popularity": "popularity|counts"},
)
case(
    item_vectors.ppmi,
    {"counts": COUNTS, "rows": np.array([4, 3]), "columns": np.array([9, 5, 4]), "n_baskets": 20},
    counts=[COUNTS[:, :2], -COUNTS, [[NAN, 1, 1]] * 2],
    rows=[[4], [4, -1], [4, NAN]],
    columns=[[9, 5], [9, 5, -1], [9, 5, INF]],
    n_baskets=[0, 1.5, NAN],
    named={"rows": "rows|counts", "columns": "columns|counts"},
)
case(
    folded,
    {
        "baskets": X,
        "counts": np.ones((2, X.shape[1])),
        "n": np.array([2, 3]),
    },
    "ItemVectors",
    baskets=[with_nan(X), np.ones(3), X[:, :2]],
    counts=[np.ones((2, X.shape[1] + 1)), -np.ones((2, X.shape[1])), np.full((2, X.shape[1]), NAN)],
    n=[[2], [2, -1], [2, NAN]],
    n_factors=[0, 1.5, NAN],
    named={"n": "rows|counts", "baskets": "baskets|counts"},
)
