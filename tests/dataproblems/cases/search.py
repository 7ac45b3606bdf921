"""Contracts of ``simulators.search``."""

from typing import Any

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN, with_nan
from dataproblems.simulators import search
from dataproblems.simulators.search import Behaviour, build_search

case = Contracts("search")

ENGINE = build_search(n_queries=3, n_docs=4, n_users=20)
RANKER = ENGINE.ranker(0.5)

case(
    lambda **o: build_search(**o).documents,
    {"n_queries": 2, "n_docs": 3, "n_users": 5},
    "build_search",
    n_queries=[0, 1.5, NAN],
    n_docs=[0, NAN],
    n_users=[0, NAN],
    n_topics=[0, NAN],
    clickbait=[2, NAN],
    bot_share=[1, -1, NAN],
    popularity_skew=[-1, NAN],
    activity_skew=[-1, INF],
    interest=[0, NAN],
)
case(
    lambda n_sessions, **o: search.search(ENGINE, n_sessions, **o).impressions,
    {
        "n_sessions": 4,
        "ranker": RANKER,
        "query_weights": np.array([1.0, 0, 2]),
        "n_positions": 3,
    },
    "search",
    n_sessions=[0, 1.5, NAN],
    ranker=[RANKER[:2], with_nan(RANKER), RANKER * INF],
    query_weights=[np.ones(2), np.zeros(3), [-1, 1, 1], [NAN, 1, 1]],
    n_positions=[0, 5, NAN],
    retrieved=[2, NAN],
    shuffle=[1.5, NAN],
    bot_traffic=[-1, NAN],
    stealth=[2, NAN],
    ranker_noise=[-1, NAN],
    days=[0, NAN],
    start_day=[NAN],
    max_queries=[0, NAN],
)


def curve(**o: Any) -> Any:
    return Behaviour(**o).curve(3)


case(
    curve,
    {"decay": 1.0},
    "Behaviour",
    examination=["eye-tracking"],
    decay=[-1, NAN],
    patience=[2, NAN],
    accidental=[-1, NAN],
    reformulate=[2, NAN],
    long_dwell=[0, NAN],
    short_dwell=[0, INF],
    dwell_spread=[0, NAN],
)
case(
    lambda strength: ENGINE.ranker(strength, rng=0),
    {"strength": 0.5},
    "Engine",
    strength=[-1, 2, NAN],
)
