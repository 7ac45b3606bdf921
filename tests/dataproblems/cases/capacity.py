"""Contracts of ``capacity``."""

from typing import Any

from cases.case import Contracts
from cases.values import NAN
from dataproblems import capacity

case = Contracts("capacity")


def solved(formula: Any, limit: Any, value: Any, **changed: Any) -> Any:
    guess = capacity.Guess("users", "Users", value, 0, 10, 1)
    line = capacity.Line("size", "size", "B", formula, "memory", limit)
    return capacity.Sheet([guess], [line]).solve(**changed)


case(
    solved,
    {"formula": "(users - 1) / 2.5e-1", "limit": "users", "value": 3, "users": 5},
    "Sheet",
    formula=["users ** 2", "__import__('os')", "buyers * 2", "size + 1", "users; 1", ""],
    limit=["users // 2", "buyers", " "],
    value=[-1, 11, NAN],
    users=[NAN, "many"],
    named={"formula": "formula", "limit": "formula", "value": "users"},
)
