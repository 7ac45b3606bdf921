"""What waits, what ran, what most people fail now, how long it took."""

import argparse
import datetime
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from nbgrader.api import Gradebook

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.attempts import Attempt, Ledger, State, Tried, now, stalled
from coursekit.text import patterns, shown
from coursekit.watch.arrivals import Exchange
from coursekit.watch.attempt_rules import free_at
from coursekit.watch.settings import Settings

NEWEST = 20
"""Graded attempts that are listed."""


def status(
    course: Course, gradebook: Gradebook, name: str, arguments: argparse.Namespace
) -> dict[str, Any]:
    """Return the state of one set as plain data; times in seconds and UTC.

    Raises
    ------
    CourseError
        If the set's rules in the configuration are wrong.
    """
    ledger, moment = Ledger(gradebook, name), now()
    attempts, tests = ledger.all(), ledger.tests()
    settings = Settings.of(course, arguments, name)
    graded = [a for a in attempts if a.is_in(State.GRADED)]
    newest = sorted(graded, key=lambda a: a.finished or a.arrived, reverse=True)
    return {
        "assignment": name,
        "at": _iso(moment),
        "counts": settings.counts.value,
        "attempts_allowed": settings.allowance.attempts,
        "per_hour_allowed": settings.allowance.per_hour,
        "waiting": [
            {
                "student": a.student,
                "attempt": a.number,
                "seconds": round((moment - a.arrived).total_seconds(), 1),
                "until": _iso(free_at(_of(attempts, a.student), settings.allowance, moment)),
            }
            for a in attempts
            if a.is_in(State.WAITING)
        ],
        "students": len({a.student for a in attempts}),
        "graded": len(graded),
        "refused": sum(a.is_in(State.REFUSED) for a in attempts),
        "failed": [
            {"student": a.student, "attempt": a.number, "reason": a.reason}
            for a in attempts
            if a.is_in(State.FAILED)
        ],
        "took": _took(graded),
        "questions": _questions(graded, tests),
        "cut": _cut(graded),
        "stalled": _stalled(graded),
        "newest": [_told(a) for a in newest[:NEWEST]],
        "left_out": _left_out(course, name),
    }


def summed_up(state: Mapping[str, Any]) -> list[str]:
    """Return a state in a few lines for a terminal or a log, patterns named."""
    took = state["took"]
    waits = f"; result after {took['wait_median']} s (median), {took['wait_worst']} s (worst)"
    lines = [
        f"{state['assignment']}: {len(state['waiting'])} waiting, {state['graded']} graded of "
        f"{state['students']} students, {state['refused']} refused, {len(state['failed'])} "
        f"failed{waits if state['graded'] else ''}"
    ]
    for question in state["questions"][:5]:
        if question["failing"]:
            of = f"{question['failing']} of {question['students']}"
            lines.append(f"  {question['test']}: {of} fail it in their last attempt")
    lines += [f"  {line}" for line in patterns(state["cut"], state["students"])]
    for told in state["stalled"][:5]:
        points = f"{told['best']:g} of {told['most']:g} points"
        lines.append(f"  {told['student']}: {told['since']} attempts since the best one ({points})")
    return lines + [f"  {name}: not taken: {why}" for name, why in state["left_out"].items()]


def _of(attempts: Sequence[Attempt], student: str) -> list[Attempt]:
    return [a for a in attempts if a.student == student]


def _told(attempt: Attempt) -> dict[str, Any]:
    return {
        "student": attempt.student,
        "attempt": attempt.number,
        "score": attempt.score,
        "penalty": attempt.penalty,
        "most": attempt.most,
        "counts": attempt.counts,
        "reason": attempt.reason,
        "handed_in": _iso(attempt.handed_in),
        "waited": round(attempt.waited, 1),
        "returned": attempt.returned is not None,
    }


def _took(graded: Sequence[Attempt]) -> dict[str, float | None]:
    """Return waiting times, from when a hand-in came to when it was graded, and grading."""
    waits = [a.waited for a in graded]
    grading = [a.seconds for a in graded if a.seconds is not None]
    return {
        "wait_median": round(statistics.median(waits), 2) if waits else None,
        "wait_worst": round(max(waits), 2) if waits else None,
        "grading_median": round(statistics.median(grading), 2) if grading else None,
        "grading_worst": round(max(grading), 2) if grading else None,
    }


def _questions(
    graded: Sequence[Attempt], tests: Mapping[tuple[str, int], Mapping[str, Tried]]
) -> list[dict[str, Any]]:
    """Return how many fail each test in their last attempt, the most failed first."""
    last = {a.student: a for a in graded}
    found: dict[str, list[bool]] = {}
    for attempt in last.values():
        for test, tried in tests[attempt.student, attempt.number].items():
            found.setdefault(test, []).append(not tried.passed)
    told = [
        {"test": test, "students": len(failed), "failing": sum(failed)}
        for test, failed in found.items()
    ]
    return sorted(told, key=lambda t: (-int(t["failing"]), str(t["test"])))


def _cut(graded: Sequence[Attempt]) -> dict[str, str]:
    """Return, by student, why the last attempt was not graded wholly."""
    last = {a.student: a.reason for a in graded}
    return {student: shown(reason) for student, reason in last.items() if reason}


def _stalled(graded: Sequence[Attempt]) -> list[dict[str, Any]]:
    """Return who has handed in again and again without a gain, the most often first."""
    found = []
    for student in sorted({a.student for a in graded}):
        if stuck := stalled(_of(graded, student)):
            told = {"since": stuck.since, "best": stuck.points, "most": stuck.most}
            found.append({"student": student, **told})
    return sorted(found, key=lambda t: -int(t["since"]))


def _left_out(course: Course, name: str) -> dict[str, str]:
    """Return what lies in the exchange and is not taken, and why."""
    try:
        exchange = Exchange(course, name)
        list(exchange.look(()))
    except CourseError:  # there is none: hand-ins come from a folder
        return {}
    return exchange.left_out


def _iso(moment: datetime.datetime | None) -> str | None:
    return f"{moment.isoformat(timespec='seconds')}Z" if moment else None
