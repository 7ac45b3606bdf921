"""Contracts of ``datasets``."""

from cases.case import Contracts
from cases.values import NAN
from dataproblems import datasets

case = Contracts("datasets")

case(
    lambda **o: len(datasets.load_open_bandit(**o).items),
    {"policy": "bts", "campaign": "men"},
    "load_open_bandit",
    policy=["best", None, NAN],
    campaign=["children", 3],
)
