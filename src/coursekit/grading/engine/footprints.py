"""What of a notebook each cell and each test may change, as far as its text can tell.

A fork is the dearest step of grading. Where two tests leave their traces in different things,
neither can tell that the other has run in the same process; nor can a test tell that a cell has
run that changes nothing of what the test finds. What is not certainly so counts as not so: what
no text shows has no footprint that is known, and keeps to itself.
"""

import ast
import re
from collections.abc import Collection, Iterable, Sequence

from coursekit.assignment import names
from coursekit.grading.engine.texts import (
    DECORATORS,
    FUNCTIONS,
    REFLECTING,
    Text,
    defaults,
    is_changed,
    is_part,
    is_plain,
    text_of,
)
from coursekit.grading.sandbox.loaded import Loaded

_REPLACING = frozenset(("setattr", "delattr"))
_ACTING = REFLECTING | _REPLACING | {"open", "input", "breakpoint", "exit", "quit"}
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

_INSIDES = frozenset(("__class__", "__dict__"))
_SETTINGS = _INSIDES | frozenset(
    (
        "autumn", "bone", "config_context", "cool", "copper", "flag",
        "getcontext", "gray", "hot", "hsv", "inferno", "interactive", "ioff", "ion", "jet",
        "localcontext", "magma", "nipy_spectral", "option_context", "options", "pink", "plasma",
        "prism", "rc", "rcParams", "rc_context", "rcdefaults", "register",
        "register_matplotlib_converters", "reset_option", "seed", "set_cmap", "set_config",
        "set_default_printstyle", "set_eng_float_format", "set_option", "set_printoptions",
        "set_state", "setbufsize", "setcontext", "seterr", "seterrcall", "setstate", "spring",
        "style", "summer", "switch_backend", "unregister", "update_wrapper", "use", "viridis",
        "winter", "xkcd",
    )
)  # fmt: skip
_OF_CLASSES = frozenset(("__class_getitem__", "__new__"))
_DATACLASS = "dataclasses.dataclass"
_SEEDED = frozenset(("default_rng", "Generator", "RandomState", "SeedSequence"))

_WRITING = re.compile(
    r"\bopen\([^)]*,[^)]*(['\"][bt]*[wax][bt+]*['\"]|r\+|mode)|\.open\(['\"][bt]*[wax]"
    r"|\.to_(csv|excel|feather|hdf|json|parquet|pickle|sql|stata)\(|\bsave\w*\(|\bdump\("
    r"|\.write|mkdir|unlink|\btouch\(|\b(shutil|sqlite3|subprocess)\b"
    r"|\bos\.(chdir|environ|make|mkdir|putenv|re(move|name|place)|rmdir)"
)
"""Speaks of what may outlast the process: to do it again comes to something else."""

_LATER = (*FUNCTIONS, ast.ClassDef, ast.GeneratorExp, ast.Lambda)

Footprint = frozenset[str]
"""The variables of the notebook that a cell or a test may change or look into.

What one names and what the notebook has ever made of it, or put into it, belong together.
"""


class Footprints:
    """Tells the footprints of a notebook's cells and tests.

    Parameters
    ----------
    cells
        The sources of all cells that are to run, and whether each is the instructor's.
    asked
        The names that tests find in the student's process; all others are the checker's own.
    loaded
        What is imported already.
    """

    def __init__(
        self,
        cells: Iterable[tuple[str, bool]],
        asked: Collection[str],
        loaded: Loaded,
    ) -> None:
        self._asked, self._loaded = frozenset(asked), loaded
        self._definitions: dict[str, list[ast.stmt]] = {}
        self._classes: set[str] = set()
        self._statements: list[tuple[ast.stmt, set[str]]] = []
        self._uses: dict[str, set[str]] = {}
        self._given: dict[str, set[str]] = {}
        self._imports: dict[str, str] = {}
        self._variables: set[str] = set()
        self._writing: set[str] = set()
        self._reflects = False
        for source, trusted in cells:
            self._add(source, trusted)
        known = self._imports.get("dataclass", _DATACLASS) == _DATACLASS
        self._reflects |= not known or not DECORATORS.isdisjoint(
            self._variables | self._definitions.keys()
        )
        self._link()
        self._loud = self._find_loud()

    def _add(self, source: str, trusted: bool) -> None:
        text = text_of(source)
        # what the instructor's own cells show by text, they show for themselves alone
        self._reflects |= text.looks_around if trusted else text.reflects
        self._imports |= text.imports
        for name, used in text.uses.items():
            self._uses.setdefault(name, set()).update(used)
            if trusted:
                self._given.setdefault(name, set()).update(used)
        if _WRITING.search(source):
            self._writing |= text.uses.keys() | text.binds - text.imports.keys()
        if trusted and not self._asked.isdisjoint(text.named):  # it runs with the tests, as a whole
            for name in text.binds - text.imports.keys():
                self._given.setdefault(name, set()).update(text.named)
        for node in text.nodes:
            match node:
                case ast.Global(names=declared):
                    self._variables.update(declared)
                case ast.NamedExpr(target=ast.Name(id=name)):
                    self._variables.add(name)
                case ast.ClassDef(name=name):
                    self._classes.add(name)
        for node in text.body:
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    self._definitions.setdefault(node.name, []).append(node)
                    if not is_plain(node):  # who knows where its decorator keeps it
                        self._add_statement(node, trusted)
                case ast.Assign(targets=[ast.Name()], value=value) if _is_constant(value):
                    pass
                case _:
                    self._add_statement(node, trusted)

    def _add_statement(self, node: ast.stmt, trusted: bool) -> None:
        named = _named(node)
        bound = names.bound_by([node])
        stored = {name for n in ast.walk(node) for name in names.stored(n)}
        bound -= self._imports.keys() - stored  # a library that is called is none of it
        self._variables |= bound
        self._statements.append((node, bound | named))
        for name in bound if trusted else ():
            self._given.setdefault(name, set()).update(named)

    def _link(self) -> None:
        """Let each variable lead to all that a statement speaks of together with it.

        From then on any of it may be a part of any other.
        """
        grown = True
        while grown:
            grown = False
            for _, named in self._statements:
                met = names.reached(named, self._uses)
                for name in met & self._variables:
                    uses = self._uses.setdefault(name, set())
                    grown = grown or not met <= uses
                    uses |= met

    def _find_loud(self) -> set[str]:
        """Return what may change things that it has not made, or has a library do so."""
        loud = {n for n, path in self._imports.items() if not _is_stateless(path)}
        loud |= {n for n, found in self._definitions.items() if not all(map(self._is_quiet, found))}
        for node, named in self._statements:
            if not self._is_quiet(node):
                loud |= named & self._variables
        return loud | self._enumerations()

    def _enumerations(self) -> set[str]:
        """Return the classes whose objects are the same ones for everybody."""
        enums = {n for n, path in self._imports.items() if path.partition(".")[0] == "enum"}
        bases = {
            name: {names.root(b) for d in found for b in getattr(d, "bases", ())}
            for name, found in self._definitions.items()
        }
        return {name for name in bases if not names.reached({name}, bases).isdisjoint(enums)}

    def of_cell(self, source: str) -> Footprint | None:
        """Return the footprint of one of the cells, None if nobody knows it.

        What it binds is not part of it: what names stand for can be noted (`views`).
        """
        text = text_of(source)
        code = names.reached(text.read, self._uses)
        known = (
            self._shows_all(text) and self._is_known(code) and all(map(self._is_quiet, text.body))
        )
        return Footprint(code & self._variables) if known else None

    def writes(self, source: str) -> bool:
        """Whether what a cell does, or calls, may outlast the process."""
        code = names.reached(text_of(source).read, self._uses)
        return _WRITING.search(source) is not None or not self._writing.isdisjoint(code)

    def of_tests(self, sources: Sequence[str]) -> list[Footprint | None]:
        """Return the footprints of the tests, in their order; None where nobody knows it.

        One that goes on with what an earlier one has made has that one run once more.
        """
        found: list[Footprint | None] = []
        for number, source in enumerate(sources):
            footprint = self._of_test(source)
            for earlier, trodden in zip(sources[:number], found, strict=True):
                if not text_of(source).wants.isdisjoint(text_of(earlier).gives):
                    footprint = together(footprint, trodden)
            found.append(footprint)
        return found

    def _of_test(self, source: str) -> Footprint | None:
        """Return the footprint of a test alone.

        What it binds anew is seen by itself alone (`views`), and what the instructor gave is the
        checker's own.
        """
        text = text_of(source)
        entries = names.reached(text.read, self._given)
        code = names.reached(entries & self._asked, self._uses)
        modules = {n: self._imports[n] for n in entries & self._imports.keys()} | text.imports
        roots = {module.partition(".")[0] for module in modules.values()}
        draws = "matplotlib" in roots  # what a test draws, it draws on the student's side
        known = (
            self._shows_all(text)
            and self._is_known(code)
            and not _WRITING.search(source)
            and self._writing.isdisjoint(entries | code)
            and names.FRAMEWORKS.isdisjoint(roots)
            and self._loud.isdisjoint(entries & self._definitions.keys())
            and not any(map(_sets if draws else _is_inside, text.nodes))
        )
        return Footprint(code & self._variables) if known else None

    def _shows_all(self, text: Text) -> bool:
        """Whether a text names all that it speaks of, and changes parts of that alone."""
        changed = (n for n in text.nodes if is_part(n) and is_changed(n))
        return (
            not (self._reflects or text.reflects)
            and text.named.isdisjoint(_REPLACING)
            and all(self._may_change(n, text) for n in changed)
        )

    def _may_change(self, part: ast.Attribute | ast.Subscript, text: Text) -> bool:
        root = names.root(part)
        if isinstance(part, ast.Subscript):
            return root in text.makes | self._variables | {"self"}
        return root == "self" or (
            isinstance(part.value, ast.Name)
            and text.instances.get(root, set()) <= self._classes | text.classes
            and root in text.instances
        )

    def _is_known(self, code: set[str]) -> bool:
        return code.isdisjoint(_ACTING) and code.isdisjoint(self._loud)

    def _is_quiet(self, node: ast.AST) -> bool:
        """Whether a statement, a function or a class's methods change only what they can name."""
        nodes = [*ast.walk(node)]
        seeded = [n.value for n in nodes if isinstance(n, ast.Attribute) and n.attr in _SEEDED]
        return all(n in seeded or self._changes_own(n) for n in nodes)

    def _changes_own(self, node: ast.AST) -> bool:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                of_class = node.name in _OF_CLASSES or any(
                    isinstance(d, ast.Name) for d in node.decorator_list
                )
                return (
                    is_plain(node)
                    and all(map(_is_constant, defaults(node)))
                    and not (of_class and any(map(_changes_attribute, ast.walk(node))))
                )
            case ast.ClassDef(bases=bases, keywords=keywords):
                named = all(isinstance(base, (ast.Name, ast.Attribute)) for base in bases)
                return (
                    is_plain(node) and named and not keywords and all(map(_is_of_class, node.body))
                )
            case ast.Subscript(value=of, ctx=ast.Store() | ast.Del()):
                return names.root(of) not in self._imports.keys() | self._definitions.keys()
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name)), args=[ast.Name(id=first), *_]
            ):
                return name not in self._classes or first == "self"
            case ast.Attribute(attr=attribute, value=of):
                if _sets(node):
                    return False
                root = names.root(of)
                if attribute == "random" and root in self._imports:
                    return False
                return not is_changed(node) or root == "self"
            case ast.Import(names=aliases):
                paths = [alias.name for alias in aliases]
                return self._loaded.covers(node) and all(map(_is_stateless, paths))
            case ast.ImportFrom(names=aliases, module=module):
                paths = [f"{module or ''}.{alias.name}" for alias in aliases]
                return self._loaded.covers(node) and all(map(_is_stateless, paths))
        return not isinstance(node, ast.Global)


def together(one: Footprint | None, other: Footprint | None) -> Footprint | None:
    """Return the footprint of both, None where that of one is not known."""
    return None if one is None or other is None else one | other


def apart(footprints: dict[str, Footprint | None]) -> set[str]:
    """Return the tests of a notebook that must not share a process with the others.

    The others step on nothing that any of them has stepped on.
    """
    alone: set[str] = set()
    taken: set[str] = set()
    for name, footprint in footprints.items():
        if footprint is None or not footprint.isdisjoint(taken):
            alone.add(name)
        else:
            taken |= footprint
    return alone


def _named(statement: ast.stmt) -> set[str]:
    """Return what a statement speaks of; a file that it has opened at once is open by now."""
    nodes = [*ast.walk(statement)]
    at_once = not any(isinstance(n, _LATER) for n in nodes)
    opening = [n.func for n in nodes if isinstance(n, ast.Call)] if at_once else []
    return {
        n.id for n in nodes if isinstance(n, ast.Name) and not (n.id == "open" and n in opening)
    }


def _is_constant(expression: ast.expr) -> bool:
    """Whether an expression stands for something that cannot change."""
    kinds = (ast.Constant, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)
    return all(isinstance(node, kinds) for node in ast.walk(expression))


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


def _is_inside(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in _INSIDES


def _changes_attribute(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and is_changed(node)


def _is_of_class(node: ast.stmt) -> bool:
    """Whether a statement of a class's body makes nothing that could change."""
    match node:
        case ast.Assign(targets=[ast.Name()], value=value):
            return _is_constant(value)
        case ast.AnnAssign(target=ast.Name(), value=value):
            return value is None or _is_constant(value)
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            return True
    return isinstance(node, (*FUNCTIONS, ast.ClassDef))
