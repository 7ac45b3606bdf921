"""What a test cell's outputs are worth, by nbgrader's own function.

In two cases stock nbgrader is plainly wrong, and by default its rules are mended: text on
standard error (a library's warning) costs all points of the test, and a result that is negative
or not a number (``nan``) earns all of them.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbgrader import utils

from coursekit.assignment.notebook import Cell

Output = dict[str, Any]


class Credit(enum.Enum):
    """How the outputs of a test cell came to their score."""

    FULL = "nothing speaks against it"
    NUMBER = "the cell ended with a number of points"
    NO_NUMBER = "the cell ended with a value that is no number: full credit"
    FAILED = "the cell ended with an error"
    OUT_OF_RANGE = "the cell ended with a number that is not between 0 and its points"


@dataclass(frozen=True)
class Score:
    """Points, and how they came about."""

    points: float
    credit: Credit


def score(cell: Cell, outputs: Sequence[Output], stock: bool) -> Score:
    """Return the score of a test cell.

    Parameters
    ----------
    stock
        Whether stock's rules hold to the letter. More points than the cell has stop stock
        nbgrader altogether: here they earn nothing in either case.
    """
    if not stock:
        outputs = [o for o in outputs if o.get("name") != "stderr"]
    marks = {**cell.metadata["nbgrader"], "points": cell.points or 0.0}
    node = nbformat.from_dict(
        {
            "cell_type": "code",
            "metadata": {"nbgrader": marks},
            "source": cell.source,
            "outputs": list(outputs),
        }
    )
    try:
        points = float(utils.determine_grade(node)[0])
    except (ValueError, KeyError):
        return Score(0.0, Credit.OUT_OF_RANGE)
    credit = _credit(outputs)
    if credit is Credit.OUT_OF_RANGE and not stock:
        points = 0.0
    return Score(points, credit)


def _credit(outputs: Sequence[Output]) -> Credit:
    """Tell by which output nbgrader has decided (the first that is an error or a result)."""
    for output in outputs:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            return Credit.FAILED
        if output["output_type"] == "execute_result":
            try:
                number = float(output["data"]["text/plain"])
            except (TypeError, ValueError, KeyError):
                return Credit.NO_NUMBER
            return Credit.NUMBER if number >= 0 else Credit.OUT_OF_RANGE
    return Credit.FULL
