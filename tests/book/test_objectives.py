"""Every learning objective is practised, by an exercise, a quiz, an interview or a task."""

import re
from pathlib import Path

import pytest
import yaml

from bookkit.project import Project

ROOT = Path(__file__).parents[2]
# Pages that consist of practice, or of a summary of what other pages practised.
EXEMPT = {"interviews", "remember"}
MATRIX: dict[str, list[str]] = yaml.safe_load((ROOT / "book" / "objectives.yml").read_text("utf-8"))


def text(page: str) -> str:
    return (ROOT / f"{page}.md").read_text("utf-8")


def objectives(markdown: str) -> list[str]:
    """The items of a page's box "What you will learn"."""
    box = re.search(
        r"\{admonition\} What you will learn\n:class: learn\n(.*?)\n:::", markdown, re.S
    )
    return re.findall(r"^- ", box[1], re.M) if box else []


def taught() -> list[str]:
    """The pages of the book with objectives that need practice."""
    pages = [page for page in Project(ROOT).pages if page.startswith("book/")]
    return [p for p in pages if Path(p).name not in EXEMPT and objectives(text(p))]


def interview_questions(markdown: str) -> list[str]:
    """The sections of an interview page whose heading quotes a question."""
    sections = re.split(r"^## ", markdown, flags=re.M)[1:]
    return [section for section in sections if '"' in section.split("\n", 1)[0]]


def label(markdown: str) -> str:
    return re.findall(r"^\((.+)\)=$", markdown, re.M)[0]


def missing_practice(page: str, practice: str) -> str:
    """Why ``practice`` does not practise ``page``; empty if it does."""
    markdown, (kind, _, name) = text(page), practice.partition("/")
    if practice == "quiz":
        return "" if "{quiz}" in markdown else "the page has no quiz"
    if practice == "task":
        closing = re.search(r"^## Practise\n+(.+)", markdown, re.M | re.S)
        return "" if closing and len(closing[1].split()) >= 8 else "the page closes without a task"
    if kind == "interview":
        questions = interview_questions(text(f"{Path(page).parent}/interviews"))
        if not 1 <= int(name) <= len(questions):
            return f"the chapter has {len(questions)} interview questions"
        links = rf"\{{ref\}}`(?:[^`<]*<)?{label(markdown)}>?`"
        return (
            ""
            if re.search(links, questions[int(name) - 1])
            else "that question names not this page"
        )
    source = ROOT / "solutions" / f"{kind}.md"
    if not source.is_file():
        return f"there is no exercise set {kind}"
    found = re.search(rf'grade_id"?: *"?{re.escape(name)}\b"?', source.read_text("utf-8"))
    return "" if found else f"the set {kind} has no question {name}"


def test_every_page_with_objectives_is_in_the_matrix() -> None:
    assert set(taught()) - MATRIX.keys() == set()


@pytest.mark.parametrize("page", MATRIX)
def test_every_objective_is_practised(page: str) -> None:
    practised = MATRIX[page]
    assert len(practised) == len(objectives(text(page))), "one entry an objective, please"
    faults = {practice: missing_practice(page, practice) for practice in practised}
    assert {practice: why for practice, why in faults.items() if why} == {}


@pytest.mark.parametrize(
    ("practice", "why"),
    [
        ("interview/99", "interview questions"),
        ("interview/5", "names not this page"),
        ("no-such-set/ndcg", "no exercise set"),
        ("implicit-feedback/no-such-question", "no question"),
    ],
)
def test_practice_that_is_not_there_is_noticed(practice: str, why: str) -> None:
    assert why in missing_practice("book/why-data/index", practice)


def test_a_page_without_quiz_is_noticed() -> None:
    assert missing_practice("book/glossary", "quiz") == "the page has no quiz"


def test_objectives_are_counted() -> None:
    head = ":::{admonition} What you will learn\n:class: learn\n"
    box = head + "- one\n- two,\n  in two lines\n:::\n- three"
    assert len(objectives(box)) == 2
