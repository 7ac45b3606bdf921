"""The gradebook of Canvas as CSV.

Canvas reads every assignment column of the file as new grades: an empty cell deletes a grade, an
old one undoes what was graded since. So a filled file keeps the columns that say who is who and
those of the sets, no other, and cells without a score stay as they were. Canvas finds a
student by ``ID``, then by the SIS ids, and looks at names only where these fail.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.lms.columns import Column, Told
from coursekit.lms.filling import Filling
from coursekit.lms.people import Roster, match
from coursekit.lms.sheet import Sheet, harmless, number, points

_IDS = ("SIS Login ID", "SIS User ID", "ID")
_NAMES = ("Student", "LastName", "FirstName")
_KEPT = {"EX": "is excused", "N/A": "does not have this assignment"}


def fresh(
    columns: Sequence[Column],
    titles: Mapping[str, str],
    roster: Roster | None,
    separator: str,
) -> Sheet:
    """Make a gradebook; Canvas finds students by login and makes assignments it lacks.

    Parameters
    ----------
    columns
        The sets.
    titles
        Names of the assignments in Canvas where they differ from the set's, by set.
    roster
        The ids in Canvas.
    separator
        What stands between cells.
    """
    people = {r.person.id: r.person for c in columns for r in c.scores.results}
    listed = {here: there for there, here in roster.students.items()} if roster else {}
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    rows = [["    Points Possible", "", "", "", "", *(points(c.max_score) for c in columns)]]
    for person in people.values():
        given = (column.points.get(person.id) for column in columns)
        rows.append(
            [
                harmless(person.name),
                listed.get(person.id, person.lms_id),
                *("", person.id, ""),
                *("" if value is None else points(value) for value in given),
            ]
        )
    return Sheet([*header, *(titles.get(c.name, c.name) for c in columns)], rows, separator)


def fill(
    sheet: Sheet,
    path: Path,
    columns: Sequence[Column],
    titles: Mapping[str, str],
    roster: Roster | None,
    told: Told,
) -> Sheet:
    """Fill in a gradebook that was exported from Canvas.

    Raises
    ------
    CourseError
        If it is no such gradebook or has no column for a set; the message lists its columns.
    """
    section = sheet.column("Section")
    if sheet.column("Student", "LastName") != 0 or sheet.column("ID") is None or section is None:
        raise CourseError(
            f"{path} is no gradebook exported from Canvas: it lacks Student, ID, Section"
        )
    columns, places = _places(sheet, path, section, columns, titles, told)
    students = [i for i, row in enumerate(sheet.rows) if _is_student(row, section)]
    people = {r.person.id: r.person for c in columns for r in c.scores.results}
    found = match(list(people.values()), sheet, students, _IDS, roster)
    told.notes.append(f"students matched by {found.column}")
    filling = Filling(sheet, path, students, 0, found)
    for column, place in zip(columns, places, strict=True):
        _points_agree(sheet, path, column, place, told)
        filling.fill(column, place, partial(_refusal, place), told)
    kept = [*range(section + 1), *places]
    names = [place for place in range(section + 1) if sheet.header[place] in _NAMES]
    for row in sheet.rows:
        for place in names:
            row[place] = harmless(row[place])
    return Sheet(
        [sheet.header[place] for place in kept],
        [[row[place] for place in kept] for row in sheet.rows],
        sheet.separator,
    )


def _is_student(row: list[str], section: int) -> bool:
    """Tell a student's row from those that speak of assignments (points, posting)."""
    return any(row[: section + 1]) and not row[0].strip().startswith("Points Possible")


def _places(
    sheet: Sheet,
    path: Path,
    section: int,
    columns: Sequence[Column],
    titles: Mapping[str, str],
    told: Told,
) -> tuple[list[Column], list[int]]:
    """Find the sets' columns: by the whole title, or by the title without Canvas's id."""
    there = [p for p in range(section + 1, len(sheet.header)) if not _read_only(sheet, p)]
    known = "; ".join(sheet.header[place] for place in there) or "none"
    found: list[tuple[Column, int]] = []
    for column in columns:
        wanted = titles.get(column.name, column.name)
        chosen = [p for p in there if sheet.header[p] == wanted] or [
            p for p in there if _plain(sheet.header[p]) == _plain(wanted)
        ]
        if len(chosen) == 1:
            found.append((column, chosen[0]))
            continue
        problem = "several columns" if chosen else "no column"
        told.problems.append(
            f"{path} has {problem} for {column.name!r}: choose one with "
            f"--column '{column.name}=TITLE'; there are: {known}"
        )
    if not found:
        raise CourseError(told.problems[-1])
    if len({place for _, place in found}) < len(found):
        raise CourseError(f"{path}: two sets cannot go into one column; choose with --column")
    return [column for column, _ in found], [place for _, place in found]


def _read_only(sheet: Sheet, place: int) -> bool:
    return any(
        row[0].strip().startswith("Points Possible") and "read only" in row[place]
        for row in sheet.rows
    )


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", " ", re.sub(r"\s+\(\d+\)$", "", title)).strip().casefold()


def _points_agree(sheet: Sheet, path: Path, column: Column, place: int, told: Told) -> None:
    for row in sheet.rows:
        theirs = number(row[place]) if row[0].strip().startswith("Points Possible") else None
        if theirs is not None and theirs != column.max_score:
            told.notes.append(
                f"{sheet.header[place]} is worth {points(theirs)} points in {path.name} but "
                f"{points(column.max_score)} here (--out-of {points(theirs)} scales the scores)"
            )


def _refusal(at: int, row: list[str], given: float) -> str | None:
    del given
    cell = row[at].strip().upper()
    return f"{_KEPT[cell]} in Canvas ({cell})" if cell in _KEPT else None
