"""Build the site strictly: any failing page, warning or broken reference fails the build."""

import contextlib
import gc
import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bookkit.project import Project, locked
from bookkit.state import Inputs, LastBuild


def build(project: Project) -> bool:
    """Bring the site up to date; return whether that succeeded.

    The site is built aside and takes the place of the last one only when it is whole.
    """
    with locked(project.build / "build.lock"):
        start = time.perf_counter()
        inputs, last = Inputs.of(project), LastBuild(project)
        before = last.load()
        if before == inputs:
            print("Nothing has changed since the last build.")
        elif not _rebuild(project, inputs, before):
            return False
        else:
            print(f"Built {len(project.pages)} pages in {time.perf_counter() - start:.0f} s.")
    print(f"Open {project.html / 'index.html'}")
    return True


@contextlib.contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage a hundred times less often: nearly all that Sphinx makes stays in use."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@_seldom_collecting()
def _rebuild(project: Project, inputs: Inputs, before: Inputs | None) -> bool:
    from bookkit.execution import Executions, run_pages

    print("Executing the pages that changed ...", flush=True)
    book_pages = [page for name, page in project.pages.items() if not _is_exercise(name)]
    runs = run_pages(project, book_pages, force=False)
    failed = [run.page for run in runs if run.error]
    if failed:
        print(f"The book was not built: {len(failed)} of {len(runs)} executed pages failed.")
        return False
    table = Executions(project).table()
    (project.build / "executions.json").write_text(json.dumps(table, indent=1), "utf-8")

    last = LastBuild(project)
    last.invalidate()
    print("Building the site ...", flush=True)
    for folder in _stale(project, inputs, before):
        shutil.rmtree(folder, ignore_errors=True)
    if not _write_site(project):
        print("The book was not built: every warning above has to be mended.")
        return False
    last.succeed(inputs)
    return True


def _is_exercise(docname: str) -> bool:
    return docname.startswith("exercises/")


def _stale(project: Project, inputs: Inputs, before: Inputs | None) -> list[Path]:
    """Name what earlier builds left and Sphinx must not take up again.

    It finds out by itself which pages to read and to write if only pages have changed.
    """
    read = [project.build / ".doctrees", project.build / "jupyter_execute"]
    written = [project.sphinx]
    if before is None or before.core != inputs.core:
        return read + written
    pages = {source.relative_to(project.root).as_posix() for source in project.pages.values()}
    return [] if inputs.changed(before) <= pages else written


def _write_site(project: Project) -> bool:
    from bookkit.site import accessibility, cards, counts, front, mathjax, packing, search, wheel

    if not run_sphinx(project, project.sphinx, "html"):
        return False
    staging = project.build / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    shutil.copytree(project.sphinx, staging)
    mathjax.copy_files(staging)
    accessibility.mend(staging)
    packing.pack(staging)
    search.forget_lost_words(staging)
    cards.write(staging, list(project.pages))
    front.finish(staging, next(iter(project.pages)))
    counts.write(staging, project.pages)
    wheel.write(project, staging)
    _write_entrance(staging, next(iter(project.pages)))
    shutil.rmtree(project.html, ignore_errors=True)
    staging.rename(project.html)
    return True


def run_sphinx(project: Project, target: Path, builder: str) -> bool:
    """Bring what one of Sphinx's builders writes up to date; return whether nothing was wrong."""
    from jupyter_book.sphinx import build_sphinx

    from bookkit.execution import Executions
    from bookkit.site.parallel import JOBS

    status = build_sphinx(
        project.root,
        target,
        builder=builder,
        noconfig=True,
        path_config=project.root / "_config.yml",
        doctreedir=project.build / ".doctrees",
        confoverrides={
            "external_toc_path": str(project.root / "_toc.yml"),
            "latex_individualpages": False,
            "nb_execution_cache_path": str(Executions(project).cache_path),
            "nitpicky": True,
        },
        jobs=JOBS,
        keep_going=True,
        quiet=True,
        warningiserror=True,
    )
    sys.stdout.flush()
    return bool(status == 0)


def _write_entrance(site: Path, root: str) -> None:
    """Let the site's own address lead to the landing page."""
    if root == "index":
        return
    (site / "index.html").write_text(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={root}.html">'
        '<link rel="icon" href="data:,">'  # or the browser asks for one that is not there
        f'<link rel="canonical" href="{root}.html"><title>Data Before Models</title></head>'
        f'<body><p><a href="{root}.html">Data Before Models</a></p></body></html>\n',
        "utf-8",
    )
