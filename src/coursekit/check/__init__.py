"""``course check``: grade one's own notebook, visible and hidden tests, on one's own machine.

::

    checking     which set a notebook belongs to, and what the grader says of it
    assignments  a set of the repository as the grader wants it, without a class
    report       points and lessons, question by question
"""

import argparse
import sys
from pathlib import Path

from coursekit.exercises.sets import chosen_sets

ALL_EARNED, SOME_LOST = 0, 1


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser(
        "check",
        help="grade your own notebook here, hidden tests included",
        description="Run the visible and hidden tests of a set on a notebook, in the sandbox of "
        "the grader, and print points and lessons by question. Nothing is recorded.",
        epilog="exit codes: 0 all automatic points, 1 some are missing, 2 the notebook cannot be "
        "checked (the message says why)",
    )
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="the file to check")
    parser.add_argument("--set", metavar="SET", help="its exercise set (default: found out)")
    parser.add_argument(
        "--unsafe", action="store_true", help="without a sandbox, as Jupyter itself runs your code"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check one notebook and print what it earns."""
    chosen = chosen_sets([arguments.set] if arguments.set else [])
    # Importing nbgrader takes two seconds: only once the arguments are known to be good.
    from coursekit.check import checking, report

    data = checking.read(arguments.notebook)
    notebook = checking.found(data, arguments.notebook, chosen)
    outcome = checking.checked(data, notebook, chosen[0].root, unsafe=arguments.unsafe)
    lines = report.lines(notebook, outcome)
    sys.stdout.write("\n".join(lines) + "\n")
    return ALL_EARNED if report.is_whole(outcome) else SOME_LOST
