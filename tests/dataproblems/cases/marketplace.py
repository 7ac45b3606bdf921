"""Contracts of ``simulators.marketplace``."""

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN
from dataproblems.simulators import marketplace

case = Contracts("marketplace")

WORLD = marketplace.make_marketplace(0, n_users=4, n_products=6)

case(
    lambda **o: marketplace.make_marketplace(**o).products,
    {"rng": 0, "n_users": 4, "n_products": 6},
    "make_marketplace",
    n_users=[0, NAN],
    n_products=[0, 1.5],
    n_categories=[0, NAN],
    n_brands=[0, NAN],
    arrivals_end=[0, NAN],
    purchase_rate=[0.0, 1.0, NAN],
    metadata_share=[-0.1, NAN],
    new_share=[1.2, NAN],
    late_users=[-1, NAN],
    promoted_share=[2, NAN],
    quality_sd=[-1, NAN],
    taste_sd=[-1, INF],
    interest_noise=[-1, NAN],
    uplift=[NAN],
    stock=[-1, NAN],
)
case(
    lambda floor, ceiling: marketplace.linear_retention(floor, ceiling)(np.array([0.0, 1])),
    {"floor": 0.25, "ceiling": 0.5},
    "linear_retention",
    floor=[0.75, -0.1, NAN],
    ceiling=[0.125, 1.1, NAN],
)
case(
    lambda **o: marketplace.simulate(WORLD, marketplace.Oracle(WORLD, k=2), **o),
    {"rounds": 2, "k": 2, "rng": 0},
    "simulate",
    rounds=[0, 1.5, NAN],
    k=[0, 3, 9, NAN],
    named={"k": "k |slate|shape"},
)
