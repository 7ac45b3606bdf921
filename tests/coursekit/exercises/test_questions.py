"""Which later questions an answer is run through: those that can depend on it, and no others."""

from nbformat.v4 import new_code_cell

from coursekit.exercises.questions import Question, questions, reach

HALF = "def half(x):\n    rest = x / 2\n    return rest"


def last_cell_of_half(*after: str) -> str:
    """Return the last cell that an answer to the question *half* is run through."""
    cells = [("half", HALF), ("test-half", "answer = half(4)\nassert answer == 2, 'not a half'")]
    for number, code in enumerate(after):
        name = "test-other" if code.startswith("assert") else f"given-{number}"
        cells.append((name, code))
    cells[2:2] = [("other", "other = 1")]
    made = []
    for name, source in cells:
        marks = {"grade_id": name, "solution": name in ("half", "other")}
        if name.startswith("test-"):
            marks |= {"grade": True, "points": 1}
        made.append(new_code_cell(source, id=name, metadata={"nbgrader": marks}))
    found: list[Question] = questions(made)
    return str(made[reach(found[0], made, found) - 1].id)


def test_a_question_that_calls_the_answer_depends_on_it() -> None:
    assert last_cell_of_half("assert half(other) < 1, 'text'") == "test-other"
    assert last_cell_of_half("assert (lambda: [half(x) for x in [1]])(), 'text'") == "test-other"
    assert (
        last_cell_of_half("quarter = half(0.5)", "assert quarter == 0.25, 'text'") == "test-other"
    )
    assert (
        last_cell_of_half("def f(x):\n    return half(x)", "assert f(2) == 1, 'text'")
        == "test-other"
    )
    assert last_cell_of_half("assert answer, 'made by the test of half'") == "test-other"


def test_equal_names_of_other_things_are_no_dependence() -> None:
    assert last_cell_of_half("assert other, 'text'") == "test-half"
    assert last_cell_of_half("rest = 3", "assert rest, 'local to the answer'") == "test-half"
    assert last_cell_of_half("answer = 5", "assert answer == 5, 'made anew'") == "test-half"
    loop = "for x in range(2):\n    answer = x\n    print(answer)"
    assert last_cell_of_half(loop, "assert x == 1, 'text'") == "test-half"
    assert last_cell_of_half("if True:\n    half = 3", "assert half, 'text'") == "test-half"
