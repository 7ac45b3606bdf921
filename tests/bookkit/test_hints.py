import json

import yaml
from bs4 import BeautifulSoup

HINTS = {
    "density": {"page": "book/page", "idea": "Count *pairs*.", "step": "Divide.", "code": "a / b"},
    "essay": {
        "page": "book/page",
        "five": {"memo": "We hold.", "why": "Five points."},
        "two": {"memo": "It depends.", "why": "Two points."},
    },
}


def cell(kind, name, text):
    made = {"cell_type": kind, "id": name, "metadata": {"nbgrader": {"grade_id": name}}}
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {**made, **code, "source": text}


def test_hints_are_folded_below_the_question_and_not_in_the_notebook(tiny_book):
    cells = [
        cell("markdown", "title", "# The set"),
        cell("markdown", "about-density", "## 1. How empty?"),
        cell("code", "density", "raise NotImplementedError"),
        cell("markdown", "about-essay", "## 2. The interview"),
        cell("markdown", "essay", "Your answer."),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    text = json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5})
    folder = tiny_book.root / "solutions" / "set"
    folder.mkdir(parents=True)
    (folder / "hints.yml").write_text(yaml.safe_dump(HINTS))
    released = tiny_book.root / "exercises" / "set" / "set.ipynb"
    released.parent.mkdir(parents=True)
    released.write_text(text)
    with (tiny_book.root / "_toc.yml").open("a") as toc:
        toc.write("- file: exercises/set/set\n")
    assert tiny_book.build() == 0
    html = tiny_book.root / "_build" / "html"
    page = BeautifulSoup((html / "exercises/set/set.html").read_text(), "html.parser")
    boxes = page.select("details")
    assert [box.summary.get_text(strip=True) for box in boxes] == [
        "Hints, in three stages",
        "1. The idea",
        "2. The next step",
        "3. A line of code",
        "A sample of five points",
        "A sample of two points",
    ]
    assert not any(box.has_attr("open") for box in boxes)
    assert boxes[1].em.get_text() == "pairs"
    assert "Two points." in boxes[5].get_text()
    assert released.read_text() == text
    assert not [p for p in html.rglob("*.ipynb") if "pairs" in p.read_text()]
