"""Contracts of ``simulators.ads``."""

from cases.case import Contracts
from cases.values import INF, NAN
from dataproblems.simulators import ads

case = Contracts("ads")

WORLD = ads.build_ads(5)

case(
    lambda **o: ads.build_ads(**o).ads,
    {"n_ads": 4, "rng": 0},
    "build_ads",
    n_ads=[0, 1.5, NAN],
    base=[NAN, INF],
    phone=[NAN],
    appeal_spread=[-1, NAN],
    pair_spread=[-1, NAN],
    bid_spread=[-1, INF],
)
case(
    ads.random_traffic,
    {"world": WORLD, "n": 6},
    n=[0, 1.5, NAN],
    phones=[-0.1, 2, NAN],
)
case(
    ads.build_pages,
    {"world": WORLD, "n_auctions": 3, "n_ads": 2},
    n_auctions=[0, NAN],
    n_ads=[0, NAN],
    phones=[2, NAN],
    need_spread=[-1, NAN],
)
