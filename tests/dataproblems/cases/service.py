"""Contracts of ``simulators.service``."""

from typing import Any

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN
from dataproblems.simulators.service import Service, ServiceSettings

case = Contracts("service")


def served(month: Any = 0, scores: Any = None, **sizes: Any) -> Any:
    small = {"sessions": 4, "candidates": 6, "slots": 2, "titles": 8, **sizes}
    given = np.ones((4, 6)) if scores is None else scores
    return Service(0, settings=ServiceSettings(**small)).month(month, lambda *_: given)


case(
    served,
    {"month": 1, "scores": np.arange(24.0).reshape(4, 6)},
    "Service",
    month=[-1, 13, 0.5, NAN],
    scores=[np.ones((4, 3)), np.full((4, 6), NAN), np.full((4, 6), INF)],
    sessions=[0, NAN],
    candidates=[0, 9, NAN],
    slots=[0, 7, NAN],
    titles=[0, 1.5],
    arrivals=[-1, NAN],
    n_bots=[-1],
    bot_views=[-1],
    bait=[-1, NAN],
    survey_noise=[-1, NAN],
)
