"""``course export``: write grades in the files that learning management systems import."""

import argparse
import sys
from pathlib import Path

from coursekit.arguments import add_class
from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.opening import open_gradebook
from coursekit.lms import canvas, gradescope, moodle, plain
from coursekit.lms.columns import Column, Policy, Told, column
from coursekit.lms.people import Roster
from coursekit.lms.scores import all_sets, read_scores
from coursekit.lms.sheet import SEPARATORS, Sheet
from coursekit.text import shown

ALL_WRITTEN, SOME_LEFT_OUT = 0, 1
LONGEST = 20_000
"""Characters of a line that names everybody of whom the same is said."""

_EPILOG = """\
canvas: export the gradebook (Grades > Export), fill it in with --into, and upload the result
  (Grades > Import). Only the columns of the sets are in it, so nothing else changes.
moodle: fill in the assignment's grading worksheet with --into and upload it there; without
  --into the file is for Grades > Import > CSV file (map the first column by hand).
csv: nbgrader's own columns, and the state of each submission.
gradescope: not grades but autograder-SET.zip, which grades there with this grader. It holds the
  hidden tests. Its container could not be tried on Gradescope itself: try it with one submission.

examples:
  course export shop --class ../my-class --format canvas --into Grades-CS101.csv
  course export shop --class ../my-class --format moodle --into Grades-shop.csv --comments
  course export --all --class ../my-class --format csv
  course export shop --class ../my-class --format gradescope

exit codes: 0 every score is in the file, 1 some are not (the lines say whose and why),
2 nothing was written"""


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command line of ``course export``."""
    parser = subparsers.add_parser(
        "export",
        help="write grades for Canvas, Moodle or a spreadsheet",
        description="Write the scores of the gradebook (late penalties, manual scores and extra "
        "credit included) in a file that the system imports.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help="sets of the gradebook")
    parser.add_argument("--all", action="store_true", help="all sets of the gradebook")
    add_class(parser)
    parser.add_argument(
        "--format", choices=["canvas", "moodle", "csv", "gradescope"], required=True
    )
    parser.add_argument("--into", type=Path, metavar="FILE", help="the system's file to fill in")
    parser.add_argument(
        "--to", type=Path, metavar="FILE",
        help="where to write (default: grades-SET-FORMAT.csv in the course directory)",
    )  # fmt: skip
    parser.add_argument(
        "--column", action="append", default=[], metavar="SET=TITLE",
        help="the assignment in Canvas, where it is named otherwise (repeat)",
    )  # fmt: skip
    parser.add_argument(
        "--identifier", choices=list(moodle.IDENTIFIERS), default="username",
        help="what Moodle's import knows students by (default: username)",
    )  # fmt: skip
    add_roster_arguments(parser)
    parser.add_argument(
        "--missing", choices=["empty", "zero"], default="empty",
        help="what those get who handed in nothing (default: empty)",
    )  # fmt: skip
    parser.add_argument(
        "--unfinished", action="store_true",
        help="export scores that still wait for points by hand (default: left empty)",
    )  # fmt: skip
    parser.add_argument(
        "--out-of", type=float, metavar="POINTS", help="scale so that full marks are POINTS"
    )
    parser.add_argument(
        "--comments", action="store_true", help="graders' comments as feedback (Moodle)"
    )
    parser.add_argument(
        "--separator", choices=list(SEPARATORS), default="comma",
        help="of a new file (default: comma; a filled file keeps its own)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def add_roster_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who is who."""
    parser.add_argument(
        "--students", type=Path, metavar="CSV",
        help="pairs the system's ids with nbgrader's: columns lms and student, or a gradebook "
        "exported from Canvas, or a grading worksheet from Moodle",
    )  # fmt: skip
    parser.add_argument(
        "--id-column", metavar="NAME", help="column of that file with nbgrader's ids"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the file or files and sum up."""
    _check(arguments)
    course = Course.at(arguments.course)
    roster = Roster.read(arguments.students, arguments.id_column) if arguments.students else None
    if arguments.format == "gradescope":
        return _autograders(course, arguments)
    policy = Policy(arguments.missing, arguments.unfinished, arguments.out_of)
    gradebook = open_gradebook(course, writing=False)
    try:
        names = all_sets(gradebook) if arguments.all else list(dict.fromkeys(arguments.sets))
        if not names:
            raise CourseError("there is no set in the gradebook")
        told = {name: Told() for name in names}
        scores = [read_scores(course, gradebook, name) for name in names]
        columns = [column(each, policy, told[each.name]) for each in scores]
    finally:
        gradebook.close()
    code = ALL_WRITTEN
    # Moodle's import takes an empty cell for "delete this grade": a file a set there.
    for group in [[c] for c in columns] if arguments.format == "moodle" else [columns]:
        told_of = _merged({each.name: told[each.name] for each in group})
        code |= _export(arguments, course, roster, group, told_of)
    return code


def _autograders(course: Course, arguments: argparse.Namespace) -> int:
    folder: Path = arguments.to or course.root
    if not arguments.sets or not folder.is_dir():
        raise CourseError("name the sets; with --to name a folder for their autograders")
    for name in dict.fromkeys(arguments.sets):
        target = folder / f"autograder-{name}.zip"
        gradescope.autograder(course, name, target)
        sys.stdout.write(f"{name}: {target} written; upload it under Configure Autograder\n")
    return ALL_WRITTEN


def _check(arguments: argparse.Namespace) -> None:
    if bool(arguments.sets) == arguments.all:
        raise CourseError("name the sets to export, or give --all")
    if arguments.out_of is not None and not 0 < arguments.out_of < float("inf"):
        raise CourseError("--out-of must be a number of points above 0")
    if arguments.into is not None and arguments.format in ("csv", "gradescope"):
        raise CourseError("--into fills in a file of Canvas or Moodle: choose that --format")
    if arguments.format == "moodle" and len(arguments.sets) != 1:
        if arguments.into is not None:
            raise CourseError("a grading worksheet belongs to one assignment: name one set")
        if arguments.to is not None and not arguments.to.is_dir():
            raise CourseError("Moodle needs a file for each set: give a folder with --to")


def _merged(parts: dict[str, Told]) -> Told:
    if len(parts) == 1:
        return next(iter(parts.values()))
    problems = [f"{name}: {line}" for name, told in parts.items() for line in told.problems]
    notes = [f"{name}: {line}" for name, told in parts.items() for line in told.notes]
    return Told(0, problems, notes)


def _export(
    arguments: argparse.Namespace,
    course: Course,
    roster: Roster | None,
    columns: list[Column],
    told: Told,
) -> int:
    into: Path | None = arguments.into
    target = _target(arguments, course, columns)
    separator = SEPARATORS[arguments.separator]
    if arguments.format == "csv":
        sheet = plain.sheet(columns, separator)
        told.written = sum(len(c.points) for c in columns)
    elif arguments.format == "canvas":
        titles = _titles(arguments.column, columns)
        if into is None:
            sheet = canvas.fresh(columns, titles, roster, separator)
            told.written = sum(len(c.points) for c in columns)
        else:
            sheet = canvas.fill(Sheet.read(into), into, columns, titles, roster, told)
    elif into is None:
        [only] = columns
        sheet = moodle.fresh(
            only, arguments.identifier, arguments.comments, roster, separator, told
        )
    else:
        [only] = columns
        sheet = moodle.fill(Sheet.read(into), into, only, arguments.comments, roster, told)
    # Canvas does not know its own header behind a mark where names are in two columns.
    sheet.write(target, mark=sheet.header[0] != "LastName")
    names = ", ".join(c.name for c in columns)
    sys.stdout.write(f"{names}: {told.written} scores written to {target}\n")
    for line in dict.fromkeys([*told.problems, *told.notes]):
        sys.stdout.write(f"  {shown(line, LONGEST)}\n")
    return SOME_LEFT_OUT if told.problems else ALL_WRITTEN


def _titles(given: list[str], columns: list[Column]) -> dict[str, str]:
    """Read ``--column SET=TITLE``; a bare title will do for a single set."""
    titles = {}
    for text in given:
        name, sign, title = text.partition("=")
        if sign and name in {c.name for c in columns}:
            titles[name] = title
        elif len(columns) == 1:
            titles[columns[0].name] = text
        else:
            raise CourseError(f"--column {text!r}: write it as SET=TITLE with a set of this export")
    return titles


def _target(arguments: argparse.Namespace, course: Course, columns: list[Column]) -> Path:
    names = "all" if arguments.all and len(columns) > 1 else "+".join(c.name for c in columns)
    default = f"grades-{names}-{arguments.format}.csv"
    to: Path = arguments.to or course.root
    target = to / default if to.is_dir() else to
    if target.suffix.lower() != ".csv":
        raise CourseError(f"--to {to}: name a file that ends in .csv, or a folder")
    if arguments.into is not None and target.resolve() == arguments.into.resolve():
        raise CourseError(f"--to {to} is the file to fill in: name another, so that it stays")
    return target
