"""The reference of the helpers: each function beside the pages that teach and use it, and back.

The pages of ``book/api`` name modules (``automodule``), and autodoc makes the entries from the
docstrings. A page *teaches* a helper whose source it shows, and *uses* one that it imports.
"""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from bookkit.imports import imported_names, without_magics
from bookkit.notebooks import read_notebook

MODULE = re.compile(r"^\.\. automodule:: (\S+)", re.MULTILINE)
SHOWN = re.compile(r"literalinclude\} \S*src/(dataproblems/\S+)\.py\n:pyobject: (\w+)")
LABEL = re.compile(r"^\(([\w-]+)\)=\n# ", re.MULTILINE)
INHERITED = "Alias for field number"  # what a NamedTuple says of its fields


@dataclass
class Uses:
    """Who teaches and who uses each helper, by full name; and what each page uses."""

    taught: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    used: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_page: dict[str, list[str]] = field(default_factory=dict)


def documented(root: Path) -> set[str]:
    """Return the modules that the pages of the reference list."""
    return {m for page in root.glob("book/api/*.md") for m in MODULE.findall(page.read_text())}


def find_uses(root: Path) -> Uses:
    """Read off the pages' sources who teaches and who uses what."""
    functions, uses = _callables(root, documented(root)), Uses()
    for path in sorted(root.glob("book/**/*.md")):
        text = path.read_text("utf-8")
        label = LABEL.search(text)
        if label is None or path.parent.name == "api":
            continue
        shown = {f"{module.replace('/', '.')}.{name}" for module, name in SHOWN.findall(text)}
        notebook = read_notebook(path)
        cells = notebook.cells if notebook else []
        code = (cell.source for cell in cells if cell.cell_type == "code")
        imported = {name for source in code for name in imported_names(without_magics(source))}
        shown, imported = shown & functions, imported & functions
        for name in sorted(shown):
            uses.taught[name].append(label[1])
        for name in sorted(imported - shown):
            uses.used[name].append(label[1])
        uses.by_page[path.relative_to(root).with_suffix("").as_posix()] = sorted(shown | imported)
    return uses


def _callables(root: Path, modules: set[str]) -> set[str]:
    """Full names of the functions and classes of these modules."""
    found = set()
    for module in modules:
        base = root / "src" / module.replace(".", "/")
        files = [base.with_suffix(".py")] if base.with_suffix(".py").exists() else base.glob("*.py")
        for file in files:
            for node in ast.parse(file.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    found.add(f"{module}.{node.name}")
    return found


def read_uses(app: Sphinx, _config: Config) -> None:
    """Read the pages once for a build."""
    app.add_config_value("helper_uses", None, "")
    app.config["helper_uses"] = find_uses(Path(app.srcdir))


def say_where(
    app: Sphinx, _what: str, name: str, _object: Any, _options: Any, lines: list[str]
) -> None:
    """Add to an entry the pages that teach and use it."""
    uses = app.config["helper_uses"]
    told = [("Taught on", uses.taught.get(name, [])), ("Used on", uses.used.get(name, []))]
    words = [f"{how} {', '.join(f':ref:`{label}`' for label in on)}." for how, on in told if on]
    if words:
        lines += ["", " ".join(words), ""]


def link_back(app: Sphinx, docname: str, source: list[str]) -> None:
    """End a page with links to the entries of the helpers that it uses."""
    names = app.config["helper_uses"].by_page.get(docname)
    if names:
        links = ", ".join(f"{{py:obj}}`{n.rpartition('.')[2]} <{n}>`" for n in names)
        box = f":::{{admonition}} Helpers on this page\n:class: helpers\n{links}\n:::\n"
        source[0] = f"{source[0].rstrip()}\n\n{box}"


def leave_out(
    _app: Sphinx, _what: str, _name: str, member: Any, skip: bool, _options: Any
) -> bool | None:
    """Leave out the fields of a NamedTuple: its docstring has told of them."""
    return True if str(getattr(member, "__doc__", "")).startswith(INHERITED) else skip or None


def setup(app: Sphinx) -> None:
    """Let autodoc and napoleon read the docstrings, and connect the links."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.connect("config-inited", read_uses)
    app.connect("autodoc-process-docstring", say_where, priority=900)
    app.connect("autodoc-skip-member", leave_out)
    app.connect("source-read", link_back)
