"""What each question cost to run: wall time and memory."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import numpy as np

from coursekit.report.model import ClassBook, Entry, Question

Amount = TypeVar("Amount", int, float)


@dataclass(frozen=True)
class Spread(Generic[Amount]):
    """The usual and the unusual of one quantity, and whose is the largest."""

    students: int
    median: float
    high: float
    largest: Amount
    entry: Entry


@dataclass(frozen=True)
class Costs:
    """One question, or the whole submission: seconds and bytes (None: not known)."""

    name: str
    seconds: Spread[float] | None
    memory: Spread[int] | None


def costs(book: ClassBook) -> list[Costs]:
    """Return time and memory of each question, then of whole submissions.

    A question's time is that of its answers and tests. Its memory is what the notebook's
    process held while its answers ran, with what earlier cells had left in it.
    """
    found = []
    for question in book.questions:
        seconds = _spread(book, partial(_seconds, question))
        memory = _spread(book, partial(_memory, question))
        if seconds or memory:
            found.append(Costs(question.name, seconds, memory))
    if found:
        total, held = _spread(book, _all_seconds), _spread(book, _all_memory)
        found.append(Costs("whole submission", total, held))
    return found


def _seconds(question: Question, entry: Entry) -> float | None:
    there = [entry.seconds[key] for key in question.cells if key in entry.seconds]
    return sum(there) if there else None


def _memory(question: Question, entry: Entry) -> int | None:
    return max((entry.memory[k] for k in question.cells if k in entry.memory), default=None)


def _all_seconds(entry: Entry) -> float | None:
    return entry.total_seconds


def _all_memory(entry: Entry) -> int | None:
    return max(entry.memory.values(), default=None)


def _spread(book: ClassBook, measure: Callable[[Entry], Amount | None]) -> Spread[Amount] | None:
    told = [(value, e) for e in book.scored if (value := measure(e)) is not None]
    if not told:
        return None
    values = np.array([value for value, _ in told], dtype=float)
    largest, entry = max(told, key=lambda pair: pair[0])
    median, high = np.quantile(values, [0.5, 0.95])
    return Spread(len(told), float(median), float(high), largest, entry)
