"""The distribution of scores, and its histogram."""

import math
from dataclasses import dataclass

import numpy as np

from coursekit.report.model import ClassBook

_STEPS = (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_MOST_BARS = 20


@dataclass(frozen=True)
class Bar:
    """Students whose score is from `low` up to `high` (the last bar's `high` included)."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Distribution:
    """Scores of those whose work was graded."""

    students: int
    mean: float
    deviation: float
    quartiles: tuple[float, float, float]
    lowest: float
    highest: float
    bars: tuple[Bar, ...]

    @property
    def tallest(self) -> int:
        """The count of the tallest bar."""
        return max(bar.count for bar in self.bars)

    @property
    def in_words(self) -> str:
        """What the histogram shows, for who cannot see it."""
        full = [bar for bar in self.bars if bar.count]
        told = ", ".join(f"{bar.count} from {bar.low:g} to {bar.high:g}" for bar in full)
        return f"Histogram of {self.students} scores: {told}."


def distribution(book: ClassBook) -> Distribution | None:
    """Return the distribution of scores, None where no work was graded."""
    totals = np.array([entry.total for entry in book.scored])
    if not totals.size:
        return None
    edges = _edges(max(book.points, float(totals.max())))
    counts, _ = np.histogram(totals, edges)
    first, middle, third = np.quantile(totals, [0.25, 0.5, 0.75])
    return Distribution(
        students=len(totals),
        mean=float(totals.mean()),
        deviation=float(totals.std(ddof=1)) if len(totals) > 1 else 0.0,
        quartiles=(float(first), float(middle), float(third)),
        lowest=float(totals.min()),
        highest=float(totals.max()),
        bars=tuple(
            Bar(float(low), float(high), int(count))
            for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)
        ),
    )


def _edges(top: float) -> list[float]:
    """Return the bounds of at most twenty bars of a round width from 0 to `top` or beyond."""
    step = next((s for s in _STEPS if top / s <= _MOST_BARS), top / _MOST_BARS)
    bars = max(1, math.ceil(top / step - 1e-9))
    return [step * n for n in range(bars + 1)]
