"""A build after a change of some pages gives the site that a build from nothing gives."""

import base64
import os
import shutil

import pytest

PAGE = """\
(page)=
# A page

(first)=
## A heading

Something longlostword, and $x^2$. {download}`A file <file.png>`.

## Without a label

![A dot](dot.png)

:::{figure} dot.png
:name: dot
:alt: A dot

A dot.
:::
"""
OTHER = """\
(other)=
# Another page

See {ref}`first`, {numref}`dot`, [a heading](page.md#without-a-label), {term}`datum` and $y^2$.
"""
GLOSSARY = """\
# Words

:::{glossary}
datum
  One of the data.
:::
"""
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def book(tiny_book):
    """A book of four pages that show things of one another, built once."""
    (tiny_book.root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\n"
        "chapters:\n- file: book/page\n- file: book/other\n- file: book/words\n"
    )
    for name in ("dot", "point", "file"):
        (tiny_book.root / "book" / f"{name}.png").write_bytes(base64.b64decode(DOT))
    for name, text in {"page": PAGE, "other": OTHER, "words": GLOSSARY}.items():
        tiny_book.write(name, text)
    assert tiny_book.build() == 0
    return tiny_book


def files(book):
    site = book.root / "_build" / "html"
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def last_written(book, name):
    return (book.root / "_build" / "sphinx" / "book" / f"{name}.html").stat().st_mtime_ns


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page", PAGE + "\nA longfoundword.\n"),
        ("page", PAGE.replace("longlostword", "")),
        ("page", PAGE.replace("# A page", "# A renamed page")),
        ("page", PAGE.replace("## A heading", "## A heading\n\nText.\n\n## One more")),
        ("page", PAGE.replace("dot.png", "point.png")),
        ("page", PAGE.replace("{download}", "{code}")),
        ("page", PAGE.replace("(first)=", ":::{figure} dot.png\nA dot.\n:::\n\n(first)=")),
        ("page", PAGE + "\n```{math}\n:label: law\nx = 1\n```\n"),
        ("words", GLOSSARY.replace("datum", "term\n  A word.\n\ndatum")),
    ],
)
def test_the_site_is_the_one_that_a_build_from_nothing_gives(book, name, text):
    book.write(name, text)
    assert book.build() == 0
    site = files(book)
    shutil.rmtree(book.root / "_build")
    assert book.build() == 0
    assert site == files(book)


def test_a_page_that_no_change_reaches_is_not_written(book):
    before = {name: last_written(book, name) for name in ("page", "other")}
    book.write("page", PAGE.replace("# A page\n", "# A page\n\nSome words ahead of all others.\n"))
    assert book.build() == 0
    assert "Some words ahead of all others." in book.html("page")
    assert last_written(book, "page") > before["page"]
    assert last_written(book, "other") == before["other"]


def test_every_page_is_written_when_something_else_than_a_page_changed(book):
    before = last_written(book, "other")
    (book.root / "book" / "_static" / "book.css").write_text("p { color: rebeccapurple }")
    assert book.build() == 0
    (style,) = (book.root / "_build" / "html" / "_static").glob("site.*.css")
    assert "rebeccapurple" in style.read_text()
    assert last_written(book, "other") > before


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("page", PAGE.replace("(first)=\n", ""), "undefined label: 'first'"),
        ("page", PAGE.replace("Without a label", "Nameless"), "without-a-label"),
        ("words", GLOSSARY.replace("datum", "data"), "term not in glossary: 'datum'"),
    ],
)
def test_a_reference_on_an_unchanged_page_that_leads_nowhere_fails_every_build(
    book, capsys, name, text, told
):
    book.write(name, text)
    for _ in range(2):
        assert book.build() == 1
        assert told in capsys.readouterr().err


def test_a_text_with_an_older_date_is_read(book):
    book.write("page", PAGE + "\nA text from a backup.\n")
    os.utime(book.root / "book" / "page.md", (0, 0))
    assert book.build() == 0
    assert "A text from a backup." in book.html("page")


def test_a_page_that_no_longer_runs_code_leaves_no_notebook(book):
    book.write("page", PAGE + "\n```{code-cell} ipython3\n6 * 7\n```\n", notebook=True)
    assert book.build() == 0
    notebook = book.root / "_build" / "html" / "notebooks" / "book" / "page.ipynb"
    assert notebook.is_file()
    book.write("page", PAGE)
    assert book.build() == 0
    assert not notebook.exists()


def test_the_sitemap_lists_every_page_after_a_change_of_one(book, monkeypatch):
    monkeypatch.setenv("BOOK_BASE_URL", "https://reader.example")
    for text in (PAGE, PAGE + "\nMore.\n"):
        book.write("page", text)
        assert book.build_aside() == 0
        sitemap = (book.root / "_build" / "html" / "sitemap.xml").read_text()
        for name in ("index", "page", "other", "words"):
            assert f"<loc>https://reader.example/book/{name}.html</loc>" in sitemap
