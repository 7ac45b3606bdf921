"""``course audit``: grade the grader of an exercise set.

::

    checks       what is demanded of a set, question by question
    runner       runs variants of a notebook in the grader's sandbox
    mutants      automatic wrong answers
    equivalents  mutants that are right answers, listed by people
    confirm      whether the isolated judge confirms what is accepted
    sentences    a sentence of a statement, and the test that holds it
    lessons      no assertion lacks a lesson, and none gives its test away
    hints        every question has hints, and none gives the answer away
    report       the result, for a terminal
"""

import argparse
import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from coursekit.exercises.sets import chosen_sets

if TYPE_CHECKING:
    from coursekit.audit.runner import Outcome


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser(
        "audit",
        help="check that each set's tests tell right from wrong",
        description="The solution must earn full marks and the untouched release none; every "
        "file of accepted/ full marks; every file of rejected/ must fail its question and no "
        "other; at least 90% of the solution's automatic mutants must lose points.",
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help="exercise sets (default: all)")
    parser.add_argument(
        "-q",
        "--question",
        action="append",
        default=[],
        metavar="NAME",
        help="audit this question alone (may be repeated), as quickly as while you write it",
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="show surviving mutants and students' messages"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audit the chosen sets; 1 if any fails a check."""
    chosen = chosen_sets(arguments.sets)
    # Importing nbgrader takes two seconds: only once the arguments are known to be good.
    from coursekit.audit.checks import audit
    from coursekit.audit.report import report_text

    failed = False
    for exercises in chosen:
        report = audit(exercises, partial(_progress, exercises.name), arguments.question)
        sys.stdout.write(report_text(report, arguments.verbose))
        sys.stdout.flush()
        failed |= bool(report.problems)
    return int(failed)


def _progress(
    name: str, runs: "Iterable[tuple[int, Outcome]]", total: int
) -> "Iterable[tuple[int, Outcome]]":
    from tqdm import tqdm

    return tqdm(runs, desc=name, total=total, unit="run", leave=False, disable=None)
