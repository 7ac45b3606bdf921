"""Contracts of ``privacy``."""

import pandas as pd

from cases.case import Contracts
from cases.values import NAN, ROWS, P
from dataproblems import privacy

case = Contracts("privacy")

COUNTS = pd.Series([3, 9], ["x", "y"])
case(
    privacy.laplace_counts,
    {"counts": P, "epsilon": 1.0, "sensitivity": 1.0, "rng": 0},
    counts=[[NAN]],
    epsilon=[0, -1, NAN],
    sensitivity=[0, NAN],
)
case(
    privacy.bound_contributions,
    {"rows": ROWS, "user": "who", "limit": 1, "rng": 0},
    rows=[ROWS.assign(who=None)],
    user=["nobody"],
    limit=[0, NAN],
    named={"rows": "who", "user": "nobody"},
)
case(
    privacy.suppress_small,
    {"counts": COUNTS, "people": COUNTS, "k": 5},
    counts=[COUNTS[:1], COUNTS * NAN, 3],
    people=[COUNTS * NAN, -COUNTS, None],
    k=[1, NAN],
)
case(
    privacy.share_identified,
    {"rows": ROWS, "user": "who", "facts": ["what"], "known": 1, "rng": 0},
    rows=[ROWS.assign(who=None)],
    facts=[[], ["age"]],
    known=[0, 9, NAN],
    named={"rows": "who", "facts": "facts|age", "known": "known|facts to know"},
)
