"""The hints of a set: every question has its own, and none gives the answer away."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from coursekit.exercises.hints import STAGES, WRITTEN

TELLING = 14
"""Characters of a line of the reference that give it away; ``else:`` says nothing."""

_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"


def hint_problems(
    notebook: NotebookNode, hints: Mapping[str, Mapping[str, Any]], root: Path
) -> list[str]:
    """Return what is wrong with the hints of a set, one line each.

    Parameters
    ----------
    notebook
        The full notebook.
    hints
        As read from ``hints.yml``. A set without any is a set in the making: nothing is wrong.
    root
        The repository, where the pages are.
    """
    return [f"hints.yml: {text}" for text in _problems(notebook, hints, root)] if hints else []


def _problems(
    notebook: NotebookNode, hints: Mapping[str, Mapping[str, Any]], root: Path
) -> Iterator[str]:
    answers = {
        cell.metadata["nbgrader"]["grade_id"]: cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    yield from (f"{name}: there is no such question" for name in sorted(set(hints) - set(answers)))
    for name, cell in answers.items():
        entry = hints.get(name)
        forms = (STAGES,) if cell.cell_type == "code" else WRITTEN
        wanted = next((form for form in forms if set(form) <= set(entry or ())), None)
        if entry is None or wanted is None:
            yield f"{name} needs {' or '.join(', '.join(form) for form in forms)}"
            continue
        if not (root / f"{entry['page']}.md").is_file():
            yield f"{name}: there is no page {entry['page']}"
        texts = [entry[key] if key in STAGES else entry[key]["memo"] for key in wanted]
        text = _plain(" ".join(texts))
        yield from (
            f"{name} gives a line of the reference away: {line}"
            for line in sorted(_lines(cell))
            if line in text
        )
        if cell.cell_type == "code":
            yield from _broken(name, entry["code"])


def _broken(name: str, code: str) -> Iterator[str]:
    try:
        ast.parse(code)
    except SyntaxError as error:
        yield f"{name}: its line of code is not Python: {error.msg}"


def _lines(answer: NotebookNode) -> set[str]:
    """Return the telling lines of a reference answer: a text is one as a whole."""
    inside, found = answer.cell_type != "code", set()
    for line in answer.source.splitlines():
        if _BEGIN in line or _END in line:
            inside = _BEGIN in line
        elif inside:
            found.add(_plain(line))
    return {line for line in found if len(line) >= TELLING}


def _plain(text: str) -> str:
    return " ".join(text.split())
