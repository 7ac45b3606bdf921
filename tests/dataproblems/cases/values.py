"""Small inputs that the contracts of several areas share."""

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from dataproblems import events

NAN, INF = np.nan, np.inf


def with_nan(values: Any) -> Any:
    if sparse.issparse(values):
        X = values.copy()
        X.data[0] = NAN
        return X
    x = np.array(values, dtype=float)
    x[(0,) * x.ndim] = NAN
    return x


rng = np.random.default_rng(0)
SCORES = rng.permutation(24).reshape(4, 6).astype(float)
SEEN = sparse.csr_array(
    np.array([[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 1], [0] * 6, [0, 0, 1, 0, 0, 0.0]])
)
HELD = sparse.csr_array(
    np.array([[0, 2, 0, 1, 0, 0], [1, 0, 0, 0, 3, 0], [0] * 6, [1, 0, 0, 0, 0, 1.0]])
)
X = sparse.csr_array((rng.random((8, 6)) < 0.5) * rng.integers(1, 5, (8, 6)).astype(float))
F = np.abs(rng.normal(size=(6, 3))).round(2)
P = np.array([0.5, 0.25, 1.0, 0.125])
BAD_SCORES = [with_nan(SCORES), np.full_like(SCORES, INF), SCORES[0], [["a", "b"]]]
WANTED = np.full((4, 2), 0.5)
USERS, ITEMS = np.array([3, 1, 3]), np.array([7, 7, 9])
STARS = sparse.csr_array(np.clip(X.toarray(), 0, 5))
Y, PROBS = (
    np.array([0, 1, 1, 0]),
    np.array([[0.75, 0.25], [0.5, 0.5], [0.125, 0.875], [0.25, 0.75]]),
)
ROWS = pd.DataFrame({"who": [1, 1, 2, 3], "what": ["a", "b", "a", "a"]})
EVENTS = pd.DataFrame(
    {
        "event_id": ["a", "b", "a"],
        "version": [1, 1, 2],
        "account_id": [7, 7, 8],
        "cents": [5, 6, 7],
        "event_time": pd.to_datetime(["2024-01-01 10:05", "2024-01-01 10:07", "2024-01-01 10:05"]),
    }
)
PLAYS = pd.DataFrame(
    {
        "user_id": [1],
        "title_id": [2],
        "timestamp": [pd.Timestamp("2024-01-01")],
        "minutes": [50.0],
        "fraction": [0.5],
    }
)
REPORT = events.playback_reports(PLAYS)
