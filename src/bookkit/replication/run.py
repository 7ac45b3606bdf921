"""Run the judging pages with other seeds."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bookkit.execution import WORKERS, commit, run_cells, warm_font_cache
from bookkit.ledger import collect, judgements, load_claims
from bookkit.notebooks import read_notebook
from bookkit.project import BookError, Project
from bookkit.replication.record import Replicated, compare, load, save
from dataproblems.evidence import SEED_SHIFT, Judgement

STEP = 1_000_000  # more than any page adds to a seed


def replicate(project: Project, pages: Iterable[Path] = ()) -> bool:
    """Run every claim's experiment again and record the outcome beside that of other claims.

    Parameters
    ----------
    project
        The book, executed: the first run is read from its cache.
    pages
        Source files to run; by default all that judge a claim.

    Returns
    -------
    bool
        Whether every page ran. A page that fails leaves its earlier record as it is.

    Raises
    ------
    BookError
        If a page was not executed as it stands, or judges nothing.
    """
    first: dict[str, dict[str, Judgement]] = {}
    asked = [project.docname(page) for page in pages]
    for verdict in collect(project, asked):
        first.setdefault(verdict.page, {})[verdict.judgement.claim] = verdict.judgement
    wanted = asked or list(first)
    idle = [name for name in wanted if name not in first]
    if idle:
        raise BookError(f"{', '.join(idle)} judges no claim: there is nothing to replicate")
    known = {entry.claim: entry for entry in load(project)}
    shift = STEP + max((entry.shift for entry in known.values()), default=0)
    order = [claim.id for claim in load_claims(project)]

    def keep(entries: Iterable[Replicated]) -> None:  # page by page: a run takes long
        known.update({entry.claim: entry for entry in entries})
        save(project, [known[claim] for claim in order if claim in known])

    warm_font_cache()
    return asyncio.run(_run_all(project, {name: first[name] for name in wanted}, shift, keep))


async def _run_all(
    project: Project,
    wanted: Mapping[str, Mapping[str, Judgement]],
    shift: int,
    keep: Callable[[Iterable[Replicated]], None],
) -> bool:
    free, made_from = asyncio.Semaphore(WORKERS), commit(project.root)

    async def run(name: str) -> bool:
        source = project.pages[name]
        notebook = read_notebook(source)
        if notebook is None:
            raise BookError(f"{name} has no cells")
        async with free:
            error = await run_cells(notebook, source, {SEED_SHIFT: str(shift)})
        if error:
            sys.stderr.write(f"  FAILED {name}\n{error}\n")
            return False
        finished = datetime.now(UTC).isoformat(timespec="seconds")
        entries = [
            compare(name, shift, made_from, finished, wanted[name][again.claim], again)
            for again in judgements(notebook)
            if again.claim in wanted[name]
        ]
        for entry in entries:
            print(f"  {entry.claim}: {entry.first} -> {entry.again}", flush=True)
        keep(entries)
        return True

    return all(await asyncio.gather(*map(run, wanted)))
