"""Contracts of ``simulators.conversions``."""

from cases.case import Contracts
from cases.values import INF, NAN
from dataproblems.simulators import conversions

case = Contracts("conversions")

case(
    lambda **o: conversions.build_campaigns(**o).rate,
    {"n_campaigns": 3, "n_days": 5, "rng": 0},
    "build_campaigns",
    n_campaigns=[0, 1.5],
    n_days=[0, NAN],
    base=[NAN, INF],
    appeal_spread=[-1],
    drift=[-1, NAN],
    memory=[0, NAN],
    mean_delay=[-1, INF],
    delay_spread=[-1],
    shape=[0, NAN],
    new=[-0.1, 1.1],
    age=[0, NAN],
)
case(
    conversions.draw_clicks,
    {"world": conversions.build_campaigns(3, 5), "per_day": 20.0},
    per_day=[0, NAN, INF],
    growth=[-1, NAN],
)
