"""Lessons: where they hold, and which of them give a test away."""

from coursekit.assignment.lessons import lesson_at, lessons, problems

CELL = """assert f(1) == 1, "open"
### BEGIN HIDDEN TESTS
# lesson: tries the smallest input
assert f(0) == 0, "smallest"

def ask(x):
    return f(x)

# lesson: tries a long text
for word in ("quagga", "okapi"):
    assert ask(word) == 7, f"{word} and more"
### END HIDDEN TESTS"""


def test_a_lesson_holds_down_to_the_next_one() -> None:
    assert [(x.first, x.last, x.text) for x in lessons(CELL)] == [
        (3, 8, "tries the smallest input"),
        (9, 12, "tries a long text"),
    ]
    assert lesson_at(CELL, 4) == "tries the smallest input"
    assert lesson_at(CELL, 11) == "tries a long text"


def test_no_lesson_in_the_open_part_nor_inside_a_function() -> None:
    assert lesson_at(CELL, 1) is None
    assert lesson_at(CELL, 7) is None
    assert lessons('x = """\n### BEGIN HIDDEN TESTS\n# lesson: text\n"""') == []
    assert lessons("not Python (") == []


def test_a_good_cell_has_no_problem() -> None:
    assert problems(CELL, "") == []


def test_an_assertion_without_a_lesson_is_named() -> None:
    bare = CELL.replace("# lesson: tries the smallest input\n", "")
    assert problems(bare, "") == ["the hidden assertion on line 3 has no lesson"]


def test_a_lesson_that_holds_a_literal_is_refused() -> None:
    telling = CELL.replace("a long text", "the word okapi, which gives 7")
    assert problems(telling, "") == [
        "the lesson 'tries the word okapi, which gives 7' tells '7'",
        "the lesson 'tries the word okapi, which gives 7' tells 'okapi'",
    ]


def test_what_the_statement_says_is_no_secret_but_numbers_stay_one() -> None:
    telling = CELL.replace("a long text", "the word okapi, which gives 7")
    assert problems(telling, "Try okapi and 7.") == [
        "the lesson 'tries the word okapi, which gives 7' tells '7'"
    ]
