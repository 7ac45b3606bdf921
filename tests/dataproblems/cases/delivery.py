"""Contracts of ``simulators.delivery``."""

from cases.case import Contracts
from cases.values import EVENTS, NAN, ROWS
from dataproblems.simulators import delivery
from dataproblems.simulators.search import build_search, search

case = Contracts("delivery")

LOG = search(build_search(n_queries=2, n_docs=10, n_users=9), 9).impressions

case(
    delivery.deliver,
    {"events": EVENTS},
    events=[EVENTS[["cents"]], EVENTS.assign(event_time=None), EVENTS.assign(event_time="noon")],
    repeat=[-1, 1],
    loss=[-1, 1],
    stragglers=[-1, 2],
    mean_delay=[-1, NAN],
    straggler_delay=[-1],
    named={"events": "events|event_time", "mean_delay": "delay", "straggler_delay": "delay"},
)
case(
    delivery.inject,
    {"batch": LOG, "fault": "negative dwell"},
    batch=[ROWS, 3],
    fault=["fire", None],
)
