"""Contracts of ``ranking``."""

import numpy as np

from cases.case import Contracts
from cases.values import BAD_SCORES, HELD, INF, NAN, SCORES, SEEN, F, with_nan
from dataproblems import ranking

case = Contracts("ranking")

LISTS = np.array([[0, 1], [2, -1], [5, 3]])
for metric in (ranking.ndcg_at_k, ranking.recall_at_k):
    case(
        metric,
        {"scores": SCORES, "held_out": HELD, "k": 3, "exclude": SEEN},
        scores=BAD_SCORES,
        held_out=[-HELD, HELD[:3], with_nan(HELD), HELD + SEEN],
        k=[0, 1.5, NAN],
        exclude=[SEEN[:, :5]],
    )
case(
    ranking.auc,
    {"scores": SCORES, "held_out": HELD, "exclude": SEEN},
    scores=BAD_SCORES,
    held_out=[-HELD, HELD[:3], with_nan(HELD)],
    exclude=[SEEN[:, :5], HELD],
)
case(
    ranking.top_k,
    {"scores": SCORES, "k": 3, "exclude": SEEN},
    scores=[*BAD_SCORES, np.zeros((4, 0))],
    named={"scores": "scores|exclude"},
    k=[0, -1, 2.5, NAN, "3"],
    exclude=[SEEN[:, :5]],
)
case(
    ranking.gini,
    {"counts": np.array([1.0, 3, 2])},
    counts=[[-1, 2], [0, 0], [], [NAN, 1], [INF, 1], ["1", "2"]],
)
case(
    ranking.catalogue_coverage,
    {"lists": LISTS, "n_items": 6},
    lists=[LISTS + 1, [0, 1], LISTS + 0.5],
    n_items=[0, NAN],
)
case(
    ranking.novelty,
    {"lists": LISTS, "popularity": np.linspace(0.1, 1, 6)},
    lists=[LISTS + 1, LISTS - 1],
    popularity=[np.zeros(6), np.full(6, 2.0), with_nan(np.ones(6))],
)
case(
    ranking.intra_list_diversity,
    {"lists": LISTS, "features": F},
    lists=[LISTS + 1],
    features=[with_nan(F), F[0]],
)
case(
    ranking.mmr,
    {"scores": SCORES, "features": F, "k": 3, "trade_off": 0.5, "pool": 5},
    scores=BAD_SCORES[:3],
    features=[with_nan(F), F[:4]],
    k=[0, 9],
    trade_off=[-0.1, 2, NAN],
    pool=[2, 0],
)
