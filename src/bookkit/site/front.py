"""What the landing page links to beyond pages: notebooks, cards, the PDF, the repository.

A page marks the place by an empty ``<p class="site-links"></p>``. It is filled in the finished
site, since the PDF is printed from that, after it.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bookkit.site.cards import DECK

PLACE = re.compile(r'<p class="site-links">.*?</p>', re.DOTALL)
NOTEBOOKS = "data-before-models-notebooks.zip"
PDF = "data-before-models.pdf"


def finish(site: Path, landing: str) -> None:
    """Write the archive of all notebooks and link what there is from the landing page."""
    folder = site / "notebooks"
    notebooks = sorted(folder.rglob("*.ipynb"))
    if notebooks:
        with ZipFile(folder / NOTEBOOKS, "w", ZIP_DEFLATED) as archive:
            for path in notebooks:  # without the files' dates: the same book, the same archive
                name = path.relative_to(folder).as_posix()
                archive.writestr(ZipInfo(name), path.read_bytes())
    page = site / f"{landing}.html"
    up = "../" * landing.count("/")
    links = " · ".join(_links(site, up))
    text = page.read_text("utf-8")
    page.write_text(PLACE.sub(lambda _: f'<p class="site-links">{links}</p>', text), "utf-8")


def add_pdf(site: Path, landing: str, pdf: Path) -> None:
    """Put a printed book into the site and link it from the landing page."""
    shutil.copyfile(pdf, site / PDF)
    finish(site, landing)


def _links(site: Path, up: str) -> Iterator[str]:
    if (site / "notebooks" / NOTEBOOKS).is_file():
        yield f'<a href="{up}notebooks/{NOTEBOOKS}" download>All pages as notebooks (zip)</a>'
    if (site / DECK).is_file():
        yield f'<a href="{up}{DECK}" download>Quizzes and terms as cards (Anki)</a>'
    if (site / PDF).is_file():
        yield f'<a href="{up}{PDF}">The book as a PDF</a>'
    repository = os.environ.get("BOOK_REPOSITORY_URL", "").rstrip("/")
    if repository:
        yield f'<a href="{repository}">Source and exercises</a>'
        yield f'<a href="{repository}/issues">Report a fault</a>'
