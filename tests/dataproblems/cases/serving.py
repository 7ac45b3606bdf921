"""Contracts of ``serving``."""

from typing import Any

import numpy as np

from cases.case import Contracts
from cases.values import ITEMS, NAN, USERS, F, with_nan
from dataproblems import serving

case = Contracts("serving")

case(
    lambda item_factors, regularization, items, confidence: serving.FoldIn(
        item_factors, regularization
    ).user_vector(items, confidence),
    {
        "item_factors": F,
        "regularization": 1.0,
        "items": np.array([0, 4]),
        "confidence": np.array([2.0, 3]),
    },
    "FoldIn",
    item_factors=[with_nan(F)],
    regularization=[0, NAN],
    items=[[6, 0], [-1, 0]],
    confidence=[[0.5, 1], [NAN, 1], [1.0]],
)
for index in (serving.ExactIndex, serving.ClusteredIndex):

    def find(vectors: Any, query: Any, k: Any, index: Any = index, **o: Any) -> Any:
        return index(vectors, **o).search(query, k)

    more = {"probes": 2, "n_cells": 2} if index is serving.ClusteredIndex else {}
    case(
        find,
        {"vectors": F, "query": F[0], "k": 2, **more},
        index.__name__,
        vectors=[with_nan(F)],
        query=[F[0, :2], [NAN] * 3],
        k=[0, 1.5, NAN, *([] if more else [7])],
        **({"probes": [0, 3, 1.5, NAN], "n_cells": [0, 7, 1.5]} if more else {}),
    )
case(serving.overlap, {"found": ITEMS[1:], "exact": USERS[:2]}, found=[[1, 1]], exact=[[], [1, 1]])
case(
    lambda arguments, repetitions: serving.latencies(lambda _: None, arguments, repetitions).shape,
    {"arguments": [1, 2], "repetitions": 2},
    "latencies",
    arguments=[[]],
    repetitions=[0, NAN],
)
