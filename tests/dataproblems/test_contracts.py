"""The contract of every public helper: what it takes in any form, and what it refuses by name.

Each case (in ``cases``, by module) is a call that is right. Every argument of it is then given in
the other forms that hold the same values (lists, Series, nullable types, sparse formats, repeated
entries), and the result must stay the same; and each value listed as bad must be refused by a
ValueError or TypeError that names the argument.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cases.case import Case, all_cases
from cases.forms import forms, plain

ROOT = Path(__file__).parents[2]
CASES = list(all_cases())
COVERED = {(case.module, case.of) for case in CASES}
ELSEWHERE = {  # whose refusals have tests of their own, in the module's test file
    "checks": ["ask", "ask_many", "told_apart", "number", "array", "items", "table", "equal"],
    "datasets": ["read", "checked_path"],
    "evidence": ["Control", "Regime", "judge"],
    "pipelines": ["totals_on_spark"],
}
INSIDE = ("box.py", "verdicts.py")  # parts of `evidence` that it does not hand on


Public = ast.FunctionDef | ast.ClassDef


def defined() -> Iterator[tuple[str, Public]]:
    """Every public function and class, with its module."""
    for path in sorted((ROOT / "src/dataproblems").rglob("*.py")):
        if path.name in ("make.py", "contracts.py", "arrays.py", *INSIDE):
            continue
        module = (path.parent if path.parent.name == "evidence" else path).stem
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, Public) and not node.name.startswith("_"):
                yield module, node


def is_called(node: Public) -> bool:
    """Whether callers hand it values that it can refuse; a bare record takes what it is given."""
    own = {getattr(part, "name", "") for part in node.body}
    return isinstance(node, ast.FunctionDef) or bool(own & {"__init__", "__post_init__"})


def takes_something(node: Public) -> bool:
    return isinstance(node, ast.ClassDef) or bool(node.args.args or node.args.kwonlyargs)


DEFINED = {(module, node.name): node for module, node in defined()}
PUBLIC = {name: node for name, node in DEFINED.items() if is_called(node)}
NOTHING_TO_REFUSE = {name for name, node in PUBLIC.items() if not takes_something(node)}


def refusals(module: str) -> set[str]:
    """What a module's tests call where they expect an error."""
    tree = ast.parse((ROOT / f"tests/dataproblems/test_{module}.py").read_text())
    expecting = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.With) and "raises" in ast.unparse(node.items[0].context_expr)
    ]
    words = " ".join(ast.unparse(part) for node in expecting for part in node.body)
    return set(re.findall(r"\w+", words))


def test_every_public_helper_has_a_contract_test():
    elsewhere = {(module, name) for module, names in ELSEWHERE.items() for name in names}
    assert set(PUBLIC) - COVERED - elsewhere - NOTHING_TO_REFUSE == set()
    assert elsewhere <= set(PUBLIC), "there is no such helper"
    assert elsewhere & COVERED == set(), "has its contract twice"


def test_no_contract_is_of_a_helper_that_does_not_exist():
    assert COVERED - set(DEFINED) == set()


def test_every_contract_refuses_something():
    assert [f"{case.module}.{case.of}" for case in CASES if not case.bad] == []


@pytest.mark.parametrize("module", ELSEWHERE)
def test_what_is_refused_elsewhere_is(module):
    assert set(ELSEWHERE[module]) - refusals(module) == set()


def ids(some: list[tuple[Case, str, Any]]) -> list[str]:
    return [f"{c.module}.{c.of}-{argument}-{label}" for c, argument, label in some]


FORMS = [
    (c, argument, label)
    for c in CASES
    for argument, value in c.good.items()
    for label, _ in forms(value)
]
BAD = [
    (c, argument, i)
    for c in CASES
    for argument, values in c.bad.items()
    for i in range(len(values))
]


@pytest.mark.parametrize(("case", "argument", "label"), FORMS, ids=ids(FORMS))
def test_the_same_values_in_another_form_give_the_same(case, argument, label):
    other = dict(forms(case.good[argument]))[label]
    assert plain(case.run(**{argument: other})) == plain(case.run())


@pytest.mark.parametrize(("case", "argument", "i"), BAD, ids=ids(BAD))
def test_nonsense_is_refused_by_name(case, argument, i):
    with pytest.raises((ValueError, TypeError), match=case.named.get(argument, argument)):
        case.run(**{argument: case.bad[argument][i]})
