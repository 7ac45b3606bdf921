"""A written question that an interview page shares is graded by one rubric, not by two."""

import re
from pathlib import Path

import pytest

from coursekit.exercises.notebooks import read_source
from coursekit.exercises.sets import ExerciseSet

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "chapter"), [("data-repair", "why-data"), ("data-strategy", "conclusion")]
)
def test_the_interview_page_shows_the_rubric_of_the_set(name: str, chapter: str) -> None:
    cells = read_source(ExerciseSet(ROOT, name)).cells
    question = next(cell.source for cell in cells if cell.id == "about-interview")
    points = re.findall(r"^\d\. \*\*(.+?)\*\*", question, re.M)
    page = (ROOT / "book" / chapter / "interviews.md").read_text(encoding="utf-8")
    assert len(points) == 5
    assert re.findall(r"^\| 1 \| \*\*(.+?)\*\*", page, re.M) == points
