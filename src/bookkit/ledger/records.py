"""What every claim of the book came to, read from the executed pages.

A page judges a claim with :func:`dataproblems.evidence.judge`; the cell's output carries the
rules, the estimates and the verdict. They are collected from the execution cache, so that no value
or verdict on the ledger's page was ever typed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import yaml

from bookkit.execution import Executions
from bookkit.notebooks import read_notebook
from bookkit.project import BookError, Project
from dataproblems.evidence import (
    CLAIM_MIMETYPE,
    FAILS,
    HOLDS,
    UNDECIDED,
    Judgement,
    verdict_of,
)

CLAIMS = Path("book", "claims.yml")


@dataclass(frozen=True)
class Claim:
    """A claim as ``book/claims.yml`` states it."""

    chapter: str
    id: str
    where: str
    claim: str


@dataclass(frozen=True)
class Verdict:
    """A claim's judgement and the page (docname) whose cell gave it."""

    page: str
    judgement: Judgement


def load_claims(project: Project) -> list[Claim]:
    """Return all claims in the order of the book.

    Raises
    ------
    BookError
        If two claims share an id or one lacks a part.
    """
    chapters = yaml.safe_load((project.root / CLAIMS).read_text("utf-8"))
    try:
        claims = [Claim(chapter, **entry) for chapter in chapters for entry in chapters[chapter]]
    except TypeError as error:
        raise BookError(f"{CLAIMS}: an entry needs id, where and claim: {error}") from error
    twice = [name for name, n in Counter(claim.id for claim in claims).items() if n > 1]
    if twice:
        raise BookError(f"{CLAIMS} has more than one claim called {', '.join(twice)}")
    return claims


def due(project: Project, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of the chapters that are in the table of contents."""
    chapters = {Path(page).parent.name for page in project.pages}
    return [claim for claim in claims if claim.chapter in chapters]


def judgements(notebook: nbformat.NotebookNode) -> Iterator[Judgement]:
    """Yield what an executed page has judged, in its order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            record = output.get("data", {}).get(CLAIM_MIMETYPE)
            if record is not None:
                yield Judgement.from_json(record)


def collect(project: Project, pages: Collection[str] = ()) -> list[Verdict]:
    """Return every judgement of the executed pages, in the order of the book.

    Parameters
    ----------
    project
        The book.
    pages
        Docnames of the pages to look into; by default all.

    Raises
    ------
    BookError
        If a page with cells has not been executed as it stands.
    """
    from jupyter_cache import get_cache

    cache = get_cache(Executions(project).cache_path)
    found = []
    for page, source in project.pages.items():
        notebook = read_notebook(source)
        if notebook is None or page.startswith("exercises/") or (pages and page not in pages):
            continue
        try:
            record = cache.match_cache_notebook(notebook)
        except KeyError as error:
            raise BookError(f"{page} has not been executed: run 'bookkit run {source}'") from error
        executed = cache.get_cache_bundle(record.pk).nb
        found += [Verdict(page, judgement) for judgement in judgements(executed)]
    return found


def faults(claims: Iterable[Claim], verdicts: Iterable[Verdict]) -> list[str]:
    """Say what keeps verdicts from being a ledger of these claims; empty if nothing does.

    A claim must be judged once, nothing else may be judged, and each verdict must be the one
    that the record's own rules give for its own estimates.
    """
    judged: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        judged.setdefault(verdict.judgement.claim, []).append(verdict)
    known = {claim.id for claim in claims}
    found = [f"{name} is not judged by any page" for name in known - judged.keys()]
    found += [
        f"{name} is judged by {verdict.page} but is no claim of {CLAIMS}"
        for name in judged.keys() - known
        for verdict in judged[name]
    ]
    found += [
        f"{name} is judged {len(given)} times, by {', '.join(v.page for v in given)}"
        for name, given in judged.items()
        if len(given) > 1
    ]
    for given in judged.values():
        for verdict in given:
            found += _disagreements(verdict.judgement)
    return sorted(found)


def _disagreements(judgement: Judgement) -> Iterator[str]:
    """Say where a record's verdicts are not what its rules give for its estimates."""
    name, control = judgement.claim, judgement.control
    given = [(name, judgement.verdict, judgement.rules, judgement.estimates)]
    given += [(f"{name} {r.name}", r.verdict, r.rules, r.estimates) for r in judgement.regimes]
    given.append((f"{name}'s control", control.verdict, judgement.rules, control.estimates))
    if control.verdict.startswith(HOLDS):
        yield f"{name} holds also in {control.world}, where it is false"
    unknown = [verdict for _, verdict, _, _ in given if not _is_verdict(verdict)]
    yield from (f"{name} has a verdict that the ledger does not know: {v!r}" for v in unknown)
    for who, verdict, rules, estimates in given:
        follows = verdict_of(rules, estimates)
        if follows != verdict:
            yield f"{who} says {verdict!r}, but its rules give {follows!r}"


def _is_verdict(verdict: str) -> bool:
    return verdict in (HOLDS, UNDECIDED) or verdict.startswith(FAILS)
