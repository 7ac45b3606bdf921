"""Read a page as the notebook that myst-nb will see, and say what its results depend on."""

from copy import deepcopy
from functools import cache
from pathlib import Path

import nbformat
from jupyter_cache.cache.main import JupyterCacheBase
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook

from bookkit.imports import imported_files
from bookkit.project import BookError, Project, digest

DATA_MODULE = Path("dataproblems", "datasets.py")
DATA_FOLDER = Path("dataproblems", "data")


def read_notebook(page: Path) -> nbformat.NotebookNode | None:
    """Return the notebook of a MyST page, or None where the page holds no cells to run.

    Raises
    ------
    BookError
        If the file is missing or its cells cannot be read.
    """
    try:
        text = page.read_text("utf-8")
    except OSError as error:
        raise BookError(f"cannot read {page}: {error.strerror}") from error
    if page.suffix != ".md" or not is_myst_markdown_notebook(text):
        return None
    notebook = deepcopy(_parsed(text, page))
    return notebook if any(cell.cell_type == "code" for cell in notebook.cells) else None


@cache  # a build asks for the same page to find its key, its verdicts and its download
def _parsed(text: str, page: Path) -> nbformat.NotebookNode:
    try:
        notebook: nbformat.NotebookNode = read_myst_markdown_notebook(
            text, add_source_map=True, path=page
        )
    except Exception as error:
        raise BookError(f"{page} is not a readable MyST notebook: {error}") from error
    return notebook


def execution_key(project: Project, notebook: nbformat.NotebookNode) -> str:
    """Return a digest of all that decides a page's results.

    That is its code cells and kernel (as jupyter-cache hashes them), the pinned versions, the
    helpers which it imports, and the bundled data if the module that loads them is among those.
    """
    src = project.root / "src"
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    files = imported_files(code, src)
    if src / DATA_MODULE in files:
        data = (path for path in (src / DATA_FOLDER).rglob("*") if path.is_file())
        files |= {path for path in data if "__pycache__" not in path.parts}
    parts: list[str | bytes] = [code_hash(notebook), *project.pins]
    for path in sorted(files):
        parts += [path.relative_to(src).as_posix(), path.read_bytes()]
    return digest(parts)


def code_hash(notebook: nbformat.NotebookNode) -> str:
    """Return the hash by which jupyter-cache, and so myst-nb, finds a page's results."""
    _, hashkey = JupyterCacheBase("unused").create_hashed_notebook(notebook)
    return str(hashkey)
