"""What the comparisons share: a row, a clock, and a table of ratios."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd
from threadpoolctl import threadpool_limits


@dataclass(frozen=True)
class Row:
    """One comparison: seconds of CPU and the score (see ``main``) of ours and the alternative."""

    task: str
    ours: str
    alternative: str
    seconds: float
    alternative_seconds: float
    score: float
    alternative_score: float

    @property
    def time(self) -> float:
        """How many times as long the alternative took."""
        return self.alternative_seconds / max(self.seconds, 1e-9)


def timed(run: Callable[[], Any], repeats: int = 1) -> tuple[float, Any]:
    """Return the CPU seconds of the fastest of some runs, and the last result."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        result = run()
        best = min(best, time.process_time() - start)
    return best, result


def main(parts: Sequence[Callable[[], list[Row]]], score: str, digits: str) -> None:
    """Run all parts on one thread and print their rows.

    Parameters
    ----------
    score
        What the rows' scores are: the heading of that column.
    digits
        The format of a score.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    as_json: bool = parser.parse_args().json
    with threadpool_limits(1):
        rows = [row for part in parts for row in part()]
    if as_json:
        json.dump([asdict(row) | {"time": row.time} for row in rows], sys.stdout, indent=2)
        return
    table = pd.DataFrame(
        {
            "task": row.task,
            "ours": row.ours,
            "alternative": row.alternative,
            "ms": f"{1000 * row.seconds:,.1f}",
            "time": f"{row.time:.2f}",
            score: format(row.score, digits),
            "alternative's": format(row.alternative_score, digits),
        }
        for row in rows
    )
    sys.stdout.write(f"{table.to_string(index=False)}\n")
