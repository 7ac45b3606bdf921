"""The ``course`` command: one module a subcommand, each with ``configure`` and ``run``."""

import argparse
import sys
from collections.abc import Sequence

from coursekit import audit, check, completion, report
from coursekit.errors import CourseError
from coursekit.exercises import new, release
from coursekit.feedback import command as feedback
from coursekit.grading import command as grade
from coursekit.lms import collect, export
from coursekit.watch import command as watch

COMMANDS = (release, check, audit, new, collect, grade, watch, feedback, report, export)

_EPILOG = """\
from a fresh machine to feedback, as the instructor's guide tells it (book/instructor/index.md):

  rehearse with made-up students
    course new ../rehearsal --set drift --practice 60
    cd ../rehearsal
    course grade drift
  hand out what is in release/, and collect
    course new ../my-class
    cd ../my-class
    course collect drift submissions.zip
  grade once (run it again any time), or each hand-in as it comes
    course grade drift
    course watch drift
  read the report before the complaints come
    course report drift
  grade the written answers: jupyter lab, then Nbgrader > Formgrader
    course feedback drift
  give grades and feedback back
    course export drift --format canvas

for learners: course check; for authors of sets: course release, course audit
for Tab in your shell: course completion
course COMMAND --help tells all of one command"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand.

    Returns
    -------
    int
        0 on success, 1 where the command's own check failed, 2 for bad input (one clear line
        on standard error says what is wrong and how to mend it).
    """
    arguments = command_line().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except CourseError as error:
        sys.stderr.write(f"course: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("course: interrupted\n")
        return 130
    return code


def command_line() -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    parser = argparse.ArgumentParser(
        prog="course",
        description="Hand out exercise sets, grade what students hand in, give grades back.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.configure(subparsers)
    completion.add(subparsers, command_line)
    return parser


if __name__ == "__main__":
    sys.exit(main())
