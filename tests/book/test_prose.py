"""Prose carries no typed results, and every topic of the book has its page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bookkit.project import Project

BOOK = Path(__file__).parents[2] / "book"
PAGES = sorted(BOOK.rglob("*.md"))

# Directives whose body is prose like that around them; every other fence is code, math or data.
PROSE_DIRECTIVES = {
    *("admonition", "danger", "hint", "important", "note", "seealso", "tip", "warning"),
    *("card", "dropdown", "grid", "grid-item-card", "margin", "sidebar", "tab-item", "tab-set"),
    *("epigraph", "glossary", "list-table", "option", "quiz", "table"),
}
# What a code cell's header shows to the reader.
SHOWN_IN_HEADER = re.compile(r"\s*(alt|caption):\s*(.*)")
NOT_PROSE = re.compile(
    r"`[^`]*`"  # code and roles, glue among them
    r"|\$\$.*?\$\$|\$[^$]+\$"  # math
    r"|\]\([^)]*\)|<https?://[^>]*>|https?://\S+"  # the targets of links
    r"|CC BY \d\.\d|Python \d\.\d+"  # names
    r"|\b95%(?= intervals?|$)"  # a convention, not a result
)
TYPED_NUMBER = re.compile(r"\d\.\d|(?<![\w.])\.\d|\d\s?%|\d\s*per ?cent", re.IGNORECASE)

# A page for each group of headings under which the advice is usually given.
OUTLINE = {
    "why-data": "index difficulty strategy data-centric challenges case-studies "
    "interviews remember",
    "netflix": "index time-splits sparsity implicit-feedback multiple-sources cold-start ranking "
    "continuous-feedback scale retrieval order tradeoffs homepage interviews design-round "
    "remember end-to-end",
    "google": "index pipelines noisy-clicks consistency latency drift precision calibration "
    "late-conversions experiments system-design interviews design-round remember end-to-end",
    "amazon": "index cold-start metadata transition item-vectors imbalance exploration "
    "feedback-loops off-policy business-objectives interviews design-round remember end-to-end",
    "conclusion": "index year incidents interviews remember",
}


def prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that a reader reads as text, captions and alt texts included."""
    fences: list[tuple[str, bool]] = []  # the fence's marks, and whether its body is prose
    in_front_matter = in_header = in_caption = False
    for number, line in enumerate(text.splitlines(), 1):
        if line == "---" and (number == 1 or in_front_matter):
            in_front_matter = not in_front_matter
            continue
        fence = re.match(r"\s*(`{3,}|~{3,}|:{3,})\s*(\{([\w:+-]+)\})?(.*)", line)
        inside_code = bool(fences) and not fences[-1][1]
        if in_front_matter:
            continue
        if fence and fences and fence[1].startswith(fences[-1][0]) and not line.strip(" `~:"):
            fences.pop()
        elif fence and not inside_code and (fence[2] or fence[1][0] != ":"):
            body_is_prose = fence[3] in PROSE_DIRECTIVES
            fences.append((fence[1], body_is_prose))
            in_header = in_caption = False
            if body_is_prose:
                yield number, fence[4]
        elif inside_code:
            if line == "---":
                in_header, in_caption = not in_header, False
            elif in_header:
                shown = SHOWN_IN_HEADER.match(line)
                in_caption = bool(shown) or (in_caption and not re.match(r"\s*[\w-]+:(\s|$)", line))
                if in_caption:
                    yield number, shown[2] if shown else line
        elif not re.match(r"\s*:[\w-]+:", line) and not line.startswith("%"):
            yield number, line


def typed_numbers(text: str) -> list[str]:
    """List the lines of prose in which a decimal or a percentage was typed."""
    return [
        f"{number}: {line.strip()}"
        for number, line in prose(text)
        if TYPED_NUMBER.search(NOT_PROSE.sub(" ", line))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(BOOK).as_posix())
def test_no_result_is_typed(page: Path) -> None:
    found = typed_numbers(page.read_text("utf-8"))
    assert not found, "glue these numbers from the cell that computes them:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "The density is 1.6 of a hundred.",
        "It fell by 12%.",
        "In 95% of the runs it fell.",
        "It fell by 12 per cent.",
        "It gained .04 in all.",
        ":::{note}\nAbout 3% of users.\n:::",
        "```{admonition} Gains 3%\nbody\n```",
        "- a list with `code` and 5.5 stars",
        "```{code-cell} ipython3\n---\nmystnb:\n  image:\n    alt: It rises to 0.4.\n---\nx\n```",
        "```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    caption: |\n      It rises\n"
        "      to 4%.\n    name: fig-a\n---\nx\n```",
        "```python\nx = 1\n```\nand then 2.5",
    ],
)
def test_a_typed_number_is_found(text: str) -> None:
    assert len(typed_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "---\nversion: 1.6\n---\nThe 671 users of 1995.",
        "The threshold `0.5`, {glue:text}`a-0.1`, $p < 0.05$ and [a link](https://x.org/v1.2).",
        "```{code-cell} ipython3\n---\ntags: [hide-input]\n---\nx = 0.5\n```",
        "```{math}\np = 0.5\n```",
        "```{figure} a-1.5.svg\n:width: 80%\n```",
        ":::{admonition} What you will learn\n:class: learn\n- measure\n:::",
        "Data under CC BY 4.0, run with Python 3.11.",
        "Bands: 95% intervals over seeds; all intervals are 95%\nintervals.",
        "$$ x = 0.5 $$",
    ],
)
def test_what_is_not_a_result_passes(text: str) -> None:
    assert typed_numbers(text) == []


def test_every_topic_has_its_page() -> None:
    pages = set(Project(BOOK.parent).pages)
    chapters = {Path(page).parent.name for page in pages} & OUTLINE.keys()
    missing = [
        f"book/{chapter}/{page}"
        for chapter in sorted(chapters)
        for page in OUTLINE[chapter].split()
        if f"book/{chapter}/{page}" not in pages or not is_labelled(chapter, page)
    ]
    assert not missing, f"not in the table of contents, or without its label: {missing}"


def is_labelled(chapter: str, page: str) -> bool:
    label = chapter if page == "index" else f"{chapter}-{page}"
    return f"({label})=" in (BOOK / chapter / f"{page}.md").read_text("utf-8").splitlines()
