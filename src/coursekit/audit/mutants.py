"""Automatic wrong answers: the reference solution with one small slip each (DeMillo et al., 1978).

Only the lines between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` are changed: the rest is
given to the student. Conversions (``list(...)``, ``np.asarray(...)``) and strings are left
alone: the tests accept every type that holds the right values, and a misspelt column name dies
by itself.
"""

import ast
import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitOr,),
}
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OPPOSITES = (
    ("min", "max"),
    ("minimum", "maximum"),
    ("argmin", "argmax"),
    ("idxmin", "idxmax"),
    ("nsmallest", "nlargest"),
    ("any", "all"),
    ("sum", "mean"),
    ("mean", "median"),
    ("cumsum", "cumprod"),
    ("zeros", "ones"),
    ("head", "tail"),
    ("first", "last"),
    ("union", "intersection"),
    ("nunique", "count"),
    ("floor", "ceil"),
)
_RENAMED = dict(_OPPOSITES) | {b: a for a, b in _OPPOSITES}
_CONVERSIONS = {
    *("list", "tuple", "set", "int", "float", "str", "bool", "dict", "len", "range"),
    *("array", "asarray", "astype", "copy", "to_numpy", "toarray", "tolist", "tocsr", "item"),
    *("DataFrame", "Series", "reset_index", "csr_matrix", "default_rng"),
}
_SYMMETRIC = {"minimum", "maximum", "min", "max", "logical_and", "logical_or", "add", "multiply"}


@dataclass(frozen=True)
class Mutant:
    """A solution cell with one slip, and the changed lines as they were and as they are."""

    question: str
    before: str
    after: str
    source: str


def mutants(question: str, source: str) -> list[Mutant]:
    """Make every mutant of a solution cell, each once.

    Parameters
    ----------
    question
        The question's name, carried along.
    source
        The solution cell.
    """
    tree = ast.parse(source)
    original = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for node in _solution_nodes(tree, source):
        for slip in _slips(node):
            changed = copy.deepcopy(tree, {id(node): ast.fix_missing_locations(slip)})
            text = ast.unparse(changed)
            if text != original and text not in found:
                found[text] = Mutant(question, *_difference(original, text), text)
    return list(found.values())


def _difference(original: str, text: str) -> tuple[str, str]:
    lines = list(difflib.ndiff(original.splitlines(), text.splitlines()))
    before, after = ("\n".join(x[2:].strip() for x in lines if x[0] == sign) for sign in "-+")
    return before, after


def _solution_nodes(tree: ast.Module, source: str) -> Iterator[ast.AST]:
    wanted: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), start=1):
        inside = (inside or "### BEGIN SOLUTION" in line) and "### END SOLUTION" not in line
        if inside:
            wanted.add(number)
    docstrings = {
        id(node.body[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Module) and ast.get_docstring(node) is not None
    }
    for node in ast.walk(tree):
        line_number = getattr(node, "lineno", None) or getattr(
            getattr(node, "target", None), "lineno", None
        )
        if line_number in wanted and id(node) not in docstrings:
            yield node


def _slips(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            for other in _ARITHMETIC.get(type(op), ()):
                yield ast.BinOp(left, other(), right)
            if isinstance(op, _ORDERED):
                yield ast.BinOp(right, op, left)
        case ast.Compare(left=left, ops=[op, *rest], comparators=comparators):
            for different in _COMPARE[type(op)]:
                yield ast.Compare(left, [different(), *rest], comparators)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as number):
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1)
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None and not isinstance(lower, ast.Constant):
                yield ast.Slice(_one_more(lower), upper, step)
            if upper is not None and not isinstance(upper, ast.Constant):
                yield ast.Slice(lower, _one_more(upper), step)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(_negated(test), body, orelse)
        case ast.comprehension(target=target, iter=items, ifs=[test, *rest]):
            yield ast.comprehension(target, items, [_negated(test), *rest], 0)
            yield ast.comprehension(target, items, rest, 0)
        case ast.Call():
            yield from _call_slips(node)
        case ast.stmt():
            yield from _statement_slips(node)


def _call_slips(call: ast.Call) -> Iterator[ast.AST]:
    name = {ast.Attribute: "attr", ast.Name: "id"}.get(type(call.func))
    called = getattr(call.func, name) if name else ""
    if called in _RENAMED:
        other = copy.copy(call.func)
        setattr(other, name or "", _RENAMED[called])
        yield ast.Call(other, call.args, call.keywords)
    starred = any(isinstance(argument, ast.Starred) for argument in call.args[:2])
    if len(call.args) > 1 and called not in _SYMMETRIC and not starred:
        first, second, *rest = call.args
        yield ast.Call(call.func, [second, first, *rest], call.keywords)
    if called == "range":
        yield ast.Call(call.func, [*call.args[:-1], _one_more(call.args[-1])], [])
    if called in _CONVERSIONS:
        return
    if isinstance(call.func, ast.Attribute) and not _is_module(call.func.value):
        yield call.func.value
    elif len(call.args) == 1 and not call.keywords and not starred:
        yield call.args[0]


def _statement_slips(statement: ast.stmt) -> Iterator[ast.AST]:
    match statement:
        case ast.FunctionDef() | ast.ClassDef() | ast.Import() | ast.ImportFrom() | ast.Pass():
            return
        case ast.Return():
            return  # without its return the function gives None, which every test notices
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(_negated(test), body, orelse)
        case ast.While(test=test, body=body, orelse=orelse):
            yield ast.While(_negated(test), body, orelse)
        case ast.AugAssign(target=target, op=op, value=value):
            for other in _ARITHMETIC.get(type(op), ()):
                yield ast.AugAssign(target, other(), value)
    yield ast.Pass()


def _one_more(number: ast.expr) -> ast.expr:
    return ast.BinOp(number, ast.Add(), ast.Constant(1))


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _is_module(node: ast.expr) -> bool:
    """Whether a name is a module's by custom (``np``, ``pd``), whose functions are no methods."""
    return isinstance(node, ast.Name) and node.id in {"np", "pd", "sparse", "stats", "math"}
