"""``course grade``: grade a set."""

import argparse
import datetime
import enum
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import TextIO, TypeVar

from nbgrader.api import Gradebook
from tqdm import tqdm

from coursekit.arguments import add_class
from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import load
from coursekit.errors import CourseError
from coursekit.gradebook.recorder import open_gradebook
from coursekit.grading.engine.grader import Judges, Manner, OnDoubt
from coursekit.grading.engine.launch import Rung
from coursekit.grading.engine.pool import Bench, Pool, Processes
from coursekit.grading.engine.run import grade
from coursekit.grading.engine.self_attack import choose
from coursekit.grading.engine.summary import Summary
from coursekit.submission.results import Outcome

MOST_MEMORY = 1 << 20
"""Largest memory limit of a submission (MB)."""

ALL_GRADED, SOME_REJECTED, REFERENCE_FAILS = 0, 1, 3


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
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--student", action="append", metavar="ID", help="only this one (repeat)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="Dask scheduler, tcp://host:port")
    parser.add_argument("--force", action="store_true", help="grade again what is unchanged")
    parser.add_argument("--json", action="store_true", help="write the summary as JSON")
    for option, seconds, what in (
        ("--cell-time", 30.0, "CPU seconds of a cell"),
        ("--test-time", 30.0, "CPU seconds of a test"),
        ("--total-time", 300.0, "CPU seconds of a notebook"),
    ):
        parser.add_argument(option, type=_positive, default=seconds, metavar="S", help=what)
    parser.add_argument(
        "--memory", type=_megabytes, default=2048, metavar="MB", help="of a submission"
    )
    parser.add_argument(
        "--judges",
        choices=[j.value for j in Judges],
        default=Judges.BOTH.value,
        help="both (default): each point is confirmed by tests in a process that no student code "
        "can reach; in-place: it is not",
    )
    parser.add_argument(
        "--on-doubt",
        choices=[d.value for d in OnDoubt],
        help="where they differ: flag (default) lets the points stand and a person look, withhold "
        "gives points only where both agree; Coursekit.on_doubt in nbgrader_config.py sets it",
    )
    parser.add_argument(
        "--lessons",
        choices=["never", "after-due", "always"],
        help="when students read what a hidden test that they failed tries (its comment "
        "'# lesson: tries ...'); after-due by default, Coursekit.lessons sets it",
    )
    parser.add_argument(
        "--stock-scoring",
        action="store_true",
        help="text on standard error fails a test, a negative or undefined result passes it, as "
        "in stock nbgrader",
    )
    sandbox = parser.add_mutually_exclusive_group()
    sandbox.add_argument("--sandbox", choices=["bubblewrap", "landlock"], help="use this or none")
    sandbox.add_argument(
        "--unsafe", action="store_true", help="no sandbox: only in a machine to be thrown away"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Grade, show progress, sum up."""
    if arguments.workers < 1:
        raise CourseError("--workers must be at least 1")
    course = Course.at(arguments.course)
    course.source(arguments.set)
    _ = course.site  # a wrong address is told before anything is graded
    chosen = _chosen(course, arguments.set, arguments.student)
    limits = Limits(
        cell=arguments.cell_time,
        test=arguments.test_time,
        total=arguments.total_time,
        memory=arguments.memory << 20,
    )
    gradebook = open_gradebook(course)
    try:
        assignment = load(course, arguments.set, gradebook, limits)
        wanted: Rung | None = "unsafe" if arguments.unsafe else arguments.sandbox
        rung = choose(wanted, (str(course.root),))
        bench = Bench(course, assignment, rung, _manner(course, gradebook, arguments))
        pool = _pool(bench, arguments, len(chosen))
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
        _tell(summary, rung, limits, sys.stdout.write)
    if summary.probed.wrong:
        return REFERENCE_FAILS
    return ALL_GRADED if summary.whole else SOME_REJECTED


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number of seconds")
    return number


def _megabytes(text: str) -> int:
    number = int(text)
    if not 0 < number <= MOST_MEMORY:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and {MOST_MEMORY} MB")
    return number


E = TypeVar("E", bound=enum.Enum)


class Lessons(enum.Enum):
    """When students read what a hidden test that they failed tries."""

    NEVER = "never"
    AFTER_DUE = "after-due"
    ALWAYS = "always"


def _manner(course: Course, gradebook: Gradebook, arguments: argparse.Namespace) -> Manner:
    """Return how a set is graded: the command line decides, then the course's configuration."""
    on_doubt = _setting(course, arguments, "on_doubt", OnDoubt, OnDoubt.FLAG)
    when = _setting(course, arguments, "lessons", Lessons, Lessons.AFTER_DUE)
    due = gradebook.find_assignment(arguments.set).duedate
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    is_due = due is None or now > due
    lessons = when is Lessons.ALWAYS or (when is Lessons.AFTER_DUE and is_due)
    return Manner(Judges(arguments.judges), on_doubt, arguments.stock_scoring, lessons)


def _setting(
    course: Course, arguments: argparse.Namespace, name: str, kind: type[E], default: E
) -> E:
    """Return a setting of the command line, or else of ``c.Coursekit`` (for all sets or by set)."""
    asked = getattr(arguments, name)
    if asked is None:
        asked = course.config.get("Coursekit", {}).get(name, default.value)
        if isinstance(asked, dict):
            asked = asked.get(arguments.set, default.value)
    try:
        return kind(asked)
    except ValueError as error:
        raise CourseError(
            f"Coursekit.{name} in nbgrader_config.py is {asked!r} for {arguments.set!r}: "
            f"write {' or '.join(repr(choice.value) for choice in kind)}"
        ) from error


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


def _pool(bench: Bench, arguments: argparse.Namespace, count: int) -> Pool:
    if arguments.scheduler:
        from coursekit.grading.engine.dask_pool import Cluster

        return Cluster(bench, arguments.scheduler)
    return Processes(bench, max(1, min(arguments.workers, count)))


class _Progress:
    """A bar on standard error: rate, time left, how many were flagged."""

    def __init__(self, stream: TextIO, quiet: bool) -> None:
        self._bar = tqdm(
            total=0, unit="sub", file=stream, disable=quiet or None, dynamic_ncols=True
        )
        self._counts: Counter[str] = Counter()

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


def _tell(summary: Summary, rung: str, limits: Limits, write: Callable[[str], object]) -> None:
    rate = f", {summary.done / summary.seconds:.1f} a second" if summary.done else ""
    ungraded = f", {summary.ungraded} ungraded" if summary.ungraded else ""
    write(
        f"{summary.assignment}: {summary.done} graded in {summary.seconds:.1f} s{rate} ({rung}): "
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
    for student, told in sorted(summary.students.items()):
        if told["status"] != "graded":
            write(f"  {student}: {told['status']}: {told['reason']}\n")
    for student, known in sorted(summary.before.items()):
        if known.status != "graded":
            write(f"  {student}: still {known.status}: {known.reason}\n")
    for student, told in sorted(summary.students.items()):
        for flag in told["flags"]:
            write(f"  {student}: flagged: {flag}\n")
    for name, why in summary.nameless.items():
        write(f"  {name}: not graded: the folder's name cannot be a student's id: {why}\n")
    if summary.missing:
        write(f"  nothing from {len(summary.missing)}: {', '.join(summary.missing[:20])}\n")
    for failure in summary.trouble:
        write(f"  the instructor's cells: {failure}\n")
