"""Contracts of ``plotting``."""

from matplotlib.figure import Figure

from cases.case import Contracts
from dataproblems import plotting
from dataproblems.evidence import over_seeds

case = Contracts("plotting")

MEASURED = over_seeds([1.0, 2.0])

case(
    lambda x, estimates: plotting.line_with_interval(Figure().subplots(), x, estimates, "line"),
    {"x": [1.0, 2.0], "estimates": [MEASURED] * 2},
    "line_with_interval",
    x=[[1.0]],
    estimates=[[MEASURED], [1.0, 2.0]],
)
case(
    lambda estimates: plotting.bars_with_interval(Figure().subplots(), estimates),
    {"estimates": {"a": MEASURED}},
    "bars_with_interval",
    estimates=[{"a": 1.0}],
)
