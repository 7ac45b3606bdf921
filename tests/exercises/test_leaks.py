"""No answer and no hidden test reaches the students: not in exercises/, not in the built site."""

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from coursekit.exercises.notebooks import read_source
from coursekit.exercises.sets import ExerciseSet

BEGIN, END = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)"), re.compile(r"### END ")
TELLING = 14  # characters; "else:" and "checks.equal(" say nothing


def secrets(exercises: ExerciseSet) -> set[str]:
    """Every telling line of the answers and the hidden tests, without its indentation."""
    found = set()
    for cell in read_source(exercises).cells:
        meta = cell.metadata.get("nbgrader", {})
        inside = meta.get("solution", False) and not BEGIN.search(cell.source)
        for line in cell.source.splitlines():
            if BEGIN.search(line) or END.search(line):
                inside = bool(BEGIN.search(line))
            elif inside:
                found.add(plain(line))
    return {line for line in found if len(line) >= TELLING}


def plain(text: str) -> str:
    """One space between words; the escapes of a notebook's JSON undone."""
    return " ".join(text.replace('\\"', '"').replace("\\n", " ").split())


@cache
def shown(path: Path) -> list[str]:
    """The text of a page as its bytes and as a reader sees it."""
    text = path.read_text(encoding="utf-8", errors="replace")
    read = [BeautifulSoup(text, "html.parser").get_text()] if path.suffix == ".html" else []
    return [plain(text), *map(plain, read)]


def leaks(lines: set[str], folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)}: {line}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".ipynb", ".html", ".md", ".txt", ".js", ".py"}
        for text in shown(path)
        for line in sorted(lines)
        if line in text
    ]


def test_there_are_secrets(exercises: ExerciseSet) -> None:
    assert len(secrets(exercises)) > 50


def test_a_leak_would_be_found(exercises: ExerciseSet, tmp_path: Path) -> None:
    line = max(secrets(exercises), key=len)
    page = tmp_path / "page.html"
    words = line.replace("&", "&amp;").replace("<", "&lt;").split(" ")
    page.write_text("<pre>" + " ".join(f"<span>{word}</span>" for word in words) + "</pre>")
    assert leaks({line}, tmp_path) == [f"page.html: {line}"]


def test_exercises(exercises: ExerciseSet) -> None:
    assert leaks(secrets(exercises), exercises.root / "exercises") == []


@pytest.mark.xdist_group("book")
def test_site(exercises: ExerciseSet, site: Path) -> None:
    """A line that the book itself teaches (in a page or the package) is nobody's secret."""
    taught = " ".join(
        plain(path.read_text(encoding="utf-8"))
        for pattern in ("book/**/*.md", "src/dataproblems/**/*.py")
        for path in exercises.root.glob(pattern)
    )
    assert leaks({line for line in secrets(exercises) if line not in taught}, site) == []
