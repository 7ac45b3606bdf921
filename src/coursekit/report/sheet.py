"""The class as a table: a row a student, for a spreadsheet."""

import csv
import io

from coursekit.report.model import ClassBook

_ACTS = ("=", "+", "-", "@", "\t", "\r")


def sheet(book: ClassBook) -> str:
    """Return the CSV: who, what became of the work, the points by cell, time and memory.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    keys = [part.key for part in book.parts]
    head = ["student", "name", "status", "reason", "flags", "late_seconds", "score", "max_score"]
    cells = [book.label(key) for key in keys]
    writer.writerow(map(_text, [*head, *cells, "waiting", "seconds", "memory_bytes", "feedback"]))
    for entry in book.entries:
        graded = entry.scored or entry.status == "rejected"
        memory = max(entry.memory.values(), default=None)
        writer.writerow(
            [
                *map(_text, (entry.student, entry.name, entry.status, entry.reason)),
                _text("; ".join(entry.flags)),
                f"{entry.late:.0f}",
                f"{entry.total:g}" if graded else "",
                f"{book.points:g}",
                *(_number(entry.scores.get(key)) for key in keys),
                len(entry.waiting),
                _number(entry.total_seconds),
                _number(memory),
                _text(" ".join(entry.pages.values())),
            ]
        )
    return file.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _text(value: str) -> str:
    text = " ".join(value.encode("utf-8", "replace").decode().replace("\0", "").split())
    return f"'{text}" if text.startswith(_ACTS) else text
