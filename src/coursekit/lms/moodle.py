"""Moodle's two ways in: the grade import of a course, and the grading worksheet of an assignment.

The import stops at the first student it does not know, gives a row without an id to the student
of the row before, and deletes the grade of an empty cell; so the file holds only students with
an id and a score, one set a file. The worksheet skips what it cannot use without a word:
locked grades, grades above the maximum; these are told here. Feedback is HTML in both.
"""

import html
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.lms.columns import Column, Told
from coursekit.lms.filling import Filling
from coursekit.lms.people import Person, Roster, match
from coursekit.lms.scores import Result
from coursekit.lms.sheet import Sheet, harmless, number, points

IDENTIFIERS = {"username": "Username", "idnumber": "ID number", "email": "Email address"}
_IDS = ("Identifier", "Username", "ID number", "Email address")
_READ_BACK = ("Identifier", "Grade", "Maximum Grade", "Grade can be changed", "Feedback comments")
_UNLIMITED = 100
"""A grade import of a site that does not allow unlimited grades ends at the first grade above."""


def fresh(
    column: Column,
    identifier: str,
    comments: bool,
    roster: Roster | None,
    separator: str,
    told: Told,
) -> Sheet:
    """Make a file for *Grades > Import > CSV file*.

    Parameters
    ----------
    column
        The set.
    identifier
        What Moodle is to know students by: a key of `IDENTIFIERS`.
    comments
        Whether graders' comments go with the grades.
    roster
        The ids in Moodle.
    separator
        What stands between cells.
    told
        Takes who had to be left out.
    """
    listed = {here: there for there, here in roster.students.items()} if roster else {}
    results = [r for r in column.scores.results if r.person.id in column.points]
    ids = {r.person.id: _identifier(r.person, identifier, listed) for r in results}
    claims = Counter(map(str.casefold, ids.values()))
    header = [IDENTIFIERS[identifier], column.name]
    rows = []
    for result in results:
        given, own = column.points[result.person.id], ids[result.person.id]
        if not own:
            problem = f"no {IDENTIFIERS[identifier].lower()} in the gradebook"
        elif claims[own.casefold()] > 1:
            problem = f"shares {own} with another student"
        elif harmless(own) != own:
            problem = f"the id {own} would run as a formula in a spreadsheet"
        else:
            told.written += 1
            rows.append([own, points(given), *([_feedback(result)] if comments else [])])
            continue
        told.leave_out(result.person.id, column.name, given, f"{problem}: left out")
    if any(value > _UNLIMITED for value in column.points.values()):
        told.notes.append(
            f"grades above {_UNLIMITED}: Moodle refuses the whole file unless the site allows "
            "unlimited grades (--out-of scales)"
        )
    return Sheet([*header, *([f"{column.name} (feedback)"] if comments else [])], rows, separator)


def _identifier(person: Person, identifier: str, listed: dict[str, str]) -> str:
    own = person.email if identifier == "email" else person.id
    return listed.get(person.id, own).strip()


def _feedback(result: Result) -> str:
    lines = (f"{question}: {comment}" for question, comment in result.comments)
    return harmless("<br>".join(html.escape(line, quote=False) for line in lines))


def fill(
    sheet: Sheet, path: Path, column: Column, comments: bool, roster: Roster | None, told: Told
) -> Sheet:
    """Fill in a grading worksheet that was downloaded from Moodle.

    Raises
    ------
    CourseError
        If it is no such worksheet.
    """
    needed = ["Identifier", "Grade", "Last modified (grade)"]
    needed += ["Feedback comments"] if comments else []
    lacking = [name for name in needed if sheet.column(name) is None]
    if lacking:
        raise CourseError(
            f"{path} lacks the column {lacking[0]!r}: download the grading worksheet with Moodle's "
            "language set to English"
            + (" and feedback comments switched on" if lacking[0] == "Feedback comments" else "")
        )
    people = [result.person for result in column.scores.results]
    places = range(len(sheet.rows))
    found = match(people, sheet, places, _IDS, roster)
    told.notes.append(f"students matched by {found.column}")
    label = sheet.column("Full name", "Email address", "Identifier") or 0
    filling = Filling(sheet, path, places, label, found)
    grade = sheet.column("Grade") or 0
    for result in filling.fill(column, grade, partial(_refusal, sheet), told):
        if comments and result.comments:
            row = sheet.rows[found.rows[result.person.id]]
            row[sheet.column("Feedback comments") or 0] = _feedback(result)
    read_back = {sheet.column(name) for name in (*_READ_BACK, "Last modified (grade)")}
    for row in sheet.rows:
        row[:] = [t if place in read_back else harmless(t) for place, t in enumerate(row)]
    return sheet


def _refusal(sheet: Sheet, row: Sequence[str], given: float) -> str | None:
    """Say why Moodle would skip the grade without a word, None if it takes it."""
    open_, top = sheet.column("Grade can be changed"), sheet.column("Maximum Grade")
    if open_ is not None and row[open_].strip().casefold() == "no":
        return "the grade is locked in Moodle"
    if top is None or not row[top].strip():
        return None
    highest = number(row[top])
    if highest is None:
        return f"Moodle grades it on the scale {row[top]}"
    if given > highest:
        return f"Moodle's maximum is {points(highest)} (--out-of {points(highest)} scales)"
    return None
