import pytest

from bookkit.notebooks import execution_key, read_notebook
from bookkit.project import BookError, Project


@pytest.fixture
def project(tiny_book, package):
    package(
        dataproblems__ranking="from dataproblems.helper import x\n",
        dataproblems__helper="x = 1\n",
        dataproblems__drift="",
        dataproblems__datasets="",
    )
    data = tiny_book.root / "src" / "dataproblems" / "data"
    data.mkdir()
    (data / "ratings.parquet").write_bytes(b"1")
    tiny_book.write(
        "page",
        "(page)=\n# A page\n\n```{code-cell} ipython3\nfrom dataproblems import ranking\n```\n",
        notebook=True,
    )
    return Project(tiny_book.root)


def key(project):
    return execution_key(project, read_notebook(project.pages["book/page"]))


def change(project, name, text="# changed\n"):
    path = project.root / name
    path.write_text(path.read_text() + text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/dataproblems/ranking.py", "# changed\n"),
        ("src/dataproblems/helper.py", "# changed\n"),
        ("requirements.txt", "scipy==1 \\\n    --hash=sha256:0\n"),
    ],
)
def test_key_changes_with_what_the_page_depends_on(project, name, text):
    before = key(project)
    change(project, name, text)
    assert key(project) != before


@pytest.mark.parametrize(
    "name",
    [
        "src/dataproblems/drift.py",
        "src/dataproblems/data/ratings.parquet",
        "_toc.yml",
        "requirements.txt",  # a comment of the lock changes no version
    ],
)
def test_key_does_not_change_with_anything_else(project, name):
    before = key(project)
    change(project, name)
    assert key(project) == before


def test_key_changes_with_code_but_not_with_prose(project):
    before = key(project)
    change(project, "book/page.md", "\nMore prose.\n")
    assert key(project) == before
    change(project, "book/page.md", "\n```{code-cell} ipython3\n1\n```\n")
    assert key(project) != before


def test_key_changes_with_the_data_once_the_page_loads_data(project):
    change(
        project,
        "book/page.md",
        "\n```{code-cell} ipython3\nfrom dataproblems.datasets import load_movielens\n```\n",
    )
    before = key(project)
    compiled = project.root / "src/dataproblems/data/__pycache__/make.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"compiled when somebody imports it")
    assert key(project) == before
    change(project, "src/dataproblems/data/ratings.parquet", "2")
    assert key(project) != before


def test_a_page_without_cells_has_nothing_to_run(project):
    assert read_notebook(project.pages["book/index"]) is None


def test_a_missing_page_is_named(project):
    with pytest.raises(BookError, match=r"nowhere\.md"):
        read_notebook(project.root / "nowhere.md")
