"""Contracts of ``cold_start``."""

import numpy as np
import pandas as pd

from cases.case import Contracts
from cases.values import BAD_SCORES, INF, NAN, SCORES, STARS, F, P, X, with_nan
from dataproblems import cold_start

case = Contracts("cold_start")

BAD_X = [with_nan(X), X[:, :3]]
case(
    cold_start.content_scores,
    {"interactions": X, "features": F, "targets": np.array([1, 4])},
    interactions=BAD_X,
    features=[with_nan(F), F[:4]],
    targets=[[6], [-1], [0.5], 3],
)
case(
    cold_start.content_ridge_scores,
    {"interactions": X, "features": F, "targets": np.array([1, 4])},
    interactions=BAD_X,
    features=[with_nan(F), F[:4]],
    targets=[[6], [-1]],
    regularization=[0, NAN],
)
case(cold_start.shrinkage_weight, {"n": np.arange(4.0), "k": 5}, n=[[-1], [NAN]], k=[0, -1, NAN])
case(
    cold_start.standardize,
    {"scores": SCORES},
    scores=[*BAD_SCORES, np.full_like(SCORES, -INF)],
    scale=["minmax"],
    axis=[2],
)
case(
    cold_start.blend,
    {"content": SCORES, "behaviour": SCORES[::-1], "weight": np.array([0, 0.5, 1, 0.25])},
    content=[with_nan(SCORES), SCORES[:3]],
    behaviour=[with_nan(SCORES)],
    weight=[2, -0.5, NAN, [0.5, 0.5]],
)
case(
    cold_start.fit_shrinkage,
    {
        "content": SCORES,
        "behaviour": SCORES[::-1],
        "n": np.arange(4.0),
        "quality": lambda s: s[:, 0],
    },
    content=[with_nan(SCORES)],
    n=[[-1] * 4],
    candidates=[[]],
    quality=[lambda s: NAN * s],
)
case(
    cold_start.elicitation_order,
    {"ratings": STARS, "strategy": "entropy0", "rng": 1},
    ratings=[with_nan(STARS), -STARS],
    strategy=["best"],
    like=[NAN],
)
case(
    cold_start.quality_by_interactions,
    {"quality": P, "n": np.array([0, 1, 2, 50])},
    quality=[P[:2], ["a"] * 4],
    n=[[-1] * 4, [NAN] * 4],
    edges=[[2, 3], [1, 1], []],
)
GOODS = pd.DataFrame(
    {"kind": ["a|b", "b", None], "price": [1.0, NAN, 3.0], "name": ["red fox", "red dog", ""]}
)
case(
    lambda items, **fields: cold_start.content_features(items, **fields).toarray(),
    {"items": GOODS, "labels": ["kind"], "numbers": ["price"], "text": ["name"]},
    "content_features",
    items=[GOODS[["kind"]], GOODS.assign(kind=None, price=NAN, name=None), 3],
)
