"""The ``course`` command: one module a subcommand, each with ``configure`` and ``run``."""

import argparse
import sys
from collections.abc import Sequence

from coursekit import audit, check, report
from coursekit.errors import CourseError
from coursekit.exercises import new, release
from coursekit.feedback import command as feedback
from coursekit.grading import command as grade
from coursekit.lms import collect, export
from coursekit.watch import command as watch

COMMANDS = (release, check, audit, new, collect, grade, watch, feedback, report, export)

_EPILOG = """\
a class from first to last day:
  course new ../rehearsal --set drift --practice 60   a class with made-up students
  course new ../my-class                              your class; then, in its folder:
  course collect drift submissions.zip                what a learning platform has downloaded
  course grade drift                                  all of it, safely; run it again any time
  course watch drift                                  or each hand-in as it comes
  course report drift                                 which questions to look at
  course export drift --format canvas                 grades for the learning platform

for learners: course check; for authors of sets: course release, course audit
the instructor's guide (book/instructor/index.md) leads through it, with pictures"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand.

    Returns
    -------
    int
        0 on success, 1 where the command's own check failed, 2 for bad input (one clear line
        on standard error says what is wrong and how to mend it).
    """
    parser = argparse.ArgumentParser(
        prog="course",
        description="Hand out exercise sets, grade what students hand in, give grades back.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.configure(subparsers)
    arguments = parser.parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except CourseError as error:
        sys.stderr.write(f"course: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("course: interrupted\n")
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
