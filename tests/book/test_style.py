"""The book's style guide (see CONTRIBUTING), checked by proselint on the text of every page."""

import re
from pathlib import Path

import pytest
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from proselint.checks import __register__ as usual_checks
from proselint.registry import CheckRegistry
from proselint.registry.checks import Check, types
from proselint.tools import LintFile

from bookkit.project import Project

ROOT = Path(__file__).parents[2]
PAGES = {
    n: p for n, p in Project(ROOT).pages.items() if n.startswith("book/") and p.suffix == ".md"
}

COUNTED = (
    "bytes|calls|clicks|draws|events|hits|hours|impressions|labels|milliseconds|minutes|orders|plays|"
    "points|products|purchases|queries|questions|ratings|requests|rows|searches|seconds|slates|"
    "submissions|titles|trials|users|views|viewers|visits"
)
PER = (
    "batch|class|customer|day|evening|group|hour|item|list|minute|model|month|place|position|"
    "product|quarter|query|request|round|run|second|seed|slate|step|student|submission|title|user|"
    "viewer|visit|week|year"
)
OURS = (
    Check(
        check_type=types.ExistenceSimple(pattern=rf"(?i)\b(?:{COUNTED})\s+an?\s+(?:{PER})\b"),
        path="book.per",
        message="'{}': write 'per' for a rate",
    ),
    Check(
        check_type=types.PreferredForms(
            {
                "so far,? so (?:good|harmless)": "a plain statement",
                "in one breath": "together",
                "made by our ruler": "an artefact of the metric",
                "we take at its word": "we read literally",
                "has to do with each other": "are related",
                "learnt": "learned",
                "click-through-rate": "click-through rate",
                "cold-start problem": "cold start",
                "web-site": "website",
                "data-set": "data set",
            }
        ),
        path="book.words",
        message="'{1}': prefer {0}",
    ),
)
ENABLED = (
    "book",
    "annotations",
    "lexical_illusions",
    "malapropisms",
    "mondegreens",
    "needless_variants",
    "nonwords",
    "oxymorons",
)
NOT_PROSE = (
    re.compile(r"^(`{3,}|:{3,}|~{3,}).*$", re.MULTILINE),  # fences and directives' own lines
    re.compile(r"^:[\w-]+:.*$", re.MULTILINE),  # their options
    re.compile(r"\$\$.*?\$\$", re.DOTALL),
    re.compile(r"`[^`\n]*`"),
)


@pytest.fixture(scope="module", autouse=True)
def checks():
    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many((*OURS, *usual_checks))


def prose(path):
    """Return a page's Markdown with everything that is no sentence blanked out, line by line."""
    text = path.read_text("utf-8")
    if is_myst_markdown_notebook(text):
        cells = read_myst_markdown_notebook(text, path=path).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    for pattern in NOT_PROSE:
        text = pattern.sub("", text)
    return text


def lint(name, text):
    config = {"max_errors": 1000, "checks": dict.fromkeys(ENABLED, True)}
    return [
        f"{name}: {found.check_result.message}"
        for paragraph in re.split(r"\n\s*\n", text)  # a heading may repeat in what follows it
        if paragraph.strip()
        for found in LintFile(name, paragraph).lint(config)
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_follows_the_style_guide(name):
    assert lint(name, prose(PAGES[name])) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It takes two milliseconds a user.",
        "The the model.",
        "Irregardless of that.",
        "TODO: write.",
    ],
)
def test_the_linter_notices(sentence):
    assert lint("planted", f"Some text before. {sentence} Some text after.")
