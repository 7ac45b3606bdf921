"""Contracts of ``explicit_feedback``."""

import surprise
from scipy import sparse

from cases.case import Contracts
from cases.values import NAN, STARS, with_nan
from dataproblems import explicit_feedback

case = Contracts("explicit_feedback")

SVD = surprise.SVD(n_factors=2, n_epochs=2, random_state=0).fit(
    explicit_feedback.rating_trainset(STARS)
)
case(
    lambda ratings, scale=(0.5, 5): explicit_feedback.rating_trainset(ratings, scale).n_ratings,
    {"ratings": STARS},
    "rating_trainset",
    ratings=[with_nan(STARS), STARS * 4, sparse.csr_array((3, 3))],
    scale=[(5, 1), (NAN, 5)],
)
case(
    explicit_feedback.rate_everything,
    {"model": SVD, "n_items": 6},
    model=[3, None, surprise.SVD(), surprise.BaselineOnly()],
    n_items=[2, NAN],
    rows=[[-1], [NAN]],
    named={"model": "model|fitted"},
)
case(
    explicit_feedback.predict_ratings,
    {"model": SVD, "pairs": STARS},
    model=[3, surprise.SVD(), None],
    pairs=[with_nan(STARS), 3],
    named={"model": "model|fitted"},
)
