"""Code that a page quotes from the package is whole, and chosen by its text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.directives.code import LiteralIncludeReader

BOOK = Path(__file__).parents[2] / "book"
DIRECTIVE = re.compile(r"^```\{literalinclude\} (\S+)\n((?::.*\n)*)```$", re.MULTILINE)


def excerpts() -> Iterator[Any]:
    for page in sorted(BOOK.rglob("*.md")):
        for file, lines in DIRECTIVE.findall(page.read_text("utf-8")):
            options = dict(re.findall(r"^:([\w-]+): *(.*)$", lines, re.MULTILINE))
            name = f"{page.relative_to(BOOK)}: {options.get('pyobject', file)}"
            yield pytest.param((page.parent / file).resolve(), options, id=name)


def quoted(file: Path, options: dict[str, Any]) -> str:
    """Return what Sphinx shows for a ``literalinclude``."""
    settings: Any = SimpleNamespace(source_encoding="utf-8")
    options = {name: int(v) if name == "dedent" else v for name, v in options.items()}
    return LiteralIncludeReader(str(file), options, settings).read()[0]


@pytest.mark.parametrize(("file", "options"), list(excerpts()))
def test_an_excerpt_is_code_that_a_reader_could_run(file: Path, options: dict[str, str]) -> None:
    assert "lines" not in options, "line numbers go stale unseen: use start-at and end-before"
    code = quoted(file, options)
    assert code.strip()
    ast.parse(dedent(code))


def test_half_a_docstring_is_found(tmp_path: Path) -> None:
    file = tmp_path / "half.py"
    file.write_text('def f():\n    """Say one thing.\n\n    And more."""\n    return 1\n', "utf-8")
    with pytest.raises(SyntaxError):
        ast.parse(dedent(quoted(file, {"pyobject": "f", "end-before": "And"})))
