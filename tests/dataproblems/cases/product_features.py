"""Contracts of ``product_features``."""

from cases.case import Contracts
from cases.values import NAN
from dataproblems import product_features

case = Contracts("product_features")

case(
    product_features.product_metadata,
    {"product_ids": [1029743, 6534178]},
    product_ids=[[None], [-1]],
    named={"product_ids": "product"},
)
case(product_features.first_purchases, {"min_households": 700}, min_households=[0, NAN])
