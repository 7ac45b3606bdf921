"""Near-identical answers: found under other names, silent on what many write."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.report.code import LONGEST, normalised, passages
from coursekit.report.likeness import compare

ROOT = Path(__file__).parents[3]
WRITTEN = sorted(ROOT.glob("solutions/*/accepted/*.py"))
IDEA = """
def cost(items):
    counted = {}
    for item in items:
        counted[item] = counted.get(item, 0) + 1
    whole = 0
    while counted:
        item, times = counted.popitem()
        whole += times * prices[item]
    return whole
"""
NATURAL = "def cost(items):\n    return sum(prices[item] for item in items if item in prices)\n"


class _Rename(ast.NodeTransformer):
    """Gives new names to the variables and parameters of a function."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self._names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg, node.annotation = self._names.get(node.arg, node.arg), None
        return node


@pytest.mark.parametrize("path", WRITTEN[::5], ids=lambda p: p.stem)
def test_names_comments_and_layout_do_not_matter(path: Path) -> None:
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    own = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    keywords = {n.arg for n in ast.walk(tree) if isinstance(n, ast.keyword)}
    own |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    names = {name: f"other_{n}" for n, name in enumerate(sorted(own - keywords))}
    other = ast.unparse(_Rename(names).visit(tree))
    assert other != source
    assert passages(other) == passages(source)


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    assert all(isinstance(node, str) for node in normalised(text))


@pytest.mark.parametrize(
    "text",
    [
        "-" * 60_000 + "1",
        "(" * 5_000,
        "x = " + "[" * 900 + "]" * 900,
        "\0",
        "%%bash\nls",
        "x = 0x" + "f" * 9_000,
        "\ud800 = 1",
        "%time x\n" * 5_000,
        "x = !ls\n" * 5_000,
    ],
)
def test_hostile_code_is_taken_apart_too(text: str) -> None:
    passages(text)
    assert passages("x" * (LONGEST + 1)) == frozenset()


def test_magics_are_passed_over() -> None:
    assert passages(IDEA) & passages(f"%matplotlib inline\n!pip list\n{IDEA}")


def test_what_is_not_python_is_taken_word_by_word() -> None:
    broken = "def cost(items:\n  return the sum of 'a' # or so\n" * 4
    assert passages(broken) == passages(broken.replace("'a'", "'other'").replace("# or so", ""))
    assert passages(broken)


def _class(make_book: Any, *code: str) -> Any:
    return make_book({"cost": (3, [3] * len(code))}, {"cost": code})


def _numbered(count: int) -> list[str]:
    """Return answers that differ from one another in every passage."""
    kinds = [
        "if x > {0}:\n        x -= {0}",
        "while x % {0}:\n        x += {1}",
        "for k in range({0}):\n        x = x * k + {1}",
        "x = [x, {0}, {1}][x % 3]",
    ]
    made = []
    for n in range(count):
        steps = [kinds[(n + k) % 4].format(97 * n + k, 89 * n + 7 * k) for k in range(6)]
        made.append("def cost(x):\n    " + "\n    ".join(steps) + "\n    return x\n")
    return made


def test_a_renamed_copy_is_the_one_pair_found(make_book: Any) -> None:
    copy = re.sub(r"\bcounted\b", "tally", IDEA).replace("whole", "result").replace("items", "all_")
    alike = compare(_class(make_book, *_numbered(20), IDEA, NATURAL, copy))
    [pair] = alike.listed
    assert (pair.first.student, pair.second.student) == ("s0020", "s0022")
    assert pair.matches[0].alike == 1
    assert pair.matches[0].alone == pair.matches[0].rare >= 10
    assert (pair.as_much, alike.pairs, alike.found) == (1, 23 * 22 // 2, 1)


def test_a_copy_that_was_worked_on_is_still_found(make_book: Any) -> None:
    changed = IDEA.replace("whole = 0", "whole = 0\n    print('start')")
    [pair] = compare(_class(make_book, *_numbered(20), IDEA, changed)).listed
    assert 0.7 <= pair.matches[0].alike < 1


def test_what_many_write_is_not_listed(make_book: Any) -> None:
    alike = compare(_class(make_book, *_numbered(10), *[IDEA] * 10))
    assert alike.listed == ()
    assert alike.compared


def test_short_answers_are_not_listed(make_book: Any) -> None:
    short = "def cost(items): return 17 * len(items)"
    assert compare(_class(make_book, *_numbered(20), short, short)).listed == ()


def test_what_the_release_holds_is_left_out(make_book: Any) -> None:
    answers = [*_numbered(20), IDEA, IDEA]
    book = make_book({"cost": (3, [3] * 22)}, {"cost": answers}, stub=IDEA)
    assert compare(book).listed == ()


def test_too_few_answers_are_not_compared(make_book: Any) -> None:
    alike = compare(_class(make_book, *_numbered(7), IDEA, IDEA))
    assert alike.listed == ()
    assert alike.compared == ()
    assert len(alike.too_few) == 1


def test_pairs_alike_in_more_questions_come_first(make_book: Any) -> None:
    other = IDEA.replace("+= times *", "-= 3 * times *").replace("get(item, 0) + 1", "get(item, 4)")
    one = [*_numbered(16), IDEA, IDEA, other, other]
    two = [*_numbered(18)[:16], NATURAL, NATURAL * 2, IDEA, IDEA]
    book = make_book({"a": (1, [1] * 20), "b": (1, [1] * 20)}, {"a": one, "b": two})
    first, second = compare(book).listed
    assert (first.first.student, first.second.student) == ("s0018", "s0019")
    assert {m.key.cell for m in first.matches} == {"a", "b"}
    assert (second.first.student, second.as_much) == ("s0016", 2)


def test_a_renamed_copy_among_what_people_really_wrote(make_book: Any) -> None:
    """Each right answer of a question by four students, but one by a single one and a copier."""
    groups: dict[str, list[str]] = {}
    for path in WRITTEN:
        source = path.read_text("utf-8")
        groups.setdefault(f"{path.parts[-3]} {source.splitlines()[0]}", []).append(source)
    found = []
    for question, (*common, single) in groups.items():
        tree = ast.parse(single)
        own = {n.id: f"{n.id}_" for n in ast.walk(tree) if isinstance(n, ast.Name)
               and isinstance(n.ctx, ast.Store)}  # fmt: skip
        answers = [code for code in common for _ in range(4)]
        answers += [single, ast.unparse(_Rename(own).visit(tree))]
        listed = compare(_class(make_book, *answers)).listed
        last = (f"s{len(answers) - 2:04}", f"s{len(answers) - 1:04}")
        assert [(p.first.student, p.second.student) for p in listed] in ([], [last]), question
        found.append(bool(listed))
    assert sum(found) > len(found) / 2  # the rest is short, or made of what others wrote too
