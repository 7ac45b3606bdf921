"""Contracts of ``simulators.streaming``."""

from cases.case import Contracts
from cases.values import INF, NAN
from dataproblems.simulators import streaming

case = Contracts("streaming")

SERVICE = streaming.build_service(5, 6)

case(
    lambda **o: streaming.build_service(**o).taste,
    {"n_users": 4, "n_titles": 5},
    "build_service",
    n_users=[0, NAN],
    n_titles=[0, 1.5],
    n_factors=[0, NAN],
    genre_share=[0.8, -0.1, NAN],
    director_share=[2, NAN],
    quality_share=[-1, NAN],
    age_share=[2, NAN],
    share_released_later=[-1, NAN],
    popularity_skew=[-1, NAN],
    activity_skew=[-1, NAN],
    activity_mean=[0, NAN],
    days=[0, NAN],
)
case(
    lambda **o: streaming.watch(SERVICE, **o).events,
    {"days": 20.0, "rng": 0},
    "watch",
    days=[0, -1, NAN],
    start_day=[NAN],
    search=[NAN],
    pickiness=[INF],
    finish_taste=[NAN],
    play_rate=[-1, 2, NAN],
    accidental_share=[2, NAN],
    left_running_share=[-1, NAN],
    rater_share=[2, NAN],
    rating_rate=[-1, NAN],
    finish_spread=[-1, NAN],
    context_strength=[-1, NAN],
)
