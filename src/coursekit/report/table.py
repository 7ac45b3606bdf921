"""The class as a table: a row a student, for a spreadsheet."""

from coursekit.lms.sheet import Sheet, harmless, points
from coursekit.report.model import ClassBook, Entry, Key

_HEAD = ["student", "name", "status", "reason", "flags", "late_seconds", "score", "max_score"]
_TAIL = ["waiting", "seconds", "memory_bytes", "feedback"]


def table(book: ClassBook) -> Sheet:
    """Return who, what became of the work, the points by cell, time and memory."""
    keys = [part.key for part in book.parts]
    header = [*_HEAD, *(_text(book.label(key)) for key in keys), *_TAIL]
    return Sheet(header, [_row(book, entry, keys) for entry in book.entries])


def _row(book: ClassBook, entry: Entry, keys: list[Key]) -> list[str]:
    graded = entry.scored or entry.status == "rejected"
    who = (entry.student, entry.name, entry.status, entry.reason, "; ".join(entry.flags))
    return [
        *map(_text, who),
        points(entry.late),
        points(entry.total) if graded else "",
        points(book.points),
        *(_number(entry.scores.get(key)) for key in keys),
        str(len(entry.waiting)),
        _number(entry.total_seconds),
        _number(max(entry.memory.values(), default=None)),
        _text(" ".join(entry.pages.values())),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else points(value)


def _text(value: str) -> str:
    """Return a text in one line, of characters that a file can hold, not to be run."""
    clean = value.encode("utf-8", "replace").decode().replace("\0", "")
    return harmless(" ".join(clean.split()))
