"""Folded hints and samples on the pages of the exercises, from ``solutions/<set>/hints.yml``.

They are added while a page is read. The notebook itself, which readers download and work in,
stays without them.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from sphinx.application import Sphinx

STAGES = {"idea": "The idea", "step": "The next step", "code": "A line of code"}
SAMPLES = {
    "five": "A sample of five points",
    "two": "A sample of two points",
    "one": "A sample of one point",
}


def add(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put each question's hints below its text, and the samples below the written answer."""
    _, _, name = docname.rpartition("/")
    path = Path(app.srcdir) / "solutions" / name / "hints.yml"
    if not docname.startswith("exercises/") or not path.is_file():
        return
    app.env.note_dependency(str(path))
    hints = yaml.safe_load(path.read_text(encoding="utf-8"))
    notebook = json.loads(content[0])
    cells = []
    for cell in notebook["cells"]:
        cells.append(cell)
        text = folded(cell["metadata"].get("nbgrader", {}).get("grade_id", ""), hints)
        if text:
            hint = {"cell_type": "markdown", "id": f"hints-{cell['id']}"[:64], "metadata": {}}
            cells.append({**hint, "source": text})
    content[0] = json.dumps({**notebook, "cells": cells})


def folded(cell: str, hints: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what is shown below a cell, in MyST Markdown; empty for most.

    Parameters
    ----------
    cell
        Its id: ``about-<question>`` for the text of a question.
    hints
        As read from ``hints.yml``.
    """
    entry = hints.get(cell, {})
    if samples := [key for key in SAMPLES if key in entry]:
        return "\n".join(
            _box(
                SAMPLES[key],
                f"{entry[key]['memo'].strip()}\n\n**By the rubric:** {entry[key]['why']}",
            )
            for key in samples
        )
    entry = hints.get(cell.removeprefix("about-"), {}) if cell.startswith("about-") else {}
    if "idea" not in entry:
        return ""
    shown = {**entry, "code": f"```python\n{entry['code']}\n```"}
    inner = "\n".join(_box(f"{n}. {STAGES[key]}", shown[key]) for n, key in enumerate(STAGES, 1))
    return _box("Hints, in three stages", inner, colons=4)


def _box(title: str, text: str, colons: int = 3) -> str:
    fence = ":" * colons
    return f"{fence}{{dropdown}} {title}\n{text}\n{fence}\n"


def setup(app: Sphinx) -> None:
    """Set up this part of the extension."""
    app.connect("source-read", add)
