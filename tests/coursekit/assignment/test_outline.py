"""Questions are named by their headings, whatever else stands in the text."""

from coursekit.assignment.notebook import Cell, Kind
from coursekit.assignment.outline import heading, outline


def cell(name: str | None, kind: Kind, text: str = "", points: float | None = None) -> Cell:
    code = kind == "test"
    return Cell(
        name, kind, "code" if code else "markdown", text, text, text, points, by_hand=not code
    )


def test_cells_below_a_heading_are_one_question() -> None:
    cells = [
        cell(None, "plain", "# The set\n\n## How to work"),
        cell("about-a", "given", "## 1. First\n\n### Example\n\ntext"),
        cell("test-a", "test", points=1),
        cell(None, "plain", "no heading here"),
        cell("test-a-more", "test", points=2),
        cell("about-b", "given", "## 2. Second"),
        cell("essay", "answer", "# A student's own heading", points=5),
    ]
    first, second = outline(cells)
    assert (first.title, first.tests, first.by_hand, first.points) == (
        "1. First", ["test-a", "test-a-more"], [], 3,
    )  # fmt: skip
    assert (second.title, second.tests, second.by_hand, second.points) == (
        "2. Second", [], ["essay"], 5,
    )  # fmt: skip


def test_without_a_heading_a_question_bears_the_id_of_its_first_cell() -> None:
    [only] = outline([cell("test-a", "test", points=1), cell("test-b", "test", points=1)][:1])
    assert only.title == "test-a"
    assert [a.title for a in outline([cell(n, "test", points=1) for n in ("x", "y")])] == ["x", "y"]


def test_a_heading_is_no_comment_in_a_block_of_code() -> None:
    assert heading("```python\n# a comment\n```\n\n# Title\n") == "Title"
    assert heading("# Title\n\n## Part #\n") == "Part"
    assert heading("nothing") == ""
