"""Contracts of ``evidence``."""

from cases.case import Contracts
from cases.values import INF, NAN, P
from dataproblems import evidence

case = Contracts("evidence")

case(evidence.effective_sample_size, {"weights": P}, weights=[[-1.0], [NAN], [INF]])
case(
    evidence.over_seeds,
    {"values": P},
    values=[[1.0], [NAN, 1.0]],
    named={"values": "results|finite"},
)
case(
    evidence.bootstrap,
    {"values": P, "n_resamples": 20},
    values=[[1.0], [NAN, 1.0], 3],
    n_resamples=[0, -1, 1.5, NAN],
    named={"values": "two|values"},
)
case(
    evidence.seeds,
    {"n": 3, "first": 4},
    n=[0, 1.5, NAN, "3"],
    first=[-1, 0.5, NAN],
    named={"n": "n "},
)
case(
    evidence.proportion,
    {"successes": 1, "n": 4},
    successes=[-1, 5, 0.5, NAN],
    n=[0, 1.5, NAN],
    named={"successes": "successes", "n": "n"},
)
case(
    evidence.satisfies,
    {"rule": "gain.low > 0", "estimates": {"gain": evidence.over_seeds([1.0, 1.5])}},
    rule=["gain.low >", "loss.low > 0", "gain", "gain.mean > 0", "print(gain)"],
    named={"rule": "rule|loss|gain"},
)
RULES = {"holds": "gain.low > 0", "does not hold": "gain.high < 0"}
GAIN = {"gain": evidence.over_seeds([1.0, 1.5])}
case(
    evidence.verdict_of,
    {"rules": RULES, "estimates": GAIN},
    rules=[{"holds": "loss.low > 0"}, {"holds": "gain"}],
    estimates=[{}],
    named={"rules": "rule|loss", "estimates": "gain"},
)
case(
    evidence.reachable,
    {"meet": [RULES["holds"]], "fail": [RULES["does not hold"]], "estimates": GAIN},
    meet=[["gain.low"], ["loss.low > 0"]],
    fail=[["gain >"]],
    named={"meet": "rule|loss", "fail": "rule"},
)
case(evidence.enough, {"estimate": GAIN["gain"]}, estimate=[0.5, None])
case(
    lambda **o: evidence.Estimate(**o).low,
    {"value": 0.5, "low": 0.25, "high": 1.0, "n": 4, "spread": "4 users"},
    "Estimate",
    value=[NAN, 2.0],
    low=[NAN, 0.75],
    high=[0.375, NAN],
    named=dict.fromkeys(("value", "low", "high"), "interval|finite"),
)
