"""Every page's notebook, run where nothing is but the package that it imports."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from bookkit.execution import KERNEL_ENVIRONMENT
from bookkit.notebooks import read_notebook
from bookkit.project import Project

ROOT = Path(__file__).parents[2]
PAGES = [
    name
    for name, source in Project(ROOT).pages.items()
    if name.startswith("book/") and read_notebook(source) is not None
]
# What a reader who installs the package has no use for: to import it fails. SciPy asks whether
# Sphinx has been imported, so no name is put into `sys.modules`.
WITHOUT = """\
import sys

NAMES = ("bookkit", "coursekit", "jupyter_book", "myst_nb", "nbgrader", "sphinx")


class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in NAMES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Missing())
"""
MARKUP = ("{glue:", "{ref}", "{doc}", "{cite", "{term}", "{numref}", "{literalinclude}", "{quiz}")


@pytest.fixture
def environment(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT)
    return os.environ | KERNEL_ENVIRONMENT | {"PYTHONPATH": str(folder)}


@pytest.mark.parametrize("name", PAGES)
def test_it_is_complete_and_runs_from_an_empty_folder(name, site, tmp_path, environment):
    notebook = nbformat.read(site / "notebooks" / f"{name}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert [word for word in MARKUP if word in text] == []
    folder = tmp_path / "empty"
    folder.mkdir()
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    assert list(folder.iterdir()) == [], "it leaves nothing behind"
