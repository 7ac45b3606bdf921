"""Cells and tests as their texts show them: what each names, binds and defines."""

import ast
import contextlib
import functools
import symtable
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeGuard

from coursekit.assignment import names

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
REFLECTING = names.REFLECTING | {"compile", "__import__"}
DECORATORS = frozenset(("classmethod", "dataclass", "property", "staticmethod"))
_LOOKING_AROUND = frozenset(
    (
        "__annotations__", "__builtins__", "__closure__", "__defaults__", "__del__",
        "__delattr__", "__globals__", "__init_subclass__", "__kwdefaults__", "__mro_entries__",
        "__prepare__", "__set_name__", "__setattr__", "__subclasses__", "_getframe", "eval",
        "f_back", "f_globals", "f_locals", "modules", "query",
    )
)  # fmt: skip
"""Attributes and methods by which code finds what it does not name, or is called unnamed."""

_KEPT_BY_SHELL = frozenset(("In", "Out", "_", "__", "___", "__annotations__", "_ih", "_oh"))
_TELLING_TIMES = frozenset(("__main__", "gc", "weakref"))


@dataclass
class Text:
    """A cell's text, taken apart once.

    `named` are the names in it, `read` those whose values it takes, `binds` those it may bind,
    `words` texts that could be names, `uses` the global names that each definition in it uses.
    What it `gives` to a later test it may have made or changed; it `wants` what it has not.
    """

    body: list[ast.stmt] = field(default_factory=list)
    nodes: list[ast.AST] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)
    gives: set[str] = field(default_factory=set)
    wants: set[str] = field(default_factory=set)
    uses: dict[str, set[str]] = field(default_factory=dict)

    @cached_property
    def reflects(self) -> bool:
        """Whether it may speak of names that it does not show."""
        return self.looks_around or not REFLECTING.isdisjoint(self.named)

    @cached_property
    def looks_around(self) -> bool:
        """Whether it may reach, or be reached by, what no name in it leads to."""
        roots = {module.partition(".")[0] for module in self.imports.values()}
        return (
            "*" in self.imports
            or not roots.isdisjoint(names.FRAMEWORKS | _TELLING_TIMES)
            or not self.read.isdisjoint(_KEPT_BY_SHELL)
            or any(map(_looks_around, self.nodes))
            or _passes_for_self(self.nodes)
        )

    @cached_property
    def makes(self) -> set[str]:
        """The variables, functions and classes that it makes, and those it deletes."""
        made = {n.id for n in self.nodes if isinstance(n, ast.Name) and is_changed(n)}
        return made | {n.name for n in self.body if isinstance(n, (*FUNCTIONS, ast.ClassDef))}

    @cached_property
    def classes(self) -> set[str]:
        """The classes that it defines."""
        return {n.name for n in self.nodes if isinstance(n, ast.ClassDef)}

    @cached_property
    def instances(self) -> dict[str, set[str]]:
        """What is called to make the variables that stand for nothing else."""
        made: dict[str, set[str]] = {}
        times = Counter(n.id for n in self.nodes if isinstance(n, ast.Name) and is_changed(n))
        for node in self.nodes:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=by))):
                    made.setdefault(name, set()).add(by)
                    times[name] -= 1
        return {name: by for name, by in made.items() if not times[name]}


@functools.lru_cache(maxsize=2048)
def text_of(source: str) -> Text:
    """Take a cell's source apart."""
    tree = names.parse(source)
    if tree is None:  # it does not even begin to run
        return Text()
    text = Text(tree.body, [*ast.walk(tree)], uses=_uses(source))
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
                inner = (n for base in bases for n in ast.walk(base) if isinstance(n, ast.Name))
                text.uses.setdefault(name, set()).update(n.id for n in inner)
    text.binds = names.bound_by(tree.body) | text.imports.keys()
    text.gives = names.bound(source)
    text.wants = names.used(source) - text.gives
    return text


def _looks_around(node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name in _LOOKING_AROUND or _tidies_up(node)
        case ast.Attribute(attr=name):
            return name in _LOOKING_AROUND
        case ast.Constant(value=str(name)):
            return name in _LOOKING_AROUND and "_" in name
        case ast.ClassDef(keywords=keywords):
            return bool(keywords)
    return False


def _tidies_up(function: ast.AST) -> bool:
    """Whether a generator does something when it is let go of."""
    kinds = {type(node) for node in ast.walk(function)}
    return not kinds.isdisjoint((ast.Yield, ast.YieldFrom)) and not kinds.isdisjoint(
        (ast.Try, ast.With, ast.AsyncWith)
    )


def _passes_for_self(nodes: list[ast.AST]) -> bool:
    """Whether `self` may be anything but the object that a method is called on."""
    kinds = (*FUNCTIONS, ast.Lambda)
    methods = [f for n in nodes if isinstance(n, ast.ClassDef) for f in n.body]
    others = (n for n in nodes if isinstance(n, kinds) and n not in methods)
    return any(
        a.arg == "self" for f in others for a in ast.walk(f.args) if isinstance(a, ast.arg)
    ) or any(isinstance(n, ast.Name) and n.id == "self" and is_changed(n) for n in nodes)


def _uses(source: str) -> dict[str, set[str]]:
    """Return the global names that each function and class of a cell uses."""
    tables: list[symtable.SymbolTable] = []  # a text that has a tree may have none: it won't run
    for text in (str, names.plain_python):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            tables = symtable.symtable(text(source), "cell", "exec").get_children()
            break
    found: dict[str, set[str]] = {}
    for table in tables:  # a name may be defined more than once
        found.setdefault(table.get_name(), set()).update(_free(table))
    return found


def _free(table: symtable.SymbolTable) -> Iterator[str]:
    yield from (s.get_name() for s in table.get_symbols() if s.is_global())
    for inner in table.get_children():
        yield from _free(inner)


def is_plain(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether no decorator runs code of its own."""
    return all(
        (isinstance(d, ast.Name) and d.id in DECORATORS)
        or (isinstance(d, ast.Attribute) and d.attr == "setter")
        for d in node.decorator_list
    )


def defaults(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    """Walk the default values of a function's arguments."""
    yield from node.args.defaults
    yield from (value for value in node.args.kw_defaults if value is not None)


def is_part(node: ast.AST) -> TypeGuard[ast.Attribute | ast.Subscript]:
    """Whether an expression stands for a part of something."""
    return isinstance(node, (ast.Attribute, ast.Subscript))


def is_changed(node: ast.Name | ast.Attribute | ast.Subscript) -> bool:
    """Whether an expression is assigned to or deleted."""
    return not isinstance(node.ctx, ast.Load)
