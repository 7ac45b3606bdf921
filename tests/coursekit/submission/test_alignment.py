"""The student's cells laid against the instructor's, without any sandbox."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.assignment.notebook import AssignmentNotebook, Cell, Kind
from coursekit.grading.engine.briefing import briefing, needed
from coursekit.submission.alignment import Step, plan
from coursekit.submission.reading import RejectedError, StudentCell

STUB = "# YOUR CODE HERE"


def cell(name: str | None, kind: Kind, source: str, reference: str = "") -> Cell:
    points = 1.0 if kind == "test" else None
    return Cell(name, kind, "code", source, reference or source, source, points=points)


PAPER = AssignmentNotebook(
    "set",
    (
        cell(None, "plain", "import math"),
        cell("one", "answer", STUB, "def one(): return 1"),
        cell("test-one", "test", "def seen(): return one()\nassert seen() == 1"),
        cell("two", "answer", STUB, "def two(): return 2"),
        cell("test-two", "test", "assert two() == 2 and seen()"),
    ),
    {},
)


def handed_in(*cells: tuple[str | None, str]) -> list[StudentCell]:
    return [StudentCell("code", source, name) for name, source in cells]


WHOLE = handed_in(
    (None, "import math"),
    ("one", "def one(): return 1"),
    ("test-one", PAPER.known["test-one"].source),
    ("two", "def two(): return 2"),
    ("test-two", PAPER.known["test-two"].source),
)


def names(steps: Sequence[Step]) -> list[str | None]:
    return [step.cell.grade_id if step.cell else None for step in steps]


def test_a_notebook_in_order_is_taken_as_it_is() -> None:
    steps, flags = plan(PAPER, WHOLE)
    assert flags == []
    assert [step.text for step in steps] == [c.source for c in WHOLE]
    assert [n for n, step in enumerate(steps) if step.tests] == [2, 4]


def test_a_locked_cell_is_restored() -> None:
    steps, flags = plan(PAPER, [*WHOLE[:2], StudentCell("code", "pass", "test-one"), *WHOLE[3:]])
    assert steps[2].text == PAPER.known["test-one"].source
    assert steps[2].trusted
    assert flags == ["'test-one' is locked but was edited: restored"]


def test_of_two_copies_the_one_worked_on_counts() -> None:
    steps, flags = plan(PAPER, [*WHOLE[:2], StudentCell("code", STUB, "one"), *WHOLE[2:]])
    (answer,) = [s for s in steps if s.cell is not None and s.cell.grade_id == "one"]
    assert answer.text == "def one(): return 1"
    assert any("2 cells bear the id 'one'" in flag for flag in flags)


@pytest.mark.parametrize("order", [*itertools.permutations(range(1, 5))])
def test_each_test_waits_for_the_answers_before_it(order: tuple[int, ...]) -> None:
    steps, _ = plan(PAPER, [WHOLE[0], *[WHOLE[n] for n in order]])
    found = names(steps)
    assert found.index("one") < found.index("test-one")
    assert max(found.index("one"), found.index("two")) < found.index("test-two")


@pytest.mark.parametrize("missing", ["one", "test-one", "two", "test-two"])
def test_a_missing_cell_is_put_back(missing: str) -> None:
    steps, flags = plan(PAPER, [c for c in WHOLE if c.grade_id != missing])
    assert [n for n in names(steps) if n] == list(PAPER.known)
    assert f"the cell {missing!r} was missing: put back" in flags


def test_lost_ids_are_found_again() -> None:
    steps, flags = plan(PAPER, [StudentCell("code", c.source, None) for c in WHOLE])
    assert [n for n in names(steps) if n] == list(PAPER.known)
    assert any("had lost their ids" in flag for flag in flags)


def test_another_notebook_is_rejected() -> None:
    with pytest.raises(RejectedError, match="none of the set's answer cells"):
        plan(PAPER, handed_in((None, "print(1)"), ("other", "x = 1")))


@given(st.lists(st.sampled_from(["", "# a note", "x = 1", "  \n"]), max_size=5), st.data())
def test_cells_of_ones_own_change_the_place_of_nothing(own: list[str], data: st.DataObject) -> None:
    cells = list(WHOLE)
    for source in own:
        at = data.draw(st.integers(0, len(cells)))
        cells.insert(at, StudentCell("code", source, None))
    steps, _ = plan(PAPER, cells)
    assert [n for n in names(steps) if n] == list(PAPER.known)
    assert [s.text for s in steps if s.cell is None or s.cell.grade_id is None] == [
        c.source for c in cells if c.grade_id is None
    ]


# --- what the isolated judge is told of the notebook ------------------------------------------


def test_a_test_brings_the_ones_whose_names_it_uses() -> None:
    assert needed(PAPER, {"test-two"}) == {"test-one", "test-two"}
    assert needed(PAPER, {"test-one"}) == {"test-one"}


def test_a_helper_of_an_earlier_test_has_the_students_names_fetched_anew() -> None:
    brief = briefing(PAPER)
    assert {name: test["asked"] for name, test in brief["tests"].items()} == {
        "test-one": ["one", "two"],
        "test-two": ["one", "two"],
    }
    assert {"one", "two", "seen"} <= set(brief["tests"]["test-two"]["uses"])


DECORATIONS = ["# masked, NA, boolean, seed, open(", '"""A docstring about np.ma and Int64."""', ""]


@given(st.lists(st.sampled_from(DECORATIONS), min_size=5, max_size=5))
def test_words_in_the_instructors_cells_change_nothing(words: list[str]) -> None:
    """No mode is switched by a comment, a docstring or a blank line."""

    def changed(old: Cell, word: str) -> Cell:
        if old.kind == "answer":
            return old
        source = f"{word}\n{old.source}\n{word}"
        return cell(old.grade_id, old.kind, source)

    cells = [changed(*pair) for pair in zip(PAPER.cells, words, strict=True)]
    plain, other = briefing(PAPER), briefing(AssignmentNotebook("set", tuple(cells), {}))
    for brief in (plain, other):
        for told in (*brief["given"], *brief["tests"].values()):
            del told["source"]
    assert plain == other
