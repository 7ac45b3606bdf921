"""Lines for a terminal."""

from collections.abc import Sequence


def shown(text: str) -> str:
    """Return text from outside on one line, without what could act on a terminal."""
    safe = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return safe if len(safe) <= 200 else f"{safe[:199]}…"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out rows of text in columns, indented."""
    cells = [[shown(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
