"""Contracts of ``sequences``."""

import numpy as np
import pandas as pd

from cases.case import Contracts
from cases.values import NAN, SEEN, X, with_nan
from dataproblems import sequences

case = Contracts("sequences")

LOG = pd.DataFrame(
    {"user": [0, 0, 0, 0, 1, 1], "step": [0, 1, 1, 2, 0, 1], "item": [3, 0, 1, 3, 2, 0]}
)
ASKED = pd.DataFrame({"user": [0, 1, 0], "step": [2, 1, 0]})
BAD_LOGS = [
    LOG.drop(columns="step"),
    LOG.assign(user=-1),
    LOG.assign(step=0.5),
    LOG.assign(item=NAN),
]

case(
    sequences.questions,
    {"log": LOG, "asked": ASKED, "n_items": 4, "half_life": 2.0},
    log=[*BAD_LOGS, LOG.assign(item=4)],
    asked=[ASKED.drop(columns="user"), ASKED.assign(step=-1), ASKED.assign(user=0.5)],
    n_items=[0, 1.5, NAN],
    half_life=[0, -1, NAN, "3"],
)
case(
    sequences.transitions,
    {"log": LOG, "n_items": 4, "reach": 2},
    log=[*BAD_LOGS, LOG.assign(item=4)],
    n_items=[0, 1.5, NAN],
    reach=[0, 1.5, NAN],
)
case(
    sequences.neighbour_scores,
    {"history": SEEN, "others": X, "n_neighbours": 3},
    history=[with_nan(SEEN), np.ones(3)],
    others=[with_nan(X), X[:, :3]],
    n_neighbours=[0, 1.5, NAN],
)
case(
    sequences.shuffled_steps,
    {"log": LOG, "within": ["a", "a", "a", "b", "c", "c"], "rng": 0},
    log=[LOG.drop(columns="step"), LOG.assign(user=-1), LOG.assign(step=NAN)],
    within=[["a"] * 5, ["a", "a", "b", "b", "c", "c"], [None] * 6],
)
