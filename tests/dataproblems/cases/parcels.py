"""Contracts of ``simulators.parcels``."""

from cases.case import Contracts
from cases.values import INF, NAN
from dataproblems.simulators.parcels import Faults, ParcelSettings, Unit, simulate_parcels

case = Contracts("parcels")

case(
    lambda **o: simulate_parcels(0, settings=ParcelSettings(**o)).log,
    {"parcels": 40, "senders": 8, "days": 90, "new": 4, "checks": 1},
    "simulate_parcels",
    parcels=[0, 1.5, NAN],
    senders=[0, NAN],
    days=[0, NAN],
    new=[0, NAN],
    checks=[0, NAN],
    wrong=[1.5, NAN],
    slips=[-1, NAN],
    corrections=[-0.1, NAN],
    copies=[-1, NAN],
    heavy=[0, INF],
    withheld=[NAN],
)
case(
    lambda **o: Faults(**o).leaks,
    {"repeated": "app"},
    "Faults",
    repeated=["post"],
    mislabelled=["post"],
    unit=[Unit("post", "weight", 3), Unit("app", "value", 3)],
    leaks=[("weight",)],
    named={
        "repeated": "'post'",
        "mislabelled": "'post'",
        "unit": "'post'|'value'",
        "leaks": "'weight'",
    },
)
