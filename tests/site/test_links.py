"""What can be checked of the finished pages without a browser."""

from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from bookkit.project import Project

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages(site):
    return {
        path: BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts
    }


def test_every_page_under_book_is_in_the_table_of_contents():
    named = set(Project(ROOT).pages.values())
    written = set((ROOT / "book").rglob("*.md")) - set((ROOT / "book").rglob(".*/*"))
    released = set((ROOT / "exercises").glob("*/*.ipynb"))
    assert sorted((written | released) - named) == []


def test_every_page_was_built(site):
    assert [name for name in Project(ROOT).pages if not (site / f"{name}.html").is_file()] == []


def test_every_link_inside_the_site_leads_somewhere(pages, site):
    ids = {path: {tag["id"] for tag in soup.find_all(id=True)} for path, soup in pages.items()}
    broken = []
    for path, soup in pages.items():
        for link in soup.select("a[href], link[href], script[src], img[src]"):
            address = urlsplit(link.get("href") or link.get("src"))
            if address.scheme or address.netloc:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            wanted = unquote(address.fragment)
            if not target.is_file() or (wanted and target in ids and wanted not in ids[target]):
                broken.append(f"{path.relative_to(site)}: {address.geturl()}")
    assert broken == []


def test_nothing_is_loaded_from_another_host(pages, site):
    outside = [
        f"{path.relative_to(site)}: {tag}"[:200]
        for path, soup in pages.items()
        for tag in soup.select(
            "script[src], link[rel=stylesheet], link[rel=preload], img[src], iframe"
        )
        if "//" in (tag.get("src") or tag.get("href") or "")
    ]
    assert outside == []
    for style in site.rglob("site.*.css"):
        text = style.read_text("utf-8")
        assert "url(http" not in text
        assert 'url("http' not in text


def test_ids_are_unique_in_each_page(pages, site):
    twice = {
        path.relative_to(site).as_posix(): names
        for path, soup in pages.items()
        if (
            names := [
                i for i, n in Counter(t["id"] for t in soup.find_all(id=True)).items() if n > 1
            ]
        )
    }
    assert twice == {}


def test_every_image_says_what_it_shows(pages, site):
    silent = [
        f"{path.relative_to(site)}: {str(tag)[:120]}"
        for path, soup in pages.items()
        for tag in soup.select("article img, article svg[role=img]")
        if len((tag.get("alt") or tag.get("aria-label") or "").strip()) < 15
    ]
    assert silent == []


def test_each_page_that_runs_offers_its_executed_notebook(pages, site):
    import nbformat

    offered = [
        (path.parent / link["href"]).resolve()
        for path, soup in pages.items()
        for link in soup.select("p.try-it a[download]")
    ]
    assert len(offered) >= len(list((site / "book").glob("*/*.html"))) // 2
    for notebook in offered:
        cells = nbformat.read(notebook, as_version=4).cells
        if "exercises" not in notebook.parts:
            assert any(cell.get("outputs") for cell in cells), notebook


def test_link_previews_name_and_describe_each_page(pages, site):
    wanted = [f'meta[property="og:{name}"][content]' for name in ("title", "description")]
    silent = [
        f"{path.relative_to(site)}: {selector}"
        for path, soup in pages.items()
        for selector in wanted
        if path.relative_to(site).parts[0] in ("book", "exercises")
        and soup.select_one(selector) is None
    ]
    assert silent == []
