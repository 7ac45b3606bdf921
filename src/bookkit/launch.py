"""Write the notebooks that Binder and Colab open: ``bookkit notebooks DIR``.

They are the site's own downloads plus the requirements from which Binder builds its environment.
"""

import shutil
from pathlib import Path

from bookkit.project import BookError, Project
from bookkit.site.publishing import install_source


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
    source = install_source(project.root)
    if not source:
        raise BookError("set BOOK_REPOSITORY_URL: the notebooks install the package from there")
    source_folder = project.html / "notebooks"
    if not source_folder.is_dir():
        raise BookError("there is no built site: run 'bookkit build' first")
    if target.exists():
        raise BookError(f"{target} exists already")
    notebooks = sorted(source_folder.rglob("*.ipynb"))
    for path in notebooks:
        copy = target / path.relative_to(source_folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    # Without the hashes: pip takes them for all or for none, and the package itself comes from git.
    (target / "lock.txt").write_text("\n".join(project.pins) + "\n", "utf-8")
    (target / "requirements.txt").write_text(f"-r lock.txt\n{source}\n", "utf-8")
    (target / "runtime.txt").write_text("python-3.11\n", "utf-8")
    return len(notebooks)
