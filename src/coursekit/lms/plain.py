"""A plain CSV file with the columns of nbgrader's own exporter.

``nbgrader.plugins.CsvExportPlugin`` itself does not serve where names hold commas, quotes or
formulas (it quotes nothing), and gives zero for work that is missing or not graded to the end;
on a class without any of these the columns it writes are the same.
"""

from collections.abc import Iterable

from coursekit.lms.columns import Column
from coursekit.lms.scores import Result
from coursekit.lms.sheet import Sheet, harmless, points

HEADER = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score", "state"),
)


def sheet(columns: Iterable[Column], separator: str) -> Sheet:
    """Lay out a row for each set and student; `state` says why a score is empty."""
    rows = [_row(column, result) for column in columns for result in column.scores.results]
    return Sheet(list(HEADER), rows, separator)


def _row(column: Column, result: Result) -> list[str]:
    scores, person = column.scores, result.person
    given = column.points.get(person.id)
    raw = result.raw_score if result.state in {"graded", "unfinished"} else 0.0
    return [
        harmless(scores.name),
        "" if scores.due is None else str(scores.due),
        "" if result.timestamp is None else str(result.timestamp),
        *(harmless(t) for t in (person.id, person.last_name, person.first_name, person.email)),
        "" if given is None else points(raw),
        "" if given is None else points(result.penalty),
        "" if given is None else points(given),
        points(column.max_score),
        result.state,
    ]
