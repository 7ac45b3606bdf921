"""``course collect``: put what a learning management system gives where nbgrader looks."""

import argparse
import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry

from coursekit.arguments import add_class
from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.opening import open_gradebook
from coursekit.lms.archives import Entry, entries
from coursekit.lms.export import add_roster_arguments
from coursekit.lms.file_names import Claim, Reader
from coursekit.lms.handin import HandIn, Notebooks, assemble
from coursekit.lms.people import Roster, time_zone
from coursekit.lms.shelf import Shelf
from coursekit.lms.terminal_table import table
from coursekit.text import shown

ALL_UNDERSTOOD, SOME_NOT = 0, 1
SPARE = 1 << 30
INFLATION = 100
"""Downloads may unpack to a gigabyte and a hundred times their size; beyond is a zip bomb."""

_PATTERN = r"(?P<student_id>[^_/]+)_(?P<file_id>[^/]+)"
"""Shown as an example: ``ada_drift.ipynb``."""

_EPILOG = r"""FILES: what Canvas ("Download Submissions") or Moodle ("Download all submissions")
gives, a folder of such files, or single files. The student's id comes from the file name:

  lovelaceada_LATE_12345_67890_shop-1.ipynb               Canvas: 12345, late
  Ada Lovelace_123_assignsubmission_file_/shop.ipynb      Moodle: 123

--students turns it into nbgrader's id (hand it the gradebook exported from Canvas or the grading
worksheet of Moodle). For other names give --pattern, with the groups of nbgrader's zip_collect:

  --pattern '(?P<student_id>\w+)_(?P<timestamp>[\d-]+T[\d:]+)_(?P<file_id>.+)'

The newest attempt counts. Times (of the pattern, the column "submitted" of the list, or Moodle's
worksheet) go to timestamp.txt, which late penalties go by; work that Canvas only calls late is
dated one second after the due date. What is there already and differs is replaced only with
--replace, and then kept in replaced/.

exit codes: 0 all collected, 1 something was not understood or kept back (the table says what and
why), 2 nothing could be done"""


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command line of ``course collect``."""
    parser = subparsers.add_parser(
        "collect",
        help="sort downloaded submissions into submitted/",
        description="Sort submissions downloaded from Canvas, Moodle or elsewhere into "
        "submitted/STUDENT/SET/, ready for `course grade` and `nbgrader autograde`.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("set", metavar="SET", help="name of the set, a folder below source/")
    parser.add_argument("files", metavar="FILES", nargs="+", type=Path, help="zip files or folders")
    add_class(parser)
    parser.add_argument("--pattern", metavar="REGEX", help="how to read the file names")
    add_roster_arguments(parser)
    parser.add_argument(
        "--timezone", metavar="NAME", help="of times without one (default: this machine's)"
    )
    parser.add_argument("--replace", action="store_true", help="replace submissions that differ")
    parser.add_argument("--dry-run", action="store_true", help="show the table, write nothing")
    parser.set_defaults(run=run)


@dataclass(frozen=True)
class _Row:
    """A line of the table."""

    student: str
    what: str
    late: bool
    file: str
    note: str = ""


@dataclass(frozen=True)
class _Deadlines:
    """When a set is due (UTC, without a zone), for everybody and with extensions."""

    due: datetime.datetime | None
    extensions: Mapping[str, datetime.timedelta]

    @classmethod
    def of(cls, course: Course, name: str) -> "_Deadlines":
        gradebook = open_gradebook(course)
        try:
            entry = gradebook.find_assignment(name)
            extra = {s.student_id: s.extension for s in entry.submissions if s.extension}
            return cls(entry.duedate, extra)
        except MissingEntry as error:
            raise CourseError(
                f"the gradebook does not know {name!r}: run `nbgrader generate_assignment {name}`"
            ) from error
        finally:
            gradebook.close()

    def late(self, student: str, stamp: datetime.datetime | None) -> bool:
        if self.due is None or stamp is None:
            return False
        return stamp > self.due + self.extensions.get(student, datetime.timedelta())


def run(arguments: argparse.Namespace) -> int:
    """Collect, print the table, sum up."""
    course = Course.at(arguments.course)
    notebooks = Notebooks.of(course, arguments.set)
    if not notebooks.ids:
        raise CourseError(f"there is no notebook in {course.source(arguments.set)}")
    if arguments.timezone:
        time_zone(arguments.timezone)
    roster = (
        Roster.read(arguments.students, arguments.id_column, arguments.timezone)
        if arguments.students
        else None
    )
    deadlines = _Deadlines.of(course, arguments.set)
    shelf = Shelf(course, arguments.set)
    rows: list[_Row] = []
    with ExitStack() as stack:
        found = [entry for path in arguments.files for entry in entries(path, stack)]
        found = [entry for entry in found if not entry.is_junk]
        reader = Reader(course.config, arguments.pattern, found)
        claims = _claims(found, reader, roster, rows)
        left = _allowance(arguments.files)
        for student, theirs in sorted(_by_student(claims, roster, shelf, rows).items()):
            hand_in = assemble(student, theirs, notebooks)
            left -= sum(map(len, hand_in.files.values()))
            if left < 0:
                raise CourseError(
                    "the archive unpacks to far more than its size, like a zip bomb: look into it, "
                    "and give the folder it unpacks to"
                )
            rows += [_not_understood(student, *problem) for problem in hand_in.problems]
            if hand_in.files:
                _date(hand_in, theirs, roster, deadlines)
                rows.append(_place(hand_in, shelf, deadlines, arguments))
    _tell(arguments, rows)
    kept_back = any(row.what in {_NOT, _DIFFERS} for row in rows)
    return SOME_NOT if kept_back else ALL_UNDERSTOOD


_NOT, _DIFFERS = "not understood", "differs"


def _not_understood(student: str, file: str, why: str) -> _Row:
    return _Row(student, _NOT, False, file, why)


def _claims(
    found: Sequence[Entry], reader: Reader, roster: Roster | None, rows: list[_Row]
) -> list[Claim]:
    """Read the names; what cannot be read becomes a row of the table."""
    claims = []
    unread = 0
    for entry in found:
        try:
            claim = reader.read(entry)
        except (ValueError, OverflowError) as error:
            rows.append(_not_understood("?", entry.name, f"its time cannot be read: {error}"))
            continue
        if claim is None:
            unread += 1
            rows.append(_not_understood("?", entry.name, entry.problem or "no id in its name"))
        elif len(fits := _readings(claim, roster)) > 1:
            why = f"its name fits the students {' and '.join(fits)}"
            rows.append(_not_understood("?", entry.name, why))
        else:
            claims.append(claim)
    if unread == len(found):
        raise CourseError(
            f"no file name fits, such as {shown(found[0].name)!r}: say where the id is, as in "
            f"--pattern '{_PATTERN}' (course collect --help tells more)"
            if found
            else "there is nothing to collect in these files"
        )
    return claims


def _readings(claim: Claim, roster: Roster | None) -> list[str]:
    """Return which students of the class a name with more than two numbers could speak of.

    Canvas lets students end their own names in numbers, which stand before the id then.
    """
    if roster is None or not claim.attempt:
        return [claim.student]
    numbers = re.findall(r"(?:^|_)(\d+)(?=_\d+_)", claim.entry.name.split("/")[-1])
    return [number for number in dict.fromkeys(numbers) if number in roster.students]


def _by_student(
    claims: Iterable[Claim], roster: Roster | None, shelf: Shelf, rows: list[_Row]
) -> dict[str, list[Claim]]:
    """Sort the files by nbgrader's ids."""
    found: dict[str, list[Claim]] = {}
    known = {student.casefold(): student for student in shelf.students}
    for claim in claims:
        student = claim.student if roster is None else roster.students.get(claim.student, "")
        problem = None
        if not student and roster is not None:
            problem = f"{claim.student} is not in {roster.path.name}"
        elif known.setdefault(student.casefold(), student) != student:
            problem = f"{student} differs from {known[student.casefold()]} only in case"
        elif not _is_folder_name(student):
            problem = f"{student[:40]!r} cannot be a student's id: it must do for a folder"
        if problem:
            rows.append(_not_understood("?", claim.entry.name, problem))
        else:
            found.setdefault(student, []).append(claim)
    for student, theirs in list(found.items()):
        if names := _two_names(theirs):
            why = f"two names for one student ({' and '.join(names)}): look who handed in what"
            rows += [_not_understood(student, claim.entry.name, why) for claim in theirs]
            del found[student]
    return found


def _two_names(claims: Sequence[Claim]) -> list[str]:
    """Return the names that one download gives to one student, if there are several."""
    names: dict[str, set[str]] = {}
    for claim in claims:
        names.setdefault(claim.entry.origin, set()).add(claim.name)
    return next((sorted(given) for given in names.values() if len(given) > 1), [])


def _is_folder_name(student: str) -> bool:
    """Whether nbgrader can use an id as a folder (its globs and patterns included)."""
    return re.fullmatch(r"[\w@+=,'~!#&][\w@+=,'~!#&. -]{0,119}(?<![ .])", student) is not None


def _allowance(files: Iterable[Path]) -> float:
    """Return how many bytes the downloads may unpack to."""
    if any(path.is_dir() for path in files):
        return float("inf")
    return SPARE + INFLATION * sum(path.stat().st_size for path in files)


def _date(
    hand_in: HandIn, claims: Sequence[Claim], roster: Roster | None, deadlines: _Deadlines
) -> None:
    """Add ``timestamp.txt``, from the best that is known of the time."""
    ids = {claim.student for claim in claims}
    listed = [roster.submitted[i] for i in ids if i in roster.submitted] if roster else []
    stamp = hand_in.timestamp or max(listed, default=None)
    if roster and ids & roster.unread.keys():
        unread = roster.unread[next(iter(ids & roster.unread.keys()))]
        hand_in.notes.append(f"its time was not understood: {unread}")
    if stamp is None and hand_in.late:
        if deadlines.due is None:
            hand_in.notes.append("late, but the set has no due date in the gradebook: no penalty")
        else:
            stamp = deadlines.due + datetime.timedelta(seconds=1)
            hand_in.notes.append("late by an unknown time: dated one second late")
    if stamp is not None:
        hand_in.timestamp = stamp
        hand_in.files["timestamp.txt"] = f"{stamp.isoformat(' ')} UTC".encode()


def _place(
    hand_in: HandIn, shelf: Shelf, deadlines: _Deadlines, arguments: argparse.Namespace
) -> _Row:
    """Write one submission, unless it is there or something else is."""
    student = hand_in.student
    state = shelf.state(student, hand_in.files)
    late = hand_in.late or deadlines.late(student, hand_in.timestamp)
    if state == "blocked":
        why = "its place in submitted/ is taken by something that is no folder"
        return _not_understood(student, hand_in.source, why)
    what = {"new": "collected", "unchanged": "unchanged", "different": "updated"}[state]
    if state == "different" and not arguments.replace:
        what = _DIFFERS
        hand_in.notes.append("another submission is there: --replace takes this one instead")
    if what in {"collected", "updated"} and not arguments.dry_run:
        before = shelf.put(student, hand_in.files)
        if before is not None:
            hand_in.notes.append(f"the one before is in {before}")
    return _Row(student, what, late, hand_in.source, "; ".join(hand_in.notes))


def _tell(arguments: argparse.Namespace, rows: Sequence[_Row]) -> None:
    head = ("student", "what", "late", "file", "note")
    lines = [
        (row.student, row.what, "late" if row.late else "", row.file, row.note)
        for row in sorted(rows, key=lambda row: (row.student, row.what))
    ]
    sys.stdout.write("\n".join(table([head, *lines])) + "\n\n")
    counts = Counter(row.what for row in rows)
    told = [f"{counts[what]} {what}" for what in ("collected", "updated", "unchanged")]
    told += [f"{sum(row.late for row in rows)} late"]
    told += [f"{counts[_DIFFERS]} differ and were left (--replace)"] if counts[_DIFFERS] else []
    told += [f"{counts[_NOT]} not understood"]
    would = "would be: " if arguments.dry_run else ""
    sys.stdout.write(f"{arguments.set}: {would}{', '.join(told)}\n")
