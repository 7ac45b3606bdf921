"""Which code leaves a notebook's state as it was, as far as its text can tell.

A fork is the dearest step of grading. A cell that only defines new things needs none before it:
nothing that stands before it can tell that it has run. Nor does one that changes nothing but
what names stand for, which can be noted. And tests can share one process where nothing that
they call changes what the others find there. What is not certainly so counts as not so; then
each test has a process of its own, as if nothing were known.
"""

import ast
import builtins
import functools
import symtable
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from coursekit.grading import names

_REFLECTING = names.REFLECTING | {"compile", "__import__"}
_REPLACING = frozenset(("setattr", "delattr"))
_ACTING = _REFLECTING | _REPLACING | {"open", "input", "breakpoint", "exit", "quit"}
_STATELESS = frozenset(
    (
        "__future__", "abc", "array", "bisect", "cmath", "collections", "copy", "dataclasses",
        "datetime", "decimal", "enum", "fractions", "functools", "heapq", "inspect", "itertools",
        "json", "math", "matplotlib", "numbers", "numpy", "operator", "pandas", "re", "scipy",
        "sklearn", "statistics", "string", "textwrap", "time", "typing",
    )
)  # fmt: skip
"""Libraries whose calls leave nothing behind, but for what `_SETTINGS` names.

Open figures are each test's own (`views`).
"""

_SETTINGS = frozenset(
    (
        "__class__", "__dict__", "config_context", "getcontext", "interactive", "ioff", "ion",
        "localcontext", "option_context", "options", "rc", "rcParams", "rc_context", "rcdefaults",
        "register", "reset_option", "seed", "set_cmap", "set_config", "set_option",
        "set_printoptions", "set_state", "setcontext", "seterr", "seterrcall", "setstate", "style",
        "switch_backend", "use", "xkcd",
    )
)  # fmt: skip
_SEEDED = frozenset(("default_rng", "Generator", "RandomState", "SeedSequence"))
_DECORATORS = frozenset(("classmethod", "dataclass", "property", "staticmethod"))
_LOOKING_AROUND = frozenset(
    (
        "__builtins__", "__closure__", "__defaults__", "__globals__", "__init_subclass__",
        "__kwdefaults__", "__mro_entries__", "__prepare__", "__set_name__", "__subclasses__",
        "_getframe", "f_back", "f_globals", "f_locals", "modules",
    )
)  # fmt: skip
"""Attributes and methods by which code finds what it does not name, or is called unnamed."""

_STILL = (
    ast.Constant, ast.Dict, ast.List, ast.Name, ast.Set, ast.Tuple, ast.expr_context,
)  # fmt: skip
_STILL_OF_LIBRARIES = (
    *_STILL, ast.Attribute, ast.BinOp, ast.Slice, ast.Subscript, ast.UnaryOp, ast.operator,
    ast.unaryop,
)  # fmt: skip
"""What runs no code of the notebook's, as long as all its names are a library's."""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class _Text:
    """A cell's text, taken apart once.

    `named` are the names in it, `read` those whose values it takes, `binds` those it may bind,
    `words` texts that could be names, `uses` the global names that each definition in it uses.
    """

    body: list[ast.stmt] = field(default_factory=list)
    nodes: list[ast.AST] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)
    uses: dict[str, set[str]] = field(default_factory=dict)

    @property
    def reflects(self) -> bool:
        """Whether it may speak of names that it does not show."""
        roots = {module.partition(".")[0] for module in self.imports.values()}
        return bool(
            _REFLECTING & self.named
            or (names.FRAMEWORKS | {"__main__", "gc"}) & roots
            or "*" in self.imports
            or any(map(_looks_around, self.nodes))
        )


@functools.lru_cache(maxsize=2048)
def _text(source: str) -> _Text:
    tree = names.parse(source)
    if tree is None:  # it does not even begin to run
        return _Text()
    text = _Text(tree.body, [*ast.walk(tree)], uses=_uses(source))
    for node in text.nodes:
        match node:
            case ast.Name(id=name, ctx=context):
                text.named.add(name)
                text.read |= {name} if isinstance(context, ast.Load) else set()
            case ast.AugAssign(target=ast.Name(id=name)):
                text.read.add(name)
            case ast.Constant(value=str(word)) if word.isidentifier():
                text.words.add(word)
            case ast.Import(names=aliases):
                text.imports |= {a.asname or a.name.partition(".")[0]: a.name for a in aliases}
            case ast.ImportFrom(names=aliases, module=module):
                text.imports |= {a.asname or a.name: f"{module or ''}.{a.name}" for a in aliases}
            case ast.ClassDef(name=name, bases=bases):
                text.uses.setdefault(name, set()).update(map(names.root, bases))
    text.binds = names.bound_by(tree.body) | text.imports.keys()
    return text


def _looks_around(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.FunctionDef(name=name):
            return name in _LOOKING_AROUND
        case ast.ClassDef(keywords=keywords):
            return bool(keywords)
    return False


def _uses(source: str) -> dict[str, set[str]]:
    """Return the global names that each function and class of a cell uses."""
    try:
        tables = symtable.symtable(source, "cell", "exec").get_children()
    except SyntaxError:
        tables = symtable.symtable(names.plain_python(source), "cell", "exec").get_children()
    return {table.get_name(): set(_free(table)) for table in tables}


def _free(table: symtable.SymbolTable) -> Iterator[str]:
    yield from (s.get_name() for s in table.get_symbols() if s.is_global())
    for inner in table.get_children():
        yield from _free(inner)


class Past:
    """What the cells and tests of a notebook have named so far.

    Parameters
    ----------
    modules
        What is imported already, beside the standard library.
    """

    def __init__(self, modules: Iterable[str]) -> None:
        self._roots = {m.partition(".")[0] for m in modules} | sys.stdlib_module_names
        self._named: set[str] = set(dir(builtins))
        self._libraries: set[str] = set(dir(builtins))
        self._reflects = False

    def add_cell(self, source: str) -> None:
        """Take note of a cell that has run."""
        self.add_test(source)
        text = _text(source)
        self._named |= text.binds
        self._libraries = self._libraries - text.binds | text.imports.keys()

    def add_test(self, source: str) -> None:
        """Take note of a test that stands here: what it binds is its own."""
        text = _text(source)
        self._named |= text.named | text.words
        self._reflects |= text.reflects

    def has_loaded(self, source: str) -> bool:
        """Whether a cell imports nothing but what is imported already."""
        return {m.partition(".")[0] for m in _text(source).imports.values()} <= self._roots

    def cannot_tell(self, source: str) -> bool:
        """Whether a cell does no more than define names that nothing so far has named."""
        text = _text(source)
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
            return _is_plain(node) and all(_is_still(e, known) for e in _evaluated(node))
        case ast.ClassDef(keywords=[]):
            return (
                _is_plain(node)
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


def _is_plain(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether no decorator runs code of its own."""
    return all(
        (isinstance(d, ast.Name) and d.id in _DECORATORS)
        or (isinstance(d, ast.Attribute) and d.attr == "setter")
        for d in node.decorator_list
    )


def _evaluated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    """Walk what a definition evaluates: defaults and annotations."""
    arguments = node.args
    yield from _defaults(node)
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    for argument in (*every, arguments.vararg, arguments.kwarg):
        if argument is not None and argument.annotation is not None:
            yield argument.annotation
    if node.returns is not None:
        yield node.returns


def _defaults(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    yield from node.args.defaults
    yield from (value for value in node.args.kw_defaults if value is not None)


def _is_still(expression: ast.expr, known: set[str]) -> bool:
    """Whether evaluating an expression calls nothing of the notebook's."""
    nodes = [*ast.walk(expression)]
    named = {node.id for node in nodes if isinstance(node, ast.Name)}
    kinds = _STILL_OF_LIBRARIES if named <= known else _STILL
    return all(isinstance(node, kinds) for node in nodes)


def _is_constant(expression: ast.expr) -> bool:
    """Whether an expression stands for something that cannot change."""
    kinds = (ast.Constant, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)
    return all(isinstance(node, kinds) for node in ast.walk(expression))


class Purity:
    """Tells what the cells and tests of a notebook may change that others could find.

    Parameters
    ----------
    tests
        The sources of its tests: one that goes on with what another has made has that one run
        once more in its own state.
    """

    def __init__(self, tests: Iterable[str] = ()) -> None:
        self._definitions: dict[str, list[ast.stmt]] = {}
        self._uses: dict[str, set[str]] = {}
        self._imports: dict[str, str] = {}
        self._given: dict[str, set[str]] = {}
        self._variables: set[str] = set()
        self._reflects = False
        self._made_by_tests = {name for test in tests for name in _made(_text(test))}

    def add(self, source: str, trusted: bool) -> None:
        """Take note of a code cell; `trusted` if it is the instructor's."""
        text = _text(source)
        self._reflects |= text.reflects and not trusted
        self._imports |= text.imports
        for name, used in text.uses.items():
            self._uses.setdefault(name, set()).update(used)
        for node in text.nodes:
            if isinstance(node, ast.Global):
                self._variables.update(node.names)
        for node in text.body:
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    self._definitions.setdefault(node.name, []).append(node)
                case ast.Assign(targets=[ast.Name()], value=value) if _is_constant(value):
                    pass
                case _ if trusted:
                    for name in names.bound_by([node]) - self._imports.keys():
                        self._given.setdefault(name, set()).update(text.named)
                case _:
                    self._variables |= names.bound_by([node]) - self._imports.keys()

    def only_binds(self, cell: str) -> bool:
        """Whether a cell that is to run next changes nothing but what names stand for."""
        text = _text(cell)
        own = _made(text)
        code = names.reached(text.read, self._uses)
        return (
            self._shows_all(text, own)
            and own.isdisjoint(self._definitions)
            and code.isdisjoint(self._variables | self._given.keys() | _ACTING)
            and self._keeps_nothing(code)
            and all(self._is_quiet(node) for node in text.body)
        )

    def is_pure(self, test: str) -> bool:
        """Whether nothing that a test does, or calls, changes what others find.

        What it binds is seen by itself alone (`views`).
        """
        text = _text(test)
        own = _made(text)
        entries = names.reached(text.read, self._given)
        code = names.reached({u for n in entries for u in self._uses.get(n, ())}, self._uses)
        modules = {n: self._imports[n] for n in entries & self._imports.keys()} | text.imports
        roots = {module.partition(".")[0] for module in modules.values()}
        acts = "matplotlib" in roots  # what a test draws, it draws on the student's side
        return (
            self._shows_all(text, own)
            and names.FRAMEWORKS.isdisjoint(roots)
            and self._variables.isdisjoint(own | entries | code)
            and (self._made_by_tests - self._definitions.keys()).isdisjoint(entries - own)
            and code.isdisjoint(self._given.keys() | _ACTING)
            and self._keeps_nothing(code)
            and all(self._is_quiet(d) for n in entries for d in self._definitions.get(n, ()))
            and not (acts and any(map(_sets, text.nodes)))
        )

    def _shows_all(self, text: _Text, own: set[str]) -> bool:
        """Whether a text names all that it speaks of, and makes what it changes."""
        changed = (names.root(n.value) for n in text.nodes if _is_part(n) and _is_changed(n))
        return (
            not (self._reflects or text.reflects)
            and own.issuperset(changed)
            and text.named.isdisjoint(_REPLACING)
        )

    def _keeps_nothing(self, code: set[str]) -> bool:
        """Whether nothing that runs keeps a state between calls."""
        return all(_is_stateless(self._imports[n]) for n in code & self._imports.keys()) and all(
            self._is_quiet(d) for n in code for d in self._definitions.get(n, ())
        )

    def _is_quiet(self, definition: ast.AST) -> bool:
        """Whether running a function, or a class's methods, changes only what it has made."""
        nodes = [*ast.walk(definition)]
        seeded = [n.value for n in nodes if isinstance(n, ast.Attribute) and n.attr in _SEEDED]
        return all(n in seeded or self._changes_own(n) for n in nodes)

    def _changes_own(self, node: ast.AST) -> bool:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                of_class = any(isinstance(d, ast.Name) for d in node.decorator_list)
                return (
                    _is_plain(node)
                    and all(map(_is_constant, _defaults(node)))
                    and not (of_class and any(map(_changes_attribute, ast.walk(node))))
                )
            case ast.ClassDef(keywords=keywords):
                return _is_plain(node) and not keywords and all(map(_is_of_class, node.body))
            case ast.Attribute(attr=attribute, value=of):
                if _sets(node):
                    return False
                root = names.root(of)
                if attribute == "random" and root in self._imports:
                    return False
                return not _is_changed(node) or root == "self"
            case ast.Import(names=aliases):
                return all(_is_stateless(alias.name) for alias in aliases)
            case ast.ImportFrom(names=aliases, module=module):
                return all(_is_stateless(f"{module or ''}.{alias.name}") for alias in aliases)
        return not isinstance(node, ast.Global)


def _made(text: _Text) -> set[str]:
    """Return the variables, functions and classes that a test makes, and those it deletes."""
    made = {n.id for n in text.nodes if isinstance(n, ast.Name) and _is_changed(n)}
    return made | {n.name for n in text.body if isinstance(n, (*_FUNCTIONS, ast.ClassDef))}


def _is_stateless(path: str) -> bool:
    """Whether a library, or what is taken from it, keeps no state between calls."""
    root, *parts = path.split(".")
    seeded = bool(parts) and parts[-1] in _SEEDED
    return root in _STATELESS and _SETTINGS.isdisjoint(parts) and ("random" not in parts or seeded)


def _sets(node: ast.AST) -> bool:
    """Whether a library's setting is spoken of."""
    match node:
        case ast.Attribute(attr=name):
            return name in _SETTINGS
        case ast.alias(name=path):
            return not _SETTINGS.isdisjoint(path.split("."))
    return False


def _changes_attribute(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and _is_changed(node)


def _is_of_class(node: ast.stmt) -> bool:
    """Whether a statement of a class's body makes nothing that could change."""
    match node:
        case ast.Assign(targets=[ast.Name()], value=value):
            return _is_constant(value)
        case ast.AnnAssign(target=ast.Name(), value=value):
            return value is None or _is_constant(value)
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            return True
    return isinstance(node, (*_FUNCTIONS, ast.ClassDef))


def _is_part(node: ast.AST) -> TypeGuard[ast.Attribute | ast.Subscript]:
    return isinstance(node, (ast.Attribute, ast.Subscript))


def _is_changed(node: ast.Name | ast.Attribute | ast.Subscript) -> bool:
    return not isinstance(node.ctx, ast.Load)
