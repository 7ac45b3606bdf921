"""Which attempt counts, who is next: decisions without any grading."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coursekit.gradebook.attempts import Attempt
from coursekit.watch.attempt_rules import (
    HOUR,
    SLOW,
    Allowance,
    Counts,
    counting,
    free_at,
    may_hand_in,
    next_up,
)

NOON = datetime.datetime(2026, 3, 2, 12)
MINUTE = datetime.timedelta(minutes=1)


def attempt(
    student: str,
    number: int,
    minute: float,
    score: float | None = None,
    state: str = "",
    seconds: float = 1.0,
) -> Attempt:
    """An attempt handed in, and if it has a score finished, so many minutes after noon."""
    at = NOON + minute * MINUTE
    return Attempt(
        student, number, f"{student}-{number}", "", at, at,
        state=state or ("waiting" if score is None else "graded"),
        score=score, finished=at if score is not None else None, seconds=seconds,
    )  # fmt: skip


MINE = [attempt("ada", 1, 0, 5), attempt("ada", 2, 10, 9), attempt("ada", 3, 20, 7)]


def counted(rule: Counts, due: float | None, attempts: Sequence[Attempt] = MINE) -> int | None:
    found = counting(attempts, rule, None if due is None else NOON + due * MINUTE)
    return found.number if found else None


def test_each_rule() -> None:
    assert counted(Counts.LAST, 15) == 3
    assert counted(Counts.BEST, 15) == 2
    assert counted(Counts.LAST_BEFORE_DUE, 15) == 2
    assert counted(Counts.LAST_BEFORE_DUE, 5) == 1
    assert counted(Counts.LAST_BEFORE_DUE, -5) == 3, "all are late: the last counts"
    assert counted(Counts.LAST_BEFORE_DUE, None) == 3
    assert counted(Counts.BEST, None, [attempt("ada", n, n, 4) for n in (1, 2)]) == 1
    assert counted(Counts.LAST, None, [attempt("ada", 1, 0)]) is None


def test_the_last_is_the_last_handed_in_not_the_last_graded() -> None:
    late = [attempt("ada", 1, 20, 5), attempt("ada", 2, 10, 9)]
    assert counted(Counts.LAST, None, late) == 1


def test_refused_attempts_use_none_up() -> None:
    refused = attempt("ada", 4, 30, state="refused")
    assert may_hand_in([*MINE, refused], Allowance(attempts=4))
    assert not may_hand_in([*MINE, refused], Allowance(attempts=3))
    assert may_hand_in(MINE * 100, Allowance())


def test_the_hour_moves_on() -> None:
    now = NOON + 30 * MINUTE
    assert free_at(MINE, Allowance(per_hour=4), now) is None
    assert free_at(MINE, Allowance(per_hour=3), now) == NOON + HOUR
    assert free_at(MINE, Allowance(per_hour=2), now) == NOON + 10 * MINUTE + HOUR
    assert free_at(MINE, Allowance(per_hour=3), NOON + HOUR) is None


ALL = Allowance()


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=30))
def test_nobody_is_served_twice_while_another_waits_unserved(students: list[str]) -> None:
    """One at a time: in each round everybody who has something waiting is served once."""
    attempts = [attempt(s, n, n / 10) for n, s in enumerate(students)]
    order: list[str] = []
    while (head := next_up(attempts, (), ALL, NOON)) is not None:
        order.append(head.student)
        done = attempt(head.student, head.number, 100 + len(order), 1)
        attempts = [done if a is head else a for a in attempts]
    assert sorted(order) == sorted(students)
    for first, student in enumerate(order):
        if student in order[:first]:
            before = first - 1 - order[:first][::-1].index(student)
            waiting = set(order[first:]) - {student}
            assert waiting <= set(order[before:first]), "somebody was passed over"


def test_a_student_is_graded_one_attempt_at_a_time() -> None:
    attempts = [attempt("ada", 1, 0), attempt("ada", 2, 1), attempt("ben", 1, 5)]
    head = next_up(attempts, {"ada"}, ALL, NOON)
    assert head is not None
    assert head.student == "ben"
    assert next_up(attempts, {"ada", "ben"}, ALL, NOON) is None


def _next(attempts: Sequence[Attempt], busy: Sequence[str], workers: int) -> str | None:
    head = next_up(attempts, busy, ALL, NOON, workers)
    return head.student if head else None


def test_one_worker_is_kept_free_of_slow_work() -> None:
    slow = SLOW + 1
    attempts = [attempt(s, n, n, score=n or None, seconds=slow) for s in "xyz" for n in (1, 2)]
    waiting = [replace(a, state="waiting", finished=None) for a in attempts if a.number == 2]
    attempts = [a for a in attempts if a.number == 1] + waiting
    assert _next(attempts, (), workers=2) == "x"
    assert _next(attempts, ("x",), workers=2) is None, "the other worker waits for others"
    assert _next(attempts, ("x",), workers=3) == "y"
    assert _next(attempts, ("x", "y"), workers=3) is None
    assert _next(attempts, (), workers=1) == "x"
    attempts += [attempt("ada", 1, 5), attempt("ben", 1, 3), attempt("ben", 2, 4)]
    assert _next(attempts, ("x",), workers=2) == "ben"
    assert _next(attempts, (), workers=1) == "ben", "slow work comes last"


def test_who_was_quick_again_is_slow_no_more() -> None:
    attempts = [attempt("x", 1, 0, 1, seconds=SLOW + 1), attempt("x", 2, 1, 1), attempt("x", 3, 2)]
    assert _next([*attempts, attempt("ada", 1, 5, 1), attempt("ada", 2, 6)], (), 2) == "x"
