"""Answers without what is easily changed: names, comments, layout, docstrings, texts."""

import ast
import re
from collections.abc import Iterator

from coursekit.grading import names

PASSAGE = 10
"""Length of a passage in nodes of the syntax tree: about one line of Python."""

LONGEST = 50_000
"""Characters beyond which an answer is not compared."""

_MOST_NODES = 20_000
_TOKEN = re.compile(
    r"(?P<drop>#[^\n]*|\s+)|(?P<text>'[^'\n]*'|\"[^\"\n]*\")|(?P<word>\w+)|(?P<sign>.)"
)
_PLAIN = (ast.Load, ast.Store, ast.Del)


def passages(source: str) -> frozenset[int]:
    """Return the passages of an answer: every run of `PASSAGE` nodes, as hashes.

    Two answers that differ in the names of their functions, parameters and variables, in
    comments, docstrings, annotations, layout, or the wording of texts have the same passages.
    What is not Python is taken word by word.
    """
    if len(source) > LONGEST:
        return frozenset()
    nodes = normalised(source)
    return frozenset(
        hash(tuple(nodes[i : i + PASSAGE])) for i in range(max(0, len(nodes) - PASSAGE + 1))
    )


def normalised(source: str) -> list[str]:
    """Return the nodes of a cell's syntax tree in order, its own names all alike."""
    tree = _tree(source)
    return _words(source) if tree is None else list(_walk(tree, _own(tree)))


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    try:
        return names.parse(source)  # it may hold magics
    except MemoryError:  # too deeply nested
        return None


def _own(tree: ast.Module) -> set[str]:
    """Return the names that the code itself gives to something."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.arg():
                found.add(node.arg)
            case ast.Name(ctx=ast.Store()):
                found.add(node.id)
            case ast.Attribute(ctx=ast.Store()):
                found.add(node.attr)
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                found.add(name)
    return found


def _walk(tree: ast.Module, own: set[str]) -> Iterator[str]:
    waiting: list[ast.AST] = [tree]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        yield _word(node, own)
        children = [n for n in _children(node) if not isinstance(n, _PLAIN)]
        waiting += reversed(children)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_comment"}:
            continue
        if isinstance(value, ast.AST):
            yield value
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, ast.AST) and not (number == 0 and _is_text(item)):
                    yield item


def _is_text(node: ast.AST) -> bool:
    """Whether a statement is a text alone, as a docstring is."""
    return isinstance(node, ast.Expr) and _is_string(node.value)


def _is_string(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _word(node: ast.AST, own: set[str]) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
            return f"{type(node).__name__} {'_' if name in own else name}"
        case ast.Constant(value=value):
            return "text" if isinstance(value, str | bytes) else repr(value)[:80]
        case ast.ImportFrom(module=str(name)) | ast.alias(name=name):
            return f"{type(node).__name__} {name}"
    return type(node).__name__


def _words(source: str) -> list[str]:
    found = []
    for token in _TOKEN.finditer(source):
        if token.lastgroup == "text":
            found.append("text")
        elif token.lastgroup in {"word", "sign"}:
            found.append(token[0])
    return found
