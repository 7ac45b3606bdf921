"""Write the notebooks that Binder and Colab open: ``bookkit notebooks DIR``.

They are the site's own downloads plus what those services need: a first cell that installs the
book's package on Colab, and the requirements from which Binder builds its environment.
"""

import os
import shutil
from pathlib import Path

import nbformat

from bookkit.execution import commit
from bookkit.project import BookError, Project

INSTALL = """\
# On Colab only: install the package that this page imports.
import sys

if "google.colab" in sys.modules:
    %pip install --quiet "{source}"
"""


def write_notebooks(project: Project, target: Path) -> int:
    """Copy every notebook of the built site to a folder, ready to launch.

    Returns
    -------
    int
        How many were written.

    Raises
    ------
    BookError
        If the site has not been built, the folder exists, or the repository's address is unknown.
    """
    repository = os.environ.get("BOOK_REPOSITORY_URL", "").rstrip("/")
    if not repository:
        raise BookError("set BOOK_REPOSITORY_URL: the notebooks install the package from there")
    source_folder = project.html / "notebooks"
    if not source_folder.is_dir():
        raise BookError("there is no built site: run 'bookkit build' first")
    if target.exists():
        raise BookError(f"{target} exists already")
    source = f"git+{repository}@{commit(project.root).removesuffix('-dirty')}"
    notebooks = sorted(source_folder.rglob("*.ipynb"))
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        cell = nbformat.v4.new_code_cell(INSTALL.format(source=source), id="install")
        notebook.cells.insert(0, cell)
        copy = target / path.relative_to(source_folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, copy)
    shutil.copyfile(project.lock, target / "lock.txt")
    (target / "requirements.txt").write_text(f"-r lock.txt\n{source}\n", "utf-8")
    (target / "runtime.txt").write_text("python-3.11\n", "utf-8")
    return len(notebooks)
