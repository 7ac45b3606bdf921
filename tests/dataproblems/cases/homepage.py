"""Contracts of ``homepage``."""

from typing import Any

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN
from dataproblems import homepage

case = Contracts("homepage")

LOOK = homepage.Attention(0.8, 0.8)
PAGE = np.array([[0, 1], [2, -1]])


def looks(down: Any, along: Any, n_rows: Any, n_places: Any) -> Any:
    return homepage.Attention(down, along).looks(n_rows, n_places)


case(
    looks,
    {"down": 0.8, "along": 0.8, "n_rows": 2, "n_places": 3},
    "Attention",
    down=[0, 1, -1, NAN, "0.5"],
    along=[0, 1, 1.5, NAN],
    n_rows=[0, 1.5, NAN],
    n_places=[0, 1.5, NAN],
)
case(
    homepage.arrange,
    {
        "rows": np.array([[0, 1], [2, -1], [1, 2]]),
        "chance": np.array([0.5, 0.2, 0.1]),
        "kinds": np.array([[1, 0], [0, 1], [1, 1]]),
        "mood": np.array([0.6, 0.4]),
        "n_rows": 2,
        "n_places": 2,
        "attention": LOOK,
    },
    rows=[
        [0, 1],
        [[0, 3], [1, 2]],
        [[-2, 0], [1, 2]],
        [[0.5, 1], [1, 2]],
        [[0, 1]],
        [[NAN, 1]] * 3,
    ],
    chance=[[0.5, 0.2], [0.5, 0.2, 1.1], [0.5, 0.2, NAN], 0.5],
    kinds=[[[1, 0]], [1, 0, 1], [[1, 0], [0, 1], [2, 1]], [[1, 0], [0, 1], [NAN, 1]]],
    mood=[[0.6, 0.6], [1.0], [0.6, NAN], [1.4, -0.4]],
    n_rows=[0, 4, 1.5, NAN],
    n_places=[0, 1.5, NAN],
    attention=[homepage.Attention(0, 0.5), homepage.Attention(0.5, 1)],
    order=["greedy", None],
    repeats=["hide", None],
    seen=[0, 1.5, NAN],
    named={"chance": "chance|rows|kinds", "kinds": "kinds|mood", "attention": "down|along"},
)
case(
    homepage.visits,
    {"pages": [PAGE, PAGE[::-1]], "wanted": np.eye(3) > 0, "attention": LOOK, "rng": 0},
    pages=[[], [PAGE, PAGE[:1]], [[[3, 0]]], [[[-2, 0]]], [[[0.5, 0]]], [[[INF, 0]]], [[0, 1]]],
    wanted=[np.eye(2) > 0, [True], [[0, 2, 0]], [[0, NAN, 0]]],
    attention=[homepage.Attention(0, 0.5), homepage.Attention(0.5, 1)],
    named={"wanted": "wanted|pages", "attention": "down|along"},
)
case(homepage.first_copies, {"page": PAGE}, page=[[0, 1], [[-2]], [[0.5]], [[NAN]], 3])
