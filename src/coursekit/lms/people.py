"""Who is who: a student's ids in the learning management system and in nbgrader."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coursekit.errors import CourseError
from coursekit.lms.sheet import Sheet

# The files that name both ids: ours, Canvas's gradebook, Moodle's grading worksheet.
_KINDS = (
    ("lms", ("student",)),
    ("ID", ("SIS Login ID", "SIS User ID")),
    ("Identifier", ("Username", "ID number", "Email address")),
)
_TIMES = ("submitted", "Last modified (submission)")


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""

    @property
    def name(self) -> str:
        """Last name first, as both systems sort; the id for want of a name."""
        return ", ".join(filter(None, (self.last_name, self.first_name))) or self.id


@dataclass(frozen=True)
class Roster:
    """A file that pairs the two ids of each student.

    Attributes
    ----------
    path
        The file.
    students
        nbgrader's id by the system's.
    submitted
        When each handed in (UTC, without a zone), by the system's id, where the file says so.
    unread
        Times that were not understood, by the system's id.
    """

    path: Path
    students: dict[str, str]
    submitted: dict[str, datetime.datetime] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, id_column: str | None = None, zone: str | None = None) -> "Roster":
        """Read a list of ours, Canvas's exported gradebook or Moodle's grading worksheet.

        Parameters
        ----------
        path
            A CSV file. Ours has the columns ``lms`` and ``student`` and may have ``submitted``.
        id_column
            The column with nbgrader's ids; by default the login.
        zone
            The time zone of its times, such as ``"Europe/Paris"``; by default this machine's.

        Raises
        ------
        CourseError
            If it is none of these, or pairs an id with two others.
        """
        sheet = Sheet.read(path)
        key, value = _columns(sheet, path, id_column)
        stamp = sheet.column(*_TIMES)
        roster = cls(path, {})
        for row in sheet.rows:
            there, here = plain_id(row[key]), row[value].strip()
            if not there or not here:  # the row of points, a test student
                continue
            if roster.students.setdefault(there, here) != here:
                raise CourseError(
                    f"{path}: {there!r} is both {roster.students[there]!r} and {here!r}"
                )
            if stamp is not None and row[stamp].strip() not in {"", "-"}:
                try:
                    roster.submitted[there] = _utc(row[stamp], zone)
                except (ValueError, OverflowError):
                    roster.unread[there] = row[stamp]
        for here, count in Counter(roster.students.values()).items():
            if count > 1:
                raise CourseError(f"{path}: two students have the id {here!r}")
        return roster


def _columns(sheet: Sheet, path: Path, id_column: str | None) -> tuple[int, int]:
    for name, values in _KINDS:
        key = sheet.column(name)
        wanted = (id_column,) if id_column else values
        used = [v for v in wanted if any(row[sheet.column(v) or 0].strip() for row in sheet.rows)]
        value = sheet.column(*(used or wanted))
        if key is not None and value is not None:
            return key, value
    expected = f"the column {id_column!r}" if id_column else "'student'"
    raise CourseError(
        f"{path} does not say who is who: it needs the columns 'lms' and {expected}, or must be a "
        "gradebook exported from Canvas or a grading worksheet from Moodle (in English)"
    )


def plain_id(text: str) -> str:
    """Return an id without what surrounds it (Moodle's worksheets say ``Participant 123``)."""
    return re.sub(r"^[^\W\d]+ (?=\d+$)", "", text.strip())


def _utc(text: str, zone: str | None) -> datetime.datetime:
    import pandas as pd

    if re.match(r"\s*\d{1,2}\D\d{1,2}\D\d", text):
        raise ValueError("day or month first?")
    parsed = pd.Timestamp(text)
    if pd.isna(parsed):
        raise ValueError("no time")
    stamp: datetime.datetime = parsed.to_pydatetime()
    if stamp.tzinfo is None and zone is not None:
        stamp = stamp.replace(tzinfo=time_zone(zone))
    return stamp.astimezone(datetime.UTC).replace(tzinfo=None)


def time_zone(name: str) -> ZoneInfo:
    """Return a time zone, or raise `CourseError`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CourseError(
            f"there is no time zone {name!r}: name one like Europe/Paris or UTC"
        ) from error


@dataclass(frozen=True)
class Match:
    """Which row of a system's file belongs to which student.

    `column` is where the ids were found; `rows` gives a row's position by nbgrader's id;
    `unclear` holds who shares a row or an id with another.
    """

    column: str
    rows: dict[str, int]
    unclear: frozenset[str]


def match(
    people: Sequence[Person],
    sheet: Sheet,
    places: Sequence[int],
    columns: Iterable[str],
    roster: Roster | None = None,
) -> Match:
    """Find each student's row by the pair of ids that finds most of them.

    Parameters
    ----------
    people
        The gradebook's students.
    sheet, places
        The system's file, and the positions of its students' rows.
    columns
        Where ids may be, best first.
    roster
        The ids in the system, for students it lists.

    Raises
    ------
    CourseError
        If nobody is found.
    """
    listed = {here: there for there, here in roster.students.items()} if roster else {}
    fields: list[Callable[[Person], str]] = [
        lambda person: listed.get(person.id, person.id),
        lambda person: person.lms_id,
        lambda person: person.email,
    ]
    tries = [
        _found(people, sheet, places, name, ids)
        for name in columns
        if sheet.column(name) is not None
        for ids in fields
    ]
    best = max(tries, key=lambda found: len(found.rows), default=None)
    if best is None or not best.rows:
        raise CourseError(
            "nobody of the gradebook was found in the file: give a list that pairs the ids with "
            "--students"
        )
    return best


def _found(
    people: Sequence[Person],
    sheet: Sheet,
    places: Sequence[int],
    column: str,
    ids: Callable[[Person], str],
) -> Match:
    at = sheet.column(column)
    assert at is not None  # noqa: S101 - the caller has looked
    rows: dict[str, list[int]] = {}
    for place in places:
        rows.setdefault(_key(sheet.rows[place][at]), []).append(place)
    wanted = {person.id: _key(ids(person)) for person in people}
    claims = Counter(wanted.values())
    there = {who: key for who, key in wanted.items() if key and key in rows}
    sure = {who: rows[key][0] for who, key in there.items() if claims[key] == len(rows[key]) == 1}
    return Match(column, sure, frozenset(there.keys() - sure.keys()))


def _key(text: str) -> str:
    return plain_id(text).casefold()
