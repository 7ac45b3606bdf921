"""Run pages in parallel kernels and keep what succeeded where myst-nb looks for results."""

import asyncio
import contextlib
import itertools
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from myst_nb.core.render import strip_ansi

from bookkit.kernels import KERNEL_ENVIRONMENT, fork_kernels
from bookkit.notebooks import execution_key, read_notebook
from bookkit.project import Project, locked

WORKERS = os.cpu_count() or 2
CELL_TIMEOUT = 300
KERNEL_TIMEOUT = 120
VERSIONED = ("numpy", "pandas", "scikit-learn", "scipy", "implicit", "scikit-surprise")


@dataclass(frozen=True)
class Execution:
    """One run of a page: what the site's execution page tells about it."""

    page: str
    key: str
    seconds: float
    finished: str
    commit: str
    versions: dict[str, str]
    error: str = ""


class Executions:
    """The store of results: jupyter-cache for myst-nb, a record a page for everyone else."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.cache_path = project.build / ".jupyter_cache"
        self.records = project.build / "executions"

    def load(self, docname: str) -> Execution | None:
        """Return the record of a page's last successful run."""
        path = self.records / f"{docname}.json"
        if not path.is_file():
            return None
        return Execution(**json.loads(path.read_text("utf-8")))

    def is_current(self, docname: str, key: str) -> bool:
        """Tell whether the cache holds what running the page now would give."""
        record = self.load(docname)
        return record is not None and record.key == key

    def drop(self, docname: str) -> None:
        """Forget a page's run, so that a failing page is never taken for a good one."""
        (self.records / f"{docname}.json").unlink(missing_ok=True)

    def keep(self, execution: Execution, notebook: nbformat.NotebookNode) -> None:
        """Store a successful run."""
        from jupyter_cache import get_cache
        from jupyter_cache.base import CacheBundleIn

        with locked(self.project.build / "cache.lock"):
            bundle = CacheBundleIn(
                notebook,
                str(self.project.pages.get(execution.page, execution.page)),
                data={"execution_seconds": execution.seconds},
            )
            get_cache(self.cache_path).cache_notebook_bundle(
                bundle, check_validity=False, overwrite=True
            )
        path = self.records / f"{execution.page}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(execution), indent=1), "utf-8")

    def table(self) -> list[dict[str, Any]]:
        """Return the records of the pages in the table of contents, in its order."""
        records = (self.load(docname) for docname in self.project.pages)
        return [asdict(record) for record in records if record is not None]


def run_pages(project: Project, pages: Iterable[Path], *, force: bool) -> list[Execution]:
    """Execute pages that changed (or all of them), printing a line for each as it ends.

    Parameters
    ----------
    project
        The book.
    pages
        Source files; those without code cells are passed over.
    force
        Execute a page even if nothing that it depends on has changed.

    Returns
    -------
    list of Execution
        The runs of this call. Where ``error`` is not empty the page failed and nothing of it
        was kept.
    """
    store = Executions(project)
    work = []
    for page in pages:
        notebook, docname = read_notebook(page), project.docname(page)
        if notebook is None:
            store.drop(docname)  # of a time when the page had code
            continue
        key = execution_key(project, notebook)
        if force or not store.is_current(docname, key):
            store.drop(docname)
            work.append((docname, key, page, notebook))
    if not work:
        return []
    warm_font_cache()
    return asyncio.run(_run_all(store, work))


async def _run_all(
    store: Executions, work: list[tuple[str, str, Path, nbformat.NotebookNode]]
) -> list[Execution]:
    free = asyncio.Semaphore(WORKERS)
    made_from, made_with = commit(store.project.root), versions()
    ended = itertools.count(1)

    async def run(docname: str, key: str, page: Path, notebook: nbformat.NotebookNode) -> Execution:
        async with free:
            start = time.perf_counter()
            error = await run_cells(notebook, page)
            seconds = round(time.perf_counter() - start, 2)
        count = f"{next(ended)} of {len(work)}"
        finished = datetime.now(UTC).isoformat(timespec="seconds")
        execution = Execution(docname, key, seconds, finished, made_from, made_with, error)
        if error:
            told = error if sys.stdout.isatty() else strip_ansi(error)
            print(f"  {count:>8}  FAILED {seconds:6.1f} s  {docname}\n{told}", flush=True)
        else:
            store.keep(execution, notebook)
            print(f"  {count:>8}  ok     {seconds:6.1f} s  {docname}", flush=True)
        return execution

    return await asyncio.gather(*(run(*item) for item in work))


async def run_cells(
    notebook: nbformat.NotebookNode, page: Path, environment: Mapping[str, str] | None = None
) -> str:
    """Run a notebook in place and return what went wrong, if anything did.

    The working folder is an empty one, as it may be for a reader who takes the page away as a
    notebook; to leave a file in it is a fault.

    Parameters
    ----------
    notebook
        Its outputs are replaced.
    page
        The source file.
    environment
        Variables that the kernel gets besides this process's own.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from traitlets.config import Config

    given = dict(environment or {})
    with TemporaryDirectory(prefix="book-") as sockets, TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_TIMEOUT,
            startup_timeout=KERNEL_TIMEOUT,
            resources={"metadata": {"path": folder}},
            record_timing=False,
            store_widget_state=False,
            # Sockets in the file system: no open port, and no warning of the kernel about one.
            config=Config(KernelManager={"transport": "ipc", "ip": f"{sockets}/kernel"}),
        )
        fork_kernels(client.create_kernel_manager())
        try:
            await client.async_execute(env=os.environ | KERNEL_ENVIRONMENT | given)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            return str(error)
        except RuntimeError as error:  # what jupyter_client raises for a kernel that never starts
            return f"the kernel did not start: {error}"
        if left := sorted(path.name for path in Path(folder).iterdir()):
            return f"{page}: its cells leave files behind: {', '.join(left)}"
    lines = notebook.metadata.get("source_map", [])
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                return f"{page}:{lines[index]}: this cell wrote to standard error:\n{output.text}"
    return ""


def warm_font_cache() -> None:
    """Let Matplotlib list the fonts of a new machine before any page does."""
    # On a new machine Matplotlib lists the fonts first and says so on standard error when that
    # takes long, which would fail whichever page draws the first figure.
    import matplotlib.font_manager  # noqa: F401  (imported for its effect)


def commit(root: Path) -> str:
    """Return the commit that is checked out, marked if files differ from it; '' without git."""
    command = ["git", "-C", str(root), "describe", "--always", "--abbrev=12", "--dirty"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        return ""
    return run.stdout.strip()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that decide results."""
    found = {"python": platform.python_version()}
    for name in VERSIONED:
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found
