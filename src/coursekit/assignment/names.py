"""Which names a cell binds and uses, read from its syntax tree."""

import ast
import builtins
import contextlib
import functools
import re
import warnings
from collections.abc import Iterator
from types import CodeType
from typing import Any

BUILTINS = frozenset(dir(builtins)) | {"get_ipython", "display", "exit", "quit"}
_WHOLE_CELL = re.compile(r"\A(?:\s*\n)*%%(time|timeit|capture|prun)\b[^\n]*")
_HASHING = ("frozen=True", "unsafe_hash=True")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@functools.cache
def plain_python(source: str) -> str:
    """Return a cell's source with magics and shell lines turned into Python.

    A magic that runs the whole cell in some way (times it, hides its output) is left out.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    source = _WHOLE_CELL.sub("", source)
    with warnings.catch_warnings():  # an escape such as "\d" in the cell is its author's affair
        warnings.simplefilter("ignore")
        manager: Any = TransformerManager
        return str(manager().transform_cell(source))


def parse(source: str) -> ast.Module | None:
    """Return the tree of a cell, None where it is not Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for text in (str, plain_python):  # most cells are plain: to find magics takes far longer
            with contextlib.suppress(SyntaxError, ValueError, RecursionError):
                return ast.parse(text(source))
    return None


def compiled(body: list[ast.stmt], file: str) -> tuple[CodeType, CodeType | None]:
    """Return the code of a cell, and of its last statement if that is an expression.

    It may ``await`` at the top level, as in a notebook.
    """
    last = body[-1] if body and isinstance(body[-1], ast.Expr) else None
    first = ast.Module(body if last is None else body[:-1], [])

    def code(tree: ast.Module | ast.Expression, mode: str) -> Any:
        return compile(tree, file, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)

    return code(first, "exec"), None if last is None else code(ast.Expression(last.value), "eval")


def fault(source: str) -> str | None:
    """Return why a cell can never run, None if it is Python."""
    try:
        compiled(ast.parse(plain_python(source), "<cell>").body, "<cell>")
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"{type(error).__name__}: {error}".replace("<cell>, ", "")
    return None


def imported(source: str) -> set[str]:
    """Return the names that import statements of the cell bind."""
    tree = parse(source)
    return {
        alias.asname or alias.name.partition(".")[0]
        for node in (ast.walk(tree) if tree else ())
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def modules(source: str) -> set[str]:
    """Return the modules that the cell imports."""
    tree = parse(source)
    found: set[str] = set()
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def bound(source: str) -> set[str]:
    """Return the names that running the cell binds or may change, imports aside."""
    tree = parse(source)
    return bound_by(tree.body) - imported(source) if tree else set()


def assigned(source: str) -> set[str]:
    """Return the names that running the cell binds, imports aside; what it may change is not."""
    tree = parse(source)
    nodes = _now(tree.body) if tree else ()
    return {name for node in nodes for name in stored(node)} - imported(source)


def bound_by(body: list[ast.stmt]) -> set[str]:
    """Return the names that running the statements binds or may change, imports aside."""
    found: set[str] = set()
    for node in _now(body):
        found |= stored(node)
        match node:
            case ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
                found |= _root(node)
            case ast.Expr(value=ast.Call() as call):  # a call for its effect may change these
                found |= _root(call.func) if isinstance(call.func, ast.Attribute) else set()
                for argument in call.args:
                    found |= _root(argument)
    return found


def stored(node: ast.AST) -> set[str]:
    """Return the name that a node itself gives a value, or takes it from."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return {name}
        case ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            return {name}
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return {name}
        case ast.MatchMapping(rest=str(name)) | ast.ExceptHandler(name=str(name)):
            return {name}
    return set()


def root(node: ast.expr) -> str:
    """Return the variable whose part an expression is, an empty text where it is none's."""
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _root(node: ast.expr) -> set[str]:
    return {root(node)} - BUILTINS - {""}


def _now(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Walk what runs when the cell runs: all but the bodies of functions."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        for field, value in ast.iter_fields(node):
            if isinstance(node, _FUNCTIONS) and field == "body":
                continue
            if isinstance(node, ast.ClassDef) and field == "body":
                waiting += [part for inner in value for part in _of_class_body(inner)]
            elif isinstance(value, list):
                waiting += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                waiting.append(value)


def _of_class_body(node: ast.stmt) -> Iterator[ast.AST]:
    """Walk what a statement of a class's body runs; the names that it binds are attributes."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from (*node.decorator_list, node.args)
        case ast.ClassDef():
            yield from (*node.decorator_list, *node.bases, *node.keywords)
            for inner in node.body:
                yield from _of_class_body(inner)
        case ast.Assign() | ast.AnnAssign():
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = (*targets, getattr(node, "annotation", None), node.value)
            yield from (p for p in parts if p is not None and not isinstance(p, ast.Name))
            yield from (
                ast.Name(p.id, ast.Load()) for p in parts[len(targets) :] if isinstance(p, ast.Name)
            )
        case _:
            yield node


def used(source: str) -> set[str]:
    """Return every name that the cell reads, in functions too."""
    tree = parse(source)
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - BUILTINS if tree else set()


def used_at_once(source: str) -> set[str]:
    """Return the names that the cell reads when it runs, those of function bodies aside."""
    tree = parse(source)
    if not tree:
        return set()
    loads = (n for n in _now(tree.body) if isinstance(n, ast.Name))
    return {n.id for n in loads if not isinstance(n.ctx, ast.Store)} - BUILTINS


def helpers(source: str) -> dict[str, set[str]]:
    """Return what the functions and classes that the cell defines use when they are called."""
    tree = parse(source)
    kinds = (*_FUNCTIONS, ast.ClassDef)
    return {
        node.name: {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - BUILTINS
        for node in (tree.body if tree else ())
        if isinstance(node, kinds)
    }


def reached(names: set[str], helpers: dict[str, set[str]]) -> set[str]:
    """Return `names` and all that calling them may use."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += helpers.get(name, ())
    return found


def classes(source: str) -> dict[str, list[str]]:
    """Return the special methods that each class of the cell defines, without underscores."""
    tree = parse(source)
    found: dict[str, list[str]] = {}
    for node in tree.body if tree else ():
        if not isinstance(node, ast.ClassDef):
            continue
        methods = {
            n.name for n in node.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
        }
        methods |= {
            t.id
            for n in node.body
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        }
        decorators = {
            ast.unparse(d).partition("(")[0].rpartition(".")[2] for d in node.decorator_list
        }
        if "dataclass" in decorators:
            methods.add("__fields__")
            if any("order=True" in ast.unparse(d) for d in node.decorator_list):
                methods |= {"__lt__", "__le__", "__gt__", "__ge__"}
            if any(w in ast.unparse(d) for d in node.decorator_list for w in _HASHING):
                methods.add("__hash__")
        if "total_ordering" in decorators:
            methods |= {"__lt__", "__le__", "__gt__", "__ge__"}
        for base in node.bases:
            methods |= {f"__{m}__" for m in found.get(ast.unparse(base), ())}
        special = {m[2:-2] for m in methods if m.startswith("__") and m.endswith("__")}
        found[node.name] = sorted(special)
    return found


def methods(source: str) -> dict[str, list[str]]:
    """Return the methods and attributes that each class of the cell defines."""
    tree = parse(source)
    found: dict[str, list[str]] = {}
    for node in tree.body if tree else ():
        if isinstance(node, ast.ClassDef):
            own = {n.name for n in node.body if isinstance(n, _FUNCTIONS)}
            own |= {n.id for x in node.body for n in ast.walk(x) if isinstance(n, ast.Name)}
            for base in node.bases:
                own |= set(found.get(ast.unparse(base), ()))
            found[node.name] = sorted(own)
    return found
