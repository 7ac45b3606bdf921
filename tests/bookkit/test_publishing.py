import nbformat
import pytest

BASE = "https://reader.example/data-before-models"
REPOSITORY = "https://github.com/someone/data-before-models"
PAGE = "(page)=\n# A page\n\nIt says what it shows.\n\n```{code-cell} ipython3\nprint(6 * 7)\n```\n"


@pytest.fixture
def book(tiny_book):
    tiny_book.write("page", PAGE, notebook=True)
    return tiny_book


def test_a_published_site_has_a_sitemap_previews_and_launch_buttons(book, monkeypatch):
    monkeypatch.setenv("BOOK_BASE_URL", BASE)
    monkeypatch.setenv("BOOK_REPOSITORY_URL", REPOSITORY)
    assert book.build() == 0
    site = book.root / "_build" / "html"
    assert f"<loc>{BASE}/book/page.html</loc>" in (site / "sitemap.xml").read_text()
    html = book.html("page")
    assert f'property="og:url" content="{BASE}/book/page.html"' in html
    assert 'property="og:description" content="It says what it shows' in html
    assert f'rel="canonical" href="{BASE}/book/page.html"' in html
    colab = "https://colab.research.google.com/github/someone/data-before-models/blob/notebooks"
    assert f"{colab}/book/page.ipynb" in html
    assert "mybinder.org/v2/gh/someone/data-before-models/notebooks" in html

    target = book.root / "launch"
    assert book.run("notebooks", str(target)) == 0
    notebook = nbformat.read(target / "book" / "page.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert f"git+{REPOSITORY}@" in notebook.cells[0].source
    assert "%pip install" in notebook.cells[1].source
    assert notebook.cells[-1].outputs[0].text == "42\n"
    assert notebook.cells[-1].id == f"cell-{len(notebook.cells) - 1}", "builds give the same names"
    assert f"git+{REPOSITORY}@" in (target / "requirements.txt").read_text()
    assert (target / "lock.txt").read_text() == "numpy==2\n", "hashes would bar the git source"


def test_a_book_on_ones_own_disk_names_no_address(book, monkeypatch, capsys):
    monkeypatch.delenv("BOOK_BASE_URL", raising=False)
    monkeypatch.delenv("BOOK_REPOSITORY_URL", raising=False)
    assert book.build() == 0
    html = book.html("page")
    assert "colab" not in html
    assert 'rel="canonical"' not in html
    assert not (book.root / "_build" / "html" / "sitemap.xml").exists()
    assert '<a href="../notebooks/book/page.ipynb" download>' in html
    assert book.run("notebooks", str(book.root / "launch")) == 2
    assert "BOOK_REPOSITORY_URL" in capsys.readouterr().err
