"""``course grade``: grade a set."""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TextIO

from tqdm import tqdm

from coursekit.arguments import add_class
from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import load
from coursekit.errors import CourseError
from coursekit.gradebook.opening import open_gradebook
from coursekit.grading import options
from coursekit.grading.engine.pool import Bench
from coursekit.grading.engine.run import grade
from coursekit.grading.engine.summary import Summary
from coursekit.submission.results import Outcome
from coursekit.text import patterns

ALL_GRADED, SOME_REJECTED, REFERENCE_FAILS = 0, 1, 3

LOG_EVERY = 15.0
"""Seconds between two lines of progress where no terminal shows a bar."""


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command line of ``course grade``."""
    parser = subparsers.add_parser(
        "grade",
        help="grade what students handed in",
        description="Grade a set of any nbgrader course: sandboxed, in parallel, resumable.",
        epilog="exit codes: 0 all graded, 1 some rejected, partly graded or ungraded, now or "
        "before, 2 nothing could be done (the message says why), 3 the reference solution does "
        "not pass, 130 interrupted (run it again to go on)",
    )
    parser.add_argument("set", help="name of the set, a folder below source/")
    add_class(parser)
    parser.add_argument("--student", action="append", metavar="ID", help="only this one (repeat)")
    parser.add_argument("--force", action="store_true", help="grade again what is unchanged")
    parser.add_argument("--json", action="store_true", help="write the summary as JSON")
    options.add(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Grade, show progress, sum up."""
    course = Course.at(arguments.course)
    course.source(arguments.set)
    _ = course.site  # a wrong address is told before anything is graded
    chosen = _chosen(course, arguments.set, arguments.student)
    limits = options.limits(arguments)
    gradebook = open_gradebook(course)
    try:
        assignment = load(course, arguments.set, gradebook, limits)
        manner = options.manner(course, gradebook, arguments, arguments.set)
        backend = options.backend(course, arguments)
        bench = Bench(course, assignment, backend, manner)
        pool = options.pool(bench, arguments, len(chosen))
        with _Progress(sys.stderr, quiet=arguments.json) as progress:
            summary = grade(bench, gradebook, pool, chosen, progress.show, arguments.force)
    except KeyboardInterrupt:
        sys.stderr.write("course: interrupted; what is graded is recorded, run it again to go on\n")
        return 130
    finally:
        gradebook.close()
    if arguments.json:
        json.dump(summary.to_json(), sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        _tell(summary, backend, limits, sys.stdout.write)
    if summary.probed.wrong:
        return REFERENCE_FAILS
    return ALL_GRADED if summary.whole else SOME_REJECTED


def _chosen(course: Course, name: str, wanted: list[str] | None) -> list[str]:
    there = course.students(name)
    if wanted is None:
        if not there:
            raise CourseError(
                f"nobody has handed in {name!r} in {course.path('submitted', '', '')}"
            )
        excluded = course.excluded()
        return [student for student in there if student not in excluded]
    unknown = sorted(set(wanted) - set(there))
    if unknown:
        raise CourseError(f"{unknown[0]!r} has not handed in {name!r}")
    return sorted(set(wanted))


class _Progress:
    """A bar on standard error, or lines in a log: rate, time left, how many were flagged."""

    def __init__(self, stream: TextIO, quiet: bool) -> None:
        self._bar = tqdm(
            total=0, unit="sub", file=stream, disable=quiet or None, dynamic_ncols=True
        )
        self._counts: Counter[str] = Counter()
        self._log = None if quiet or stream.isatty() else stream
        self._began = self._told = time.monotonic()

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def show(self, outcome: Outcome | None, total: int) -> None:
        """Take note of an outcome."""
        self._bar.total = total
        if outcome is None:
            self._bar.refresh()
            return
        self._counts[outcome.status] += 1
        self._counts["flagged"] += bool(outcome.flags)
        told = {
            k: self._counts[k]
            for k in ("partial", "rejected", "ungraded", "flagged")
            if self._counts[k]
        }
        self._bar.set_postfix(told, refresh=False)
        self._bar.update()
        now = time.monotonic()
        if self._log is not None and now - self._told >= LOG_EVERY:
            self._told = now
            done = sum(self._counts.values()) - self._counts["flagged"]
            left = (now - self._began) / done * (total - done)
            more = "".join(f", {count} {name}" for name, count in told.items())
            self._log.write(f"{done} of {total} graded{more}; about {left:.0f} s left\n")
            self._log.flush()


def _of_students(summary: Summary) -> list[str]:
    """Return whose work is not wholly graded, now or before, and what was flagged."""
    now = {
        student: f"{told['status']}: {told['reason']}"
        for student, told in summary.students.items()
        if told["status"] != "graded"
    }
    before = {
        student: f"still {known.status}: {known.reason}"
        for student, known in summary.before.items()
        if known.status != "graded"
    }
    flags = {
        student: f"flagged: {'; '.join(told['flags'])}"
        for student, told in summary.students.items()
        if told["flags"]
    }
    return [
        *patterns(now, len(summary.students)),
        *patterns(before, summary.unchanged),
        *patterns(flags, len(summary.students)),
    ]


def _tell(summary: Summary, backend: str, limits: Limits, write: Callable[[str], object]) -> None:
    rate = f", {60 * summary.done / summary.seconds:.0f} per minute" if summary.done else ""
    ungraded = f", {summary.ungraded} ungraded" if summary.ungraded else ""
    write(
        f"{summary.assignment}: {summary.done} graded in {summary.seconds:.1f} s{rate} "
        f"({backend}): "
        f"{summary.graded} wholly, {summary.partial} in part, {summary.rejected} rejected"
        f"{ungraded}; {summary.unchanged} unchanged since the last time\n"
    )
    for student, tests in sorted(summary.waiting.items()):
        write(f"  {student}: a person decides about {', '.join(tests)}\n")
    for line in (*summary.probed.wrong, *summary.probed.free):
        write(f"  {line}\n")
    for (_, test), why in summary.probed.unconfirmed.items():
        write(
            f"  {test!r} is judged in place alone: the isolated judge does not confirm the "
            f"reference solution: {why}\n"
        )
    for line in summary.stopped(limits):
        write(f"  {line}\n")
    for line in _of_students(summary):
        write(f"  {line}\n")
    for name, why in summary.nameless.items():
        write(f"  {name}: not graded: the folder's name cannot be a student's id: {why}\n")
    if summary.missing:
        write(f"  nothing from {len(summary.missing)}: {', '.join(summary.missing[:20])}\n")
    for failure in summary.trouble:
        write(f"  the instructor's cells: {failure}\n")
