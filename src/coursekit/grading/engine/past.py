"""Whether a cell can run unseen: it defines new things, and nothing before can tell.

A fork is the dearest step of grading; before such a cell none is needed.
"""

import ast
import builtins
from collections.abc import Iterator

from coursekit.grading.engine.texts import defaults, is_plain, text_of
from coursekit.grading.sandbox.loaded import Loaded

_STILL = (
    ast.Constant, ast.Dict, ast.List, ast.Name, ast.Set, ast.Tuple, ast.expr_context,
)  # fmt: skip
_STILL_OF_LIBRARIES = (
    *_STILL, ast.Attribute, ast.BinOp, ast.Slice, ast.Subscript, ast.UnaryOp, ast.operator,
    ast.unaryop,
)  # fmt: skip
"""What runs no code of the notebook's, as long as all its names are a library's."""


class Past:
    """What the cells and tests of a notebook have named so far.

    Parameters
    ----------
    loaded
        What is imported already.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._named: set[str] = set(dir(builtins))
        self._libraries: set[str] = set(dir(builtins))
        self._reflects = False

    def add_cell(self, source: str) -> None:
        """Take note of a cell that has run."""
        self.add_test(source)
        text = text_of(source)
        self._named |= text.binds
        self._libraries = self._libraries - text.binds | text.imports.keys()

    def add_test(self, source: str) -> None:
        """Take note of a test that stands here: what it binds is its own."""
        text = text_of(source)
        self._named |= text.named | text.words
        self._reflects |= text.reflects

    def has_loaded(self, source: str) -> bool:
        """Whether a cell imports nothing but what is imported already."""
        imports = (n for n in text_of(source).nodes if isinstance(n, (ast.Import, ast.ImportFrom)))
        return all(map(self._loaded.covers, imports))

    def cannot_tell(self, source: str) -> bool:
        """Whether a cell does no more than define names that nothing so far has named."""
        text = text_of(source)
        known = (self._libraries | text.imports.keys()) - (text.binds - text.imports.keys())
        return (
            not (self._reflects or text.reflects)
            and self.has_loaded(source)
            and self._named.isdisjoint(text.binds)
            and all(_only_defines(node, known) for node in text.body)
        )


def _only_defines(node: ast.stmt, known: set[str]) -> bool:
    """Whether a statement binds names and runs nothing else; `known` are names of libraries."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return is_plain(node) and all(_is_still(e, known) for e in _evaluated(node))
        case ast.ClassDef(keywords=[]):
            return (
                is_plain(node)
                and all(_is_still(base, known) for base in node.bases)
                and all(_only_defines(inner, known) for inner in node.body)
            )
        case ast.Assign(targets=[ast.Name()], value=value):
            return _is_still(value, known)
        case ast.AnnAssign(target=ast.Name(), annotation=kind, value=value):
            return _is_still(kind, known) and (value is None or _is_still(value, known))
        case ast.ImportFrom(level=level, names=aliases):
            return level == 0 and all(alias.name != "*" for alias in aliases)
        case ast.Import() | ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
    return False


def _evaluated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    """Walk what a definition evaluates: defaults and annotations."""
    arguments = node.args
    yield from defaults(node)
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    for argument in (*every, arguments.vararg, arguments.kwarg):
        if argument is not None and argument.annotation is not None:
            yield argument.annotation
    if node.returns is not None:
        yield node.returns


def _is_still(expression: ast.expr, known: set[str]) -> bool:
    """Whether evaluating an expression calls nothing of the notebook's."""
    nodes = [*ast.walk(expression)]
    named = {node.id for node in nodes if isinstance(node, ast.Name)}
    kinds = _STILL_OF_LIBRARIES if named <= known else _STILL
    hashed = (key for n in nodes if isinstance(n, (ast.Dict, ast.Set)) for key in _hashed(n))
    return all(isinstance(node, kinds) for node in nodes) and all(
        isinstance(key, ast.Constant) for key in hashed
    )


def _hashed(display: ast.Dict | ast.Set) -> list[ast.expr | None]:
    return display.keys if isinstance(display, ast.Dict) else [*display.elts]
