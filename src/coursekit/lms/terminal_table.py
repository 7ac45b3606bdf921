"""Lines for a terminal."""

from collections.abc import Sequence

from coursekit.text import shown


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out rows of text in columns, indented."""
    cells = [[shown(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
