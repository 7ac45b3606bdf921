"""Stock's rules of what passes, and the two that are mended."""

from typing import Any

import pytest

from coursekit.assignment.notebook import Cell
from coursekit.grading.engine.scoring import Credit, score

MARKS = {"grade": True, "grade_id": "t", "solution": False, "locked": True, "schema_version": 3}
CELL = Cell("t", "test", "code", "x", "x", "x", points=2.0, metadata={"nbgrader": MARKS})


def result(text: str) -> dict[str, Any]:
    data = {"text/plain": text}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def stream(name: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": "text"}


ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}


@pytest.mark.parametrize(
    ("outputs", "points", "credit"),
    [
        ([], 2.0, Credit.FULL),
        ([stream("stdout")], 2.0, Credit.FULL),
        ([ERROR], 0.0, Credit.FAILED),
        ([result("1.5")], 1.5, Credit.NUMBER),
        ([result("0")], 0.0, Credit.NUMBER),
        ([result("'text'")], 2.0, Credit.NO_NUMBER),
        ([result("3")], 0.0, Credit.OUT_OF_RANGE),
    ],
)
@pytest.mark.parametrize("stock", [True, False])
def test_what_both_ways_agree_on(
    outputs: list[dict[str, Any]], points: float, credit: Credit, stock: bool
) -> None:
    found = score(CELL, outputs, stock)
    assert (found.points, found.credit) == (points, credit)


@pytest.mark.parametrize(
    ("output", "stock", "mended"), [(stream("stderr"), 0.0, 2.0), (result("nan"), 2.0, 0.0)]
)
def test_where_stock_is_plainly_wrong(output: dict[str, Any], stock: float, mended: float) -> None:
    assert score(CELL, [output], stock=True).points == stock
    assert score(CELL, [output], stock=False).points == mended
