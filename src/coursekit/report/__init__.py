"""``course report``: a page on a graded set, for the instructor.

The way from the gradebook to the page, and the module that owns each step::

    gather           reads the gradebook, the notes of ``course grade`` and the folders
    stock_notebooks  what nbgrader's own autograded notebooks tell besides
    questions        which cells make a question
    model            what is known then: plain data
    scores           the distribution
    items            difficulty, discrimination, what looks wrong
    failures         the assertion that stops most
    progress         from attempt to attempt, where ``course watch`` graded
    costs            time and memory
    code             an answer without names, comments, layout
    likeness         near-identical answers that are rare in this class
    page             the HTML page (its template and style are in ``templates``)
    table            the CSV
"""

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

from coursekit.arguments import add_class
from coursekit.errors import CourseError


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser(
        "report",
        help="write a page on how a graded set went",
        description="Writes a page and a table on a graded set of any nbgrader course, for the "
        "instructor: they name students and show hidden tests.",
    )
    parser.add_argument("set", help="name of the set, a folder below source/")
    add_class(parser)
    parser.add_argument(
        "--output", type=Path, metavar="FILE",
        help="the page (default: DIR/reports/SET.html); the table goes beside it, as .csv",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the class, write page and table, say where."""
    # Importing nbgrader takes two seconds: only once the arguments are known to be good.
    from coursekit.assignment.course import Course
    from coursekit.report.gather import gather
    from coursekit.report.page import render
    from coursekit.report.table import table

    course = Course.at(arguments.course)
    course.source(arguments.set)
    page = _place(arguments.output or course.root / "reports" / f"{arguments.set}.html")
    beside = page.with_suffix(".csv")
    book = gather(course, arguments.set, page.parent)
    rows, text = table(book), render(book, beside.name)
    _write(page, text)
    rows.write(beside)
    sys.stdout.write(
        f"{book.assignment}: {book.count('graded')} graded wholly, {book.count('partial')} in "
        f"part, {book.count('rejected')} rejected, {book.count('ungraded')} not yet, "
        f"{book.count('missing')} missing\n  {page}\n  {beside}\n"
    )
    return 0


def _place(page: Path) -> Path:
    page = page.expanduser().absolute()
    if page.is_dir():
        raise CourseError(f"{page} is a folder: name a file for --output, such as report.html")
    if page.suffix not in {".html", ".htm"}:
        raise CourseError(f"--output {page.name} must end in .html")
    return page


def _write(path: Path, text: str) -> None:
    """Write a file at once: a reader finds the old one or the whole new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(fd, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            Path(name).chmod(0o640)  # students' names and hidden tests are not for everybody
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise CourseError(f"cannot write {path}: {error.strerror or error}") from error
