"""Which of the project's own modules a piece of code imports, by reading it, not running it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

DYNAMIC = ("importlib", "__import__", "runpy")


def imported_files(code: str, src: Path) -> set[Path]:
    """Return the files under ``src`` that code imports, directly or through one another.

    Code that cannot be read, or that imports by a computed name, is taken to import everything:
    running a page once too often is cheap, a stale result is not.

    Parameters
    ----------
    code
        Python as typed in notebook cells; IPython's magics are understood.
    src
        Folder that holds the packages.
    """
    found: set[Path] = set()
    waiting = list(_direct(without_magics(code), "", src))
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(_of_module(path, path.stat().st_mtime_ns, src))
    return found


@cache  # many pages import the same helpers
def _of_module(path: Path, changed: int, src: Path) -> tuple[Path, ...]:
    del changed  # only tells one state of the file from another
    return tuple(_direct(path.read_text("utf-8"), _package_of(path, src), src))


def without_magics(code: str) -> str:
    """Return a cell's code as plain Python, in which IPython's magics are calls."""
    return str(TransformerManager().transform_cell(code))  # type: ignore[no-untyped-call]  # IPython


def imported_names(code: str, package: str = "") -> Iterator[str]:
    """Yield the modules that code imports and what it takes from them, by their full names.

    Parameters
    ----------
    code
        Plain Python: see :func:`without_magics`.
    package
        The package that relative imports start from.

    Raises
    ------
    SyntaxError
        If the code cannot be read.
    """
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = _absolute(module or "", package, level)
                yield base
                yield from (f"{base}.{alias.name}" for alias in names)


def _direct(code: str, package: str, src: Path) -> Iterator[Path]:
    try:
        names = list(imported_names(code, package))
    except SyntaxError:
        yield from src.rglob("*.py")
        return
    if any(name.split(".")[0] in DYNAMIC for name in names):
        yield from src.rglob("*.py")
    for name in names:
        yield from _files(name, src)
    if "__import__" in code:
        yield from src.rglob("*.py")


def _absolute(module: str, package: str, level: int) -> str:
    if not level:
        return module
    parents = package.split(".")
    anchor = parents[: len(parents) - level + 1]
    return ".".join([*anchor, module] if module else anchor)


def _files(module: str, src: Path) -> Iterator[Path]:
    """Yield the file of a module and the ``__init__`` of every package around it."""
    *packages, last = module.split(".")
    folder = src
    for name in packages:
        folder /= name
        if (folder / "__init__.py").is_file():
            yield folder / "__init__.py"
    for path in (folder / f"{last}.py", folder / last / "__init__.py"):
        if path.is_file():
            yield path


def _package_of(path: Path, src: Path) -> str:
    return ".".join(path.relative_to(src).parent.parts)
