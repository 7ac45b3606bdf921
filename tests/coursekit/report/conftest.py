"""Classes for reports: made up of plain data, or graded from end to end."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from coursekit.report.model import Answer, ClassBook, Entry, Key, Part, Question

UNUSUAL = """
def cost(items):
    \"\"\"What the items cost together.\"\"\"
    counted = {}
    for item in items:
        if item not in counted:
            counted[item] = 0
        counted[item] = counted[item] + 1
    whole = 0
    while len(counted) > 0:
        item, how_many = counted.popitem()
        whole = whole + how_many * prices[item]
    return whole

basket = ["tea", "cake"]
"""
RENAMED = """
basket = ["tea", "cake"]
def cost(things):
    # count first, then multiply
    tally = {}
    for thing in things:
        if thing not in tally: tally[thing] = 0
        tally[thing] = tally[thing] + 1
    result = 0
    while len(tally) > 0:
        thing, n = tally.popitem()
        result = result + n * prices[thing]
    return (result)
"""


@pytest.fixture(scope="session")
def make_book() -> Callable[..., ClassBook]:
    """Return a maker of class books.

    Points are given as question -> (most, everybody's score); a question is one answer cell of
    its name and one test ``test-<name>``. Answers are given as question -> everybody's code.
    """

    def make(
        scores: Mapping[str, tuple[float, Sequence[float | None]]],
        answers: Mapping[str, Sequence[str]] | None = None,
        by_hand: Sequence[str] = (),
        stub: str = "raise NotImplementedError()",
    ) -> ClassBook:
        questions = tuple(
            Question(
                name,
                (Key("nb", name),),
                (Part(Key("nb", f"test-{name}"), most, name in by_hand),),
            )
            for name, (most, _) in scores.items()
        )
        students = max(
            [len(s) for _, s in scores.values()] + [len(a) for a in (answers or {}).values()]
        )
        entries = [Entry(f"s{n:04}", status="graded", told_by="course") for n in range(students)]
        for n, entry in enumerate(entries):
            for name, (_, column) in scores.items():
                entry.scores[Key("nb", f"test-{name}")] = column[n]
            for name, written in (answers or {}).items():
                entry.answers[Key("nb", name)] = written[n]
        code = tuple(Answer(Key("nb", name), stub) for name in answers or {})
        return ClassBook("made-up", "course", None, questions, code, entries)

    return make


@pytest.fixture(scope="session")
def shop_class(classroom: Callable[..., Any]) -> Any:
    """A class of the shop set, graded by ``course grade``: right, wrong, late, lost, alike."""
    room = classroom("shop")
    with room.gradebook() as gradebook:
        gradebook.update_or_create_assignment("shop", duedate="2026-01-01 12:00:00 UTC")
        for student in ("ada", "missing"):
            gradebook.update_or_create_student(student, first_name="Ada", last_name="<b>L</b>")
    for student in ("ada", "bob", "cyd", "dan"):
        room.hand_in(student)
    odd = "def double(x): return 2 * x if x < 9 else 0"
    for student in ("eve", "fay", "gus"):
        room.hand_in(student, {"double": odd, "words": "A word."})
    room.hand_in("hal", {"double": "def double(x): return 5"})
    room.hand_in("ivy", {"double": "def double(x): return 7", "root": "def root(x): return 3"})
    for student, code in (("jim", UNUSUAL), ("kim", RENAMED)):
        room.hand_in(student, {"cost": code})
    room.hand_in("lee", {"root": "import os\nos._exit(1)"})
    copied = room.hand_in("max")
    copied["cells"].append(copied["cells"][3])
    room.write("max", copied)
    (room.submission("bob") / "timestamp.txt").write_text("2026-01-02 13:30:00 UTC")
    room.write("ned", room.released)
    (room.submission("ola") / "shop.ipynb").write_text("{")
    assert room.grade("--workers", "2") == 1
    return room
