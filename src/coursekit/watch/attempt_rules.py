"""Which attempt counts, who is next, how many are allowed: decisions without side effects."""

import datetime
import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coursekit.gradebook.attempts import Attempt, State

HOUR = datetime.timedelta(hours=1)

SLOW = 15.0
"""Seconds: whose last attempt took longer is served in the slow lane."""


class Counts(enum.Enum):
    """Which of a student's attempts the gradebook holds."""

    LAST = "last"
    BEST = "best"
    LAST_BEFORE_DUE = "last-before-due"


@dataclass(frozen=True)
class Allowance:
    """How often a student may hand in one set; None for no limit.

    Attributes
    ----------
    attempts
        In all: what is beyond it is refused.
    per_hour
        Graded in any hour: what is beyond it waits.
    """

    attempts: int | None = None
    per_hour: int | None = None


def counting(
    attempts: Iterable[Attempt], rule: Counts, due: datetime.datetime | None
) -> Attempt | None:
    """Return which of a student's graded attempts counts, None if none is graded.

    Of equally good ones the earlier counts. With *last before the due date*, who handed in only
    after it has the last of those count, late.

    Parameters
    ----------
    due
        The student's due date, an extension included.
    """
    graded = [a for a in attempts if a.is_in(State.GRADED)]
    if not graded:
        return None
    if rule is Counts.BEST:
        return max(graded, key=lambda a: (a.score or 0.0, -a.number))
    if rule is Counts.LAST_BEFORE_DUE and due is not None:
        graded = [a for a in graded if a.handed_in <= due] or graded
    return max(graded, key=lambda a: (a.handed_in, a.number))


def may_hand_in(earlier: Iterable[Attempt], allowance: Allowance) -> bool:
    """Whether a student may have one attempt more."""
    used = sum(not a.is_in(State.REFUSED) for a in earlier)
    return allowance.attempts is None or used < allowance.attempts


def free_at(
    attempts: Iterable[Attempt], allowance: Allowance, now: datetime.datetime
) -> datetime.datetime | None:
    """Return when a student's next attempt can be graded, None for now."""
    if allowance.per_hour is None:
        return None
    recent = sorted(
        a.finished for a in attempts
        if a.finished is not None and a.is_in(State.GRADED) and a.finished > now - HOUR
    )  # fmt: skip
    if len(recent) < allowance.per_hour:
        return None
    return recent[-allowance.per_hour] + HOUR


def next_up(
    attempts: Sequence[Attempt],
    busy: Collection[str],
    allowance: Allowance,
    now: datetime.datetime,
    workers: int = 2,
) -> Attempt | None:
    """Return the attempt to be graded next, None if none can be.

    Students take turns: whoever was served longest ago, or never, is next; among those, whoever
    has waited longest. So a student with fifty attempts delays each other student by one.

    Students whose last attempt took long come after all others, and one worker at least is kept
    free of them where there are two or more: who hands in endless loops again and again delays
    others once.

    Parameters
    ----------
    busy
        Students of whom an attempt is being graded.
    workers
        How many attempts can be graded at once.
    """
    by_student: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        by_student.setdefault(attempt.student, []).append(attempt)
    slow = {student for student, own in by_student.items() if _is_slow(own)}
    lane_is_full = len(slow.intersection(busy)) >= max(1, workers - 1)
    heads = []
    for student, own in by_student.items():
        head = next((a for a in own if a.is_in(State.WAITING)), None)
        if head is None or student in busy or free_at(own, allowance, now) is not None:
            continue
        served = max((a.finished for a in own if a.finished is not None), default=None)
        if student in slow and lane_is_full:
            continue
        turn = (student in slow, served or datetime.datetime.min, head.arrived, student)
        heads.append((turn, head))
    return min(heads, key=lambda pair: pair[0])[1] if heads else None


def _is_slow(attempts: Sequence[Attempt]) -> bool:
    """Whether a student's last graded attempt took long."""
    graded = [a for a in attempts if a.is_in(State.GRADED)]
    return bool(graded) and (graded[-1].seconds or 0.0) > SLOW
