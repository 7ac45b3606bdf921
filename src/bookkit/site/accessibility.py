"""Mend what the theme, Sphinx and pandas write that assistive technology cannot use.

Each entry is a defect that axe reports on an otherwise plain page, with its remedy.
"""

import re
from pathlib import Path

REMEDIES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Sphinx calls a citation a list whose entries are none, and gives it a role that was
    # withdrawn from ARIA.
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    (re.compile(r' role="doc-biblioentry"'), ""),
    # The corner of a table, from pandas or Markdown, is a header without text.
    (re.compile(r'<th></th>|<th class="head[^"]*"><p></p></th>'), "<td></td>"),
    # The theme's sidebar holds the book's name and the search button outside of any landmark.
    (
        re.compile(r'<div id="pst-primary-sidebar"'),
        '<div id="pst-primary-sidebar" role="region" aria-label="Contents and search"',
    ),
    # Folded parts of the contents have a summary that is only an arrow.
    (
        re.compile(r"<summary>(?=<span class=\"toctree-toggle\")"),
        '<summary aria-label="Pages of this chapter">',
    ),
)


def mended(html: str) -> str:
    """Return a page's markup without the known defects."""
    for defect, remedy in REMEDIES:
        html = defect.sub(remedy, html)
    return html


def mend(site: Path) -> None:
    """Mend every page of a site in place."""
    for page in site.rglob("*.html"):
        if "_static" not in page.parts:
            page.write_text(mended(page.read_text("utf-8")), "utf-8")
