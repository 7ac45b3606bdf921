"""Take out of a cell's code what only the book needs: the numbers handed over to its text."""

import ast
from collections.abc import Iterator

HANDING_OVER = "glue"


def standalone(source: str) -> str:
    """Return a cell's code without its import and its calls of ``glue``.

    A loop or a condition that does nothing else goes with them. Comments and layout of the rest
    stay as they are; code that is no plain Python (a magic command, say) is returned unchanged.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    lines = source.splitlines(keepends=True)
    for node, instead in sorted(_needless(tree.body), key=lambda found: -found[0].lineno):
        lines[node.lineno - 1 : node.end_lineno] = [instead]
    return "".join(lines).strip("\n")


def _needless(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, str]]:
    """Yield statements to take out, each with what has to stand there instead."""
    needless = [node for node in body if _hands_over(node) or _does_nothing_else(node)]
    for node in needless:
        empty = node is needless[0] and len(needless) == len(body) and node.col_offset
        yield node, " " * node.col_offset + "pass\n" if empty else ""
    for node in body:
        if node not in needless:
            for inner in _bodies(node):
                yield from _needless(inner)


def _hands_over(node: ast.stmt) -> bool:
    match node:
        case ast.ImportFrom(module="myst_nb"):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name == HANDING_OVER
    return False


def _does_nothing_else(node: ast.stmt) -> bool:
    bodies = _bodies(node)
    return bool(bodies) and all(
        _hands_over(inner) or _does_nothing_else(inner) for body in bodies for inner in body
    )


def _bodies(node: ast.stmt) -> list[list[ast.stmt]]:
    if not isinstance(node, ast.For | ast.If | ast.With):
        return []
    return [node.body, getattr(node, "orelse", [])]
