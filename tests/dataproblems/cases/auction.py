"""Contracts of ``simulators.auction``."""

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN, P, with_nan
from dataproblems.simulators import auction

case = Contracts("auction")

MARKET = auction.build_market(4, 3)
GUESS = MARKET.ctr[::-1].copy()

case(
    auction.build_market,
    {"n_auctions": 3, "n_ads": 2},
    n_auctions=[0, 1.5, NAN],
    n_ads=[0, NAN],
    mean_ctr=[0, 2, NAN],
    mean_value=[0, -1, INF],
    ctr_skew=[-1, NAN],
    value_skew=[-1, NAN],
)
case(
    auction.corrupt,
    {"predicted": P, "share": 0.5, "factor": 10},
    predicted=[[2.0], [-1.0], [NAN], ["a"]],
    share=[-0.1, 2, NAN],
    factor=[0, -1, NAN],
)
case(
    auction.run_auctions,
    {"market": MARKET, "predicted": GUESS, "slots": (1.0, 0.5), "reserve": 0.001},
    predicted=[GUESS[:2], GUESS * 0, with_nan(GUESS), np.full_like(GUESS, INF)],
    slots=[(0.5, 1.0), (), (1.0,) * 4, (1.0, NAN), (2.0, 1.0)],
    reserve=[-1, NAN],
)
