"""Answers without what is easily changed: names, comments, layout, docstrings, texts."""

import ast
import contextlib
import re
from collections.abc import Iterator

PASSAGE = 10
"""Length of a passage in nodes of the syntax tree: about one line of Python."""

LONGEST = 50_000
"""Characters beyond which an answer is not compared."""

_MOST_NODES = 20_000
_TOKEN = re.compile(
    r"(?P<drop>#[^\n]*|\s+)|(?P<text>'[^'\n]*'|\"[^\"\n]*\")|(?P<word>\w+)|(?P<sign>.)"
)
_MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
_PLAIN = {ast.Load, ast.Store, ast.Del}


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
    if tree is None:
        return _words(source)
    nodes = list(_nodes(tree))
    own: set[tuple[str, str]] = set().union(*map(_given, nodes))
    return [_word(node, own) for node in nodes]


def _tree(source: str) -> ast.Module | None:
    for text in (source, _MAGIC.sub(r"\1pass", source)):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.parse(text)
    return None


def _nodes(tree: ast.Module) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = [tree]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        yield node
        waiting += reversed([child for child in _children(node) if type(child) not in _PLAIN])


def _given(node: ast.AST) -> set[tuple[str, str]]:
    """Return the names and attributes that a node gives to something of the code's own."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            return {("name", name)}
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return {("name", name)}
        case ast.ClassDef(name=name, body=body):
            methods = (m for m in body if isinstance(m, ast.FunctionDef | ast.AsyncFunctionDef))
            return {("name", name), *(("attribute", method.name) for method in methods)}
        case ast.Attribute(attr=name, ctx=ast.Store()):
            return {("attribute", name)}
        case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
            return {("name", name)}
    return set()


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


def _word(node: ast.AST, own: set[tuple[str, str]]) -> str:
    match node:
        case ast.Attribute(attr=name):
            return f"Attribute {'_' if ('attribute', name) in own else name}"
        case ast.Name(id=name) | ast.keyword(arg=str(name)):
            return f"{type(node).__name__} {'_' if ('name', name) in own else name}"
        case ast.Constant(value=str() | bytes()):
            return "text"
        case ast.Constant(value=int(value)) if value.bit_length() > 64:
            return "a large number"  # Python refuses to write out the very large
        case ast.Constant(value=value):
            return repr(value)
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
