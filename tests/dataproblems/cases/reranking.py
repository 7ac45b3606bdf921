"""Contracts of ``reranking``."""

import numpy as np

from cases.case import Contracts
from cases.values import BAD_SCORES, NAN, SCORES, WANTED, F, with_nan
from dataproblems import reranking

case = Contracts("reranking")

case(
    reranking.popularity_penalty,
    {"scores": SCORES, "popularity": np.arange(6.0), "weight": 0.5},
    scores=BAD_SCORES[:3],
    popularity=[-np.arange(6.0), np.arange(5.0), [NAN] * 6],
    weight=[-1, NAN],
)
case(
    reranking.popularity_groups,
    {"popularity": np.array([5.0, 1, 1, 3])},
    popularity=[[-1, 2], [0, 0], [NAN, 1]],
    edges=[(0.8, 0.2), (0, 0.5)],
)
case(
    reranking.calibrated,
    {
        "scores": SCORES,
        "groups": np.array([0, 1, 0, 1, 0, 1]),
        "wanted": WANTED,
        "k": 3,
        "weight": 0.5,
        "pool": 5,
    },
    scores=BAD_SCORES[:2],
    groups=[np.full(6, 2), np.zeros(5, int), np.full(6, 0.5)],
    wanted=[WANTED * 2, WANTED[:3], with_nan(WANTED)],
    k=[0, 6],
    weight=[-1, 2, NAN],
    pool=[2],
)
case(
    reranking.constrained_slates,
    {"value": SCORES, "k": 2, "stock": np.full(6, 3.0)},
    value=BAD_SCORES[:3],
    k=[0, NAN],
    stock=[np.ones(5), -np.ones(6), [NAN] * 6],
    quotas=[
        [reranking.Quota(np.ones(5), name="quotas")],
        [reranking.Quota(np.ones(6), at_least=-1, name="quotas")],
    ],
)
case(reranking.pareto_front, {"points": F}, points=[with_nan(F), F[0]])
