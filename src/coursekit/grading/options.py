"""Options of the commands that grade, and what follows from them."""

import argparse
import datetime
import enum
import os
from typing import Any, TypeVar

from nbgrader.api import Gradebook

from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.errors import CourseError
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.manner import Judges, Manner, OnDoubt
from coursekit.grading.engine.pool import Bench, Pool, Processes
from coursekit.grading.engine.self_attack import choose

MOST_MEMORY = 1 << 20
"""Largest memory limit of a submission (MB)."""


def add(parser: argparse.ArgumentParser, cell: float = 30.0, clock: float = 3600.0) -> None:
    """Add the options that say how a set is graded and where it runs.

    Parameters
    ----------
    cell, clock
        What is left to a cell or a test, and to a notebook on the clock, if nothing is said (s).
    """
    parser.add_argument("--workers", type=_count, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="Dask scheduler, tcp://host:port")
    for option, seconds, what in (
        ("--cell-time", cell, "CPU seconds of a cell"),
        ("--test-time", cell, "CPU seconds of a test"),
        ("--total-time", 300.0, "CPU seconds of one run of a notebook"),
        ("--clock-time", clock, "seconds that all runs of a notebook may take, sleep included"),
    ):
        what += f" ({seconds:g})"
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


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number of seconds")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
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


def limits(arguments: argparse.Namespace) -> Limits:
    """Return what one submission may use."""
    return Limits(
        cell=arguments.cell_time,
        test=arguments.test_time,
        total=arguments.total_time,
        clock=arguments.clock_time,
        memory=arguments.memory << 20,
    )


def backend(course: Course, arguments: argparse.Namespace) -> Backend:
    """Return the sandbox to be used, once it has withstood attack."""
    wanted: Backend | None = "unsafe" if arguments.unsafe else arguments.sandbox
    return choose(wanted, (str(course.root),))


def pool(bench: Bench, arguments: argparse.Namespace, most: int) -> Pool:
    """Return the workers: no more than `most`."""
    if arguments.scheduler:
        from coursekit.grading.engine.dask_pool import Cluster

        return Cluster(bench, arguments.scheduler)
    return Processes(bench, max(1, min(arguments.workers, most)))


def manner(
    course: Course, gradebook: Gradebook, arguments: argparse.Namespace, name: str
) -> Manner:
    """Return how set `name` is graded: the command line, then the course's configuration."""
    on_doubt = chosen(course, arguments, name, "on_doubt", OnDoubt.FLAG)
    when = chosen(course, arguments, name, "lessons", Lessons.AFTER_DUE)
    due = gradebook.find_assignment(name).duedate
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    is_due = due is None or now > due
    lessons = when is Lessons.ALWAYS or (when is Lessons.AFTER_DUE and is_due)
    return Manner(Judges(arguments.judges), on_doubt, arguments.stock_scoring, lessons)


def setting(course: Course, arguments: argparse.Namespace, name: str, option: str) -> Any:
    """Return an option of the command line, or else of ``c.Coursekit``, or else None.

    In the configuration it holds for all sets, or is a dictionary by set.
    """
    asked = getattr(arguments, option)
    if asked is None:
        asked = course.config.get("Coursekit", {}).get(option)
        if isinstance(asked, dict):
            asked = asked.get(name)
    return asked


def chosen(course: Course, arguments: argparse.Namespace, name: str, option: str, default: E) -> E:
    """Return a setting that is one of a few words.

    Raises
    ------
    CourseError
        If the configuration has another word.
    """
    asked = setting(course, arguments, name, option)
    try:
        return default if asked is None else type(default)(asked)
    except ValueError as error:
        raise CourseError(
            f"Coursekit.{option} in nbgrader_config.py is {asked!r} for {name!r}: "
            f"write {' or '.join(repr(choice.value) for choice in type(default))}"
        ) from error
