"""Mutants: each operator makes the slip that it promises, and only inside of the solution."""

import ast

import pytest

from coursekit.audit.mutants import mutants


def slips(body: str) -> set[str]:
    """All mutants of one line of a solution, as text."""
    source = f"### BEGIN SOLUTION\n{body}\n### END SOLUTION"
    return {mutant.source for mutant in mutants("q", source)} - {"pass"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a - b", {"a + b", "b - a"}),
        ("a + b", {"a - b"}),
        ("a / b", {"a * b", "a // b", "b / a"}),
        ("a @ b", {"a * b", "b @ a"}),
        ("a & b", {"a | b"}),
        ("a < b", {"a <= b", "a >= b"}),
        ("a == b", {"a != b"}),
        ("a in b", {"a not in b"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("-a", {"a"}),
        ("f(True)", {"f(False)", "True"}),
        ("a[3]", {"a[4]", "a[2]"}),
        ("a[:k]", {"a[:k + 1]"}),
        ("a[k:]", {"a[k + 1:]"}),
        ("range(n)", {"range(n + 1)"}),
        ("f(a, b)", {"f(b, a)"}),
        ("np.minimum(a, b)", {"np.maximum(a, b)"}),
        ("a.sum()", {"a.mean()", "a"}),
        ("np.sqrt(a)", {"a"}),
        ("list(a)", set()),
        ("f(*a)", set()),
        ("x = a if c else b", {"x = a if not c else b"}),
        ("[a for a in b if c]", {"[a for a in b if not c]", "[a for a in b]"}),
        ("a += b", {"a -= b"}),
        ("'text'", set()),
    ],
)
def test_slips(body: str, expected: set[str]) -> None:
    assert slips(body) == expected


def test_statements_are_dropped_and_conditions_negated() -> None:
    found = slips("if a:\n    b = c")
    assert found == {"if not a:\n    b = c", "if a:\n    pass"}
    assert slips("while a:\n    b()") >= {"while not a:\n    b()", "while a:\n    pass"}


def test_only_the_solution_changes() -> None:
    source = (
        'def f(x, k=1):\n    """Say 2."""\n    y = x + 1\n    ### BEGIN SOLUTION\n'
        "    return y * 3\n    ### END SOLUTION\n"
    )
    found = mutants("f", source)
    assert {m.after for m in found} == {"return y / 3", "return y * 4", "return y * 2"}
    assert {m.before for m in found} == {"return y * 3"}
    assert {m.question for m in found} == {"f"}


def test_every_mutant_is_python_and_occurs_once() -> None:
    source = (
        "### BEGIN SOLUTION\nfor i in range(3):\n    x = (i + 1) + (i + 1)\n"
        "    if i > 2 and not x:\n        x = {k: v for k, v in x if k < 1}[-1:i]\n### END SOLUTION"
    )
    found = [mutant.source for mutant in mutants("q", source)]
    for text in found:
        ast.parse(text)
    assert len(found) == len(set(found))
    assert len(found) > 15
