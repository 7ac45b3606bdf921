"""Contracts of ``retrieval``."""

from typing import Any

import numpy as np
from scipy import sparse

from cases.case import Contracts
from cases.values import HELD, INF, NAN, X, with_nan
from dataproblems import retrieval

case = Contracts("retrieval")


def scored(X: Any, histories: Any = None, **o: Any) -> Any:
    towers = retrieval.TwoTowers(n_factors=2, **{"epochs": 1, **o}).fit(X)
    return towers.predict(X if histories is None else histories)


case(
    scored,
    {"X": X, "histories": X[:2]},
    "TwoTowers",
    X=[with_nan(X), sparse.eye_array(5, format="csr"), np.ones(3)],
    histories=[with_nan(X), X[:, :3]],
    n_factors=[0, NAN],
    epochs=[0, 1.5, NAN],
    learning_rate=[0, NAN],
    users_per_batch=[1, NAN],
    targets_per_user=[0, NAN],
    negatives=["hard", None],
    named={"X": "X|towers", "histories": "X", "n_factors": "n_factors"},
)
case(
    retrieval.item_neighbours,
    {"X": X, "n_neighbours": 2},
    X=[with_nan(X), X[:, :1], np.ones(3)],
    n_neighbours=[0, 1.5, NAN, "3"],
)
case(
    retrieval.candidate_recall,
    {"candidates": np.array([[0, 1], [4, -1], [2, 2], [0, 5]]), "held_out": HELD},
    candidates=[[[0]], [[0], [6], [0], [0]], [[-2]] * 4, [0, 1], [[0.5]] * 4, [[NAN]] * 4],
    held_out=[with_nan(HELD), HELD[:3], HELD[0:0]],
    named={"held_out": "held_out|candidates"},
)
LISTS = [np.array([[3, 1, 2], [5, -1, -1]]), np.array([[1, 4], [5, 6]])]
case(
    retrieval.merged,
    {"lists": LISTS, "n": 4},
    lists=[[], [LISTS[0], LISTS[1][:1]], [[0, 1]], [[[0.5]]], [[[NAN]]], [[[-2]]], [[[INF]]]],
    n=[0, -1, 1.5, NAN],
)
