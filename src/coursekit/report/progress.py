"""How a class gets on from attempt to attempt, where hand-ins were graded as they came."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from coursekit.gradebook.attempts import stalled
from coursekit.report.failures import Stumble, stumbles
from coursekit.report.model import ClassBook, Entry, Failure, Question, Try

MOMENTS = 5
"""Points in time at which progress is told."""

ROWS = 6
"""Attempts that are told one by one."""


@dataclass(frozen=True)
class Solved:
    """How many have solved one question.

    Attributes
    ----------
    first
        Share of students whose first attempt did.
    over
        Share of students who had solved it in some attempt, by `Progress.moments`.
    tries
        Median number of the attempt that was the first to solve it, None where none did.
    open
        Students who have not solved it.
    """

    question: str
    first: float
    over: tuple[float, ...]
    tries: float | None
    open: int


@dataclass(frozen=True)
class Mistake:
    """What most first attempts at a test failed by; `since` of them passed it in a later one."""

    stumble: Stumble
    since: int


@dataclass(frozen=True)
class Gain:
    """Attempt `number` against the one before it: points gained, and by how many students."""

    number: int
    students: int
    median: float
    rose: int
    same: int
    fell: int


@dataclass(frozen=True)
class Hint:
    """A reason to talk with a student; `entry` links to the pages of the last attempt."""

    entry: Entry
    why: str


@dataclass(frozen=True)
class Progress:
    """All that attempts tell of a class of `students` who have handed in.

    Attributes
    ----------
    most
        Points of the automatic tests.
    absent
        Who has not handed in, where half of the class has.
    """

    students: int
    attempts: int
    most: float
    moments: tuple[datetime, ...]
    questions: tuple[Solved, ...]
    mistakes: tuple[Mistake, ...]
    gains: tuple[Gain, ...]
    hints: tuple[Hint, ...]
    absent: tuple[Entry, ...]


def progress(book: ClassBook) -> Progress | None:
    """Return what attempts tell, None where there are none."""
    entries = [entry for entry in book.entries if entry.tries]
    if not entries:
        return None
    moments = _moments([each.attempt.handed_in for entry in entries for each in entry.tries])
    asked = [q for q in book.questions if not all(part.by_hand for part in q.parts)]
    return Progress(
        students=len(entries),
        attempts=sum(len(entry.tries) for entry in entries),
        most=sum(part.points for part in book.parts if not part.by_hand),
        moments=moments,
        questions=tuple(_solved(question, entries, moments) for question in asked),
        mistakes=tuple(_mistakes(book, entries)),
        gains=tuple(_gains(entries)),
        hints=tuple(_hints(entries)),
        absent=_absent(book, len(entries)),
    )


def _moments(times: Sequence[datetime]) -> tuple[datetime, ...]:
    """Return times at even distances, the last hand-in the last of them."""
    begin, end = min(times), max(times)
    if begin == end:
        return (end,)
    return tuple(begin + (end - begin) * n / MOMENTS for n in range(1, MOMENTS + 1))


def _solved(question: Question, entries: Sequence[Entry], moments: Sequence[datetime]) -> Solved:
    solved: list[tuple[datetime, int]] = []
    for entry in entries:
        solving = [(n, t) for n, t in enumerate(entry.tries, 1) if t.solves(question)]
        solved += [(solving[0][1].attempt.handed_in, solving[0][0])] if solving else []
    return Solved(
        question=question.name,
        first=sum(n == 1 for _, n in solved) / len(entries),
        over=tuple(sum(at <= moment for at, _ in solved) / len(entries) for moment in moments),
        tries=statistics.median(n for _, n in solved) if solved else None,
        open=len(entries) - len(solved),
    )


def _mistakes(book: ClassBook, entries: Sequence[Entry]) -> list[Mistake]:
    """Return what the first attempts fail by; questions not attempted in them are left out."""
    firsts = replace(book, entries=[_seen(entry, entry.tries[0], book) for entry in entries])
    keys = {book.label(part.key): part.key for part in book.parts}
    found = []
    for stumble in stumbles(firsts):
        key, failed = keys[stumble.test], {e.student for e in stumble.entries}
        later = [e for e in entries if e.student in failed]
        since = sum(any(key in t.tests and t.tests[key].passed for t in e.tries[1:]) for e in later)
        found.append(Mistake(stumble, since))
    return found


def _seen(entry: Entry, attempt: Try, book: ClassBook) -> Entry:
    """Return an entry as it was after one attempt."""
    failures = {
        key: Failure(tried.verdict, tried.line, tried.message or "no message")
        for key, tried in attempt.tests.items()
        if tried.verdict and tried.verdict != "partial"
    }
    seen = Entry(entry.student, entry.name, "graded", failures=failures, pages=attempt.pages)
    for question in book.questions:
        told = [failures[part.key] for part in question.parts if part.key in failures]
        if any(f.message.startswith(NotImplementedError.__name__) for f in told):
            seen.blank |= set(question.answers)
    return seen


def _gains(entries: Sequence[Entry]) -> list[Gain]:
    """Return what each further attempt gained, before any penalty for being late."""
    changes: dict[int, list[float]] = {}
    for entry in entries:
        for number, (before, after) in enumerate(pairwise(entry.tries), 2):
            change = after.attempt.points - before.attempt.points
            changes.setdefault(min(number, ROWS + 1), []).append(change)
    return [
        Gain(
            number,
            len(changed),
            statistics.median(changed),
            sum(c > 0 for c in changed),
            sum(c == 0 for c in changed),
            sum(c < 0 for c in changed),
        )
        for number, changed in sorted(changes.items())
    ]


def _hints(entries: Sequence[Entry]) -> list[Hint]:
    """Return whom to talk with, and why: whoever has tried most often in vain first."""
    found = []
    for entry in entries:
        own = [each.attempt for each in entry.tries]
        last = replace(entry, pages=entry.tries[-1].pages)
        if stuck := stalled(own):
            found.append((stuck.since, Hint(last, str(stuck))))
        elif len(own) > 1 and own[-1].reason and own[-2].reason:
            why = f"the last two attempts could not run to their end: {own[-1].reason}"
            found.append((0, Hint(last, why)))
    return [hint for _, hint in sorted(found, key=lambda pair: -pair[0])]


def _absent(book: ClassBook, students: int) -> tuple[Entry, ...]:
    if 2 * students < len(book.entries):
        return ()
    return tuple(entry for entry in book.entries if entry.status == "missing")
