"""Contracts of ``implicit_feedback``."""

from scipy import sparse

from cases.case import Contracts
from cases.values import INF, NAN, P, X, with_nan
from dataproblems import implicit_feedback

case = Contracts("implicit_feedback")

case(
    implicit_feedback.confidence_from_watch_fraction,
    {"fraction": P},
    fraction=[[-1.0], [NAN], [INF]],
    full_at=[0, 1.1, NAN],
)
case(
    lambda X, regularization: implicit_feedback.EASE(regularization).fit(X).predict(X),
    {"X": X, "regularization": 2.0},
    "EASE",
    X=[with_nan(X), sparse.csr_array((0, 3))],
    regularization=[0, -1, NAN, "3"],
)
case(
    lambda X, **o: implicit_feedback.ALS(**o).fit(X).predict(X),
    {"X": X, "factors": 2, "iterations": 2, "alpha": 1.0},
    "ALS",
    X=[with_nan(X), -X, sparse.csr_array((3, 0))],
    factors=[0, 1.5],
    iterations=[0],
    alpha=[0, NAN],
    regularization=[0, NAN],
)
