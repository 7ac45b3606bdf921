"""What the instructor has decided for a set."""

import argparse
from dataclasses import dataclass

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.grading import options
from coursekit.watch.attempt_rules import Allowance, Counts

ATTEMPTS, PER_HOUR = 100, 12


@dataclass(frozen=True)
class Settings:
    """The rules of one set.

    Attributes
    ----------
    every
        Seconds between two looks for hand-ins.
    """

    counts: Counts
    allowance: Allowance
    every: float

    @classmethod
    def of(cls, course: Course, arguments: argparse.Namespace, name: str) -> "Settings":
        """Read them: the command line decides, then ``c.Coursekit`` in the configuration.

        Raises
        ------
        CourseError
            If the configuration has something else than such a rule.
        """
        return cls(
            options.chosen(course, arguments, name, "counts", Counts.LAST),
            Allowance(
                _number(course, arguments, name, "attempts", ATTEMPTS),
                _number(course, arguments, name, "per_hour", PER_HOUR),
            ),
            arguments.every,
        )


def _number(
    course: Course, arguments: argparse.Namespace, name: str, option: str, default: int
) -> int | None:
    asked = options.setting(course, arguments, name, option)
    asked = default if asked is None else asked
    if not isinstance(asked, int) or asked < 0:
        raise CourseError(
            f"Coursekit.{option} in nbgrader_config.py is {asked!r} for {name!r}: write a whole "
            "number, 0 for no limit"
        )
    return asked or None
