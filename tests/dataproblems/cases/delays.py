"""Contracts of ``delays``."""

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN, P, Y, with_nan
from dataproblems import delays

case = Contracts("delays")

TWO = np.array([[0.0], [1.0], [0.0], [1.0]])
TIMES = [1.0, 2.0, 0.5, 3.0]

case(
    delays.known_by,
    {"clicked": TIMES, "delay": [0.0, 1.0, 4.0, 0.5], "now": 2.5, "window": 7.0},
    clicked=[with_nan(TIMES), TIMES[:2]],
    delay=[with_nan(TIMES), [-1.0] * 4, TIMES[:2]],
    now=[NAN, INF],
    window=[-1, NAN],
    named={"clicked": "clicked|delay"},
)
case(
    lambda X, converted, elapsed, **o: (
        delays.DelayedFeedback(**o).fit(X, converted, elapsed).rate(X).round(6)
    ),
    {"X": TWO, "converted": Y, "elapsed": TIMES, "penalty": 1.0},
    "DelayedFeedback",
    X=[with_nan(TWO), TWO.ravel()],
    converted=[Y[:2], with_nan(Y), [0] * 4, [0.5] * 4],
    elapsed=[with_nan(TIMES), [-1.0] * 4, TIMES[:2]],
    penalty=[-1, NAN],
    shape=[0, NAN],
)
case(delays.undo_fake_negatives, {"predicted": P / 2}, predicted=[[0.6], [-0.1], [NAN]])
case(
    delays.fake_negative_weights,
    {"converted": Y, "rate": P},
    converted=[Y[:2], with_nan(Y), [0.5] * 4],
    rate=[[1.5] * 4, with_nan(P)],
)
