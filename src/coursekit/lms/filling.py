"""Writes points into a file that the learning management system has written.

Each student's points go into that student's row; what finds no row is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursekit.lms.columns import Column, Told
from coursekit.lms.people import Match
from coursekit.lms.scores import Result
from coursekit.lms.sheet import Sheet, number, points

Refusal = Callable[[list[str], float], str | None]
_EMPTY = {"", "-"}


@dataclass(frozen=True)
class Filling:
    """A file to be filled in.

    Attributes
    ----------
    sheet, path
        The file.
    places
        The positions of its students' rows.
    label
        The column that names a student to people.
    found
        Which row is whose.
    """

    sheet: Sheet
    path: Path
    places: Sequence[int]
    label: int
    found: Match

    def fill(self, column: Column, at: int, refusal: Refusal, told: Told) -> list[Result]:
        """Write a set's points into the column `at`; return whose were written.

        Parameters
        ----------
        column
            The points.
        at
            Where they go.
        refusal
            Says of a row and its points why the system would not take them, if so.
        told
            Takes what was not written.
        """
        done = []
        for result in column.scores.results:
            student, given = result.person.id, column.points.get(result.person.id)
            if student not in self.found.rows:
                if result.state == "missing":
                    told.notes.append(f"{student}: {self._absent(student)}")
                elif given is not None:
                    told.leave_out(student, column.name, given, self._absent(student))
                continue
            if given is None:
                continue
            row = self.sheet.rows[self.found.rows[student]]
            if result.state == "missing" and row[at].strip() not in _EMPTY:
                if number(row[at]) != 0:
                    there = f"has {row[at].strip()} in {self.path.name}"
                    told.notes.append(f"{student}: handed in nothing but {there}: kept")
            elif why := refusal(row, given):
                told.leave_out(student, column.name, given, f"{why}: left as it was")
            else:
                row[at] = points(given)
                told.written += 1
                done.append(result)
        self._strangers(column, at, told)
        return done

    def _absent(self, student: str) -> str:
        if student in self.found.unclear:
            return f"several share this {self.found.column} in {self.path.name}"
        return f"not in {self.path.name} (pair the ids with --students)"

    def _strangers(self, column: Column, at: int, told: Told) -> None:
        """Tell of rows whose students the gradebook does not know.

        nbgrader first hears of students when they hand in. So where zeros are wanted these get
        them too, unless the work of somebody was not found a row: it could be theirs.
        """
        known = set(self.found.rows.values())
        unplaced = any(
            result.state != "missing" and result.person.id not in self.found.rows
            for result in column.scores.results
        )
        for place in self.places:
            if place in known:
                continue
            row = self.sheet.rows[place]
            what = "kept as it was"
            if column.zeros and not unplaced and row[at].strip() in _EMPTY:
                row[at], what = points(0), "0 points"
                told.written += 1
            told.notes.append(f"{row[self.label]}: only in {self.path.name}: {what}")
