"""Every page's notebook: the code that the build ran in an empty folder, and no more to install."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from bookkit.imports import imported_names
from bookkit.kernels import KERNEL_ENVIRONMENT
from bookkit.notebooks import read_notebook
from bookkit.project import Project
from bookkit.takeaway.code import standalone

ROOT = Path(__file__).parents[2]
PAGES = {
    name: source
    for name, source in Project(ROOT).pages.items()
    if name.startswith("book/") and read_notebook(source) is not None
}
# Short to run, and each of another kind: plots, figures that move, tables and models.
TRIED = ("book/index", "book/netflix/retrieval", "book/why-data/difficulty")
INSTALLED = {
    *("altair", "duckdb", "implicit", "IPython", "matplotlib", "matplotlib_inline", "numpy"),
    *("pandas", "pandera", "river", "scipy", "sklearn", "surprise", "threadpoolctl", "usearch"),
}
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
ALL_HELPERS = """\
import importlib, pkgutil, dataproblems

for module in pkgutil.walk_packages(dataproblems.__path__, "dataproblems."):
    importlib.import_module(module.name)
"""
MARKUP = ("{glue:", "{ref}", "{doc}", "{cite", "{term}", "{numref}", "{literalinclude}", "{quiz}")


@pytest.fixture
def environment(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT)
    return os.environ | KERNEL_ENVIRONMENT | {"PYTHONPATH": str(folder)}


def taken_away(site, name):
    return nbformat.read(site / "notebooks" / f"{name}.ipynb", as_version=4)


def code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("name", PAGES)
def test_it_is_complete_and_holds_the_code_that_the_build_ran(name, site):
    notebook = taken_away(site, name)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert [word for word in MARKUP if word in text] == []
    ran = filter(None, map(standalone, code(read_notebook(PAGES[name]))))
    assert [source for source in code(notebook) if "google.colab" not in source] == list(ran)


@pytest.mark.parametrize("name", PAGES)
def test_it_imports_what_the_package_brings_along(name):
    sources = filter(None, map(standalone, code(read_notebook(PAGES[name]))))
    names = {full.partition(".")[0] for source in sources for full in imported_names(source)}
    assert names - sys.stdlib_module_names <= INSTALLED | {"dataproblems"}


def test_no_name_is_left_without_its_definition(site):
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F821"]
    folder = site / "notebooks" / "book"
    run = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_helpers_import_nothing_of_the_book_or_the_course(environment):
    command = [sys.executable, "-c", ALL_HELPERS]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("name", TRIED)
def test_it_runs_from_an_empty_folder(name, site, tmp_path, environment):
    folder = tmp_path / "empty"
    folder.mkdir()
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(taken_away(site, name), timeout=300, resources=resources)
    client.execute(env=environment)
    assert list(folder.iterdir()) == [], "it leaves nothing behind"
