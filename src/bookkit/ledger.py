"""The ledger: what every claim of the book came to, read from the executed pages.

A page judges a claim with :func:`dataproblems.evidence.judge`; the cell's output carries the
rules, the estimates and the verdict. The directive ``{ledger}`` collects those records from the
execution cache, so that no value or verdict on the ledger's page was ever typed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from bookkit.execution import Executions
from bookkit.notebooks import read_notebook
from bookkit.project import BookError, Project
from dataproblems.evidence import (
    CLAIM_MIMETYPE,
    HOLDS,
    UNDECIDED,
    VERDICTS,
    Judgement,
    enough,
    kind,
    verdict_of,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

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


def collect(project: Project) -> list[Verdict]:
    """Return every judgement of the executed pages, in the order of the book.

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
        if notebook is None or page.startswith("exercises/"):
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
    if control is not None:
        given.append((f"{name}'s control", control.verdict, judgement.rules, control.estimates))
        if control.verdict.startswith(HOLDS):
            yield f"{name} holds also in {control.world}, where it is false"
    for who, verdict, rules, estimates in given:
        follows = verdict_of(rules, estimates)
        if follows != verdict:
            yield f"{who} says {verdict!r}, but its rules give {follows!r}"


class Ledger(SphinxDirective):
    """``{ledger}``: how many claims hold, then a table of claims a chapter."""

    def run(self) -> list[nodes.Node]:
        """Build the summary and the tables from the execution cache."""
        self.env.note_reread()
        project = Project(Path(self.env.app.confdir))
        self.env.note_dependency(str(project.root / CLAIMS))
        claims = due(project, load_claims(project))
        verdicts = collect(project)
        wrong = faults(claims, verdicts)
        if wrong:
            raise self.error("The ledger does not add up:\n" + "\n".join(wrong))
        by_id = {verdict.judgement.claim: verdict for verdict in verdicts}
        chapters = list(dict.fromkeys(claim.chapter for claim in claims))
        return [
            self._summary(by_id.values()),
            *(
                self._chapter(chapter, [(c, by_id[c.id]) for c in claims if c.chapter == chapter])
                for chapter in chapters
            ),
        ]

    def _summary(self, verdicts: Iterable[Verdict]) -> nodes.Node:
        counts = Counter(kind(verdict.judgement.verdict) for verdict in verdicts)
        rows = [[_text(verdict), _text(str(counts[verdict]))] for verdict in VERDICTS]
        return _table(["Verdict", "Claims"], rows, [3, 1])

    def _chapter(self, chapter: str, rows: list[tuple[Claim, Verdict]]) -> nodes.Node:
        title = nodes.title("", chapter.replace("-", " ").capitalize())
        section = nodes.section("", title, ids=[f"ledger-{chapter}"])
        opening, _ = self.parse_inline(f"Chapter: {{ref}}`{chapter}`.", lineno=self.lineno)
        section += nodes.paragraph("", "", *opening)
        cells = [
            [
                [self._claim(claim, verdict)],
                [_verdict(verdict.judgement), _rules(verdict.judgement)],
                [_measured(verdict.judgement)],
            ]
            for claim, verdict in rows
        ]
        section += _table(["Claim", "Verdict, and its rule", "Measured"], cells, [3, 4, 4])
        return section

    def _claim(self, claim: Claim, verdict: Verdict) -> nodes.Node:
        builder = self.env.app.builder
        page = builder.get_relative_uri(self.env.docname, verdict.page).partition("#")[0]
        link = nodes.reference("", claim.id, refuri=f"{page}#claim-{claim.id}", internal=True)
        said = nodes.Text(f". {claim.claim} ({claim.where})")
        return nodes.paragraph("", "", link, said)


def _text(text: str) -> list[nodes.Node]:
    return [nodes.paragraph("", text)]


def _verdict(judgement: Judgement) -> nodes.Node:
    return nodes.paragraph("", "", nodes.strong("", judgement.verdict))


def _measured(judgement: Judgement) -> nodes.Node:
    measured = nodes.bullet_list()
    for name, estimate in judgement.estimates.items():
        text = f"{name.replace('_', ' ')}: {estimate} {estimate.unit}".rstrip()
        text += f"; {estimate.spread}"
        needed = enough(estimate) if judgement.verdict == UNDECIDED else None
        if needed:
            text += f"; about {needed:,} would tell an effect of this size from zero"
        measured += nodes.list_item("", nodes.paragraph("", text))
    return measured


def _rules(judgement: Judgement) -> nodes.Node:
    rules = nodes.bullet_list()
    for verdict, rule in judgement.rules.items():
        parts = [nodes.Text(f"{verdict} if "), nodes.literal("", rule)]
        rules += nodes.list_item("", nodes.paragraph("", "", *parts))
    return rules


def _table(
    headings: list[str], rows: list[list[list[nodes.Node]]], widths: list[int]
) -> nodes.table:
    def row(cells: Iterable[list[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", *cell) for cell in cells))

    columns = [nodes.colspec(colwidth=width) for width in widths]
    head = nodes.thead("", row(_text(heading) for heading in headings))
    body = nodes.tbody("", *(row(cells) for cells in rows))
    group = nodes.tgroup("", *columns, head, body, cols=len(widths))
    return nodes.table("", group, classes=["ledger", "colwidths-given"])


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register the directive with Sphinx."""
    app.add_directive("ledger", Ledger)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
