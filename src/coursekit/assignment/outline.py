"""The questions of a notebook: by their headings, each with the cells that bear its points."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from coursekit.assignment.notebook import Cell

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t#]*$", re.M)
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)


@dataclass(frozen=True)
class Asked:
    """One question.

    Attributes
    ----------
    title
        The heading above it, or the id of its first cell with points where there is none.
    page
        The page that teaches it, empty where the instructor has named none (the entry ``page``
        in the metadata of a cell below the heading).
    tests, by_hand
        Ids of the cells that are graded automatically, and by a person.
    points
        Those that it can give.
    """

    title: str
    page: str = ""
    tests: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    points: float = 0.0


def outline(cells: Iterable[Cell]) -> list[Asked]:
    """Return the questions of a notebook that bear points, in its order.

    Parameters
    ----------
    cells
        The instructor's.
    """
    found: list[Asked] = []
    title, page, begun = "", "", True
    for cell in cells:
        if cell.cell_type == "markdown" and cell.kind != "answer":
            if name := heading(cell.released):
                title, page, begun = name, "", True
            page = cell.metadata.get("page", page)
        if cell.points is None or cell.grade_id is None:
            continue
        if begun or not title:
            found.append(Asked(title or cell.grade_id, page))
            begun = False
        asked = found[-1]
        (asked.by_hand if cell.by_hand else asked.tests).append(cell.grade_id)
        found[-1] = Asked(
            asked.title, asked.page, asked.tests, asked.by_hand, asked.points + cell.points
        )
    return found


def heading(text: str) -> str:
    """Return the first heading of a Markdown text below that of the notebook, else the notebook's.

    Empty where the text has none.
    """
    found = _HEADING.findall(_FENCE.sub("", text))
    below = [name for marks, name in found if len(marks) > 1]
    return next(iter(below or [name for _, name in found]), "")
