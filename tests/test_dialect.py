"""One name means one thing: in the package, in the exercises and on the pages."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path
    for path in (ROOT / "src/dataproblems").rglob("*.py")
    if path.name not in ("__init__.py", "make.py")
)
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
HEADER = re.compile(r"\A(---\n.*?^---\n|(:[^\n]*\n)+)", re.DOTALL | re.MULTILINE)
SPELLINGS = {
    "seed": "rng (random_state where scikit-learn or implicit takes it)",
    "regularisation": "regularization",
    "n_iterations": "iterations",
}

Definition = ast.FunctionDef | ast.ClassDef


def public(tree: ast.Module) -> list[Definition]:
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]


def parameters(node: Definition) -> tuple[str, ...]:
    """Names in order, with an equals sign where there is a default; a class has a name only."""
    if isinstance(node, ast.ClassDef):
        return ("class",)
    positional = [*node.args.posonlyargs, *node.args.args]
    optional = len(positional) - len(node.args.defaults)
    names = [f"{a.arg}{'=' * (i >= optional)}" for i, a in enumerate(positional)]
    return (*names, *(f"{a.arg}=" for a in node.args.kwonlyargs))


def cells(text: str) -> list[ast.Module]:
    return [ast.parse(HEADER.sub("", code)) for code in CELL.findall(text)]


@cache
def package() -> dict[str, Definition]:
    return {node.name: node for path in MODULES for node in public(ast.parse(path.read_text()))}


@cache
def asked() -> dict[str, list[tuple[str, ...]]]:
    """Functions that the exercises ask for, with the signature in each set that does."""
    found = defaultdict(list)
    for path in sorted((ROOT / "solutions").glob("*.md")):
        for code in CELL.findall(path.read_text()):
            if "### BEGIN SOLUTION" in code:
                for node in public(ast.parse(HEADER.sub("", code))):
                    found[node.name].append(parameters(node))
    return found


def agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The shorter one may leave out what has a default in the longer one."""
    short, long = sorted((one, other), key=len)
    bare = [name.rstrip("=") for name in long]
    same = [name.rstrip("=") for name in short] == bare[: len(short)]
    return same and all(name.endswith("=") for name in long[len(short) :])


def test_no_public_name_is_defined_twice_in_the_package():
    homes = defaultdict(list)
    for path in MODULES:
        for node in public(ast.parse(path.read_text())):
            homes[node.name].append(path.name)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


# Questions whose names are in notebooks that were handed out: answers to those must go on working.
RELEASED = {"choose", "decayed_counts", "density", "experiment", "ndcg_at_k"}


def test_exercises_agree_with_each_other_and_with_the_package():
    helpers = package()
    assert len(asked()) > 40

    for name, signatures in asked().items():
        if name in RELEASED:
            continue
        assert len(set(signatures)) == 1, f"{name} is asked for with {signatures}"
        if name in helpers:
            expected = parameters(helpers[name])
            assert agree(signatures[0], expected), f"{name}: {signatures[0]} and {expected}"


@pytest.mark.parametrize("page", sorted((ROOT / "book").rglob("*.md")), ids=lambda p: p.stem)
def test_pages_give_no_other_meaning_to_a_helpers_name(page):
    helpers = package()
    own = {node.name for tree in cells(page.read_text()) for node in public(tree)}
    assert own & set(helpers) == set(), "rename the page's function"


def test_parameters_are_spelled_as_in_the_ecosystem():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                for name in parameters(node):
                    spelled = SPELLINGS.get(name.rstrip("="))
                    assert spelled is None, f"{path.name}: {node.name} takes {name}; use {spelled}"


def test_array_types_have_one_home():
    alias = re.compile(r"^\w+(: TypeAlias)? = .*(NDArray\[|csr_matrix)", re.MULTILINE)
    elsewhere = [p.name for p in MODULES if p.name != "arrays.py" and alias.search(p.read_text())]
    assert elsewhere == []


def test_agreement_means_the_same_names_in_the_same_order():
    assert agree(("a", "b"), ("a", "b", "c="))
    assert not agree(("a", "b"), ("a", "b", "c"))
    assert not agree(("b", "a"), ("a", "b"))
